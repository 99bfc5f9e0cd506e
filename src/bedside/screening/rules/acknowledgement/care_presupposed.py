"""A reply takes for granted that someone was in care. Cases: care_presupposed.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.presuppositions import Presupposed, places
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    return places(reading, Presupposed.CARE, states=True, message=False)


RULE = Rule(
    code="ACK-CARE-1",
    name="care-presupposed",
    provision="acknowledgement",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.PATIENT_ACKNOWLEDGEMENT,),
    label="acknowledgement",
    message="This only makes sense if the reader was in care here, so it confirms it to everyone.",
    advice="Thank them for their words instead, or say how it is meant to be for everybody, and give a number to call.",
    liftable=True,
    find=find,
)
