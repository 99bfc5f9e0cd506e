"""An official post or story features someone in care and no authorization is linked. Cases: authorization_missing.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.coverage import told_places
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    if reading.content.authorization is not None or not reading.features_individual:
        return
    placed = False
    for part, start, end, label in told_places(reading):
        placed = True
        yield part.place(start, end, label=label, believed=believed(reading))
    if not placed:
        yield reading.body.whole(believed=believed(reading))


def believed(reading: Reading) -> str:
    if reading.told_names:
        return "a person is named and told about, and does not read as staff"
    return reading.tellings[0].believed if reading.tellings else "a picture shows a person"


RULE = Rule(
    code="AUTH-1",
    name="authorization-missing",
    provision="authorization",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.AUTHORIZATION,),
    label="name",
    message="This features a person in our care, and no signed authorization is linked.",
    advice="Tell it without the person, or only with a signed authorization that covers these words and pictures. What someone agreed to by word does not count.",
    liftable=True,
    find=find,
)
