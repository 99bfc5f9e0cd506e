"""A trait of birth, belief or body held against people at work or in care. Cases: prejudice.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.stance import Concern
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    for o in reading.stance.of(Concern.PREJUDICE):
        yield o.part.place(o.start, o.end, believed=o.believed)


RULE = Rule(
    code="COW-PREJUDICE-1",
    name="prejudice",
    provision="non-discrimination",
    severity=Severity.HIGH,
    guidelines=(Guideline.COWORKER_TEST, Guideline.TONE),
    label="disparagement",
    message="This holds who people are against them.",
    advice="Leave out what people were born as, believe or look like. Speak of what was done.",
    liftable=True,
    find=find,
)
