"""Anger at voters or politicians, often with care held over them. Cases: votes_held_against_readers.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.stance import Concern
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    for o in reading.stance.of(Concern.POLITICS):
        yield o.part.place(o.start, o.end, believed=o.believed)


RULE = Rule(
    code="TONE-POLITICS-1",
    name="votes-held-against-readers",
    provision="conduct",
    severity=Severity.MEDIUM,
    guidelines=(Guideline.TONE,),
    label="tone",
    message="This scolds people for how they vote or whom they support.",
    advice="Say what a measure changes for care, and ask people to read it. Everyone is cared for, however they vote.",
    liftable=True,
    find=find,
)
