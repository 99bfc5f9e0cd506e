"""Harmless alone, but earlier posts of the thread complete the picture. Cases: thread_mosaic.md"""

from collections.abc import Iterable

from bedside.core.findings import Guideline, Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    if reading.thread_telling is None or reading.authorized:
        return
    limit = reading.scales.get("indirect_limits", {}).get("hold", 2.0)
    telling, union, here = reading.thread_telling
    alone = max((t.score for t in reading.tellings if t.part == "body"), default=0.0)
    if telling.score < limit or alone >= limit:
        return
    placed = False
    for fact in telling.facts:
        start, end = union.plain.span(fact.start, fact.end)
        if start >= here:
            placed = True
            yield Place(part="body", start=start - here, end=end - here, label=fact.label, believed=telling.believed)
    if not placed:
        yield reading.body.whole(believed=telling.believed)


RULE = Rule(
    code="IND-3",
    name="thread-mosaic",
    provision="indirect",
    severity=Severity.CRITICAL,
    guidelines=(Guideline.GOSSIP,),
    label="distinctive",
    message="Together with the earlier posts of this thread, this can tell readers who it is.",
    advice="Leave this detail out, and look again at what the earlier posts already say.",
    find=find,
)
