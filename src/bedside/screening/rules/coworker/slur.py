"""A slur against a group of people. Cases: slur.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.stance import Concern
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    for o in reading.stance.of(Concern.SLUR):
        yield o.part.place(o.start, o.end, believed=o.believed)


RULE = Rule(
    code="COW-SLUR-1",
    name="slur",
    provision="non-discrimination",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.COWORKER_TEST, Guideline.TONE),
    label="disparagement",
    message="This is a slur.",
    advice="Take it out. If you write about the word itself, say whom it hurts and do without it.",
    find=find,
)
