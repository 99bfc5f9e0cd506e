"""A quotation without a name, a body part or a specimen, with no authorization linked. Cases: glimpse_of_someone.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.coverage import only_a_glimpse
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    if reading.content.authorization is not None or reading.features_individual or reading.personal:
        return
    for part, start, end, label in only_a_glimpse(reading):
        yield part.place(start, end, label=label)


RULE = Rule(
    code="AUTH-8",
    name="glimpse-of-someone",
    provision="authorization",
    severity=Severity.MEDIUM,
    guidelines=(Guideline.AUTHORIZATION,),
    label="image",
    message="This comes from someone in our care, though it names nobody, and no authorization is linked.",
    advice="Link the authorization, use a stock picture, or let the point of contact decide.",
    liftable=True,
    find=find,
)
