"""Mild mockery of people in care as a group. Cases: jab_at_patients.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.stance import Concern
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    for o in reading.stance.of(Concern.JAB):
        yield o.part.place(o.start, o.end, believed=o.believed)


RULE = Rule(
    code="COW-CONTEMPT-2",
    name="jab-at-patients",
    provision="respect-for-patients",
    severity=Severity.MAY_BE_FINE,
    guidelines=(Guideline.COWORKER_TEST, Guideline.TONE),
    label="disparagement",
    message="This pokes fun at people who come for care.",
    advice="Turn it into help: say what to do instead, without the dig.",
    liftable=True,
    find=find,
)
