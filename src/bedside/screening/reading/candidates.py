"""A candidate: words or digits that may identify someone, wherever they stand and whoever they are about."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from bedside.screening.reading.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """``start:end`` of the part's plain text (`Part.text`), or of ``view`` where one is given; never empty.

    Attributes:
        label: what kind of identifier ("PHONE", "MRN", ...).
        identifier_class: letter A-R of 164.514(b)(2)(i).
        sort: what it is within its label ("card", "vin", "fax"), for rules that ask.
        why: what made it one ("after 'member id'", "check digit"), in our own words.
        rank: of two that overlap, the higher stays; cues and check digits raise it.
        public: open to everyone by its kind (a toll-free line, a role mailbox, a private
            network address), so it identifies no one.
        view: another view of the part that the offsets belong to (`Part.spoken`).
    """

    start: int
    end: int
    label: str
    identifier_class: str
    sort: str = ""
    why: str = ""
    rank: int = 1
    public: bool = False
    view: Text | None = field(default=None, repr=False, compare=False)


class Taken:
    """Which characters of a text are spoken for; asking costs the length of the span asked about."""

    def __init__(self, size: int) -> None:
        self._mask = bytearray(size)

    def add(self, start: int, end: int) -> None:
        self._mask[start:end] = b"\1" * (end - start)

    def touches(self, start: int, end: int) -> bool:
        return self._mask.find(1, start, end) >= 0


def resolved(found: Iterable[Candidate], plain: Text) -> list[Candidate]:
    """What identifies someone, in reading order and without overlaps.

    Of two that overlap the one of higher rank stays, then the longer. What is public is left out.

    Args:
        plain: the part's plain text, which maps offsets of candidates without a view to the original.
    """
    spans = [((c.view or plain).span(c.start, c.end), c) for c in found if not c.public]
    spans.sort(key=lambda s: (-s[1].rank, s[0][0] - s[0][1], s[0][0]))
    taken = Taken(len(plain.raw))
    kept = []
    for (start, end), candidate in spans:
        if not taken.touches(start, end):
            taken.add(start, end)
            kept.append((start, candidate))
    return [candidate for _, candidate in sorted(kept, key=lambda k: k[0])]
