"""A vehicle or its plate. Cases: vehicle_number.md"""

import re
from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.owners import given
from bedside.screening.rule import Rule

FLEET = re.compile(
    r"\bour (?:\w+ ){0,3}(?:ambulances?|vans?|shuttles?|trucks?|bus|buses|fleet|helicopters?|"
    r"mobile (?:unit|clinic)s?)\b"
)


def find(reading: Reading) -> Iterable[Place]:
    for part, c in given(reading, "L"):
        if not FLEET.search(part.low, max(0, c.start - 100), c.end + 60):
            yield part.place(c.start, c.end, view=c.view, replacement="", believed=c.why)


RULE = Rule(
    code="PHI-L1",
    name="vehicle-number",
    provision="safe-harbor-L",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.PHI_IDENTIFIER,),
    label="VEHICLE",
    identifier_class="L",
    message="This looks like a vehicle number or plate. It leads to its owner.",
    advice="Leave it out, and cover plates in pictures. Page the driver inside the building.",
    find=find,
)
