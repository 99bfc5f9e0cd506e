"""An offer or a joke beside a death, a crash or a disaster. Cases: sale_near_tragedy.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.phrases import phrase
from bedside.screening.reading.stance import LAUGH
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    if reading.personal:
        return
    for part in reading:
        said = phrase("boundaries", "tragedy").search(part.low)
        if said is None and reading.answered:
            said = phrase("boundaries", "tragedy").search(reading.answered.low)
        if not said or part.long_ago:
            continue
        sale = phrase("boundaries", "promotion").search(part.low)
        if sale and not phrase("boundaries", "relief").search(part.low):
            yield part.place(*sale.span(), believed=f"a sale beside {said[0]!r}")
        elif (laugh := LAUGH.search(part.low)) and reading.content.answers:
            yield part.place(*laugh.span(), believed=f"a laugh beside {said[0]!r}")


RULE = Rule(
    code="TONE-TRAGEDY-1",
    name="sale-near-tragedy",
    provision="conduct",
    severity=Severity.HIGH,
    guidelines=(Guideline.TONE,),
    label="tone",
    message="An offer or a joke stands beside a tragedy.",
    advice="Leave the offer for another day. Say you are sorry, and where help is.",
    liftable=True,
    find=find,
)
