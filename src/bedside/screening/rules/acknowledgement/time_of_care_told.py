"""A reply tells when someone came or comes. Cases: time_of_care_told.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.presuppositions import Presupposed, places
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    return places(reading, Presupposed.SCHEDULE, states=True, message=False)


RULE = Rule(
    code="ACK-SCHEDULE-1",
    name="time-of-care-told",
    provision="acknowledgement",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.PATIENT_ACKNOWLEDGEMENT,),
    label="schedule",
    message="This tells when someone came, or is to come.",
    advice="Leave out the day and hour. Times are arranged by phone or in the portal.",
    liftable=True,
    find=find,
)
