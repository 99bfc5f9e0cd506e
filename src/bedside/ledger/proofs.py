"""Proofs as files: that one entry stands in a log (C2SP tlog-proof), to be read without the rest of it."""

import re
from dataclasses import dataclass

from bedside.ledger import checkpoints, notes, tree
from bedside.ledger.notes import BadNote, Note
from bedside.ledger.tree import EMPTY_ROOT, MOST_HASHES, Hash, Subtrees

_FIRST = "c2sp.org/tlog-proof@v1"
_EXTRA = re.compile(r"extra [A-Za-z0-9+/]*={0,2}")


@dataclass(frozen=True)
class Proof:
    """Entry ``index`` stands in the tree of ``note``, a checkpoint; ``hashes`` lead there, lowest first."""

    index: int
    hashes: tuple[Hash, ...]
    note: Note

    def __str__(self) -> str:
        lines = [_FIRST, f"index {self.index}", *map(notes.as_base64, self.hashes), "", str(self.note)]
        return "\n".join(lines)

    def shows(self, entry: bytes) -> bool:
        """Whether it leads from this entry to the checkpoint's root. Says nothing about signatures."""
        head = checkpoints.head_of(self.note.text)
        return tree.is_included(tree.leaf_hash(entry), self.index, head.size, self.hashes, head.root)


def proof_of(index: int, *, note: Note, subtrees: Subtrees) -> Proof:
    """The proof of entry ``index`` in the tree of ``note``, a checkpoint that lies beyond it.

    Raises:
        ValueError: it does not.
    """
    size = checkpoints.head_of(note.text).size
    return Proof(index, tuple(tree.inclusion_proof(index, size, subtrees)), note)


def hashes_of(lines: list[str]) -> tuple[Hash, ...]:
    """Hashes, one a line in Base64.

    Raises:
        BadNote: there are too many, or one is none.
    """
    found = tuple(map(notes.base64_of, lines))
    if len(found) > MOST_HASHES or any(len(h) != len(EMPTY_ROOT) for h in found):
        raise BadNote(f"a proof has at most {MOST_HASHES} hashes of 32 bytes")
    return found


def parse(raw: bytes) -> Proof:
    """Take a proof apart; nothing in it is believed yet. Extra data, which nobody vouches for, is passed over.

    Raises:
        BadNote: it has another form.
    """
    head, gap, note = raw.partition(b"\n\n")
    if not gap or not head.isascii():
        raise BadNote("a proof has lines, a blank line and a checkpoint")
    first, *lines = head.decode().split("\n")
    if lines and _EXTRA.fullmatch(lines[0]):
        del lines[0]
    if first != _FIRST or not lines or not lines[0].startswith("index "):
        raise BadNote(f"a proof begins with {_FIRST} and an index")
    return Proof(checkpoints.size_of(lines[0].removeprefix("index ")), hashes_of(lines[1:]), notes.parse(note))
