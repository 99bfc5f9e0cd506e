"""Unkind words about one person at work, short of plain insult. Cases: belittled_colleague.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.stance import Concern
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    for o in reading.stance.of(Concern.BELITTLED_COLLEAGUE):
        yield o.part.place(o.start, o.end, believed=o.believed)


RULE = Rule(
    code="COW-INSULT-2",
    name="belittled-colleague",
    provision="coworker-test",
    severity=Severity.MAY_BE_FINE,
    guidelines=(Guideline.COWORKER_TEST, Guideline.TONE),
    label="disparagement",
    message="This may read as a put-down of someone at work.",
    advice="Would you say it to their face, with others listening? If yes, say so kindly; if not, leave it out.",
    liftable=True,
    find=find,
)
