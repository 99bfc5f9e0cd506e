"""The words differ from those the person approved. Cases: content_drift.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    facts = reading.content.authorization
    if facts is not None and facts.permits and "CONTENT_DRIFT" in reading.decision.all_codes:
        yield reading.body.whole()


RULE = Rule(
    code="AUTH-7",
    name="content-drift",
    provision="authorization",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.AUTHORIZATION,),
    label="scope_gap",
    message="These words differ from the ones that were approved in the authorization.",
    advice="Go back to the approved words, or show the person the new ones and ask again.",
    find=find,
)
