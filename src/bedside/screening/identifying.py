"""What identifies an individual, marked wherever it stands: names, contacts and numbers.

Marking is not judging: a clinic's own telephone number is marked here, and no rule holds a post
for it. `FINDERS` lists who looks; each gets a part and yields candidates in any order.
"""

from collections.abc import Callable, Iterable

from bedside.core.findings import Span
from bedside.screening.reading import Part
from bedside.screening.reading.candidates import Candidate, resolved

FINDERS: tuple[Callable[[Part], Iterable[Candidate]], ...] = (
    lambda part: part.contacts,
    lambda part: part.numbers,
)


def identifiers(text: str) -> list[Span]:
    """What in ``text`` identifies an individual, in reading order and without overlaps.

    Where two candidates overlap, the one of higher rank stays, then the longer one. Offsets are
    code points of ``text`` as given.
    """
    part = Part("body", text)
    found = [candidate for find in FINDERS for candidate in find(part)]
    return [
        Span(*(c.view or part.plain).span(c.start, c.end), c.label, c.identifier_class)
        for c in resolved(found, part.plain)
    ]
