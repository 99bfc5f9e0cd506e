"""A reply says back what was told of care. Cases: care_said_back.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.presuppositions import Presupposed, places
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    return places(reading, Presupposed.ECHO, states=True, message=False)


RULE = Rule(
    code="ACK-ECHO-1",
    name="care-said-back",
    provision="acknowledgement",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.PATIENT_ACKNOWLEDGEMENT,),
    label="condition",
    message="This says back something of their care. That they wrote it first does not free it.",
    advice="Leave out the illness, treatment, sum or day, and answer in general.",
    liftable=True,
    find=find,
)
