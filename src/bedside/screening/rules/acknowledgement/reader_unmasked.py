"""A reply calls someone by more than they show. Cases: reader_unmasked.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.presuppositions import Presupposed, places
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    return places(reading, Presupposed.IDENTITY, states=True)


RULE = Rule(
    code="ACK-IDENTITY-1",
    name="reader-unmasked",
    provision="acknowledgement",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.PATIENT_ACKNOWLEDGEMENT, Guideline.PHI_IDENTIFIER),
    label="name",
    message="This names someone by surname or title, so that others can tell who they are.",
    advice="Use no name at all, not even the one they signed with.",
    find=find,
)
