"""The words tell more than the linked authorization covers. Cases: scope_exceeded.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.coverage import told_places
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    facts = reading.content.authorization
    if facts is None or not facts.permits or not reading.features_individual:
        return
    placed = False
    for trouble in reading.troubles:
        if trouble.code == "SCOPE_EXCEEDED":
            placed = True
            yield reading.part(trouble.part).place(trouble.start, trouble.end, label=trouble.label)
    if placed or facts.covering:
        return
    for part, start, end, label in told_places(reading):
        placed = True
        yield part.place(start, end, label=label if label == "name" else "scope_gap")
    if not placed:
        yield reading.body.whole()


RULE = Rule(
    code="AUTH-3",
    name="scope-exceeded",
    provision="authorization",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.AUTHORIZATION,),
    label="scope_gap",
    message="The linked authorization does not cover this.",
    advice="Cut what was not agreed to, or ask for an authorization that names it.",
    find=find,
)
