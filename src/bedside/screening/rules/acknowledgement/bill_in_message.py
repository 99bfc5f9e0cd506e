"""A message speaks of someone's bill. Cases: bill_in_message.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.presuppositions import Presupposed, places
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    return places(reading, Presupposed.BILLING, states=True, message=True)


RULE = Rule(
    code="ACK-DM-2",
    name="bill-in-message",
    provision="acknowledgement",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.PATIENT_ACKNOWLEDGEMENT,),
    label="payment",
    message="What someone owes or is insured for cannot go through this inbox.",
    advice="Give the number of the billing office.",
    liftable=True,
    find=find,
)
