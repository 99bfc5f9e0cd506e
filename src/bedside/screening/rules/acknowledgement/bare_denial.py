"""A reply denies that someone was ever in care. Cases: bare_denial.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.presuppositions import Presupposed, places
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    return places(reading, Presupposed.DENY, states=False)


RULE = Rule(
    code="ACK-DENY-1",
    name="bare-denial",
    provision="acknowledgement",
    severity=Severity.MAY_BE_FINE,
    guidelines=(Guideline.PATIENT_ACKNOWLEDGEMENT,),
    label="acknowledgement",
    message='Saying "no" to some makes silence mean "yes" for others.',
    advice="Say that you cannot speak of who is or is not a patient, and how to reach you. Doubts about a review "
    "go to the platform.",
    liftable=True,
    find=find,
)
