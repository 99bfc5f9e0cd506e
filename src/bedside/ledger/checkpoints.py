"""Checkpoints: a log's name, size and root, signed (C2SP tlog-checkpoint), and cosignatures over them."""

import re
from dataclasses import dataclass

from bedside.ledger import notes
from bedside.ledger.notes import COSIGNATURE, BadNote, Note, Signature, Signer, Verifier
from bedside.ledger.tree import EMPTY_ROOT, Hash

_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
_LATEST = 2**63 - 1


@dataclass(frozen=True)
class Checkpoint:
    """The state of the log ``origin``: ``size`` entries with this ``root``."""

    origin: str
    size: int
    root: Hash

    def __str__(self) -> str:
        return f"{self.origin}\n{self.size}\n{notes.as_base64(self.root)}\n"


def size_of(text: str) -> int:
    if not _SIZE.fullmatch(text) or int(text) > _LATEST:
        raise BadNote("a size is a decimal number without leading zeros")
    return int(text)


def checkpoint_of(text: str) -> Checkpoint:
    """The checkpoint in a note's text.

    Raises:
        BadNote: it is none, or has lines beyond the three; nobody could audit those.
    """
    if text.count("\n") != 3:
        raise BadNote("a checkpoint has three lines: origin, size, root")
    found = head_of(text)
    if found.size == 0 and found.root != EMPTY_ROOT:
        raise BadNote("the empty log has one root only")
    return found


def head_of(text: str) -> Checkpoint:
    """The first three lines of any log's checkpoint, whatever follows them; what a witness looks at.

    Raises:
        BadNote: it has not these lines. The root of an empty log is not looked at.
    """
    lines = text.removesuffix("\n").split("\n")
    if not text.endswith("\n") or len(lines) < 3 or not all(lines):
        raise BadNote("a checkpoint has three lines: origin, size, root")
    root = notes.base64_of(lines[2])
    if len(root) != len(EMPTY_ROOT):
        raise BadNote("a root has 32 bytes")
    return Checkpoint(lines[0], size_of(lines[1]), root)


def signed(checkpoint: Checkpoint, signer: Signer) -> Note:
    return notes.sign(str(checkpoint), signer)


def opened(note: Note, key: Verifier) -> Checkpoint:
    """The checkpoint of a note that ``key`` signed and whose origin is the key's name.

    Raises:
        BadNote: it did not, or it is another log's.
    """
    notes.opened(note, [key])
    checkpoint = checkpoint_of(note.text)
    if checkpoint.origin != key.name:
        raise BadNote(f"a checkpoint of another log, signed by {key.name}")
    return checkpoint


def _cosigned(text: str, time: int) -> bytes:
    return f"cosignature/v1\ntime {time}\n{text}".encode()


def cosign(note: Note, signer: Signer, *, at: int) -> Signature:
    """A witness's signature over a checkpoint it has found consistent; ``at`` in seconds since the epoch.

    Raises:
        BadNote: the key is none of a witness, or the time is none.
    """
    if signer.kind != COSIGNATURE:
        raise BadNote("only a witness's key cosigns")
    if not 0 < at <= _LATEST:
        raise BadNote("a cosignature has a time")
    return Signature(signer.name, signer.verifier.key_id, at.to_bytes(8, "big") + signer.sign(_cosigned(note.text, at)))


def cosigned_at(note: Note, key: Verifier) -> int | None:
    """When ``key`` cosigned the checkpoint, in seconds since the epoch; None where it did not.

    Raises:
        BadNote: a cosignature that says it is by ``key`` does not hold.
    """
    if key.kind != COSIGNATURE:
        return None
    found = None
    for signature in note.signatures:
        if signature.is_by(key):
            at = int.from_bytes(signature.value[:8], "big")
            if not 0 < at <= _LATEST or not key.holds(signature.value[8:], _cosigned(note.text, at)):
                raise BadNote(f"the cosignature of {key.name} does not hold")
            found = at if found is None else max(found, at)
    return found
