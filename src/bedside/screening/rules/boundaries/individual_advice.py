"""Care given by comment or message. Cases: individual_advice.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.advice import CARE
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    for a in reading.advice:
        if a.about in CARE and not a.kin:
            yield reading.part(a.part).place(a.start, a.end, believed=f"advice to one person about {a.about.value}")


RULE = Rule(
    code="BND-ADVICE-1",
    name="individual-advice",
    provision="professional-boundaries",
    severity=Severity.HIGH,
    guidelines=(Guideline.PROFESSIONAL_IN_PERSONAL,),
    label="boundary",
    message="This treats someone: a dose, a diagnosis, a prescription, or that they need not be seen.",
    advice="Say warmly that you cannot advise here, and point to their pharmacist, their own clinic, or 911.",
    liftable=True,
    find=find,
)
