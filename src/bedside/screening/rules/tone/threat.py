"""A threat against a person, also as a joke or with a lawyer. Cases: threat.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.stance import Concern
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    for o in reading.stance.of(Concern.THREAT):
        yield o.part.place(o.start, o.end, believed=o.believed)


RULE = Rule(
    code="TONE-THREAT-1",
    name="threat",
    provision="conduct",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.TONE, Guideline.COWORKER_TEST),
    label="tone",
    message="This threatens someone, even if it is meant as a joke.",
    advice="Take it out. If someone has hurt or frightened you, your supervisor, security or the police can act on it.",
    find=find,
)
