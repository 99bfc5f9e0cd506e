"""A medical record number. Cases: medical_record_number.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.owners import given
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    for part, c in given(reading, "H"):
        yield part.place(c.start, c.end, view=c.view, replacement="", believed=c.why)


RULE = Rule(
    code="PHI-H1",
    name="medical-record-number",
    provision="safe-harbor-H",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.PHI_IDENTIFIER,),
    label="MRN",
    identifier_class="H",
    message="This looks like a medical record number. It leads to one person.",
    advice="Take it out, here and in any picture. Ask colleagues about a chart inside the chart system.",
    find=find,
)
