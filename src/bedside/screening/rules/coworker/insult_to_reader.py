"""An insult to whoever wrote, or to whoever reads. Cases: insult_to_reader.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.stance import Concern
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    for o in reading.stance.of(Concern.INSULT_TO_READER):
        yield o.part.place(o.start, o.end, believed=o.believed)


RULE = Rule(
    code="COW-READER-1",
    name="insult-to-reader",
    provision="respect-for-patients",
    severity=Severity.HIGH,
    guidelines=(Guideline.COWORKER_TEST, Guideline.TONE),
    label="disparagement",
    message="This insults the person it answers or speaks to.",
    advice="Say what you would like people to do, and why, or say nothing. An insult is what others will remember of the page.",
    liftable=True,
    find=find,
)
