"""The press, a lawyer or a formal complaint is answered in the comments. Cases: official_ask_not_routed.md"""

from collections.abc import Iterable

from bedside.core.findings import Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.answered import Answered
from bedside.screening.reading.replies import ROUTED
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    if reading.personal or reading.answered is None or not reading.content.answers:
        return
    answered = Answered(reading.answered)
    asks = [k for k in ("media", "legal", "allegation") if getattr(answered, k)]
    if asks and not ROUTED.search(reading.body.low):
        yield reading.body.whole(believed=f"what is answered looks like a matter of: {', '.join(asks)}")


RULE = Rule(
    code="ACK-ROUTE-1",
    name="official-ask-not-routed",
    provision="complaint-contact",
    severity=Severity.ADVISORY,
    label="acknowledgement",
    message="The press, a lawyer or a formal complaint seems to be answered here.",
    advice="Hand it to the central contact, and reply only with the office and number that take it from there.",
    find=find,
)
