"""Turns of phrase that belittle, mock, sting or threaten, whatever words fill them.

A list of bad words knows "idiot"; people write "couldn't find a vein with a map". A turn is the frame
of such a sentence; the table is ``data/turns.txt``. Each is tried only on texts that hold one of its
anchor words, and compiled when it is first tried, so that the table may grow without costing
harmless posts anything.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from bedside.screening.reading.aims import Aim
from bedside.screening.reading.lazy import cached_property
from bedside.screening.reading.phrases import blocks

if TYPE_CHECKING:
    from bedside.screening.reading.reading import Part


class Sting(StrEnum):
    """What an unkind word does."""

    INSULT = "insult"
    CONTEMPT = "contempt"
    DISDAIN = "disdain"
    SARCASM = "sarcasm"
    SUBTWEET = "subtweet"
    MOCKERY = "mockery"
    NICKNAME = "demeaning name"
    DIAGNOSIS = "diagnosis joke"
    SLUR = "slur"
    PREJUDICE = "prejudice"
    THREAT = "threat"
    LEGAL = "legal threat"
    GALLOWS = "dark humour"
    PROFANITY = "profanity"
    RIVAL = "speaking ill of others"
    ARGUING = "arguing"
    POLITICS = "votes held against readers"


@dataclass(frozen=True)
class Turn:
    """A frame. ``weight``: 1 counts only beside another sting, 2 asks for a second look, 3 is plain
    abuse. ``aim`` is who it is always about, None where the words around tell.
    """

    sting: Sting
    weight: int
    name: str
    source: str = field(repr=False)
    aim: Aim | None = None

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(self.source, re.M)


def turns_in(part: "Part") -> Iterator[tuple[Turn, int, int]]:
    """Every turn of phrase in a part, with its place."""
    table = by_anchor()
    tried: set[str] = set()
    for word in part.words:
        for turn in table.get(word.low, ()):
            if turn.source in tried:
                continue
            tried.add(turn.source)
            for m in turn.pattern.finditer(part.low):
                start, end = m.span()
                while start < end and not part.low[start].isalnum() and part.low[start] != '"':
                    start += 1
                if start < end:
                    yield turn, start, end


@cache
def by_anchor() -> Mapping[str, tuple[Turn, ...]]:
    """The table of turns by their anchor words."""
    found: dict[str, tuple[Turn, ...]] = {}
    for head, source in blocks("turns"):
        kind, name, anchors = head.split(": ", 2)
        sting, weight, *aim = kind.split()
        turn = Turn(Sting[sting.upper()], int(weight), name, source, Aim[aim[0].upper()] if aim else None)
        for anchor in anchors.split():
            found[anchor] = (*found.get(anchor, ()), turn)
    return found
