"""Any other number given to one person or one event of care. Cases: other_unique_number.md"""

import re
from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.numbers import jersey_numbers
from bedside.screening.reading.owners import given
from bedside.screening.rule import Rule

# Cases that the police or a court have made public.
PUBLIC_CASE = re.compile(
    r"\b(?:police|sheriff|detectives?|troopers?|state patrol|court|docket|district attorney|attorney general|"
    r"plaintiffs?|lawsuit|settlement|crime ?stoppers|missing person)\b"
)


def find(reading: Reading) -> Iterable[Place]:
    for part, c in given(reading, "R"):
        if c.sort != "staff" and not PUBLIC_CASE.search(part.low, max(0, c.start - 120), c.end + 80):
            yield part.place(c.start, c.end, view=c.view, replacement="", label=c.label, believed=c.why)
    for part in reading:
        if any(t.clinical and t.part == part.name for t in reading.tellings):
            for start, end in jersey_numbers(part):
                yield part.place(start, end, replacement="", label="number", believed="a player's number")


RULE = Rule(
    code="PHI-R1",
    name="other-unique-number",
    provision="safe-harbor-R",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.PHI_IDENTIFIER,),
    label="MRN",
    identifier_class="R",
    message="This number was given to one person or one event of their care.",
    advice="Take it out. Say what happened in general, or ask inside your own systems.",
    find=find,
)
