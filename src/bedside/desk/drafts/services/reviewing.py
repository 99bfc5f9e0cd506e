"""The desk's side: read, look at pictures, accept findings, ask for a second look, return, reject, approve."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from bedside.core import flow, releasing
from bedside.core.errors import DeskError, NotPermitted, NotThere
from bedside.core.events import Event
from bedside.core.findings import Weight
from bedside.core.flow import State, Step
from bedside.core.releasing import NotReleasable, Obstacle, finding_id, waivable
from bedside.core.roles import Right
from bedside.desk.audit import services as audit
from bedside.desk.audit.models import Entry
from bedside.desk.audit.services import MOST_REASON_CHARS
from bedside.desk.drafts import selectors
from bedside.desk.drafts.looking import Look as Screened
from bedside.desk.drafts.models import Decision, Draft, Look, Reading, Release, Version, Waiver
from bedside.desk.drafts.saying import since
from bedside.desk.drafts.services.writing import StaleScreening, actor, locked, record_look
from bedside.desk.drafts.telling import settle, tell
from bedside.desk.drafts.words import clean, words_of
from bedside.desk.notices.models import Notice
from bedside.desk.people import selectors as people
from bedside.desk.people.models import Person

WINDOW = timedelta(hours=48)  # how long released words may be used, unless a plan says otherwise
MOST_ADVICE_CHARS = 4_000


class NoReason(DeskError):
    """A decision needs a reason."""


class OwnWords(NotPermitted):
    """Someone was about to decide on what they wrote."""


@dataclass
class DecidedMeanwhile(DeskError):
    """Someone else decided first; says who and what."""

    says: str

    def __str__(self) -> str:
        return self.says


@transaction.atomic
def read(draft: Draft, *, by: Person, at: datetime) -> None:
    """Record that someone else than the author opened the version that they may read, the first time they do."""
    version = selectors.shown(draft, to=by)
    if draft.author_id == by.pk or Reading.objects.filter(version=version, by=by).exists():
        return
    _, first = Reading.objects.get_or_create(version=version, by=by, defaults={"at": at})
    if not first:  # the same moment, in another window
        return
    audit.append(Event.DRAFT_READ, about=draft.reference, actor=actor(by), at=at, facts={"version": version.number})


@transaction.atomic
def look_at_picture(draft: Draft, *, by: Person, at: datetime, picture_id: UUID, seal: str) -> Look:
    """Say that one looked at a picture and saw nobody and nothing that tells who someone is."""
    draft = _under_review(draft, by=by, at=at, seal=seal)
    if str(picture_id) not in {p.id for p in words_of(draft.current.words).pictures}:
        raise NotThere("This picture is not part of the draft any more.")
    look, _ = Look.objects.get_or_create(picture_id=picture_id, by=by, defaults={"at": at})
    audit.append(
        Event.DRAFT_PICTURE_LOOKED_AT, about=draft.reference, actor=actor(by), at=at, facts={"picture": str(picture_id)}
    )
    return look


@transaction.atomic
def waive(draft: Draft, *, by: Person, at: datetime, finding: str, reason: str, seal: str) -> Waiver:
    """Accept one finding of these words, with a reason. Never by who wrote them. Raises as `waive_places`."""
    return waive_places(draft, by=by, at=at, findings=[finding], reason=reason, seal=seal)[0]


@transaction.atomic
def waive_places(
    draft: Draft, *, by: Person, at: datetime, findings: Sequence[str], reason: str, seal: str
) -> list[Waiver]:
    """Accept one concern at some or all of its places, with one reason and one entry.

    Args:
        findings: ids of findings of one rule, at least one.

    Raises:
        NotPermitted: only an authorization settles this finding, or the person may not review.
        NoReason, DecidedMeanwhile, OwnWords, NotThere.
    """
    draft = _under_review(draft, by=by, at=at, seal=seal)
    draft.state = flow.after(State(draft.state), Step.WAIVE)
    version, wanted = draft.current, dict.fromkeys(findings)
    screening = selectors.screening_of(version)
    found = [f for f in screening.findings if finding_id(f) in wanted] if screening else []
    if not found or len(found) != len(wanted) or any(f.weight not in {Weight.HOLD, Weight.REVIEW} for f in found):
        raise NotThere("This finding is not there any more.")
    if len({f.rule for f in found}) > 1:
        raise DeskError("Accept one concern at a time, each with its own reason.")
    if not all(waivable(f) for f in found):
        raise NotPermitted("Nobody can accept this one: these words need a signed permission, or other words.")
    reason = _reason(reason, "Say why this is fine here. It is kept in the record.")
    weights = {finding_id(f): f.weight.value for f in found}
    if weights.items() & set(Waiver.objects.filter(version=version).values_list("finding", "weight")):
        raise DecidedMeanwhile("Someone accepted this finding already.")
    rule, first = found[0].rule, next(iter(wanted))
    places = {"places": len(found)} if len(found) > 1 else {}
    entry = audit.append(
        Event.FINDING_WAIVED, about=draft.reference, actor=actor(by), at=at, reason=reason,
        facts={"version": version.number, "rule": rule, "finding": first, **places},
    )  # fmt: skip
    return [
        Waiver.objects.create(
            version=version, finding=one, rule=rule, weight=weights[one], seal=version.seal, by=by, at=at, seq=entry.seq
        )
        for one in wanted
    ]


@transaction.atomic
def return_with_advice(draft: Draft, *, by: Person, at: datetime, advice: str, seal: str) -> Decision:
    """Give it back to the author, who can change it and ask again."""
    draft = _under_review(draft, by=by, at=at, seal=seal, right=Right.APPROVE)
    advice = _reason(advice, "Say what would help; the author sees it.", most=MOST_ADVICE_CHARS)
    return _decided(draft, Step.RETURN, Event.DRAFT_RETURNED, Decision.Outcome.RETURNED, by=by, at=at, advice=advice)


@transaction.atomic
def reject(draft: Draft, *, by: Person, at: datetime, reason: str, seal: str) -> Decision:
    """Decide that this is not published. Final for this draft; the words stay readable to the author."""
    draft = _under_review(draft, by=by, at=at, seal=seal, right=Right.APPROVE)
    reason = _reason(reason, "Say why; the author sees it, and it is kept in the record.")
    return _decided(
        draft, Step.REJECT, Event.DRAFT_REJECTED, Decision.Outcome.REJECTED, by=by, at=at, advice=reason, reason=reason
    )


@transaction.atomic
def ask_second(draft: Draft, *, by: Person, at: datetime, of: Person, reason: str, seal: str) -> Decision:
    """Ask someone who may review, and did not write it, for a second look before deciding."""
    draft = _under_review(draft, by=by, at=at, seal=seal, right=Right.APPROVE)
    if of.pk == by.pk or not of.may(Right.REVIEW):
        raise DeskError("Ask someone else who may review.")
    if str(of.pk) in draft.current.editors:
        raise OwnWords(f"{of.short_name} wrote this. Ask someone who did not.")
    reason = _reason(reason, "Say what the second look is for.")
    made = _decided(
        draft, Step.ASK_SECOND, Event.DRAFT_SECOND_ASKED, Decision.Outcome.SECOND_ASKED,
        by=by, at=at, advice=reason, asked=of,
    )  # fmt: skip
    tell(Notice.Kind.SECOND_LOOK_WAITS, made.version.draft, to=[of], at=at)
    return made


@transaction.atomic
def opine(draft: Draft, *, by: Person, at: datetime, fine: bool, reason: str, seal: str) -> Decision:
    """Give the second look that was asked for. The decision stays with the point of contact."""
    draft = _under_review(draft, by=by, at=at, seal=seal)
    asked = draft.current.decisions.filter(outcome=Decision.Outcome.SECOND_ASKED, seal=seal).order_by("-at").first()
    if asked is not None and asked.by_id == by.pk:
        raise OwnWords("You asked for this second look, so someone else has to give it.")
    reason = _reason(reason, "Say what you saw.")
    outcome = Decision.Outcome.SECOND_FINE if fine else Decision.Outcome.SECOND_DOUBT
    made = _decided(draft, Step.OPINE, Event.DRAFT_SECOND_GIVEN, outcome, by=by, at=at, advice=reason, reason=reason)
    answering = people.answering(at)
    if answering is not None:
        tell(Notice.Kind.REVIEW_WAITS, made.version.draft, to=[answering], at=at)
    return made


@transaction.atomic
def approve(draft: Draft, *, by: Person, at: datetime, reason: str, seal: str, policy_digest: str) -> Release:
    """Release exactly the words that were screened and read.

    Args:
        draft: any copy of the draft; the row is read again and locked.
        by: who decides: the point of contact, a deputy or the privacy officer, and never a writer of these words.
        seal: of the words on the page of who decides.
        reason: kept in the record, at most 500 characters.
        policy_digest: of what is in force now; the screening must have been made with it.

    Raises:
        NotReleasable: says every reason why not.
        WrongState, DecidedMeanwhile.
    """
    draft = locked(draft)
    _still_open(draft, at=at)
    draft.state = flow.after(State(draft.state), Step.APPROVE)
    standing = selectors.situation(draft, by=by, policy_digest=policy_digest, seen=seal, reason=reason, at=at)
    if found := releasing.obstacles(standing):
        raise NotReleasable(found)
    version = draft.current
    entry = audit.append(
        Event.DRAFT_APPROVED, about=draft.reference, actor=actor(by), at=at, reason=_reason(reason, ""),
        facts={"version": version.number, "seal": version.seal, "pack": version.pack, "policy": policy_digest[:16]},
    )  # fmt: skip
    draft.changed_at, draft.due_at = at, None
    draft.save()
    _decision(draft, Decision.Outcome.APPROVED, by=by, at=at, entry=entry)
    starts = draft.planned_at or at
    release: Release = Release.objects.create(
        version=version, draft=draft, kind=draft.kind, channels=draft.channels, seal=version.seal,
        approved_by=by, approved_at=at, valid_from=starts, valid_until=starts + WINDOW, seq=entry.seq,
    )  # fmt: skip
    settle(draft, at=at)
    tell(Notice.Kind.RELEASED, draft, to=[draft.author], at=at)
    return release


@transaction.atomic
def screen_again(draft: Draft, *, by: Person, at: datetime, screened: Screened) -> Version:
    """Keep a new screening of a draft in review, because the rules changed since the last one.

    Raises:
        StaleScreening: it is not of the words as they are now.
    """
    draft = locked(draft)
    people.require(by, Right.REVIEW)
    _still_open(draft, at=at)
    version: Version = draft.current
    if version.seal != screened.seal:
        raise StaleScreening("The words changed after they were looked at. Nothing is lost; look again.")
    record_look(version, screened, at=at)
    version.save()
    draft.second_needed = draft.second_needed or screened.sensitive
    draft.save(update_fields=["second_needed"])
    audit.append(
        Event.DRAFT_SCREENED, about=draft.reference, actor=actor(by), at=at,
        facts={"version": version.number, "holds": version.holds, "reviews": version.reviews},
    )  # fmt: skip
    return version


def _under_review(draft: Draft, *, by: Person, at: datetime, seal: str, right: Right = Right.REVIEW) -> Draft:
    """The locked row of a draft that this person may act on, with the words that they have before them."""
    draft = locked(draft)
    people.require(by, right)
    _still_open(draft, at=at)
    if str(by.pk) in draft.current.editors or draft.author_id == by.pk:
        others = [p.short_name for p in people.with_right(right) if str(p.pk) not in draft.current.editors]
        raise OwnWords(f"You wrote this, so someone else has to decide. {', '.join(others[:2]) or 'Nobody else'} can.")
    if draft.current.seal != seal:
        raise StaleScreening(Obstacle.CHANGED.says)
    return draft


DECIDED = {  # how a decision is told to who came second, and where it leaves the draft
    Decision.Outcome.APPROVED: ("approved", State.RELEASED),
    Decision.Outcome.RETURNED: ("returned", State.RETURNED),
    Decision.Outcome.REJECTED: ("rejected", State.REJECTED),
}


def _still_open(draft: Draft, *, at: datetime) -> None:
    """Raise, with who did what and when, where a decision was made since the page was opened."""
    state = State(draft.state)
    if state in flow.UNDER_REVIEW:
        return
    last = next(iter(selectors.history(draft)), None)
    verb, led_to = DECIDED.get(Decision.Outcome(last.outcome), ("", None)) if last else ("", None)
    if last is not None and led_to is state:
        raise DecidedMeanwhile(f"{last.by.name} {verb} this {since(at - last.at)}. Nothing of yours was done.")
    raise DecidedMeanwhile(f"This draft is {state.says} now. Nothing was changed.")


def _reason(given: str, ask: str, *, most: int = MOST_REASON_CHARS) -> str:
    reason = " ".join(clean(given).split()) if most == MOST_REASON_CHARS else clean(given).strip()
    if not reason:
        raise NoReason(ask)
    if len(reason) > most:
        raise DeskError(f"A reason has at most {most} characters; this has {len(reason)}.")
    return reason


def _decided(
    draft: Draft,
    step: Step,
    event: Event,
    outcome: Decision.Outcome,
    *,
    by: Person,
    at: datetime,
    advice: str,
    reason: str = "",
    asked: Person | None = None,
) -> Decision:
    draft.state = flow.after(State(draft.state), step)
    draft.changed_at = at
    draft.save()
    entry = audit.append(
        event, about=draft.reference, actor=actor(by), at=at, reason=reason,
        facts={"version": draft.current.number, "seal": draft.current.seal[:16]},
    )  # fmt: skip
    settle(draft, at=at)
    made = _decision(draft, outcome, by=by, at=at, entry=entry, advice=advice, asked=asked)
    if outcome in {Decision.Outcome.RETURNED, Decision.Outcome.REJECTED}:
        tell(Notice.Kind(outcome.value), draft, to=[draft.author], at=at)
    return made


def _decision(
    draft: Draft,
    outcome: Decision.Outcome,
    *,
    by: Person,
    at: datetime,
    entry: Entry,
    advice: str = "",
    asked: Person | None = None,
) -> Decision:
    version = draft.current
    made: Decision = Decision.objects.create(
        version=version, outcome=outcome, seal=version.seal, advice=advice or None, asked=asked, by=by, at=at,
        seq=entry.seq,
    )  # fmt: skip
    return made
