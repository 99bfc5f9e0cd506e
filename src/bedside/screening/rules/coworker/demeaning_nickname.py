"""A name that demeans people in care. Cases: demeaning_nickname.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.stance import Concern
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    for o in reading.stance.of(Concern.NICKNAME):
        yield o.part.place(o.start, o.end, believed=o.believed)


RULE = Rule(
    code="COW-NICK-1",
    name="demeaning-nickname",
    provision="respect-for-patients",
    severity=Severity.HIGH,
    guidelines=(Guideline.COWORKER_TEST, Guideline.TONE),
    label="disparagement",
    message="This name makes people in care smaller than they are.",
    advice="Say what they live with, in plain words: a person who comes often, a person in pain, a worried parent.",
    liftable=True,
    find=find,
)
