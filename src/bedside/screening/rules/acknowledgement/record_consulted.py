"""A reply tells of a record and what it says. Cases: record_consulted.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.presuppositions import Presupposed, places
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    return places(reading, Presupposed.RECORD, states=True)


RULE = Rule(
    code="ACK-RECORD-1",
    name="record-consulted",
    provision="acknowledgement",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.PATIENT_ACKNOWLEDGEMENT,),
    label="acknowledgement",
    message="This says that there is a record of the reader, and that someone looked.",
    advice="Leave it out. Offer a number where their concern can be heard, and look there.",
    liftable=True,
    find=find,
)
