"""A page that is about one person in care. Cases: personal_link.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.candidates import Candidate
from bedside.screening.reading.owners import Owner, owner_of, tells_of_somebody
from bedside.screening.reading.reading import Part
from bedside.screening.rule import Rule

PERSONAL = frozenset({"profile", "fundraiser", "obituary", "own page"})


def find(reading: Reading) -> Iterable[Place]:
    for part in reading:
        for c in part.identified:
            if c.sort in PERSONAL and is_of_somebody(c, part, reading):
                yield part.place(c.start, c.end, view=c.view, replacement="", believed=c.why)


def is_of_somebody(c: Candidate, part: Part, reading: Reading) -> bool:
    """Whether a link to a personal page goes with someone told about, or is said to be theirs."""
    owner = owner_of(c, part, reading)
    if owner is Owner.SOMEONE:
        return True
    if owner in {Owner.ORGANIZATION, Owner.AUTHOR} and c.sort == "profile":
        return False
    return tells_of_somebody(part, reading) and not reading.tells_of_own_kin


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
