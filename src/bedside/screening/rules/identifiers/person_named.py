"""Someone told about in connection with care is named. Cases: person_named.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    if reading.personal or reading.authorized:
        return
    for person in reading.told_names:
        if reading.kind != "story" or reading.features_individual:
            yield reading.part(person.part).place(person.start, person.end, believed=f"{person.role}: {person.why}")


RULE = Rule(
    code="PHI-A1",
    name="person-named",
    provision="safe-harbor-A",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.PHI_IDENTIFIER,),
    label="name",
    identifier_class="A",
    message="This names someone who is told about in connection with care.",
    advice="Leave the name out, also first names, initials and nicknames, or link an authorization that covers it.",
    liftable=True,
    find=find,
)
