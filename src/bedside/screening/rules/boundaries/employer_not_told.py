"""Praise for the own employer that does not tell the link. Cases: employer_not_told.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.phrases import phrase
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    if not reading.personal or reading.content.answers or not reading.content.author_role:
        return
    part = reading.body
    if phrase("boundaries", "link told").search(part.low) or not phrase("boundaries", "praised place").search(part.low):
        return
    if m := phrase("boundaries", "praise").search(part.low):
        yield part.place(*m.span(), believed="praise of a place of care by someone who may work there")


RULE = Rule(
    code="BND-ENDORSE-1",
    name="employer-not-told",
    provision="endorsement",
    severity=Severity.MEDIUM,
    guidelines=(Guideline.PROFESSIONAL_IN_PERSONAL,),
    label="boundary",
    message="Praise for a place of care, without saying whether you work there.",
    advice="If you work there, say so in the same breath. If you do not, send this on as it is.",
    liftable=True,
    find=find,
)
