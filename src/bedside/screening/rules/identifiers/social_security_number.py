"""A Social Security number. Cases: social_security_number.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.owners import given
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    for part, c in given(reading, "G"):
        yield part.place(c.start, c.end, view=c.view, replacement="", believed=c.why)


RULE = Rule(
    code="PHI-G1",
    name="social-security-number",
    provision="safe-harbor-G",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.PHI_IDENTIFIER,),
    label="SSN",
    identifier_class="G",
    message="This looks like a Social Security number.",
    advice="Take it out. No patient story needs one.",
    find=find,
)
