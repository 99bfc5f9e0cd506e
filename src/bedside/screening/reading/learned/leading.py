"""What the reader's beliefs point to: which concern leads, and which words show it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from bedside.core.findings import Guideline
from bedside.screening.reading.learned.inference import Belief
from bedside.screening.reading.roles import STAFF_FOR_SURE

if TYPE_CHECKING:
    from bedside.screening.reading.reading import Part, Place, Reading

CONCERNS = {
    "telling": ("tells", "identifies"),
    "acknowledging": ("presupposes", "confirms"),
    "conduct": ("demeaning", "hostile", "mocking"),
    "boundary": ("advice", "boundary", "internal", "solicits"),
}
LEADS = 0.5  # chance from which a concern is named
HINTS = 0.15  # chance from which the likeliest concern is named where none leads
SHOWN = 0.4  # chance from which words are marked
WHO = frozenset({"told_about", "relative", "addressee"})


def saying(reading: "Reading", *words: str) -> float:
    """The greatest chance that any part says one of these."""
    return max((belief.saying(word) for belief in reading.beliefs.values() for word in words), default=0.0)


def leads(reading: "Reading", concern: str) -> bool:
    """Whether a concern is what the reader sees: likely by itself, or the likeliest where none is."""
    chances = {name: saying(reading, *words) for name, words in CONCERNS.items()}
    if chances[concern] >= LEADS:
        return True
    return chances[concern] >= HINTS and chances[concern] == max(chances.values())


def shown(reading: "Reading", labels: Iterable[str]) -> Iterator[tuple["Part", int, int, str]]:
    """Where the reader marked words of these labels; names count as "name" where someone in care bears them."""
    wanted = frozenset(labels)
    for part in reading:
        belief: Belief | None = reading.beliefs.get(part.name)
        if belief is None:
            continue
        for mark in belief.marks:
            if mark.label in wanted and mark.odds >= SHOWN:
                yield part, mark.start, mark.end, mark.label
        if "name" in wanted:
            staff = [(p.start, p.end) for p in reading.people if p.part == part.name and p.why in STAFF_FOR_SURE]
            for name in belief.names:
                of_staff = any(start < name.end and name.start < end for start, end in staff)
                if name.odds >= LEADS and name.role in WHO and not of_staff:
                    yield part, name.start, name.end, "name"


def told(
    reading: "Reading",
    found: Sequence[tuple["Part", int, int, str]],
    guidelines: tuple[Guideline, ...],
    *sayings: str,
    whole: bool = True,
) -> Iterator["Place"]:
    """The marked words as places with what the reader believed of the sayings; the whole body where none are marked."""
    believed = in_words(reading, *sayings)
    for part, start, end, label in found:
        yield part.place(start, end, label=label, guidelines=guidelines, believed=believed)
    if whole and not found:
        yield reading.body.whole(guidelines=guidelines, believed=believed)


def in_words(reading: "Reading", *words: str) -> str:
    """The chances of some sayings, for the record."""
    return "the reader: " + ", ".join(f"{word} {saying(reading, word):.0%}" for word in words)
