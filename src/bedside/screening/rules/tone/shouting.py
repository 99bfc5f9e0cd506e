"""An organisation scolds in capitals. Cases: shouting.md"""

import re
from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.rule import Rule

RUN = re.compile(r"\b[A-Z][A-Z'!?.,:;&-]+(?: (?:[A-Z][A-Z'!?.,:;&-]*|\d+)){5,}")
SCOLDS = re.compile(
    r"\b(?:you|your|stop|don't|do not|not|never|no(?! (?:cost|charge|appointment|sign|need|fee|wait)\b)|nobody|why|will not|won't|must|read|again|enough|quit|wrong|asking|calling|"
    r"complaining|complain|blame|argue|exceptions?|charged|lose|lost|lied?|responsib\w+)\b",
    re.I,
)
# What a campaign shouts for the reader's sake.
FOR_YOU = re.compile(
    r"\b(?:911|988|free|saves? (?:a )?li(?:fe|ves)|welcome|join|thank|proud|happy|not alone|no one is to blame|never shake|push hard|class|sign up|love)\b",
    re.I,
)


def find(reading: Reading) -> Iterable[Place]:
    if reading.personal:
        return
    for part in reading:
        for m in RUN.finditer(part.text):
            if len(SCOLDS.findall(m[0])) >= 2 and not FOR_YOU.search(m[0]):
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
    liftable=True,
    find=find,
)
