"""A reply calls someone by name. Cases: first_name_in_reply.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.presuppositions import Presupposed, places
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    return places(reading, Presupposed.IDENTITY, states=False)


RULE = Rule(
    code="ACK-IDENTITY-2",
    name="first-name-in-reply",
    provision="acknowledgement",
    severity=Severity.MAY_BE_FINE,
    guidelines=(Guideline.PATIENT_ACKNOWLEDGEMENT, Guideline.PHI_IDENTIFIER),
    label="name",
    message="A name in a reply ties the words to one person.",
    advice="Leave the name out; the reply is just as kind without it.",
    find=find,
)
