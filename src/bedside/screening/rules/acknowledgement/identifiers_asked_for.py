"""Identifiers or details of care are asked for in the open. Cases: identifiers_asked_for.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.presuppositions import Presupposed, places
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    return places(reading, Presupposed.SOLICIT)


RULE = Rule(
    code="ACK-SOLICIT-1",
    name="identifiers-asked-for",
    provision="safeguards",
    severity=Severity.MEDIUM,
    guidelines=(Guideline.PHI_IDENTIFIER,),
    label="contact",
    message="This asks someone to give personal details in a place that is not safe for them.",
    advice="Give a number to call, and ask them to keep personal details off this page.",
    liftable=True,
    find=find,
)
