"""Disdain for a crew, a profession or a generation, without a slur. Cases: disdain_for_group.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.stance import Concern
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    for o in reading.stance.of(Concern.DISDAIN):
        yield o.part.place(o.start, o.end, believed=o.believed)


RULE = Rule(
    code="COW-DISDAIN-1",
    name="disdain-for-group",
    provision="coworker-test",
    severity=Severity.MAY_BE_FINE,
    guidelines=(Guideline.COWORKER_TEST, Guideline.TONE),
    label="disparagement",
    message="This looks down on a crew, a profession or a generation.",
    advice="Say what you wish they knew or did. Colleagues and their patients are reading.",
    liftable=True,
    find=find,
)
