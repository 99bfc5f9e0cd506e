"""A reply adds a fact that the public does not have. Cases: fact_of_care_added.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.presuppositions import Presupposed, places
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    return places(reading, Presupposed.ADDED_FACT, states=True, message=False)


RULE = Rule(
    code="ACK-FACT-1",
    name="fact-of-care-added",
    provision="acknowledgement",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.PATIENT_ACKNOWLEDGEMENT,),
    label="condition",
    message="This tells something about one person in care that the public did not know.",
    advice="Take it out. Say how things work for everybody, and offer a call for the rest.",
    liftable=True,
    find=find,
)
