"""The linked authorization is over, revoked, or was never in force. Cases: authorization_unusable.md"""

from collections.abc import Iterable

from bedside.core.authorizations import ROWS
from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.coverage import told_places
from bedside.screening.rule import Rule

CODES = frozenset(
    [
        "AUTH_EXPIRED",
        "AUTH_NO_EXPIRY",
        "AUTH_REVOKED",
        "AUTH_REVOCATION_PENDING",
        "AUTH_UNREVIEWED",
        "AUTH_DEFECTIVE",
        "AUTH_COMPOUND",
        "PART2",
    ]
)


def find(reading: Reading) -> Iterable[Place]:
    if reading.content.authorization is None or not reading.features_individual:
        return
    codes = [c for c in reading.decision.all_codes if c in CODES]
    if not codes:
        return
    message = ROWS[codes[0]].says
    places = list(told_places(reading))
    if not places:
        yield reading.body.whole(message=message, believed=codes[0])
    for part, start, end, label in places:
        yield part.place(start, end, label=label, message=message, believed=codes[0])


RULE = Rule(
    code="AUTH-2",
    name="authorization-unusable",
    provision="authorization",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.AUTHORIZATION,),
    label="name",
    message="The linked authorization does not permit this now.",
    advice="Ask for a new authorization, or take the person out. What is already out may need to come down.",
    find=find,
)
