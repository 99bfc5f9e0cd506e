"""Gallows humour of the trade. Cases: dark_humour.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.stance import Concern
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    for o in reading.stance.of(Concern.GALLOWS):
        yield o.part.place(o.start, o.end, believed=o.believed)


RULE = Rule(
    code="TONE-GALLOWS-1",
    name="dark-humour",
    provision="conduct",
    severity=Severity.MAY_BE_FINE,
    guidelines=(Guideline.TONE,),
    label="tone",
    message="A joke among colleagues that hurts when a family reads it.",
    advice="Keep it for the break room. If it carries a warning worth giving, give the warning.",
    liftable=True,
    find=find,
)
