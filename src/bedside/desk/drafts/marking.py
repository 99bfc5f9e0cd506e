"""Words with marks at what was found, for pages without an editor."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import Any

from bedside.desk.drafts.differences import Change, Row

ORDER = {"hold": 0, "review": 1, "advice": 2}
Concern = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text under one mark, or none. ``change`` says where it is gone or new; joined, the others are the text."""

    text: str = field(repr=False)
    concern: Concern | None = field(default=None, repr=False)
    numbers: tuple[int, ...] = ()  # of every concern that is here, also of those that another mark covers
    first: bool = False  # where a place begins: the number stands here
    change: str = ""


@dataclass(frozen=True, slots=True)
class _Place:
    start: int
    end: int
    concern: Concern = field(repr=False)

    @property
    def rank(self) -> tuple[int, int, int]:
        """The heavier mark wins the line, then the one with fewer places: it says more about this one."""
        return ORDER.get(self.concern["weight"], 9), len(self.concern["places"]), self.concern["n"]


def marked(text: str, concerns: Sequence[Concern], *, part: str = "body") -> list[Piece]:
    """A text in pieces.

    Args:
        concerns: as `views.weighing.concerns` gives them; only their places in ``part`` are marked.
    """
    return list(_pieces(text, 0, _places(concerns, part), set(), ""))


def marked_changes(rows: Sequence[Row], concerns: Sequence[Concern]) -> list[Piece]:
    """Two versions in one text, with the marks of the later one. Empty lines that are gone are left out."""
    places, begun, at = _places(concerns, "body"), set[_Place](), 0
    found: list[Piece] = []
    for piece in (piece for row in rows for piece in row.pieces):
        if piece.change is Change.GONE:
            found += [Piece(piece.text, change=Change.GONE)] if piece.text.strip() else []
            continue
        change = Change.NEW.value if piece.change is Change.NEW else ""
        found += _pieces(piece.text, at, places, begun, change)
        at += len(piece.text)
    return found


def _places(concerns: Sequence[Concern], part: str) -> list[_Place]:
    return [
        _Place(p["start"], p["end"], c)
        for c in concerns
        for p in c["places"]
        if p["part"] == part and p["end"] > p["start"]
    ]


def _pieces(text: str, offset: int, places: Sequence[_Place], begun: set[Any], change: str) -> Iterator[Piece]:
    """Cut ``text``, which starts at ``offset`` of its part, wherever another mark wins the line."""
    edges = (edge - offset for place in places for edge in (place.start, place.end))
    cuts = sorted({0, len(text), *(edge for edge in edges if 0 < edge < len(text))})
    overs = [[p for p in places if p.start <= offset + i and p.end >= offset + j] for i, j in pairwise(cuts)]
    tops = [min(over, key=lambda place: place.rank) if over else None for over in overs]
    for top, run in groupby(zip(tops, overs, pairwise(cuts), strict=True), key=lambda one: one[0]):
        parts = list(run)
        words = text[parts[0][2][0] : parts[-1][2][1]]
        if top is None:
            yield Piece(words, change=change)
            continue
        name = (top.concern["n"], top.start, top.end)
        numbers = tuple(sorted({p.concern["n"] for _, over, _ in parts for p in over}))
        yield Piece(words, top.concern, numbers, name not in begun, change)
        begun.add(name)
