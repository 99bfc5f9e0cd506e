"""Someone's telephone number. Cases: telephone_number.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.owners import Owner, owner_of
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    for part in reading:
        for c in part.identified:
            if c.label == "PHONE" and c.sort == "phone" and owner_of(c, part, reading) is Owner.SOMEONE:
                yield part.place(c.start, c.end, view=c.view, replacement="", believed=Owner.SOMEONE.value)


RULE = Rule(
    code="PHI-D1",
    name="telephone-number",
    provision="safe-harbor-D",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.PHI_IDENTIFIER,),
    label="PHONE",
    identifier_class="D",
    message="This looks like someone's own telephone number.",
    advice="Take it out. Call from the chart, and give readers the office's number.",
    find=find,
)
