"""The learned reader sees someone belittled, mocked or attacked. Cases: read_as_disrespect.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.learned.leading import CONCERNS, leads, saying, shown, told
from bedside.screening.rule import Rule

SURELY = 0.85  # chance from which scorn is believed though no words of it were marked


def find(reading: Reading) -> Iterable[Place]:
    if not reading.beliefs or reading.stance.protected or not leads(reading, "conduct"):
        return
    found = list(shown(reading, ("disparagement", "tone")))
    guidelines = []
    if saying(reading, "demeaning", "mocking") >= saying(reading, "hostile"):
        guidelines.append(Guideline.COWORKER_TEST)
    if saying(reading, "hostile") >= 0.5 or any(label == "tone" for *_, label in found) or not guidelines:
        guidelines.append(Guideline.TONE)
    surely = saying(reading, *CONCERNS["conduct"]) >= SURELY
    yield from told(reading, found, tuple(guidelines), *CONCERNS["conduct"], whole=surely)


RULE = Rule(
    code="READ-SCORN-1",
    name="read-as-disrespect",
    provision="coworker-test",
    severity=Severity.MAY_BE_FINE,
    guidelines=(Guideline.COWORKER_TEST,),
    label="disparagement",
    message="This may read as looking down on someone, or as an attack.",
    advice="If you would not say it to the person's face, leave it out or say what troubles you instead.",
    find=find,
)
