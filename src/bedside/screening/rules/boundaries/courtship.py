"""Courtship of someone met in care. Cases: courtship.md"""

from collections.abc import Iterable

from bedside.core.content import Kind
from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.phrases import phrase
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    if not reading.personal and reading.kind is not Kind.MESSAGE:
        return
    for part in reading:
        cues = part.cues("courtship")
        if not cues:
            continue
        link = phrase("boundaries", "care link").search(part.low)
        if link is None and reading.answered:
            link = phrase("boundaries", "from someone in care").search(reading.answered.low)
        if link and not part.has("aim_private") and not phrase("boundaries", "declines friendship").search(part.low):
            for cue in cues:
                yield part.place(cue.start, cue.end, believed="words of courtship to someone in care")


RULE = Rule(
    code="BND-COURT-1",
    name="courtship",
    provision="professional-boundaries",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.PROFESSIONAL_IN_PERSONAL,),
    label="boundary",
    message="This courts someone met in care.",
    advice="Do not send it. Someone who was in your hands cannot freely say no; most boards forbid it for years, some for ever.",
    find=find,
)
