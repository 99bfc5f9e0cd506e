"""What a reply presupposes about its reader or a third person.

The test is indistinguishability: a reply must read equally true and natural if the writer had
never been near the place. Each module here knows one way of failing it.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from bedside.core.content import Kind
from bedside.screening.reading.presuppositions.belief import Presupposed, Presupposition, Strength
from bedside.screening.reading.presuppositions.encouragement import cheers
from bedside.screening.reading.presuppositions.facts import of_facts
from bedside.screening.reading.presuppositions.frames import frames, futures
from bedside.screening.reading.presuppositions.hostility import against_rater, asks_identifiers, trades
from bedside.screening.reading.presuppositions.identity import identities
from bedside.screening.reading.presuppositions.leaning import leanings
from bedside.screening.reading.presuppositions.others import told_of_others
from bedside.screening.reading.presuppositions.reader import says_of_reader
from bedside.screening.reading.presuppositions.records import of_denials, of_records
from bedside.screening.reading.presuppositions.thanks import regrets, thanks
from bedside.screening.reading.replies import Reply

if TYPE_CHECKING:
    from bedside.screening.reading.reading import Place, Reading

__all__ = ["Presupposed", "Presupposition", "Strength", "places", "presuppositions_of"]

FAMILIES = (
    thanks,
    regrets,
    says_of_reader,
    frames,
    futures,
    told_of_others,
    of_records,
    of_denials,
    of_facts,
    against_rater,
    trades,
    asks_identifiers,
    cheers,
    identities,
)


NAMES_ONLY = frozenset({Presupposed.IDENTITY})


def presuppositions_of(reading: "Reading") -> list[Presupposition]:
    """Everything a reply or message takes for granted; empty for posts and stories."""
    if not reading.content.answers:
        return []
    reply = Reply(reading)
    found = [p for family in FAMILIES for p in family(reply)]
    if not found:
        found = list(leanings(reply, reading.scales.get("leaning", {})))
    if reply.message and not any(p.kind not in NAMES_ONLY for p in found):
        return []  # a name between two people who write to each other tells nothing yet
    return widest([trimmed(reply.part.low, p) for p in found])


LOOSE_END = re.compile(
    r"(?: (?:the|an?|when|while|to|on|in|of|for|from|by|as|at|your|his|her|their|our|with|and|or|but|that|"
    r"which|is|was|are|so|then|if|"
    r"after|before|because|about|it|el|la|los|las|en|de|que|se|con|y|su|todavia)|[\s,.;:!?-])+$"
)


def trimmed(low: str, p: Presupposition) -> Presupposition:
    """The same without the little words that a match may drag along at its end."""
    text = low[p.start : p.end]
    cut = LOOSE_END.search(text)
    if cut and cut.start() > 0:
        return replace(p, end=p.start + cut.start())
    return p


def places(
    reading: "Reading", *kinds: Presupposed, states: bool | None = None, message: bool | None = None
) -> "Iterator[Place]":
    """Where the content presupposes one of these kinds.

    Args:
        states: only what is stated (True) or only what is hinted at (False).
        message: only in messages (True) or only in replies that others can read (False).
    """
    if message is not None and message is not (reading.kind is Kind.MESSAGE):
        return
    found = [p for p in reading.presuppositions if p.kind in kinds and states in {None, p.states}]
    for p in without_overlap(found):
        yield reading.body.place(p.start, p.end, believed=p.why)


def widest(found: list[Presupposition]) -> list[Presupposition]:
    """One of each kind at each place, the stronger and then the wider; in reading order."""
    kept = [p for kind in {p.kind for p in found} for p in without_overlap([p for p in found if p.kind is kind])]
    return sorted(kept, key=lambda p: (p.start, p.end, p.kind))


def without_overlap(found: list[Presupposition]) -> list[Presupposition]:
    """Of those that overlap the stronger stays, then the wider."""
    kept: list[Presupposition] = []
    for p in sorted(found, key=lambda p: (p.start, -p.end)):
        if not kept or p.start >= kept[-1].end:
            kept.append(p)
        elif (p.states, p.end - p.start) > (kept[-1].states, kept[-1].end - kept[-1].start):
            kept[-1] = p
    return kept
