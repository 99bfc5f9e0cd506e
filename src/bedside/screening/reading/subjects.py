"""Who a text tells about, and how narrowly: the score behind indirect identification.

A telling is what one part says of people in care: the mentions, the facts that narrow them down,
and a score in points. Points and limits are policy data (scales ``indirect`` and
``indirect_limits``), so that counsel can move them; every score lists its parts.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bedside.screening.reading import genre
from bedside.screening.reading.facts import Fact, facts_of
from bedside.screening.reading.mentions import Mention, Role, mentions_of

if TYPE_CHECKING:
    from bedside.screening.reading.reading import Part, Reading

CLINICAL = frozenset(["condition", "procedure", "drug", "care", "outcome", "care_place", "measure"])
UNIQUE = frozenset(["superlative", "event", "guess"])


@dataclass(frozen=True, slots=True)
class Telling:
    """What a part tells of people in care.

    ``score`` is in points of the scale ``indirect``; ``parts`` names each fact that counted with
    its points. ``clinical`` says that something ties it to care.
    """

    part: str
    mentions: tuple[Mention, ...]
    facts: tuple[Fact, ...] = field(repr=False)
    score: float
    parts: tuple[tuple[str, float], ...]
    clinical: bool
    hypothetical: bool

    @property
    def believed(self) -> str:
        """The score in words: which facts narrow the person down."""
        listed = " + ".join(f"{kind.replace('_', ' ')} {points:g}" for kind, points in self.parts)
        return f"someone is told about; {listed} = {self.score:g} points"


def telling_of(part: "Part", reading: "Reading", points: Mapping[str, float]) -> Telling | None:
    """What a part tells of people in care; None where it tells of nobody."""
    everyone = mentions_of(
        part.low,
        part.words,
        part.cue_map,
        personal=reading.personal,
        clinical=reading.author.clinical or reading.personal,
        veterinary=reading.author.veterinary,
    )
    if genre.FICTION.search(part.low):
        return None
    told = [m for m in everyone if m.role in TOLD and is_specific(m, part)]
    beings = {m.role for m in everyone if m.how == "noun"}
    if Role.ANIMAL in beings and not beings & TOLD:
        return None
    facts = facts_of(part.text, part.low, part.cue_map)
    if not any(m.role is Role.TOLD_ABOUT for m in told):
        told = implied(part, facts) if reading.personal and not beings & {Role.OWN_KIN} else []
        if not told:
            return None
    facts = [f for f in facts if is_near(f.start, told, part)]
    facts += [Fact(m.how, LABELS[m.how], m.start, m.end) for m in told if m.how in LABELS and m.end > m.start]
    counted = best_of_each(facts, points)
    return Telling(
        part=part.name,
        mentions=tuple(told),
        facts=tuple(f for f in facts if points.get(f.kind, 0) > 0),
        score=round(sum(p for _, p in counted), 2),
        parts=tuple(counted),
        clinical=any(f.kind in CLINICAL or f.kind in LABELS for f in facts)
        or any(m.head in PATIENT_HEADS for m in told)
        or (reading.personal and part.has("work")),
        hypothetical=bool(genre.HYPOTHETICAL.search(part.low)),
    )


TOLD = frozenset([Role.TOLD_ABOUT, Role.RELATIVE])
LABELS = {"room": "room_unit", "schedule": "schedule", "count": "small_count", "implied": "condition"}
PATIENT_HEADS = frozenset("patient pt client resident preemie newborn case trauma consult admit".split())
OWNED = re.compile(r"\b(?:i|i'm|i've|me|my|mine|myself|we|our|us|team|you|your)\b")


def is_specific(mention: Mention, part: "Part") -> bool:
    """Whether a mention is of someone in particular: the sentence tells an episode, not a rule."""
    start, end = part.sentence_at(mention.start)
    sentence = part.low[start:end]
    if mention.how in {"schedule", "implied"}:
        return True
    if genre.is_long_ago(part.low) and not genre.NEAR_TIME.search(sentence):
        return False
    return not (genre.is_generic(sentence) and not genre.NEAR_TIME.search(sentence))


def implied(part: "Part", facts: list[Fact]) -> list[Mention]:
    """Someone told about without any word for them: "Smallest we ever sent home. 14 oz, out on Sunday"."""
    for start, end in part.sentences:
        sentence = part.low[start:end]
        inside = {f.kind for f in facts if start <= f.start < end}
        if genre.is_generic(sentence) or genre.STATISTIC.search(sentence):
            continue
        if inside & {"superlative", "age", "measure", "outcome"} and inside & {"condition", "procedure", "care", "outcome"} and (
            inside & {"time_near", "time_exact", "place"}
        ) and not OWNED.search(sentence):
            return [Mention(start, start, "implied", Role.TOLD_ABOUT)]
    return []


def is_near(offset: int, told: list[Mention], part: "Part") -> bool:
    """Whether a fact may belong to someone told about: same sentence or the one beside it."""
    sentences = part.sentences
    for i, (first, last) in enumerate(sentences):
        if first <= offset < last:
            low = sentences[i - 1][0] if i else first
            high = sentences[i + 1][1] if i + 1 < len(sentences) else last
            return any(low <= m.start < high for m in told)
    return True


def best_of_each(facts: list[Fact], points: Mapping[str, float]) -> list[tuple[str, float]]:
    """Each kind once, with its points, strongest first."""
    kinds = {f.kind for f in facts if points.get(f.kind, 0) > 0}
    return sorted(((k, points[k]) for k in kinds), key=lambda kp: (-kp[1], kp[0]))
