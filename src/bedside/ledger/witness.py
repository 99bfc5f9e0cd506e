"""A witness cosigns what another log shows it, and never two states that contradict each other (C2SP tlog-witness).

`Witness` decides and remembers, `serve` puts it on the network, `ask` is the other side.
"""

import hashlib
import logging
import os
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from bedside.core.errors import LedgerError
from bedside.ledger import asking, checkpoints, notes, proofs, tree
from bedside.ledger.checkpoints import Checkpoint
from bedside.ledger.notes import COSIGNATURE, BadNote, Note, Signature, Signer, Verifier
from bedside.ledger.tree import EMPTY_ROOT, Hash

MOST_BODY = 256_000
MOST_AT_ONCE = 32
WAIT_SECONDS = 10.0
TEXT = "text/plain; charset=utf-8"
SIZE = "text/x.tlog.size"
CHECKPOINT_PATH = re.compile(r"/([0-9a-f]{64})/checkpoint")

_log = logging.getLogger(__name__)


class WitnessTrouble(LedgerError):
    """A witness did not cosign, or cannot."""


class Behind(WitnessTrouble):
    """The witness saw another size last than was said; ask again from ``size``."""

    def __init__(self, size: int) -> None:
        super().__init__(f"the witness last saw {size} entries")
        self.size = size


@dataclass(frozen=True)
class Answer:
    """What goes back over HTTP."""

    status: int
    body: bytes = b""
    content_type: str = TEXT


@dataclass(frozen=True)
class Request:
    """What a log asks for: its checkpoint, and the proof that it continues the one of size ``old``."""

    old: int
    proof: tuple[Hash, ...]
    note: Note

    def __bytes__(self) -> bytes:
        lines = [f"old {self.old}", *map(notes.as_base64, self.proof), "", str(self.note)]
        return "\n".join(lines).encode()


def request_of(body: bytes) -> Request:
    """Take a request apart; nothing in it is believed yet.

    Raises:
        BadNote: it has another form.
    """
    head, gap, note = body.partition(b"\n\n")
    if len(body) > MOST_BODY or not gap or not head.isascii():
        raise BadNote("a request has lines, a blank line and a checkpoint")
    first, *proof = head.decode().split("\n")
    if not first.startswith("old "):
        raise BadNote("a request begins with the old size")
    return Request(checkpoints.size_of(first.removeprefix("old ")), proofs.hashes_of(proof), notes.parse(note))


def origin_hash(origin: str) -> str:
    return hashlib.sha256(origin.encode()).hexdigest()


class Kept:
    """The last cosigned checkpoint of each log, one file each in a folder that belongs to one witness."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    @contextmanager
    def locked(self, name: str) -> Iterator[None]:
        """Nobody else, in this process or another, reads or writes ``name`` meanwhile."""
        try:
            import fcntl
        except ImportError:
            raise WitnessTrouble("a witness needs file locks as POSIX systems have them") from None
        handle = os.open(self.folder / f"{name}.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def read(self, name: str) -> Note | None:
        try:
            return notes.parse((self.folder / f"{name}.note").read_bytes())
        except FileNotFoundError:
            return None

    def write(self, name: str, note: Note) -> None:
        """Replace what was kept; after this it is on the disk, and before this the old one was."""
        draft = self.folder / f"{name}.new"
        with draft.open("wb") as file:
            file.write(str(note).encode())
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.folder / f"{name}.note")
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


class Witness:
    """Cosigns the checkpoints of known logs.

    Args:
        signer: a key of kind COSIGNATURE, under the witness's name.
        logs: origin of each known log, and its key.
        folder: where the last cosigned checkpoints are kept. Losing it means that the witness forgets, and could
            cosign a second history: back it up, and give a witness that forgot a new name and key.
    """

    def __init__(self, signer: Signer, *, logs: Mapping[str, Verifier], folder: Path) -> None:
        if signer.kind != COSIGNATURE:
            raise WitnessTrouble("a witness signs with a key of the kind for cosignatures")
        self._signer = signer
        self._logs = dict(logs)
        self._kept = Kept(folder)

    @property
    def verifier(self) -> Verifier:
        return self._signer.verifier

    def add_checkpoint(self, body: bytes, *, at: int) -> Answer:
        """Cosign, or say why not; ``at`` in seconds since the epoch.

        Raises:
            LedgerError: what is kept of this log cannot be read; nothing is cosigned.
        """
        try:
            asked = request_of(body)
            seen = checkpoints.head_of(asked.note.text)
        except BadNote as trouble:
            return _refused(400, str(trouble))
        key = self._logs.get(seen.origin)
        if key is None:
            return _refused(404, "this witness does not know that log")
        try:
            notes.opened(asked.note, [key])
        except BadNote:
            return _refused(403, "the key known for that log did not sign this")
        if asked.old > seen.size:
            return _refused(400, "the old size is beyond the checkpoint")
        name = origin_hash(seen.origin)
        with self._kept.locked(name):
            answer, note = self._weighed(asked, seen, key=key, at=at)
            if note is not None:
                self._kept.write(name, note)
        return answer

    def _weighed(self, asked: Request, seen: Checkpoint, *, key: Verifier, at: int) -> tuple[Answer, Note | None]:
        """The answer, and what to keep before it is given; the log is locked."""
        last = self._last(seen.origin)
        if asked.old != last.size:
            return Answer(409, f"{last.size}\n".encode(), SIZE), None
        if seen.size == 0 and seen.root != EMPTY_ROOT:
            return _refused(422, "the empty log has one root only"), None
        if not tree.is_consistent(last.size, seen.size, asked.proof, last.root, seen.root):
            return _refused(422, "the proof does not show that the log only grew"), None
        own = checkpoints.cosign(asked.note, self._signer, at=at)
        by_log = tuple(s for s in asked.note.signatures if s.is_by(key))
        return Answer(200, own.line.encode()), Note(asked.note.text, by_log).with_signatures([own])

    def _last(self, origin: str) -> Checkpoint:
        note = self._kept.read(origin_hash(origin))
        if note is None:
            return Checkpoint(origin, 0, EMPTY_ROOT)
        last = checkpoints.head_of(note.text)
        if last.origin != origin or checkpoints.cosigned_at(note, self.verifier) is None:
            raise WitnessTrouble("a checkpoint that this witness keeps was changed; it cosigns no more for that log")
        return last

    def checkpoint_for(self, origin_hash: str) -> Note | None:
        """The last cosigned checkpoint of the log whose origin has this SHA-256 (hex); None where there is none."""
        known = any(hashlib.sha256(o.encode()).hexdigest() == origin_hash for o in self._logs)
        return self._kept.read(origin_hash) if known else None


def _refused(status: int, why: str) -> Answer:
    return Answer(status, f"{why}\n".encode())


def _now() -> int:
    return int(time.time())


class _Server(ThreadingHTTPServer):
    """Answers a limited number of callers at once; one more is hung up on."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, address: tuple[str, int], witness: Witness, clock: Callable[[], int]) -> None:
        self.witness, self.clock = witness, clock
        self._free = threading.BoundedSemaphore(MOST_AT_ONCE)
        super().__init__(address, _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        if self._free.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        _log.warning("a caller was lost before it was answered")


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    server_version = "bedside"
    sys_version = ""
    timeout = WAIT_SECONDS
    error_content_type = TEXT
    error_message_format = "%(code)d\n"

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if not re.fullmatch(r"[0-9]{1,9}", length) or "Transfer-Encoding" in self.headers:
            self._hang_up(Answer(411))
        elif int(length) > MOST_BODY:
            self._hang_up(Answer(413))
        elif self.path != "/add-checkpoint":
            self._hang_up(Answer(404))
        else:
            body = self.rfile.read(int(length))
            self._answer_with(lambda: self.server.witness.add_checkpoint(body, at=self.server.clock()))

    def do_GET(self) -> None:
        self._answer_with(self._checkpoint)

    def _checkpoint(self) -> Answer:
        wanted = CHECKPOINT_PATH.fullmatch(self.path)
        note = self.server.witness.checkpoint_for(wanted[1]) if wanted else None
        return Answer(200, str(note).encode()) if note else _refused(404, "no checkpoint of that log")

    def _answer_with(self, found: Callable[[], Answer]) -> None:
        try:
            answer = found()
        except (LedgerError, OSError) as trouble:
            _log.error("the witness could not answer: %s", type(trouble).__name__)
            answer = Answer(500)
        self._answer(answer)

    def _hang_up(self, answer: Answer) -> None:
        self.close_connection = True
        self._answer(answer)

    def _answer(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: callers are no business of the log."""


def server_for(witness: Witness, *, host: str, port: int, clock: Callable[[], int] = _now) -> ThreadingHTTPServer:
    """A server that listens already, and answers once ``serve_forever`` runs. Port 0 takes a free one."""
    return _Server((host, port), witness, clock)


def serve(witness: Witness, *, host: str, port: int) -> None:
    """Answer for ever. TLS is the business of what stands in front of it."""
    with server_for(witness, host=host, port=port) as server:
        server.serve_forever()


def ask(
    url: str, note: Note, *, old: int, proof: Sequence[Hash], keys: Sequence[Verifier], timeout: float
) -> tuple[Signature, ...]:
    """Ask a witness to cosign ``note``.

    Args:
        url: the witness's submission prefix; ``/add-checkpoint`` is put behind it.
        old: the size that the witness saw last, 0 where it is not known.
        proof: from ``old`` to the note's size.
        keys: the witness's keys; signatures by others are passed over.
        timeout: seconds, for all of it.

    Returns:
        The cosignatures by ``keys``, at least one, all of which hold.

    Raises:
        Behind: the witness saw another size last.
        WitnessTrouble: it refused, or answered without a cosignature by ``keys``.
        BadNote: it answered with something unreadable, or a cosignature that does not hold.
        NoAnswer: it did not answer.
    """
    address = f"{url.rstrip('/')}/add-checkpoint"
    body = bytes(Request(old, tuple(proof), note))
    reply = asking.post(address, body=body, content_type=TEXT, timeout=timeout)
    if reply.status == 409 and reply.content_type == SIZE:
        raise Behind(checkpoints.size_of(_text_of(reply.body).removesuffix("\n")))
    if reply.status != 200:
        raise WitnessTrouble(f"the witness refused with status {reply.status}")
    witnesses = [k for k in keys if k.kind == COSIGNATURE]
    found = tuple(s for s in notes.signatures_of(_text_of(reply.body)) if any(s.is_by(k) for k in witnesses))
    signed = Note(note.text, found)
    if not [k for k in witnesses if checkpoints.cosigned_at(signed, k) is not None]:
        raise WitnessTrouble("the witness answered without a cosignature by a key known for it")
    return found


def _text_of(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise BadNote("an answer of a witness is UTF-8") from None
