"""A denial with blame, a name or a detail. Cases: denial_with_blame_or_detail.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.presuppositions import Presupposed, places
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    return places(reading, Presupposed.DENY, states=True)


RULE = Rule(
    code="ACK-DENY-2",
    name="denial-with-blame-or-detail",
    provision="acknowledgement",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.PATIENT_ACKNOWLEDGEMENT,),
    label="acknowledgement",
    message="This denies care and adds blame, a name or a detail. It tells about the reader, or about someone else.",
    advice="Take it out. Say that you cannot speak of who is or is not a patient, and report the review to the "
    "platform if you must.",
    liftable=True,
    find=find,
)
