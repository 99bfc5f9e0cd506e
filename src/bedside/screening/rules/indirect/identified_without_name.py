"""Someone in care is told about so narrowly that readers can work out who. Cases: identified_without_name.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    if reading.authorized:
        return
    official = not reading.personal
    limit = reading.scales.get("indirect_limits", {}).get(
        "hold_in_reply" if official and reading.content.answers else "hold", 2.0
    )
    for part in reading:
        for telling in reading.tellings:
            if telling.part == part.name and telling.score >= limit and not telling.hypothetical:
                for start, end, label in telling.places():
                    yield part.place(start, end, label=label, believed=telling.believed)


RULE = Rule(
    code="IND-1",
    name="identified-without-name",
    provision="indirect",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.GOSSIP,),
    label="distinctive",
    message="Together these details can tell readers who this is, even without a name.",
    advice="Keep the lesson and drop the person: no day, place, job, age or unusual detail. Or ask for an authorization.",
    liftable=True,
    find=find,
)
