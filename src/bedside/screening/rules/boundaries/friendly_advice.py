"""Home remedies, guesses at a diagnosis, and advice to family. Cases: friendly_advice.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.advice import CARE, Advised
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    for a in reading.advice:
        if a.about in (Advised.REMEDY, Advised.GUESS) or (a.about in CARE and a.kin):
            to = "family" if a.kin else "one person"
            yield reading.part(a.part).place(a.start, a.end, believed=f"advice to {to} about {a.about.value}")


RULE = Rule(
    code="BND-ADVICE-2",
    name="friendly-advice",
    provision="professional-boundaries",
    severity=Severity.MAY_BE_FINE,
    guidelines=(Guideline.PROFESSIONAL_IN_PERSONAL,),
    label="boundary",
    message="From someone who works in care, a friendly tip is read as advice.",
    advice="Keep it general and say who can look at it: a nurse line, a pharmacist, their own clinic.",
    liftable=True,
    find=find,
)
