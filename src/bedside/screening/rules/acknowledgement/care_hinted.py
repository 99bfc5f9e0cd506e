"""A reply leans on care without quite saying it. Cases: care_hinted.md"""

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
        message=False,
    )


RULE = Rule(
    code="ACK-HINT-1",
    name="care-hinted",
    provision="acknowledgement",
    severity=Severity.MEDIUM,
    guidelines=(Guideline.PATIENT_ACKNOWLEDGEMENT,),
    label="acknowledgement",
    message="This may be read as saying that the reader, or someone of theirs, was in care here.",
    advice='Speak of "this feedback" rather than of them, and keep the rest general.',
    liftable=True,
    find=find,
)
