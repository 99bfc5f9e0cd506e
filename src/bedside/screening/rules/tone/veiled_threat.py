"""Words that some will read as a threat. Cases: veiled_threat.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.stance import Concern
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    for o in reading.stance.of(Concern.VEILED_THREAT):
        yield o.part.place(o.start, o.end, believed=o.believed)


RULE = Rule(
    code="TONE-THREAT-2",
    name="veiled-threat",
    provision="conduct",
    severity=Severity.MAY_BE_FINE,
    guidelines=(Guideline.TONE,),
    label="tone",
    message="This can be read as a threat.",
    advice="Say plainly what you mean; if it is only a joke, choose another.",
    liftable=True,
    find=find,
)
