"""Someone in care is told about, with little that narrows down who. Cases: vague_reference.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    if reading.authorized or (reading.content.answers and not reading.personal) or reading.stance.protected:
        return  # a vague mention inside talk of working conditions is no reason to hold that talk
    official = not reading.personal
    limits = reading.scales.get("indirect_limits", {})
    low, high = limits.get("review", 1.0), limits.get("hold", 2.0)
    for part in reading:
        for telling in reading.tellings:
            if (
                telling.part != part.name
                or (official and not telling.clinical and telling.score < high)
                or telling.score < low
            ):
                continue
            if telling.score < high or telling.hypothetical:
                for start, end, label in telling.places():
                    yield part.place(start, end, label=label, believed=telling.believed)


RULE = Rule(
    code="IND-2",
    name="vague-reference",
    provision="indirect",
    severity=Severity.MEDIUM,
    guidelines=(Guideline.GOSSIP,),
    label="distinctive",
    message="This tells of someone in care. One detail more, in a comment or an earlier post, could show who.",
    advice="Say what you learned or felt without the person, or let the point of contact look.",
    liftable=True,
    find=find,
)
