"""Something of value is offered for another rating. Cases: rating_bargained.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.presuppositions import Presupposed, places
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    return places(reading, Presupposed.BARGAIN, states=True)


RULE = Rule(
    code="ACK-BARGAIN-1",
    name="rating-bargained",
    provision="review-incentives",
    severity=Severity.HIGH,
    guidelines=(Guideline.TONE,),
    label="payment",
    message="This offers something of value for a better rating, or for taking one down.",
    advice="Put the matter right without asking for anything back, and not in public.",
    liftable=True,
    find=find,
)
