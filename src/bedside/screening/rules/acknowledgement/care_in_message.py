"""A message speaks of someone's care. Cases: care_in_message.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.presuppositions import Presupposed, places
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    return places(reading, Presupposed.CARE, Presupposed.ADDED_FACT, Presupposed.ECHO, states=True, message=True)


RULE = Rule(
    code="ACK-DM-1",
    name="care-in-message",
    provision="acknowledgement",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.PATIENT_ACKNOWLEDGEMENT,),
    label="condition",
    message="This inbox is not safe for health information, and we do not know who reads it.",
    advice="Send them to the portal or the phone line, where they can be known and answered.",
    liftable=True,
    find=find,
)
