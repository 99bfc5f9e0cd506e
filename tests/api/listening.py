"""A server of the tests' own that hears webhooks over TLS, under a name that only these tests know."""

import datetime
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOST = "hooks.example.org"


@dataclass
class Heard:
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Listener:
    """What it heard, and how it answers: each status of ``answers`` in turn, then 204."""

    port: int
    trust: ssl.SSLContext
    heard: list[Heard] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    location: str = ""
    slow: float = 0.0

    def at(self, host: str, port: int) -> list[tuple[str, int]]:
        """The resolver of the tests: every name is this server."""
        return [("127.0.0.1", self.port)]


@contextmanager
def listening(folder: Path, *, name: str = HOST) -> Iterator[Listener]:
    certificate, key = certified(folder, name)
    inside = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    inside.load_cert_chain(certificate, key)
    trust = ssl.create_default_context(cafile=str(certificate))
    listener = Listener(0, trust)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(listener))
    server.socket = inside.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    server.daemon_threads = True
    listener.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield listener
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def handler_of(listener: Listener) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            listener.heard.append(Heard(self.path, {k.lower(): v for k, v in self.headers.items()}, body))
            if listener.slow:
                threading.Event().wait(listener.slow)
            self.send_response(listener.answers.pop(0) if listener.answers else 204)
            if listener.location:
                self.send_header("Location", listener.location)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    return Handler


def certified(folder: Path, name: str) -> tuple[Path, Path]:
    """A certificate that signs itself, and its key, in files."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, secret = folder / "certificate.pem", folder / "key.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return certificate, secret
