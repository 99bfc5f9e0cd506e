"""One question to a third party over HTTP: no redirects, no endless answers, no waiting for ever."""

import time
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector, ProxyHandler, Request

from bedside.core.errors import LedgerError

MOST_BYTES = 256_000


class NoAnswer(LedgerError):
    """Nobody answered, or not in time, or with too much."""


@dataclass(frozen=True)
class Reply:
    status: int
    content_type: str
    body: bytes


def post(url: str, *, body: bytes, content_type: str, timeout: float) -> Reply:
    """Send ``body``; whatever the status, what came back. ``timeout`` in seconds, for all of it.

    Raises:
        NoAnswer: nothing came back that could be read.
    """
    if not url.startswith(("http://", "https://")):
        raise NoAnswer("an address to ask begins with http:// or https://")
    end = time.monotonic() + timeout
    try:
        request = Request(url, data=body, headers={"Content-Type": content_type, "User-Agent": "bedside"})  # noqa: S310
        with _opener().open(request, timeout=timeout) as response:
            kind = response.headers.get_content_type()
            return Reply(response.status, kind, _read(response, end))
    except (OSError, HTTPException, ValueError) as trouble:
        raise NoAnswer(f"no answer from the address asked ({type(trouble).__name__})") from None


def _opener() -> OpenerDirector:
    """An opener of these few parts follows no redirect and hands out every status."""
    opener = OpenerDirector()
    for handler in (ProxyHandler(), HTTPHandler(), HTTPSHandler()):
        opener.add_handler(handler)
    return opener


def _read(response: HTTPResponse, end: float) -> bytes:
    found = b""
    while part := response.read1(65_536):
        found += part
        if len(found) > MOST_BYTES:
            raise NoAnswer(f"an answer has at most {MOST_BYTES} bytes")
        if time.monotonic() > end:
            raise NoAnswer("the answer came too slowly")
    return found
