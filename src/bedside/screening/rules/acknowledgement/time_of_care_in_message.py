"""A message speaks of when someone comes or came. Cases: time_of_care_in_message.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.presuppositions import Presupposed, places
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    return places(reading, Presupposed.SCHEDULE, Presupposed.FUTURE, states=True, message=True)


RULE = Rule(
    code="ACK-DM-3",
    name="time-of-care-in-message",
    provision="acknowledgement",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.PATIENT_ACKNOWLEDGEMENT,),
    label="schedule",
    message="A time given here tells whoever reads along that someone is in care.",
    advice="Times are arranged by phone or in the portal; give the number.",
    liftable=True,
    find=find,
)
