"""An answer that argues, scolds or sends people away. Cases: arguing.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.stance import Concern
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    for o in reading.stance.of(Concern.ARGUING):
        yield o.part.place(o.start, o.end, believed=o.believed)


RULE = Rule(
    code="TONE-ARGUE-1",
    name="arguing",
    provision="conduct",
    severity=Severity.MEDIUM,
    guidelines=(Guideline.TONE,),
    label="tone",
    message="This argues with or scolds the person it answers.",
    advice="State the rule or the facts for everyone, kindly, and offer a way to talk.",
    liftable=True,
    find=find,
)
