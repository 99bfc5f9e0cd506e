"""A telephone number or mailbox of which nobody says whose it is. Cases: contact_of_unclear_owner.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.owners import Owner
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    for owned in reading.owned_contacts:
        c = owned.contact
        if c.label != "URL" and owned.owner is Owner.UNCLEAR:
            yield owned.part.place(c.start, c.end, view=c.view, label=c.label, believed=owned.owner.value)


RULE = Rule(
    code="PHI-D2",
    name="contact-of-unclear-owner",
    provision="safe-harbor-D",
    severity=Severity.MAY_BE_FINE,
    guidelines=(Guideline.PHI_IDENTIFIER,),
    label="contact",
    identifier_class="D",
    message="Nobody says whose contact this is.",
    advice="If it is the office's, say so: 'call our front desk at ...'. If it is one person's, take it out.",
    liftable=True,
    find=find,
)
