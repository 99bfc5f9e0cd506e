"""A personal account names someone in care. Cases: person_named_on_personal_account.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    if not reading.personal:
        return
    for person in reading.told_names:
        yield reading.part(person.part).place(person.start, person.end, believed=f"{person.role}: {person.why}")


RULE = Rule(
    code="PHI-A2",
    name="person-named-on-personal-account",
    provision="safe-harbor-A",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.GOSSIP, Guideline.PHI_IDENTIFIER),
    label="name",
    identifier_class="A",
    message="This names someone you know through care.",
    advice="Do not post it. What people tell us in care is theirs, also when they told it elsewhere themselves.",
    liftable=True,
    find=find,
)
