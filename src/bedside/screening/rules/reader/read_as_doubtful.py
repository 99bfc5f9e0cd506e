"""The learned reader would stop here and cannot say over which concern. Cases: read_as_doubtful.md"""

from collections.abc import Iterable

from bedside.core.findings import Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.learned.leading import CONCERNS, HINTS, in_words, saying
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    if reading.authorized or not reading.beliefs or saying(reading, "stop") < 0.5:
        return
    if all(saying(reading, *words) < HINTS for words in CONCERNS.values()):
        yield reading.body.whole(believed=in_words(reading, "stop"))


RULE = Rule(
    code="READ-DOUBT-1",
    name="read-as-doubtful",
    provision="indirect",
    severity=Severity.MEDIUM,
    label="distinctive",
    message="A careful reader would want to look at this before it goes out.",
    advice="Let the point of contact look, or write it more plainly.",
    liftable=True,
    find=find,
)
