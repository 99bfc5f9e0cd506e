"""A look into someone's record out of curiosity, told or bragged about. Cases: snooping.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.phrases import phrase
from bedside.screening.rule import Rule

RECORDS = frozenset(
    "chart charts record records epic cerner meditech pacs system emr ehr file files results labs notes history portal computer database "
    "schedule census board tracker list name names profile scan scans mri everybody everyone juicy "
    "opened typed positive landlord peeked snooped pried clicking looking opening".split()
)


def find(reading: Reading) -> Iterable[Place]:
    for part in reading:
        if any(w.low in RECORDS for w in part.words):
            for m in phrase("boundaries", "pries").finditer(part.low):
                yield part.place(*m.span(), believed="a look into a record out of curiosity")


RULE = Rule(
    code="GOS-SNOOP-1",
    name="snooping",
    provision="minimum-necessary",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.GOSSIP,),
    label="snooping",
    message="This tells of looking into a record without a reason of care.",
    advice="Take it out, and talk to your privacy officer before someone else does. An honest report counts for you.",
    find=find,
)
