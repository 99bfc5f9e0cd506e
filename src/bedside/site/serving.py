"""The server of `bedside serve` and of the demo."""

import errno
import os
import signal
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from types import FrameType
from typing import Any

from django.conf import settings
from waitress.server import create_server

from bedside.core.errors import DeskError
from bedside.site import static_files
from bedside.site.places import is_this_machine

PRODUCTION = "bedside.site.settings.production"
WAITING = 128  # connections that the system holds while all threads are at work


class NotPrivate(DeskError):
    """Settings of a single machine were about to be served to others."""


def require_private(host: str) -> None:
    """Raise where others could reach a server that does not have production's settings.

    Raises:
        NotPrivate: says what to set.
    """
    if not settings.BEDSIDE_FOR_OTHERS and not is_this_machine(host):
        raise NotPrivate(
            "these settings are for this machine alone, so nobody else is let in; for a server that others reach, set "
            f"DJANGO_SETTINGS_MODULE={PRODUCTION}, BEDSIDE_SECRET_KEY and BEDSIDE_HOSTS (docs/running.md)"
        )


@dataclass
class Server:
    """A port that is taken. Who connects waits until `run`."""

    socket: socket.socket
    threads: int

    @property
    def address(self) -> str:
        host, port = self.socket.getsockname()[:2]
        return f"http://{f'[{host}]' if ':' in host else host}:{port}"

    def run(self) -> None:
        """Answer until SIGINT or SIGTERM; what is being answered then is answered still."""
        from django.core.wsgi import get_wsgi_application

        # Forwarding headers pass as they come: settings decide whether they are believed, and the demo's links
        # refuse whoever comes by way of one.
        server: Any = create_server(
            get_wsgi_application(),
            sockets=[self.socket],
            threads=self.threads,
            ident=None,
            clear_untrusted_proxy_headers=False,
            max_request_body_size=settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 2_000_000,
            channel_timeout=60,
        )
        before = signal.signal(signal.SIGTERM, _stop)
        try:
            server.run()
        finally:
            server.close()
            signal.signal(signal.SIGTERM, before)


def _stop(number: int, frame: FrameType | None) -> None:
    raise SystemExit


def bound(host: str, port: int, *, threads: int) -> Server | None:
    """The port, taken for this process; None where something else has it.

    Raises:
        DeskError: the address is not this machine's, or the port needs rights that the process lacks.
    """
    os.umask(0o077)
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror:
        raise DeskError("there is no such address to listen on; --host is an address of this machine") from None
    made = socket.socket(family, kind, protocol)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind(where)
        made.listen(WAITING)
    except OSError as trouble:
        made.close()
        if trouble.errno == errno.EADDRINUSE:
            return None
        reason = (trouble.strerror or "no reason given").lower()
        raise DeskError(f"cannot listen there ({reason}); choose another --host or --port") from None
    return Server(made, threads)


def warm_up() -> Iterator[str]:
    """Load what the first request would wait for: styles and scripts, the word lists, the careful reader, the pages.

    Yields:
        A sentence for whatever is not as it should be.
    """
    from django.urls import get_resolver

    import bedside
    from bedside.screening import engine

    static_files.gather()
    _, missing = engine.model_for("careful")
    for one in missing:
        yield f"Not looked at until it is installed: {one.check}. {one.why}"
    bedside.explain("A walk in the park with our new nurses, Saturday at 9 am.")
    _ = get_resolver().url_patterns
