"""What identifies an individual, marked wherever it stands: names, contacts and numbers.

Marking is not judging: a clinic's own telephone number is marked here, and no rule holds a post
for it. `FINDERS` lists who looks; each gets a part and yields candidates in any order.
"""

import re
from collections.abc import Callable, Iterable

from bedside.core.findings import Span
from bedside.screening.reading import Part
from bedside.screening.reading.candidates import Candidate, resolved
from bedside.screening.reading.learned.inference import Model
from bedside.screening.reading.naming import SURE
from bedside.screening.reading.tied import place_candidates, time_candidates

HANDLE = re.compile(r"(?<![\w@./])@[A-Za-z_][\w.]{1,29}(?<!\.)(?!\w*@)")


def name_candidates(part: Part) -> Iterable[Candidate]:
    """Names of people, each as sure as its own points make it."""
    for name in part.names:
        if name.points >= SURE:
            yield Candidate(start=name.start, end=name.end, label="PERSON", identifier_class="A", why=name.why, rank=2)


def handle_candidates(part: Part) -> Iterable[Candidate]:
    """Names of accounts on social channels."""
    if "@" in part.text:
        for m in HANDLE.finditer(part.text):
            yield Candidate(
                start=m.start(), end=m.end(), label="USERNAME", identifier_class="A", why="a handle", rank=1
            )


FINDERS: tuple[Callable[[Part], Iterable[Candidate]], ...] = (
    lambda part: part.contacts,
    lambda part: part.numbers,
    time_candidates,
    place_candidates,
    name_candidates,
    handle_candidates,
)


def identifiers(text: str, *, model: Model | None = None) -> list[Span]:
    """What in ``text`` identifies an individual, in reading order and without overlaps.

    Where two candidates overlap, the one of higher rank stays, then the longer one. Offsets are
    code points of ``text`` as given. With a ``model``, names are those that lists, grammar and the
    learned reader together take for names.
    """
    part = Part("body", text, model=model)
    found = [candidate for find in FINDERS for candidate in find(part)]
    return [
        Span(*(c.view or part.plain).span(c.start, c.end), c.label, c.identifier_class)
        for c in resolved(found, part.plain)
    ]
