"""A provider number of a clinician: public, and no patient's. Cases: clinician_npi.md"""

from collections.abc import Iterable

from bedside.core.findings import Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.owners import given
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    for part, c in given(reading, "K"):
        if c.sort == "npi":
            yield part.place(c.start, c.end, view=c.view, believed=c.why)


RULE = Rule(
    code="PHI-K3",
    name="clinician-npi",
    provision="provider-identifier",
    severity=Severity.NOTE,
    label="LICENSE",
    identifier_class="K",
    message="This is a National Provider Identifier. It is public and no patient's.",
    advice="Nothing to do. Leave it out if readers do not need it.",
    find=find,
)
