"""A reply hopes to see the reader. Cases: return_hoped_for.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.presuppositions import Presupposed, places
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    return places(reading, Presupposed.FUTURE, states=False)


RULE = Rule(
    code="ACK-FUTURE-2",
    name="return-hoped-for",
    provision="acknowledgement",
    severity=Severity.MAY_BE_FINE,
    guidelines=(Guideline.PATIENT_ACKNOWLEDGEMENT,),
    label="acknowledgement",
    message="Hoping to see them may be read as hoping to see them again.",
    advice='Invite everyone instead: "Our doors are open to anyone".',
    liftable=True,
    find=find,
)
