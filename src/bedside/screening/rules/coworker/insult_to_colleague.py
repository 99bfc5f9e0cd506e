"""An insult to someone at work who can be recognized. Cases: insult_to_colleague.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.stance import Concern
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    for o in reading.stance.of(Concern.INSULT_TO_COLLEAGUE):
        yield o.part.place(o.start, o.end, believed=o.believed)


RULE = Rule(
    code="COW-INSULT-1",
    name="insult-to-colleague",
    provision="coworker-test",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.COWORKER_TEST, Guideline.TONE),
    label="disparagement",
    message="This insults someone people can recognize.",
    advice="Take the person out, or say what went wrong and what would help. Troubles with one colleague belong with a manager or HR, not here.",
    liftable=True,
    find=find,
)
