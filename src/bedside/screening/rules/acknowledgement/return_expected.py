"""A reply expects the reader back. Cases: return_expected.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.presuppositions import Presupposed, places
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    return places(reading, Presupposed.FUTURE, states=True, message=False)


RULE = Rule(
    code="ACK-FUTURE-1",
    name="return-expected",
    provision="acknowledgement",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.PATIENT_ACKNOWLEDGEMENT,),
    label="acknowledgement",
    message="Expecting someone back, or next time, says that there was a first time.",
    advice='End with thanks, or with "Anyone with questions is welcome to call".',
    liftable=True,
    find=find,
)
