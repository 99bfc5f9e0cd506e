"""What others say of someone is confirmed. Cases: talk_confirmed.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.presuppositions import Presupposed, places
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    return places(reading, Presupposed.CONFIRMS_TALK)


RULE = Rule(
    code="ACK-TALK-1",
    name="talk-confirmed",
    provision="acknowledgement",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.GOSSIP, Guideline.PATIENT_ACKNOWLEDGEMENT),
    label="acknowledgement",
    message="This makes a fact of what others only say or ask about someone.",
    advice='Neither yes nor no: "We do not speak of anyone who may be in care".',
    liftable=True,
    find=find,
)
