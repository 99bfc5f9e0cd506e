"""A rater is asked for another rating. Cases: rating_change_asked.md"""

from collections.abc import Iterable

from bedside.core.findings import Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.presuppositions import Presupposed, places
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    return places(reading, Presupposed.BARGAIN, states=False)


RULE = Rule(
    code="ACK-BARGAIN-2",
    name="rating-change-asked",
    provision="review-incentives",
    severity=Severity.ADVISORY,
    label="tone",
    message="Asking someone to change a rating reads as pressure.",
    advice="Thank them and put things right; some change it on their own.",
    find=find,
)
