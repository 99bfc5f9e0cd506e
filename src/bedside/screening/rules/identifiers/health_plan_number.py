"""A number of a health plan member. Cases: health_plan_number.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.owners import given
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    for part, c in given(reading, "I"):
        yield part.place(c.start, c.end, view=c.view, replacement="", believed=c.why)


RULE = Rule(
    code="PHI-I1",
    name="health-plan-number",
    provision="safe-harbor-I",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.PHI_IDENTIFIER,),
    label="PLAN_ID",
    identifier_class="I",
    message="This looks like someone's health plan number.",
    advice="Take it out. Coverage questions belong on the phone or in the portal.",
    find=find,
)
