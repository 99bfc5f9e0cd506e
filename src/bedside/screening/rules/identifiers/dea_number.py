"""A DEA registration number. Cases: dea_number.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.owners import given
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    for part, c in given(reading, "K"):
        if c.sort == "dea":
            yield part.place(c.start, c.end, view=c.view, replacement="", believed=c.why)


RULE = Rule(
    code="PHI-K2",
    name="dea-number",
    provision="controlled-substances",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.PHI_IDENTIFIER,),
    label="LICENSE",
    identifier_class="K",
    message="This looks like a DEA registration number.",
    advice="Take it out. It is what a forged prescription needs, whoever it belongs to.",
    find=find,
)
