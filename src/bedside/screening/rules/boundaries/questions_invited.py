"""An invitation to send symptoms, pictures or results. Cases: questions_invited.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.advice import Advised
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    for a in reading.advice:
        if a.about is Advised.INVITED:
            yield reading.part(a.part).place(a.start, a.end, believed="an invitation to ask about one's own health")


RULE = Rule(
    code="BND-ADVICE-3",
    name="questions-invited",
    provision="professional-boundaries",
    severity=Severity.MAY_BE_FINE,
    guidelines=(Guideline.PROFESSIONAL_IN_PERSONAL,),
    label="boundary",
    message="This invites people to ask about their own health here.",
    advice="Offer a topic instead of a consultation: share what is true for everyone, and say where to ask about oneself.",
    liftable=True,
    find=find,
)
