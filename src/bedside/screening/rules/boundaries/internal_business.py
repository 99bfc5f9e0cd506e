"""Plans, incidents, surveys and sackings of the house, told on a personal account. Cases: internal_business.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.phrases import phrase
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    if not reading.personal or (reading.author.veterinary and not reading.body.has("internal_business")):
        return
    part = reading.body
    if not part.has("internal_business", "whistleblowing"):
        return
    private = part.has("aim_private")
    if reading.stance.protected:
        return
    for m in phrase("boundaries", "told outright").finditer(part.low):
        if not private:
            yield part.place(*m.span(), believed="a matter of the house that is not public")
    secret = phrase("boundaries", "confidential").search(part.low)
    if (
        secret
        and not private
        and (reading.stance.works(part, fixed=False) or phrase("boundaries", "house matter").search(part.low))
    ):
        yield part.place(*secret.span(), believed="said to be not public")


RULE = Rule(
    code="BND-HOUSE-1",
    name="internal-business",
    provision="confidential-business",
    severity=Severity.MAY_BE_FINE,
    guidelines=(Guideline.PROFESSIONAL_IN_PERSONAL,),
    label="internal",
    message="This may be news of the house that is not public yet.",
    advice="Wait until it is announced, or ask who may say it. What concerns your own pay, hours or safety you may say.",
    liftable=True,
    find=find,
)
