"""Another place of care, or those who work there, spoken ill of. Cases: rival_belittled.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.stance import Concern
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    for o in reading.stance.of(Concern.RIVAL):
        yield o.part.place(o.start, o.end, believed=o.believed)


RULE = Rule(
    code="TONE-RIVAL-1",
    name="rival-belittled",
    provision="conduct",
    severity=Severity.MEDIUM,
    guidelines=(Guideline.TONE, Guideline.COWORKER_TEST),
    label="disparagement",
    message="This speaks ill of another place that gives care.",
    advice="Say what you do well. Readers may be cared for there, and claims about others need proof.",
    liftable=True,
    find=find,
)
