"""A small OpenID Connect provider in a thread: discovery, token, userinfo and keys."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "bedside", "only-here"


class Issuer:
    """Says of everybody who comes what ``told`` says; ``asked`` is what it was asked for."""

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.told: dict[str, Any] = {"sub": "u-1", "email": "", "email_verified": True}
        self.audience = CLIENT
        self.breaks = False
        self.asked: dict[str, str] = {}
        self.tokens_given = 0
        self.url = ""

    def authorize(self, location: str) -> str:
        """What the browser brings back from the provider's page."""
        self.asked = {k: v[0] for k, v in parse_qs(urlsplit(location).query).items()}
        return f"code=c-1&state={self.asked['state']}"

    def answer(self, path: str, form: dict[str, list[str]]) -> tuple[int, dict[str, Any]]:
        if path == "/.well-known/openid-configuration":
            return 200, {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "userinfo_endpoint": f"{self.url}/userinfo",
                "jwks_uri": f"{self.url}/jwks",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            }
        if path == "/token":
            return self._token(form)
        if path == "/userinfo":
            return 200, self.told
        if path == "/jwks":
            return 200, {"keys": [json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key())) | {"kid": "k"}]}
        return 404, {}

    def _token(self, form: dict[str, list[str]]) -> tuple[int, dict[str, Any]]:
        proof = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"][0].encode()).digest()).rstrip(b"=")
        right = form["client_secret"] == [SECRET] and proof.decode() == self.asked["code_challenge"]
        if self.breaks or not right:
            return 400, {"error": "invalid_grant"}
        self.tokens_given += 1
        claims = self.told | {"iss": self.url, "aud": self.audience, "iat": time.time(), "exp": time.time() + 60}
        token = jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "k"})
        return 200, {"access_token": "a-1", "token_type": "Bearer", "expires_in": 60, "id_token": token}


@contextmanager
def running() -> Iterator[Issuer]:
    issuer = Issuer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.reply({})

        def do_POST(self) -> None:
            self.reply(parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()))

        def reply(self, form: dict[str, list[str]]) -> None:
            status, told = issuer.answer(urlsplit(self.path).path, form)
            body = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    issuer.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield issuer
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
