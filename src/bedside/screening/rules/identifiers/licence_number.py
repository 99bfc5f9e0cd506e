"""A number on a paper that a state or a country gives to a person. Cases: licence_number.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.owners import given
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    for part, c in given(reading, "K"):
        if c.sort == "licence":
            yield part.place(c.start, c.end, view=c.view, replacement="", believed=c.why)


RULE = Rule(
    code="PHI-K1",
    name="licence-number",
    provision="safe-harbor-K",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.PHI_IDENTIFIER,),
    label="LICENSE",
    identifier_class="K",
    message="This looks like the number of someone's licence, passport or certificate.",
    advice="Take it out. A found card goes back through the front desk, not through a post.",
    find=find,
)
