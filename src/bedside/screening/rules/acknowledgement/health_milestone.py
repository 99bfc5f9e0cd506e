"""A reply names a milestone of someone's health. Cases: health_milestone.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.presuppositions import Presupposed, places
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    return places(reading, Presupposed.ENCOURAGEMENT, states=True)


RULE = Rule(
    code="ACK-CHEER-2",
    name="health-milestone",
    provision="part2-presence",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.PATIENT_ACKNOWLEDGEMENT,),
    label="acknowledgement",
    message="This names how far someone has come in their health, which only those in care with us would have us know.",
    advice="Thank them for their words, and leave the milestone to them.",
    find=find,
)
