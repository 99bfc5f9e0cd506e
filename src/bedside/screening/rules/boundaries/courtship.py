"""Courtship of someone met in care. Cases: courtship.md"""

import re
from collections.abc import Iterable

from bedside.core.content import Kind
from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.phrases import phrase
from bedside.screening.reading.reading import Part
from bedside.screening.rule import Rule

OF_ANIMALS = re.compile(r"\b(?:vet|veterinary|kennel)\b")


def find(reading: Reading) -> Iterable[Place]:
    if not reading.personal and reading.kind is not Kind.MESSAGE:
        return
    for part in reading:
        spans = [(c.start, c.end) for c in part.cues("courtship")]
        spans += [m.span() for m in phrase("boundaries", "courts").finditer(part.low)]
        if not spans or part.has("animal") or OF_ANIMALS.search(part.low) or reading.stance.own_people(part):
            continue
        link = phrase("boundaries", "care link").search(part.low)
        if link is None and reading.answered:
            link = phrase("boundaries", "from someone in care").search(reading.answered.low)
        if link and not declined(part, spans):
            for start, end in widest(spans):
                yield part.place(start, end, believed="words of courtship to someone in care")


def declined(part: Part, spans: list[tuple[int, int]]) -> bool:
    """Whether it says no, outside the words of courtship themselves ("I can't stop thinking about you")."""
    found = phrase("boundaries", "declines friendship").finditer(part.low)
    return any(not any(a <= m.start() < b for a, b in spans) for m in found)


def widest(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda s: (s[0], -s[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


RULE = Rule(
    code="BND-COURT-1",
    name="courtship",
    provision="professional-boundaries",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.PROFESSIONAL_IN_PERSONAL,),
    label="boundary",
    message="This courts someone met in care.",
    advice="Do not send it. Someone who was in your hands cannot freely say no; most boards forbid it for years, some for ever.",
    liftable=True,
    find=find,
)
