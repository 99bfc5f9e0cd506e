"""A page that is about one person in care. Cases: personal_link.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.owners import Owned, Owner
from bedside.screening.rule import Rule

PERSONAL = frozenset({"profile", "fundraiser", "obituary", "own page"})


def find(reading: Reading) -> Iterable[Place]:
    for owned in reading.owned_contacts:
        c = owned.contact
        if c.sort in PERSONAL and is_of_somebody(owned, reading):
            yield owned.part.place(c.start, c.end, view=c.view, replacement="", believed=c.why)


def is_of_somebody(owned: Owned, reading: Reading) -> bool:
    """Whether a link to a personal page goes with someone told about, or is said to be theirs."""
    if owned.owner is Owner.SOMEONE:
        return True
    if owned.owner in {Owner.ORGANIZATION, Owner.AUTHOR} and owned.contact.sort == "profile":
        return False
    return owned.tells and not reading.tells_of_own_kin


RULE = Rule(
    code="PHI-N1",
    name="personal-link",
    provision="safe-harbor-N",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.PHI_IDENTIFIER,),
    label="URL",
    identifier_class="N",
    message="This link leads to a page about one person.",
    advice="Take it out unless that person signed for it. Link to a page of your own instead.",
    find=find,
)
