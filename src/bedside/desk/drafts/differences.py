"""How two versions differ: paragraph by paragraph, and word by word where a paragraph was changed.

Nothing is lost on either side: the pieces that are same or gone read as the earlier text, those that are same
or new as the later one, to the last space.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum

from bedside.desk.drafts.words import Shown, Words

WORD = re.compile(r"\s+|\w+|[^\w\s]")
ALIKE = 0.34  # below this share of common words, two paragraphs are two, not one that was changed
MOST = 4_000  # longer paragraphs, and more changed ones, are shown as a whole: no text makes a page slow
NEAR = 40  # a changed paragraph is looked for among so many


class Change(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words that stayed, went or came."""

    change: Change
    text: str = field(repr=False)

    @property
    def shown(self) -> str:
        """The words without the line end, which the row itself stands for."""
        return self.text.rstrip("\n")


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph with its line end. ``change`` is None where only some of its words changed."""

    change: Change | None
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """All words of the row without the line ends, for a row in one piece."""
        return "".join(p.text for p in self.pieces).rstrip("\n")


@dataclass(frozen=True, slots=True)
class Described:
    """The description of one picture in both versions; ``change`` says whether the picture itself came or went."""

    id: str
    change: Change
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything a reader may want to know of what changed between two versions."""

    rows: tuple[Row, ...]
    answers: tuple[Row, ...]
    pictures: tuple[Described, ...]

    @property
    def same(self) -> bool:
        """Whether every word, picture and description is the same."""
        rows = (*self.rows, *self.answers, *(r for p in self.pictures for r in p.rows))
        return all(r.change is Change.SAME for r in rows) and all(p.change is Change.SAME for p in self.pictures)

    def count(self, change: Change) -> int:
        """How many words of the draft itself are gone or new."""
        return sum(len(p.text.split()) for row in self.rows for p in row.pieces if p.change is change)


def between(before: Words, after: Words) -> Comparison:
    """What changed from one version to another."""
    return Comparison(
        rows=rows(before.body, after.body),
        answers=rows(before.in_reply_to, after.in_reply_to) if before.in_reply_to != after.in_reply_to else (),
        pictures=tuple(_pictures(before, after)),
    )


def rows(before: str, after: str) -> tuple[Row, ...]:
    """Two texts as rows, in order; see the module for what they give back."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    found: list[Row] = []
    for tag, i, j, k, m in _opcodes(old, new):
        if tag == "equal":
            found.extend(_whole(Change.SAME, text) for text in old[i:j])
        else:
            found.extend(_changed(old[i:j], new[k:m]))
    return tuple(found)


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Two paragraphs word by word; gone comes before new, and a phrase that changed is one piece."""
    old, new = WORD.findall(before), WORD.findall(after)
    found: list[Piece] = []
    for tag, i, j, k, m in _phrases(_opcodes(old, new), old):
        if tag == "equal":
            found.append(Piece(Change.SAME, "".join(old[i:j])))
        else:
            found += [Piece(Change.GONE, "".join(old[i:j])), Piece(Change.NEW, "".join(new[k:m]))]
    return _joined(found)


Opcode = tuple[str, int, int, int, int]


def _opcodes(old: Sequence[str], new: Sequence[str]) -> Iterator[Opcode]:
    """As `SequenceMatcher.get_opcodes`; what is alike at both ends is set aside first, which is nearly everything."""
    most = min(len(old), len(new))
    head = next((n for n in range(most) if old[n] != new[n]), most)
    tail = next((n for n in range(most - head) if old[-1 - n] != new[-1 - n]), most - head)
    if head:
        yield "equal", 0, head, 0, head
    yield from _inner(old[head : len(old) - tail], new[head : len(new) - tail], head)
    if tail:
        yield "equal", len(old) - tail, len(old), len(new) - tail, len(new)


def _inner(old: Sequence[str], new: Sequence[str], head: int) -> Iterator[Opcode]:
    if max(len(old), len(new)) > MOST:
        yield "replace", head, head + len(old), head, head + len(new)
        return
    for tag, i, j, k, m in SequenceMatcher(None, old, new).get_opcodes():
        yield tag, i + head, j + head, k + head, m + head


def _phrases(opcodes: Iterable[Opcode], old: Sequence[str]) -> Iterator[Opcode]:
    """Changes with nothing but white space between them are one change, so that a new phrase reads as one."""
    held: list[Opcode] = []  # a change, and perhaps the white space after it
    for code in opcodes:
        tag, i, j, _, _ = code
        between_changes = len(held) % 2 and not "".join(old[i:j]).strip()
        if tag != "equal" or between_changes:
            held.append(code)
        else:
            yield from _released(held)
            yield code
    yield from _released(held)


def _released(held: list[Opcode]) -> Iterator[Opcode]:
    space = held.pop() if len(held) > 1 and held[-1][0] == "equal" else None
    if held:
        yield "replace", held[0][1], held[-1][2], held[0][3], held[-1][4]
    if space:
        yield space
    held.clear()


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[Row]:
    """Paragraphs that do not stand as they did: pairs that are alike word by word, the others as a whole."""
    at, near = 0, NEAR if max(len(old), len(new)) <= MOST else 0
    for text in old:
        partner = next((n for n in range(at, min(at + near, len(new))) if _alike(text, new[n])), None)
        if partner is None:
            yield _whole(Change.GONE, text)
            continue
        yield from (_whole(Change.NEW, other) for other in new[at:partner])
        yield Row(None, pieces(text, new[partner]))
        at = partner + 1
    yield from (_whole(Change.NEW, other) for other in new[at:])


def _alike(one: str, other: str) -> bool:
    old, new = set(one.lower().split()), set(other.lower().split())
    return len(old & new) >= ALIKE * max(len(old), len(new), 1)


def _whole(change: Change, text: str) -> Row:
    return Row(change, (Piece(change, text),))


def _joined(found: Iterable[Piece]) -> tuple[Piece, ...]:
    """Neighbours of one kind as one piece, and no empty ones."""
    joined: list[Piece] = []
    for piece in found:
        if joined and joined[-1].change is piece.change:
            joined[-1] = Piece(piece.change, joined[-1].text + piece.text)
        elif piece.text:
            joined.append(piece)
    return tuple(joined)


def _pictures(before: Words, after: Words) -> Iterator[Described]:
    old = {p.id: p for p in before.pictures}
    new = {p.id: p for p in after.pictures}
    for id_ in [*old, *(i for i in new if i not in old)]:
        change = Change.GONE if id_ not in new else Change.NEW if id_ not in old else Change.SAME
        yield Described(id_, change, rows(_alt(old, id_), _alt(new, id_)))


def _alt(pictures: dict[str, Shown], id_: str) -> str:
    return pictures[id_].alt if id_ in pictures else ""
