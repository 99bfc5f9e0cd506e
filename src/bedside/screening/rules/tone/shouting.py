"""An organisation scolds in capitals. Cases: shouting.md"""

import re
from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.rule import Rule

RUN = re.compile(r"\b[A-Z][A-Z'!?.,:;&-]+(?: (?:[A-Z][A-Z'!?.,:;&-]*|\d+)){6,}")
SCOLDS = re.compile(
    r"\b(?:you|your|stop|don't|do not|not|never|no|will not|won't|must|read|again|enough|quit|wrong)\b", re.I
)


def find(reading: Reading) -> Iterable[Place]:
    if reading.personal:
        return
    for part in reading:
        for m in RUN.finditer(part.text):
            if len(SCOLDS.findall(m[0])) >= 2:
                yield part.place(*m.span(), believed="capitals throughout, and words that scold")


RULE = Rule(
    code="TONE-SHOUT-1",
    name="shouting",
    provision="conduct",
    severity=Severity.MEDIUM,
    guidelines=(Guideline.TONE,),
    label="tone",
    message="A whole sentence in capitals reads as shouting.",
    advice="Write it in ordinary letters, and say please. Screen readers may spell capitals out letter by letter.",
    find=find,
)
