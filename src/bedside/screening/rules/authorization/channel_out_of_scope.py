"""The text goes to a channel that the linked authorization does not name. Cases: channel_out_of_scope.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    facts = reading.content.authorization
    if facts is None or not facts.permits:
        return
    if "CHANNEL_OUT_OF_SCOPE" not in reading.decision.all_codes:
        return
    placed = False
    for trouble in reading.troubles:
        if trouble.code == "CHANNEL_OUT_OF_SCOPE":
            placed = True
            yield reading.part(trouble.part).place(trouble.start, trouble.end)
    if not placed:
        yield reading.body.whole()


RULE = Rule(
    code="AUTH-5",
    name="channel-out-of-scope",
    provision="authorization",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.AUTHORIZATION,),
    label="scope_gap",
    message="The linked authorization does not name this channel.",
    advice="Post it where it was agreed to, or ask for an amendment that names this channel.",
    find=find,
)
