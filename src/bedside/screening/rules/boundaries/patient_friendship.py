"""A request of someone in care, accepted on a personal account. Cases: patient_friendship.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.phrases import phrase
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    asked = reading.answered
    if not asked or (not reading.personal and "personal" not in reading.content.author_role.lower()):
        return
    wants = phrase("boundaries", "asks to connect").search(asked.low)
    cared_for = phrase("boundaries", "from someone in care").search(asked.low)
    low = reading.body.low
    if wants and cared_for and not phrase("boundaries", "declines friendship").search(low):
        if m := phrase("boundaries", "accepts").search(low):
            yield reading.body.place(*m.span(), believed="accepts the request of someone who was in care")


RULE = Rule(
    code="BND-FRIEND-1",
    name="patient-friendship",
    provision="professional-boundaries",
    severity=Severity.MAY_BE_FINE,
    guidelines=(Guideline.PROFESSIONAL_IN_PERSONAL,),
    label="boundary",
    message="This accepts someone from care into your private life.",
    advice="Thank them, say that you keep this page for friends and family, and point to the office for anything else.",
    liftable=True,
    find=find,
)
