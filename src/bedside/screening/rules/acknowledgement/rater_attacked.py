"""A reply blames, threatens or calls a rater a liar. Cases: rater_attacked.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.presuppositions import Presupposed, places
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    return places(reading, Presupposed.HOSTILE, states=True)


RULE = Rule(
    code="ACK-HOSTILE-1",
    name="rater-attacked",
    provision="review-suppression",
    severity=Severity.HIGH,
    guidelines=(Guideline.TONE,),
    label="tone",
    message="This blames or threatens someone who wrote to us, or calls them a liar in public.",
    advice="Let it rest for an hour. Then regret that anyone feels this way, and give a number. Legal matters go "
    "to counsel.",
    find=find,
)
