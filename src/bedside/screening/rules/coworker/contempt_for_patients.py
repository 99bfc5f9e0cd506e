"""Contempt for people in care, those with them, or the public. Cases: contempt_for_patients.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.stance import Concern
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    for o in reading.stance.of(Concern.CONTEMPT):
        yield o.part.place(o.start, o.end, believed=o.believed)


RULE = Rule(
    code="COW-CONTEMPT-1",
    name="contempt-for-patients",
    provision="respect-for-patients",
    severity=Severity.HIGH,
    guidelines=(Guideline.COWORKER_TEST, Guideline.TONE),
    label="disparagement",
    message="This speaks of people in care with contempt.",
    advice="Write about the problem, not the people: what you saw, what would help. Anyone who needs care may be reading.",
    liftable=True,
    find=find,
)
