"""A relative or a stranger is told about someone in care. Cases: someone_told_about.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.presuppositions import Presupposed, places
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    return places(reading, Presupposed.THIRD_PARTY, states=True)


RULE = Rule(
    code="ACK-THIRD-1",
    name="someone-told-about",
    provision="acknowledgement",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.PATIENT_ACKNOWLEDGEMENT,),
    label="acknowledgement",
    message="This tells one person about another who may be in care, whoever asked.",
    advice="Say that you cannot speak of who is or is not here, and give the number of the switchboard.",
    liftable=True,
    find=find,
)
