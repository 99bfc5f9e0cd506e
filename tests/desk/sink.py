"""A mail server that keeps what it is given: enough of SMTP (RFC 5321) for a client that speaks it well."""

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message


@dataclass
class Sink:
    """What came in, in order. ``before`` and ``after`` are called around the moment at which a letter is taken."""

    port: int = 0
    letters: list[Message] = field(default_factory=list)
    before: Callable[[], None] = lambda: None
    after: Callable[[], None] = lambda: None

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}?tls=no"


class _Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self._say("220 sink.example.org")
        try:
            while line := self.rfile.readline():
                if self._answer(line.split(b":")[0].strip().upper()):
                    return
        except (ConnectionError, OSError):
            return

    def _answer(self, said: bytes) -> bool:
        """Answer one command; whether the talk is over."""
        if said == b"DATA":
            self._take()
        elif said == b"QUIT":
            self._say("221 bye")
            return True
        else:
            self._say("250 sink.example.org")
        return False

    def _take(self) -> None:
        sink: Sink = self.server.sink  # type: ignore[attr-defined]
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line)
        sink.before()
        sink.letters.append(message_from_bytes(b"".join(lines)))
        self._say("250 taken")
        sink.after()

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True


@contextmanager
def sink() -> Iterator[Sink]:
    made = Sink()
    with _Server(("127.0.0.1", 0), _Talk) as server:
        server.sink = made  # type: ignore[attr-defined]
        made.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield made
        finally:
            server.shutdown()
            thread.join()
