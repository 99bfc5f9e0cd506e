"""Someone's telephone number. Cases: telephone_number.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.owners import Owner
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    for owned in reading.owned_contacts:
        c = owned.contact
        if c.label == "PHONE" and c.sort == "phone" and owned.owner is Owner.SOMEONE:
            yield owned.part.place(c.start, c.end, view=c.view, replacement="", believed=owned.owner.value)


RULE = Rule(
    code="PHI-D1",
    name="telephone-number",
    provision="safe-harbor-D",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.PHI_IDENTIFIER,),
    label="PHONE",
    identifier_class="D",
    message="This looks like someone's own telephone number.",
    advice="Take it out. Call from the chart, and give readers the office's number.",
    find=find,
)
