"""An invented or twisted diagnosis that mocks a person. Cases: diagnosis_joke.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.stance import Concern
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    for o in reading.stance.of(Concern.DIAGNOSIS):
        yield o.part.place(o.start, o.end, believed=o.believed)


RULE = Rule(
    code="GOS-DIAG-1",
    name="diagnosis-joke",
    provision="respect-for-patients",
    severity=Severity.MAY_BE_FINE,
    guidelines=(Guideline.GOSSIP, Guideline.COWORKER_TEST),
    label="disparagement",
    message="This turns a diagnosis into a joke on someone.",
    advice="Leave it out; people live with what it laughs at.",
    liftable=True,
    find=find,
)
