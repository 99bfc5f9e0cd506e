"""An own telephone number or mailbox offered on a personal account. Cases: own_contact_offered.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.owners import Owner
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    for owned in reading.owned_contacts:
        c = owned.contact
        if c.label != "URL" and owned.owner is Owner.AUTHOR:
            yield owned.part.place(c.start, c.end, view=c.view, label=c.label, believed=owned.owner.value)


RULE = Rule(
    code="BND-CONTACT-1",
    name="own-contact-offered",
    provision="professional-boundaries",
    severity=Severity.MEDIUM,
    guidelines=(Guideline.PROFESSIONAL_IN_PERSONAL,),
    label="contact",
    message="This gives everyone a private line to you, patients among them.",
    advice="Take it out, or say that patients should call the office. Then no one is cared for by private message.",
    liftable=True,
    find=find,
)
