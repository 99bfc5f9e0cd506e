"""Swearing in an organisation's voice, or at people. Cases: profanity.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.stance import Concern
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    for o in reading.stance.of(Concern.PROFANITY):
        yield o.part.place(o.start, o.end, believed=o.believed)


RULE = Rule(
    code="TONE-SWEAR-1",
    name="profanity",
    provision="conduct",
    severity=Severity.MEDIUM,
    guidelines=(Guideline.TONE,),
    label="tone",
    message="Strong language, in a place where it speaks for more than you.",
    advice="Say it without the swear word.",
    liftable=True,
    find=find,
)
