"""A reply argues with a rater or mocks. Cases: arguing_with_rater.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.presuppositions import Presupposed, places
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    return places(reading, Presupposed.HOSTILE, states=False)


RULE = Rule(
    code="ACK-HOSTILE-2",
    name="arguing-with-rater",
    provision="review-suppression",
    severity=Severity.MEDIUM,
    guidelines=(Guideline.TONE,),
    label="tone",
    message="This argues with someone who wrote to us, or mocks. Others read it as how we treat people.",
    advice='Say how things are meant to work, without "but" and without wit at their cost.',
    liftable=True,
    find=find,
)
