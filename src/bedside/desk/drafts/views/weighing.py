"""What pages of the desk say about a draft, in words: verdicts, decisions, what stands in the way, what the author knows."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from bedside.core.flow import State
from bedside.core.releasing import Obstacle, finding_id, waivable
from bedside.core.screenings import Screening
from bedside.desk.drafts import selectors
from bedside.desk.drafts.looking import PICTURE, findings_for_page
from bedside.desk.drafts.marking import marked
from bedside.desk.drafts.models import Attestation, Decision, Draft, Picture, Version
from bedside.desk.drafts.offered import CHANNELS
from bedside.desk.drafts.saying import capital, characters, counted, listed, spelled
from bedside.desk.drafts.words import Words, words_of
from bedside.desk.people.models import Person
from bedside.desk.tenancy.fields import Erased

Outcome = Decision.Outcome
KIND_OF = {
    Outcome.APPROVED: "clear",
    Outcome.RETURNED: "review",
    Outcome.REJECTED: "hold",
    Outcome.SECOND_ASKED: "blank",
    Outcome.SECOND_FINE: "clear",
    Outcome.SECOND_DOUBT: "review",
}
ICON_OF = {
    Outcome.APPROVED: "check-circle-fill",
    Outcome.RETURNED: "arrow-u-up-left",
    Outcome.REJECTED: "prohibit",
    Outcome.SECOND_ASKED: "users",
    Outcome.SECOND_FINE: "check-circle-fill",
    Outcome.SECOND_DOUBT: "eyes-fill",
}
# What the author answered: the icon, and the sentence for yes and for no.
KNOWS = (
    (
        "told_job", "user-circle", "Says it tells of a job or a part in life that only one person has.",
        "Says it tells of no job or part in life that only one person has.",
    ),
    (
        "told_news", "newspaper", "Says some of it was in the news, or is talked about in town.",
        "Says none of it was in the news or is talked about in town.",
    ),
    (
        "told_family", "users-three", "Says someone who knows the family would know who it is.",
        "Says no one who knows the family would know who it is.",
    ),
    (
        "told_author", "eye", "Knows who it is, and could tell it from these words.",
        "Could not tell from these words who it is.",
    ),
)  # fmt: skip
# What a return says first, where it is the way out; the reviewer can change it.
ADVICE = {
    Obstacle.NOT_COVERED: "This tells of someone. Please tell it without the person: what you learned, or what the team does.",
    Obstacle.NOT_ASKED: "Please ask for review again, and answer the four questions about what you know.",
    Obstacle.KNOWN: "You know a way in which someone could be recognized. Please take it out.",
    Obstacle.PICTURE_UNDESCRIBED: "Please say what each picture shows, for people who cannot see it.",
    Obstacle.TOO_LATE: "The planned time has passed. Please choose a new one.",
}


@dataclass(frozen=True, slots=True)
class Said:
    """A decision as a page tells it. ``words`` are its advice or reason, "" where they were erased."""

    outcome: str
    label: str
    kind: str
    icon: str
    by: Person
    asked: Person | None
    version: int
    at: datetime
    seq: int
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Way:
    """One obstacle with the way forward: a link of this page, or ``again``, to screen anew."""

    says: str
    link: str = ""
    label: str = ""
    choose: str = ""  # the decision that the link opens
    advice: str = ""  # what that decision says first; the reviewer can change it
    again: bool = False


def decisions_of(draft: Draft) -> list[Said]:
    """Every decision on a draft with its words, the newest first."""
    rows = selectors.history(draft)
    reasons = selectors.reasons_of([d.seq for d in rows])
    return [
        Said(
            d.outcome, d.get_outcome_display(), KIND_OF[Outcome(d.outcome)], ICON_OF[Outcome(d.outcome)],
            d.by, d.asked, d.version.number, d.at, d.seq, selectors.advice_of(d) or reasons.get(d.seq, ""),
        )
        for d in rows
    ]  # fmt: skip


def chip_of(version: Version) -> tuple[str, str]:
    """What the machine says of a version, as a kind and a few words that count."""
    if version.verdict == "hold":
        return "hold", f"{version.holds} to change"
    if version.verdict == "review" and version.reviews:
        return "review", f"{version.reviews} to look at"
    if version.verdict == "review":
        return "blank", "Not all looked at"
    if version.verdict == "clear":
        return ("advice", "Advice only") if version.advices else ("clear", "No rule broken")
    return "blank", "Not looked at"


def to_weigh(holds: int, reviews: int, advices: int) -> str:
    """The heading over what was found and is still open."""
    said = []
    if holds:
        said.append(f"{counted(holds, 'thing')} to change")
    if reviews:
        said.append(f"{spelled(reviews) if holds else counted(reviews, 'thing')} to look at")
    if not said and advices:
        said.append("advice only")
    return capital(listed(said)) if said else "No rule broken"


def where_of(places: Sequence[dict[str, Any]]) -> str:
    """Where a concern is: how often in the words, and where else."""
    body = sum(p["part"] == "body" for p in places)
    said = [f"at {counted(body, 'place')} in the words"] if body > 1 else []
    pictures = sorted({int(m[1]) + 1 for p in places if (m := re.fullmatch(r"alt_texts\[(\d+)\]", p["part"]))})
    said += [f"in the description of picture {n}" for n in pictures]
    if any(p["part"] != "body" and not p["part"].startswith("alt_texts") for p in places):
        said.append("in what it answers")
    if said and body == 1:
        said.insert(0, "in the words")
    return capital(listed(said))


def knowledge_in_words(said: Attestation | None) -> list[dict[str, Any]]:
    """The four answers as sentences; those that say yes need a closer look."""
    if said is None:
        return []
    return [
        {"icon": icon, "yes": getattr(said, name), "says": yes if getattr(said, name) else no}
        for name, icon, yes, no in KNOWS
    ]


def note_of(said: Attestation | None) -> str:
    try:
        return (said.note or "") if said else ""
    except Erased:
        return ""


def fits(channels: Collection[str], body: str) -> list[dict[str, Any]]:
    """Each channel that is known here; ``tight`` where the count is worth showing beside the limit."""
    count = characters(body)
    return [
        {"name": c.name, "label": c.label, "icon": c.icon, "limit": c.limit, "count": count,
         "tight": bool(c.limit and count > c.limit // 10), "over": bool(c.limit and count > c.limit)}
        for c in (CHANNELS[name] for name in channels if name in CHANNELS)
    ]  # fmt: skip


def pictures_of(draft: Draft, version: Version, words: Words) -> list[dict[str, Any]]:
    """Pictures with their size and who looked at them, besides those who wrote."""
    if not words.pictures:
        return []
    looks = selectors.looked_at(version, words)
    sizes = {str(p.pk): p for p in Picture.objects.filter(draft=draft).only("width", "height", "draft")}
    return [
        {"id": p.id, "url": f"/drafts/{draft.number}/pictures/{p.id}", "alt": p.alt, "part": f"alt_texts[{i}]",
         "row": sizes.get(p.id), "looks": [look.by for look in looks.get(p.id, [])]}
        for i, p in enumerate(words.pictures)
    ]  # fmt: skip


def unseen(screening: Screening | None, pictures: Sequence[dict[str, Any]]) -> list[str]:
    """What nobody has looked at, a sentence each; a picture that a reviewer looked at is looked at."""
    seen = bool(pictures) and all(p["looks"] for p in pictures)
    missing = screening.unchecked if screening else ()
    return list(dict.fromkeys(u.why for u in missing if not (seen and u.check == PICTURE.check)))


def bound(words: Words, channels: Sequence[str]) -> str:
    """What an approval binds, in one sentence."""
    parts = ["the words"]
    if words.pictures:
        many = len(words.pictures) > 1
        parts.append(
            f"{counted(len(words.pictures), 'picture')} with {'their descriptions' if many else 'its description'}"
        )
    if words.in_reply_to:
        parts.append("what it answers")
    if channels:
        parts.append(counted(len(channels), "channel"))
    return f"{capital(listed(parts))}. One comma more and the seal breaks."


def ways_forward(
    found: Sequence[Obstacle], *, first_hold: str, asked: Said | None, doubts: Said | None, second_open: bool
) -> list[Way]:
    """What stands between these words and a release, each with what can be done from this page.

    Args:
        first_hold: the id of the first open concern that has to change and can be accepted; "" if none.
        asked: the second look that was asked for and not given yet.
        doubts: the second look that was given last and was no yes, if these are its words.
        second_open: whether a second look can be asked for now.
    """
    ways = []
    for obstacle in found:
        says = obstacle.says
        if obstacle is Obstacle.HOLD_OPEN and Obstacle.NOT_COVERED in found:
            continue  # whatever else is accepted, these words cannot stay
        if obstacle is Obstacle.SECOND_LOOK and doubts is not None and second_open:
            says = f"{doubts.by.name} had doubts. Return it with advice, or ask somebody else for a second look."
            ways.append(Way(says, "?way=second#decide", "Ask somebody else", choose="second"))
        elif obstacle is Obstacle.SECOND_LOOK and asked is not None:
            who = asked.asked.name if asked.asked else "Someone"
            ways.append(Way(f"{who} was asked for a second look. Approving opens when the answer is here."))
        elif obstacle is Obstacle.SECOND_LOOK and second_open:
            ways.append(Way(says, "?way=second#decide", "Ask for a second look", choose="second"))
        elif obstacle in {Obstacle.NOT_SCREENED, Obstacle.OTHER_POLICY}:
            ways.append(Way(says, again=True))
        elif obstacle is Obstacle.HOLD_OPEN and first_hold:
            ways.append(Way(says, f"#concern-{first_hold}", "Go to the first"))
        elif obstacle is Obstacle.PICTURE_UNSEEN:
            ways.append(Way(says, "#pictures", "Go to the pictures"))
        elif obstacle in ADVICE:
            link = f"?way=return&because={obstacle}#decide"
            ways.append(Way(says, link, "Return it, saying so", choose="return", advice=ADVICE[obstacle]))
        else:
            ways.append(Way(says))
    return ways


def window_of(draft: Draft, *, at: datetime, length: timedelta) -> tuple[datetime, datetime]:
    """From when until when these words could go out, if they were approved now."""
    starts = max(draft.planned_at, at) if draft.planned_at else at
    return starts, (draft.planned_at or at) + length


def day_of(moment: datetime | None, now: datetime) -> str:
    """A day of the reader's zone beside a time: "" for today, "tomorrow", "yesterday", else a short date."""
    if moment is None:
        return ""
    here, today = timezone.localtime(moment), timezone.localtime(now).date()
    away = (here.date() - today).days
    names = {0: "", 1: "tomorrow", -1: "yesterday"}
    return names.get(away, f"{here:%a, %b} {here.day}")


WEIGHTS = ("hold", "review", "advice")


def concerns(screening: Screening | None, *, waived: dict[str, Any]) -> list[dict[str, Any]]:
    """Findings gathered by what they say: the same rule at nine places is one concern with nine places.

    The heaviest come first, then in reading order, numbered from 1; what was accepted comes last. ``waived`` is who
    accepted it, when and why, by finding.
    """
    if screening is None:
        return []
    fixed = {finding_id(f) for f in screening.findings if not waivable(f)}
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for finding in sorted(findings_for_page(screening, waived=frozenset(waived)), key=_reading_order):
        accepted = waived.get(finding["id"])
        key = (accepted["seq"] if accepted else 0, finding["weight"], finding["rule"], finding["message"])
        concern = found.setdefault(key, finding | {
            "places": [], "accepted": accepted,
            "waivable": finding["id"] not in fixed and finding["weight"] in {"hold", "review"},
        })  # fmt: skip
        concern["places"].append(finding)
    ranked = sorted(found.values(), key=lambda c: (bool(c["waived"]), WEIGHTS.index(c["weight"])))
    for number, concern in enumerate(ranked, 1):
        sure, _, adds_up = concern["sure"].partition(" (")
        concern |= {"n": number, "where": where_of(concern["places"]), "sure": sure, "adds_up": adds_up.rstrip(")")}
    return ranked


def _reading_order(finding: dict[str, Any]) -> tuple[Any, ...]:
    part = finding["part"]
    return (part != "body", len(part), part, finding["start"], -finding["end"])


def reasons_for_waivers(version: Version, screening: Screening | None) -> dict[str, Any]:
    """By finding: who accepted it, when and why."""
    rows = selectors.waivers(version, screening)
    reasons = selectors.reasons_of([w.seq for w in rows])
    return {w.finding: {"by": w.by, "at": w.at, "seq": w.seq, "reason": reasons.get(w.seq, "")} for w in rows}


def reading(draft: Draft) -> dict[str, Any]:
    """What an author reads of a draft that they cannot write in now."""
    version: Version = draft.current
    words = words_of(version.words)
    screening = selectors.screening_of(version)
    found = concerns(screening, waived=reasons_for_waivers(version, screening))
    decisions = decisions_of(draft)
    asked = decisions[0] if draft.state == State.SECOND_LOOK and decisions else None
    return {
        "state": State(draft.state),
        "words": words,
        "pieces": marked(words.body, [c for c in found if not c["waived"]]),
        "concerns": found,
        "unseen": unseen(screening, pictures := pictures_of(draft, version, words)),
        "pictures": pictures,
        "channels": fits(draft.channels, words.body),
        "decisions": decisions,
        "asked": asked if asked and asked.outcome == Outcome.SECOND_ASKED else None,
        "release": selectors.latest_release(draft),
    }
