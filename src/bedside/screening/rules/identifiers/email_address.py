"""Someone's e-mail address. Cases: email_address.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.owners import Owner
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    for owned in reading.owned_contacts:
        c = owned.contact
        if c.label == "EMAIL" and owned.owner is Owner.SOMEONE:
            yield owned.part.place(c.start, c.end, view=c.view, replacement="", believed=owned.owner.value)


RULE = Rule(
    code="PHI-F1",
    name="email-address",
    provision="safe-harbor-F",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.PHI_IDENTIFIER,),
    label="EMAIL",
    identifier_class="F",
    message="This looks like someone's own e-mail address.",
    advice="Take it out. Write to people from the portal, and give readers an office mailbox.",
    find=find,
)
