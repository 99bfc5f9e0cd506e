"""The learned reader sees professional matters carried where they do not belong. Cases: read_as_overstepping.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.learned.leading import CONCERNS, leads, saying, shown, told
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    if not reading.beliefs or not leads(reading, "boundary"):
        return
    found = list(shown(reading, ("boundary", "internal", "snooping")))
    guidelines = (Guideline.PROFESSIONAL_IN_PERSONAL,) if reading.personal else ()
    if saying(reading, "solicits") >= 0.5:
        guidelines = (*guidelines, Guideline.PHI_IDENTIFIER)
    yield from told(reading, found, guidelines, *CONCERNS["boundary"])


RULE = Rule(
    code="READ-STEP-1",
    name="read-as-overstepping",
    provision="professional-boundaries",
    severity=Severity.MAY_BE_FINE,
    label="boundary",
    message="This reads as advice to one person, private dealings with someone in care, or business that is not public.",
    advice="Point to a clinic, the portal or the point of contact, and keep the rest off the page.",
    find=find,
)
