"""Someone else in care is told about who has not signed. Cases: second_person.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    facts = reading.content.authorization
    if facts is None or not facts.permits:
        return
    for trouble in reading.troubles:
        if trouble.code == "SECOND_PERSON":
            yield reading.part(trouble.part).place(trouble.start, trouble.end, label=trouble.label)


RULE = Rule(
    code="AUTH-4",
    name="second-person",
    provision="authorization",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.AUTHORIZATION, Guideline.GOSSIP, Guideline.PHI_IDENTIFIER),
    label="name",
    message="Someone else is told about or can be seen, and the linked authorization is not theirs.",
    advice="Take the other person out, or link their own authorization as well.",
    find=find,
)
