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
from bedside.screening.reading.mentions import ROOM, Mention, Role, mentions_of
from bedside.screening.reading.roles import Role as Named

if TYPE_CHECKING:
    from bedside.screening.reading.reading import Part, Reading

CLINICAL = frozenset(["condition", "procedure", "drug", "care", "outcome", "care_place", "measure", "body", "work"])


@dataclass(frozen=True, slots=True)
class Telling:
    """What a part tells of people in care.

    ``score`` is in points of the scale ``indirect``; ``parts`` names each signal that counted with
    its points (facts that narrow down add, signs of a general or private telling take away).
    ``clinical`` says that something ties it to care.
    """

    part: str
    mentions: tuple[Mention, ...]
    facts: tuple[Fact, ...] = field(repr=False)
    score: float
    parts: tuple[tuple[str, float], ...]
    clinical: bool
    hypothetical: bool

    def places(self) -> list[tuple[int, int, str]]:
        """Where it stands: the facts, or the mentions where no fact narrows them down."""
        found = [(f.start, f.end, f.label) for f in self.facts]
        return found or [(m.start, m.end, "relation") for m in self.mentions if m.end > m.start]

    @property
    def names_more_than_someone(self) -> bool:
        """Whether more is said of the person than "someone"."""
        return any(m.head not in VAGUE for m in self.mentions)

    @property
    def believed(self) -> str:
        """The score in words: which facts narrow the person down."""
        listed = ", ".join(f"{kind.replace('_', ' ')} {points:+g}" for kind, points in self.parts)
        return f"someone in care is told about ({self.score:g} points: {listed})"


def telling_of(part: "Part", reading: "Reading", points: Mapping[str, float]) -> Telling | None:
    """What a part tells of people in care; None where it tells of nobody."""
    told, facts, signals = signals_of(part, reading)
    if not told:
        return None
    counted = sorted(((k, points[k]) for k in signals if points.get(k, 0)), key=lambda kp: (-kp[1], kp[0]))
    return Telling(
        part=part.name,
        mentions=tuple(told),
        facts=tuple(f for f in facts if points.get(f.kind, 0) > 0),
        score=round(sum(p for _, p in counted), 2),
        parts=tuple(counted),
        clinical=bool(signals & CLINICAL or signals & set(LABELS) or signals & {"patient_word", "sensitive"}),
        hypothetical="hypothetical" in signals,
    )


def thread_telling_of(reading: "Reading", points: Mapping[str, float]) -> tuple[Telling, "Part", int] | None:
    """What a thread and this post tell together, the two as one part, and where this post starts in it."""
    if not reading.thread:
        return None
    before = "\n".join(part.raw for part in reading.thread) + "\n"
    union = type(reading.body)("body", before + reading.body.raw)
    telling = telling_of(union, reading, points)
    return (telling, union, len(before)) if telling else None


def signals_of(part: "Part", reading: "Reading") -> tuple[list[Mention], list[Fact], frozenset[str]]:
    """Who is told about, the facts near them, and every signal that the scale may give points for."""
    nobody: tuple[list[Mention], list[Fact], frozenset[str]] = ([], [], frozenset())
    if genre.FICTION.search(part.low):
        return nobody
    everyone = mentions_of(
        part.low,
        part.words,
        part.cue_map,
        personal=reading.personal,
        clinical=reading.author.clinical or reading.personal,
        veterinary=reading.author.veterinary,
        named=[
            Mention(p.start, p.end, "name", NAMED_ROLES.get(p.role, Role.TOLD_ABOUT))
            for p in reading.people
            if p.part == part.name
        ],
    )
    everyone = [m for m in everyone if not reading.hides(part, m.start)]
    general: dict[int, bool] = {}
    told = [m for m in everyone if m.how != "name" and m.role in TOLD and is_specific(m, part, general)]
    if any(m.role is Role.ANIMAL for m in everyone):
        told = [m for m in told if not GOOD_BOY.search(part.low, m.start, m.end)]
        everyone = [m for m in everyone if m.how != "noun" or not GOOD_BOY.search(part.low, m.start, m.end)]
    beings = {m.role for m in everyone if m.how in {"noun", "name"}}
    if Role.ANIMAL in beings and not beings & TOLD and not any(m.how in {"implied", "count"} for m in told):
        return nobody
    facts = facts_of(part.text, part.low, part.cue_map)
    names = [p for p in reading.told_names if p.part == part.name]
    if not any(m.role is Role.TOLD_ABOUT for m in told) and not names:
        told = implied(part, facts, official=not reading.personal) if not beings & {Role.OWN_KIN} else []
        if not told:
            return nobody
    anchors = [m.start for m in told] + [p.start for p in names]
    near = {n + k for a in anchors for n in (part.sentence_number(a),) for k in (-1, 0, 1)}
    facts = [f for f in facts if part.sentence_number(f.start) in near]
    facts += [Fact("room", "room_unit", *m.span()) for m in ROOM.finditer(part.low) if not reading.personal]
    facts += [Fact(m.how, LABELS[m.how], m.start, m.end) for m in told if m.how in LABELS and m.end > m.start]
    signals = {f.kind for f in facts}
    abouts = [m for m in told if m.role is Role.TOLD_ABOUT]
    signals |= {f"told_{m.how}" for m in abouts if m.how in {"noun", "pronoun"} and m.head not in VAGUE}
    signals |= {"told_someone" for m in abouts if m.head in VAGUE}
    sentences = [part.low[start:end] for start, end in {part.sentence_at(a) for a in anchors}]
    flags = {
        "told_name": bool(names),
        "patient_word": any(m.head in PATIENT_HEADS for m in told),
        "relative": any(m.role is Role.RELATIVE for m in told),
        "personal": reading.personal,
        "work": part.has("work"),
        "private": part.has("private"),
        "sensitive": bool(reading.author.sensitive),
        "several_facts": len({f.kind for f in facts} & NARROWING) > 2,
        "episode": any(genre.is_episode(s) for s in sentences),
        "general": any(genre.is_generic(s) for s in sentences),
        "statistic": bool(genre.STATISTIC.search(part.low)),
        "hypothetical": bool(genre.HYPOTHETICAL.search(part.low)),
        "own_kin": Role.OWN_KIN in beings,
        "staff": Role.WORKFORCE in beings,
        "animal": Role.ANIMAL in beings,
        "own": bool(OWN_FACT.search(part.low)),
        "question": "?" in part.low,
        "two_people": len([m for m in told if m.how == "noun"]) > 1,
    }
    return told, facts, frozenset(signals | {k for k, holds in flags.items() if holds})


NAMED_ROLES = {
    Named.WORKFORCE: Role.WORKFORCE,
    Named.PUBLIC_FIGURE: Role.PUBLIC,
    Named.PET: Role.ANIMAL,
    Named.AUTHOR: Role.OWN_KIN,
    Named.FICTIONAL: Role.FICTIONAL,
    Named.HISTORICAL: Role.FICTIONAL,
    Named.UNKNOWN: Role.PUBLIC,
}
GOOD_BOY = re.compile(r"\b(?:good|best|brave|sweet|goodest) (?:\w+ )?(?:boy|girl|baby)\b")
VAGUE = frozenset("someone somebody person family".split())
NARROWING = frozenset(
    "condition procedure outcome measure occupation relation event superlative guess object time_near time_exact place age room schedule".split()
)
TOLD = frozenset([Role.TOLD_ABOUT, Role.RELATIVE])
LABELS = {"room": "room_unit", "schedule": "schedule", "count": "small_count", "implied": "condition"}
PATIENT_HEADS = frozenset("patient pt client resident preemie newborn case trauma consult admit".split())
OWNED = re.compile(r"\b(?:i|i'm|i've|me|my|mine|myself|we|our|us|team|you|your)\b")


def is_specific(mention: Mention, part: "Part", general: dict[int, bool]) -> bool:
    """Whether a mention is of someone in particular: the sentence tells an episode, not a rule.

    ``general`` remembers what was decided for the sentences before.
    """
    if mention.how in {"schedule", "implied"}:
        return True
    number = part.sentence_number(mention.start)
    if number not in general:
        start, end = part.sentence_at(mention.start)
        sentence = part.low[start:end]
        general[number] = (part.long_ago or genre.is_generic(sentence)) and not genre.NEAR_TIME.search(sentence)
    return not general[number]


OWN_FACT = re.compile(
    r"\bmy (?:own )?(?:\w+ )?(?:surgery|diagnosis|cancer|baby|pregnancy|knee|hip|back|leg|arm|wrist|elbow|foot|ankle|teeth|tooth|heart|"
    r"migraine|anxiety|depression|asthma|diabetes|mri|x-?ray|doctor|therapist|dentist|labs?|results|recovery|iv|meds|health|body|blood)\b|"
    r"\bi (?:have|had|got|was diagnosed|broke|tore|sprained|needed|take|took)\b|\bi'm (?:an? (?:\w+ )?(?:patient|survivor|aunt|uncle|mom|dad)|pregnant|sick|recovering|due)\b|\bmine\b"
)
OWN_HEALTH = re.compile(
    r"\b(?:my|mine|our own|i have|i had|i got|i've had|i've got|i was|i'm|i am|me and my|get my|had my|got my|pass(?:ed)?|learn\w*|stud\w+|exam|class|"
    r"lecture|course|training|certif\w+|awareness|month|week|day)\b"
)


OFFER = re.compile(
    r"\b(?:free|kits?|shots?|vaccin\w+|clinics?|screenings?|bring|sign|register|open|hours|walk-?ins?|noon|physicals?|classes?|study|trial|recruit\w*)\b"
)


def implied(part: "Part", facts: list[Fact], *, official: bool) -> list[Mention]:
    """Someone told about without any word for them: "Smallest we ever sent home. 14 oz, out on Sunday".

    A health fact, pinned down by a time, place, number or superlative, in a sentence that is
    neither general nor about the author.
    """
    kinds: dict[int, set[str]] = {}
    for fact in facts:
        kinds.setdefault(part.sentence_number(fact.start), set()).add(fact.kind)
    for number, inside in sorted(kinds.items()):
        start, end = part.sentences[number]
        sentence = part.low[start:end]
        if genre.is_generic(sentence) or genre.STATISTIC.search(sentence) or OWN_HEALTH.search(sentence):
            continue
        health = inside & ({"outcome", "care"} if official else {"condition", "procedure", "outcome", "care"})
        pinned = inside & {"superlative", "measure", "age", "time_near", "place", "count"}
        if health and pinned and not OFFER.search(sentence):
            return [Mention(start, start, "implied", Role.TOLD_ABOUT)]
    return []
