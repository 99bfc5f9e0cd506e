"""Sarcasm that stings a person. Cases: sarcasm.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.stance import Concern
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    for o in reading.stance.of(Concern.SARCASM):
        yield o.part.place(o.start, o.end, believed=o.believed)


RULE = Rule(
    code="TONE-SARCASM-1",
    name="sarcasm",
    provision="conduct",
    severity=Severity.MEDIUM,
    guidelines=(Guideline.TONE,),
    label="tone",
    message="This is sarcasm at someone.",
    advice="Say the plain thing instead. In writing, sarcasm reads as scorn.",
    liftable=True,
    find=find,
)
