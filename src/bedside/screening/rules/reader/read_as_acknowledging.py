"""The learned reader sees care taken for granted or confirmed. Cases: read_as_acknowledging.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.learned.leading import leads, shown, told
from bedside.screening.rule import Rule

IDENTIFIERS = frozenset({"name", "date_time", "age", "contact", "number"})


def find(reading: Reading) -> Iterable[Place]:
    if not reading.content.answers or not reading.beliefs or not leads(reading, "acknowledging"):
        return
    found = list(shown(reading, ("acknowledgement", "schedule", "payment", "condition", "date_time", "name")))
    guidelines = [Guideline.PATIENT_ACKNOWLEDGEMENT]
    if any(label in IDENTIFIERS for *_, label in found):
        guidelines.append(Guideline.PHI_IDENTIFIER)
    yield from told(reading, found, tuple(guidelines), "presupposes", "confirms")


RULE = Rule(
    code="READ-CARE-1",
    name="read-as-acknowledging-care",
    provision="acknowledgement",
    severity=Severity.MAY_BE_FINE,
    guidelines=(Guideline.PATIENT_ACKNOWLEDGEMENT,),
    label="acknowledgement",
    message="This reads as if the person answered was in care here, and so confirms it.",
    advice="Write what would be just as true for someone who was never here, and offer a private way to talk.",
    find=find,
)
