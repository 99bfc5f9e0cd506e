"""Something about the linked authorization needs a second reviewer. Cases: authorization_doubtful.md"""

from collections.abc import Iterable

from bedside.core.authorizations import ROWS, Answer
from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    facts = reading.content.authorization
    if facts is None or not facts.permits:
        return
    for trouble in reading.troubles:
        if ROWS[trouble.code].answer is Answer.HOLD:
            part = reading.part(trouble.part)
            yield part.place(
                trouble.start, trouble.end, label=trouble.label, message=ROWS[trouble.code].says, believed=trouble.code
            )


RULE = Rule(
    code="AUTH-6",
    name="authorization-doubtful",
    provision="authorization",
    severity=Severity.MEDIUM,
    guidelines=(Guideline.AUTHORIZATION,),
    label="scope_gap",
    message="Something about the linked authorization needs a second look.",
    advice="Let the privacy officer look at the record before this goes out.",
    find=find,
)
