"""A reply speaks of what someone owes, paid or is insured for. Cases: bill_discussed.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.presuppositions import Presupposed, places
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    return places(reading, Presupposed.BILLING, states=True, message=False)


RULE = Rule(
    code="ACK-BILL-1",
    name="bill-discussed",
    provision="acknowledgement",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.PATIENT_ACKNOWLEDGEMENT,),
    label="payment",
    message="What someone owes, paid or is insured for is health information too.",
    advice="Say where billing questions are answered, and nothing about this bill.",
    liftable=True,
    find=find,
)
