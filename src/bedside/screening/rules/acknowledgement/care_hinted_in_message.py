"""A message may be read as speaking of someone's care. Cases: care_hinted_in_message.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.presuppositions import Presupposed, places
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    return places(
        reading,
        Presupposed.CARE,
        Presupposed.RECORD,
        Presupposed.ADDED_FACT,
        Presupposed.BILLING,
        Presupposed.SCHEDULE,
        Presupposed.ECHO,
        Presupposed.THIRD_PARTY,
        states=False,
        message=True,
    )


RULE = Rule(
    code="ACK-DM-4",
    name="care-hinted-in-message",
    provision="acknowledgement",
    severity=Severity.MEDIUM,
    guidelines=(Guideline.PATIENT_ACKNOWLEDGEMENT,),
    label="acknowledgement",
    message="This may be read as saying that the reader, or someone of theirs, is in care.",
    advice="Keep it general and send them to the portal or the phone line.",
    liftable=True,
    find=find,
)
