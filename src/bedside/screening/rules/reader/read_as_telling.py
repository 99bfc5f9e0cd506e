"""The learned reader sees someone in care told about. Cases: read_as_telling.md"""

from collections.abc import Iterable

from bedside.core.content import Kind
from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.learned.leading import leads, shown, told
from bedside.screening.rule import Rule

NARROWING = (
    "name", "date_time", "geo", "age", "contact", "number", "image", "room_unit", "condition", "occupation", "relation", "event",
    "superlative", "small_count", "distinctive", "quote", "schedule",
)  # fmt: skip
IDENTIFIERS = frozenset({"name", "date_time", "age", "contact", "number", "image", "room_unit"})


def find(reading: Reading) -> Iterable[Place]:
    if reading.authorized or not reading.beliefs or not leads(reading, "telling"):
        return
    found = list(shown(reading, NARROWING))
    yield from told(reading, found, guidelines_of(reading, {label for *_, label in found}), "tells", "identifies")


def guidelines_of(reading: Reading, labels: set[str]) -> tuple[Guideline, ...]:
    """An official text that features somebody lacks authorization; elsewhere it is gossip."""
    found = set()
    if not reading.personal and reading.kind in {Kind.POST, Kind.STORY}:
        found.add(Guideline.AUTHORIZATION)
        if "name" not in labels:
            found.add(Guideline.GOSSIP)
    elif not reading.content.answers or reading.personal:
        found.add(Guideline.GOSSIP)
    else:
        found.add(Guideline.PATIENT_ACKNOWLEDGEMENT)
    if labels & IDENTIFIERS:
        found.add(Guideline.PHI_IDENTIFIER)
    return tuple(sorted(found))


RULE = Rule(
    code="READ-TELL-1",
    name="read-as-telling-of-someone",
    provision="indirect",
    severity=Severity.MAY_BE_FINE,
    guidelines=(Guideline.GOSSIP,),
    label="distinctive",
    message="This reads as if it told of someone in care, and somebody could recognize the person.",
    advice="Say what you learned or felt without the person, or ask for a signed authorization.",
    find=find,
)
