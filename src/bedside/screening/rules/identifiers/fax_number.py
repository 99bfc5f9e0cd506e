"""Someone's fax number. Cases: fax_number.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.owners import Owner
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    for owned in reading.owned_contacts:
        c = owned.contact
        if c.label == "PHONE" and c.sort == "fax" and owned.owner is Owner.SOMEONE:
            yield owned.part.place(c.start, c.end, view=c.view, replacement="", believed=owned.owner.value)


RULE = Rule(
    code="PHI-E1",
    name="fax-number",
    provision="safe-harbor-E",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.PHI_IDENTIFIER,),
    label="PHONE",
    identifier_class="E",
    message="This looks like someone's own fax number.",
    advice="Take it out. Records go by the channels your office has checked.",
    find=find,
)
