"""A jab at someone at work who is meant but not named. Cases: subtweet.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.stance import Concern
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    for o in reading.stance.of(Concern.SUBTWEET):
        yield o.part.place(o.start, o.end, believed=o.believed)


RULE = Rule(
    code="COW-SUBTWEET-1",
    name="subtweet",
    provision="coworker-test",
    severity=Severity.MEDIUM,
    guidelines=(Guideline.COWORKER_TEST, Guideline.TONE),
    label="tone",
    message="This is a hint at someone at work who will know it.",
    advice="Say it to them, or to someone who can help. Online it can only hurt.",
    liftable=True,
    find=find,
)
