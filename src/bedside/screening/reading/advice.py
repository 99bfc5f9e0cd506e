"""Advice on someone's own health, given where care must not be given.

A pharmacist who answers "halve it till Monday" under a comment treats someone without a chart, a
licence for that State or a record. Doses, medicines started or stopped, prescriptions, a diagnosis
and "no need to be seen" are care; tea and honey are neighbourly; "call your doctor" is neither.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bedside.core.content import Kind
from bedside.screening.reading.phrases import phrase

if TYPE_CHECKING:
    from bedside.screening.reading.reading import Part, Reading


class Advised(StrEnum):
    """What advice is about."""

    DOSE = "a medicine or dose"
    PRESCRIPTION = "a prescription or leftover medicine"
    DIAGNOSIS = "what it is"
    NO_CARE = "not being seen"
    REMEDY = "a remedy"
    GUESS = "what it sounds like"
    INVITED = "an invitation to ask"


CARE = frozenset([Advised.DOSE, Advised.PRESCRIPTION, Advised.DIAGNOSIS, Advised.NO_CARE])


@dataclass(frozen=True, slots=True)
class Advice:
    """Advice at ``start:end`` of a part; ``kin``: to the author's own family."""

    part: str
    start: int
    end: int
    about: Advised
    kin: bool


MORE = re.compile(r"take (?:two|2|one|1|three|3) more\b")
CHANGES_IT = re.compile(r"(?:double|halve|skip|stop|restart|cut|split|triple) (?:it|them|that|one|up)\b")
NO_NEED = re.compile(
    r"\b(?:don't|do not|dont|no|never|not|without|skip|instead of) (?:really |even )?(?:need |have |needs? )?(?:to )?$"
)
PLAINLY_WELL = re.compile(r"healing|benign|normal|nothing")
INBOX = re.compile(r"\b(?:dms?|inbox|messages) ")
ANOTHERS = re.compile(r",? (?:says?|said|asks?|asked) (?:my|our|the|a) ")


def said(head: str) -> re.Pattern[str]:
    return phrase("advice", head)


def advice_of(reading: "Reading") -> list[Advice]:
    """Every piece of advice in the body, in reading order."""
    part = reading.body
    found = list(invitations(part, reading)) if reading.personal else []
    if reading.kind is not Kind.RATING_REPLY and speaks_to_one(part, reading):
        found += given(part, reading)
    return sorted(found, key=lambda a: a.start)


def speaks_to_one(part: "Part", reading: "Reading") -> bool:
    """Whether it answers someone's own trouble, or calls someone by handle or as kin to give advice."""
    if reading.answered:
        asked = said("symptom").search(reading.answered.low) or reading.answered.has("medicine", "drug")
        return bool(asked or part.has("medicine", "drug", "remedy"))
    if not reading.personal or reading.kind is Kind.STORY:
        return reading.kind is Kind.MESSAGE
    return (
        reading.kind is Kind.MESSAGE
        or "@" in part.raw
        or bool(
            said("kin word").match(part.low)
            or re.search(
                r"\b(?:tagging|since you (?:won't|asked)|to my friend who|for my (?:friend|cousin|sister|mom) who)\b",
                part.low,
            )
        )
        or (
            bool(said("asks").match(part.low))
            and part.has("remedy", "medicine")
            and bool(said("symptom").search(part.low))
        )
    )


def given(part: "Part", reading: "Reading") -> Iterator[Advice]:
    low = part.low
    to = reading.answered.low if reading.answered else ""
    kin = bool(said("kin word").search(low) or (reading.personal and said("kin word").match(to)))
    declines, refers = bool(said("declines").search(low)), sends_to_care(low)
    addressed = bool(reading.answered) or "@" in part.raw or reading.kind is Kind.MESSAGE
    if reading.personal or reading.kind is not Kind.MESSAGE:
        for m in said("prescribing").finditer(low):
            if addressed and medical(part, m.start(), m.end() + 40) and not declines:
                yield Advice(part.name, *m.span(), Advised.PRESCRIPTION, kin)
        for m in said("no care").finditer(low):
            if addressed and reading.personal and not (declines or refers):
                yield Advice(part.name, *m.span(), Advised.NO_CARE, kin)
    for m in said("act").finditer(low):
        start, end = m.start("does"), m.end("rest")
        inside = low[start:end]
        if declines or re.search(r"\b(?:don't|never|not|avoid|can't|won't)\b ?$", low[max(0, start - 8) : start]):
            continue
        medicated = medical(part, start, end)
        if medicated and (reading.personal or said("dosed").search(inside)):
            about = Advised.DOSE if addressed else Advised.REMEDY
            yield Advice(part.name, start, trimmed(low, start, end), about, kin)
        elif MORE.match(inside) or (
            reading.personal
            and (said("dosed").search(inside) or (addressed and CHANGES_IT.match(inside)))
            and medical(part, 0, len(low), to)
        ):
            yield Advice(part.name, start, trimmed(low, start, end), Advised.DOSE, kin)
    if declines:
        return
    for m in said("sounds").finditer(low):
        if m["what"] is None or said("ills").search(m["what"]) or ill_within(part, m.start("what"), m.end() + 20):
            yield Advice(part.name, m.start(), m.end(), Advised.GUESS, kin)
    if not reading.personal:
        for m in said("it is").finditer(low):
            if m[0].startswith(("classic", "textbook")) and said("ills").search(m["what"]):
                yield Advice(part.name, m.start(), m.end(), Advised.GUESS, kin)
        return
    if not refers:
        for m in said("could be").finditer(low):
            if said("ills").search(m["what"]):
                yield Advice(part.name, m.start(), m.end(), Advised.GUESS, kin)
        for m in said("all well").finditer(low) if addressed else ():
            if "?" in to or PLAINLY_WELL.search(m[0]):
                yield Advice(part.name, *m.span(), Advised.NO_CARE, kin)
    for m in said("it is").finditer(low):
        if (said("ills").search(m["what"]) or ill_within(part, m.start("what"), m.end("what"))) and addressed:
            yield Advice(part.name, m.start(), m.end(), Advised.DIAGNOSIS, kin)
    if remedies := part.cues("remedy"):
        symptom = bool(to and said("symptom").search(to)) or bool(said("symptom").search(low))
        if symptom and (not refers or len(remedies) > 1 or re.search(r"\bif (?:it|you|that|she|he)\b", low)):
            yield Advice(part.name, remedies[0].start, remedies[-1].end, Advised.REMEDY, kin)
    elif (
        addressed
        and kin
        and (
            looked := re.search(
                r"\bget (?:that|it|the|your) (?:[\w']+ ){0,3}(?:checked|looked at|seen|listened to|x-?rayed)\b", low
            )
        )
    ):
        yield Advice(part.name, *looked.span(), Advised.REMEDY, kin)


def sends_to_care(low: str) -> bool:
    """Whether it says where to be seen, and does not say that one need not."""
    return any(not NO_NEED.search(low, max(0, m.start() - 30), m.start()) for m in said("refers").finditer(low))


def invitations(part: "Part", reading: "Reading") -> Iterator[Advice]:
    if not reading.author.clinical and not part.has("medicine", "condition"):
        return
    for m in said("invites").finditer(part.low):
        if INBOX.search(m[0]) and not (
            part.has("medicine", "condition", "care_noun") or said("symptom").search(part.low)
        ):
            continue
        if ANOTHERS.match(part.low, m.end()):
            continue
        if not said("declines").search(part.low) and not re.search(
            r"\b(?:don't|do not|never|please don't|stop)\b[^.!?\n]{0,20}$", part.low[max(0, m.start() - 30) : m.start()]
        ):
            yield Advice(part.name, *m.span(), Advised.INVITED, kin=False)


def medical(part: "Part", start: int, end: int, also: str = "") -> bool:
    """Whether a medicine stands within ``start:end`` (or in what is answered)."""
    if any(start <= c.start < end for c in part.cues("medicine", "drug")):
        return True
    if said("drug suffix").search(part.low, start, min(end, len(part.low))):
        return True
    return bool(also) and bool(
        re.search(r"\b(?:dose|pills?|meds?|antibiotics?|insulin|steroids?|mg|units?)\b", also)
        or said("drug suffix").search(also)
        or re.search(
            r"\b(?:sugars?|zoloft|lexapro|insulin|lantus|prozac|xanax|ozempic|adderall|prednisone|lisinopril|metformin)\b",
            also,
        )
    )


def ill_within(part: "Part", start: int, end: int) -> bool:
    return any(start <= c.start < end for c in part.cues("condition"))


def trimmed(low: str, start: int, end: int) -> int:
    """Where a stretch of advice ends: at its last comma clause, without trailing words of manner."""
    while end > start and not low[end - 1].isalnum():
        end -= 1
    return end
