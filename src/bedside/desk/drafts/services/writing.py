"""The author's side: start, save, illustrate, comment, submit, take back."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from bedside.core import flow
from bedside.core.content import Kind
from bedside.core.errors import DeskError, NotPermitted, NotThere
from bedside.core.events import Event
from bedside.core.findings import Weight
from bedside.core.flow import State, Step
from bedside.core.records import plannable
from bedside.core.releasing import Knowledge
from bedside.core.roles import Right
from bedside.desk.audit import services as audit
from bedside.desk.drafts import looking, pictures
from bedside.desk.drafts.looking import Look
from bedside.desk.drafts.models import Attestation, Comment, Draft, Picture, Release, Series, Version
from bedside.desk.drafts.offered import CHANNELS
from bedside.desk.drafts.selectors import may_see, running
from bedside.desk.drafts.telling import settle, tell
from bedside.desk.drafts.words import (
    MOST_ALT_CHARS,
    MOST_PICTURES,
    Shown,
    Words,
    clean,
    keyed_digest,
    seal_of,
    words_of,
)
from bedside.desk.notices.models import Notice
from bedside.desk.people import selectors as people
from bedside.desk.people.models import Person

ANSWER_WITHIN = timedelta(hours=4)  # the decision is due by then where no plan says sooner
MOST_COMMENT_CHARS = 4_000


class NotYours(NotPermitted):
    """Someone else's draft was about to be changed."""


class Empty(DeskError):
    """There is nothing to look at yet."""


class StaleScreening(DeskError):
    """The words changed after they were screened."""


class Unanswered(DeskError):
    """The four questions about what the author knows were not answered."""


@dataclass
class Overtaken(DeskError):
    """Someone saved other words since these were read. Holds theirs, for the person who may read them."""

    body: str = field(repr=False)
    by: str
    revision: int

    def __str__(self) -> str:
        return "This draft was changed in another place meanwhile. Nothing is lost: choose what to keep."


def locked(draft: Draft) -> Draft:
    """The row as it is now, held for this transaction."""
    found: Draft = Draft.objects.select_for_update(of=("self",)).select_related("current", "author").get(pk=draft.pk)
    return found


def numbered(name: str) -> int:
    """The next number of a series of this organisation."""
    series, _ = Series.objects.select_for_update().get_or_create(name=name)
    series.last += 1
    series.save(update_fields=["last"])
    return series.last


@transaction.atomic
def start(
    *,
    by: Person,
    kind: Kind,
    at: datetime,
    words: Words | None = None,
    channels: Sequence[str] = (),
    planned_at: datetime | None = None,
) -> Draft:
    """A new draft with one open version."""
    people.require(by, Right.WRITE)
    require_plannable(planned_at)
    draft = Draft(number=numbered("drafts"), kind=kind, author=by, state=State.WRITING, started_at=at, changed_at=at)
    draft.channels, draft.planned_at = sorted(set(channels)), planned_at
    draft.save(force_insert=True)
    draft.current = opened(draft, number=1, words=words or Words(), by=by, at=at)
    draft.save(update_fields=["current"])
    audit.append(
        Event.DRAFT_STARTED, about=draft.reference, actor=actor(by), at=at, facts={"kind": kind, "number": draft.number}
    )
    return draft


def require_plannable(planned_at: datetime | None) -> None:
    """Raise for a time that no clock of somebody who reads it could show."""
    if planned_at is not None and not plannable(planned_at):
        raise DeskError("Nothing can be planned for that time. Choose another one.")


def opened(draft: Draft, *, number: int, words: Words, by: Person, at: datetime) -> Version:
    seal = seal_of(words, kind=draft.kind, channels=draft.channels)
    version: Version = Version.objects.create(
        draft=draft, number=number, words=words.as_json(), kind=draft.kind, channels=draft.channels, seal=seal,
        editors=[str(by.pk)], opened_at=at, saved_at=at,
    )  # fmt: skip
    return version


def actor(person: Person) -> str:
    return f"person:{person.pk}"


def require_author(draft: Draft, by: Person) -> None:
    """Raise unless someone wrote this.

    Raises:
        NotYours: someone else did.
    """
    if draft.author_id != by.pk:
        raise NotYours(f"Draft {draft.number} is {draft.author.short_name}'s. You can comment beside it.")


def writable(draft: Draft, *, by: Person, step: Step) -> Draft:
    """The locked row of one's own draft, in a state where the step is open.

    Raises:
        NotYours: someone else wrote it.
        WrongState: the step is not open.
    """
    draft = locked(draft)
    require_author(draft, by)
    people.require(by, Right.WRITE)
    draft.state = flow.after(State(draft.state), step)
    return draft


@transaction.atomic
def save(
    draft: Draft,
    *,
    by: Person,
    at: datetime,
    revision: int,
    body: str,
    kind: Kind,
    in_reply_to: str = "",
    channels: Sequence[str] = (),
    planned_at: datetime | None = None,
    alts: Mapping[str, str] | None = None,
) -> Draft:
    """Keep the words as they are now; the version stays open.

    Args:
        revision: of the words that these were made from.
        alts: descriptions of pictures, by the picture's id.

    Raises:
        Overtaken: the draft was saved from elsewhere since; nothing is overwritten.
        NotYours, WrongState, TooLong.
    """
    require_plannable(planned_at)
    draft = writable(draft, by=by, step=Step.SAVE)
    if draft.revision != revision:
        raise Overtaken(body=words_of(draft.current.words).body, by=by.short_name, revision=draft.revision)
    before = words_of(draft.current.words)
    described = before.described({k: clean(v)[:MOST_ALT_CHARS] for k, v in (alts or {}).items()})
    words = Words(body=clean(body), in_reply_to=clean(in_reply_to), pictures=described)
    draft.kind, draft.channels, draft.planned_at = kind, sorted(set(channels)), planned_at
    keep(draft, words, by=by, at=at)
    facts = {"version": draft.current.number, "seal": draft.current.seal[:16]}
    audit.append(Event.DRAFT_SAVED, about=draft.reference, actor=actor(by), at=at, facts=facts)
    return draft


def keep(draft: Draft, words: Words, *, by: Person, at: datetime) -> None:
    """Put words into the open version, or into a new one where the last was closed."""
    version = draft.current
    if version.closed_at is not None:
        draft.current = version = opened(draft, number=version.number + 1, words=words, by=by, at=at)
    else:
        version.words, version.saved_at = words.as_json(), at
        version.kind, version.channels = draft.kind, draft.channels
        version.seal = seal_of(words, kind=draft.kind, channels=draft.channels)
        version.editors = sorted({*version.editors, str(by.pk)})
        version.save(update_fields=["words", "kind", "channels", "seal", "saved_at", "editors"])
    draft.revision += 1
    draft.changed_at = at
    draft.save()


@transaction.atomic
def keep_version(draft: Draft, *, by: Person, at: datetime) -> Version:
    """Close the version as it is, so that later words stand in a new one."""
    draft = writable(draft, by=by, step=Step.SAVE)
    version: Version = draft.current
    if version.closed_at is None:
        version.closed_at = at
        version.save(update_fields=["closed_at"])
    audit.append(
        Event.DRAFT_VERSION_KEPT, about=draft.reference, actor=actor(by), at=at, facts={"version": version.number}
    )
    return version


@transaction.atomic
def add_picture(draft: Draft, *, by: Person, at: datetime, file: bytes, alt: str = "") -> Picture:
    """Add a picture: its pixels only, nothing else of the file.

    Raises:
        pictures.BadPicture: it is none, too large, or of a kind we do not take.
    """
    made = pictures.reencoded(file)
    draft = writable(draft, by=by, step=Step.SAVE)
    words = words_of(draft.current.words)
    if len(words.pictures) >= MOST_PICTURES:
        raise DeskError(f"A draft has at most {MOST_PICTURES} pictures.")
    picture = Picture(
        draft=draft, content=made.as_text(), digest=keyed_digest(made.content), media_type=made.media_type,
        width=made.width, height=made.height, added_by=by, added_at=at,
    )  # fmt: skip
    picture.save(force_insert=True)
    shown = Shown(str(picture.pk), picture.digest, clean(alt)[:MOST_ALT_CHARS])
    keep(draft, Words(body=words.body, in_reply_to=words.in_reply_to, pictures=(*words.pictures, shown)), by=by, at=at)
    audit.append(
        Event.DRAFT_PICTURE_ADDED, about=draft.reference, actor=actor(by), at=at, facts={"picture": str(picture.pk)}
    )
    return picture


@transaction.atomic
def remove_picture(draft: Draft, *, by: Person, at: datetime, picture_id: UUID) -> Draft:
    draft = writable(draft, by=by, step=Step.SAVE)
    words = words_of(draft.current.words)
    left = tuple(p for p in words.pictures if p.id != str(picture_id))
    if left == words.pictures:
        raise NotThere("This picture is not part of the draft any more.")
    keep(draft, Words(body=words.body, in_reply_to=words.in_reply_to, pictures=left), by=by, at=at)
    Picture.objects.filter(pk=picture_id, draft=draft).update(removed_at=at)
    audit.append(
        Event.DRAFT_PICTURE_REMOVED, about=draft.reference, actor=actor(by), at=at, facts={"picture": str(picture_id)}
    )
    return draft


@transaction.atomic
def comment(draft: Draft, *, by: Person, at: datetime, words: str) -> Comment:
    """Say something beside a draft, to those who may see it."""
    draft = locked(draft)
    if not may_see(draft, by):
        raise NotThere("There is no such draft.")
    words = clean(words).strip()
    if not words:
        raise Empty("Write something first.")
    if len(words) > MOST_COMMENT_CHARS:
        raise DeskError(f"A comment has at most {MOST_COMMENT_CHARS:,} characters.")
    made: Comment = Comment.objects.create(draft=draft, version_number=draft.current.number, by=by, words=words, at=at)
    audit.append(Event.DRAFT_COMMENTED, about=draft.reference, actor=actor(by), at=at, facts={"comment": str(made.pk)})
    others = {draft.author, *(c.by for c in draft.comments.select_related("by"))} - {by}
    tell(Notice.Kind.COMMENTED, draft, to=others, at=at)
    return made


@transaction.atomic
def submit(
    draft: Draft, *, by: Person, at: datetime, look: Look, knowledge: Knowledge | None = None, note: str = ""
) -> Draft:
    """Send the words that were just screened to the point of contact. Holds do not prevent it; they are seen.

    Args:
        look: the screening of these very words.
        knowledge: the four answers; asked for where the words tell of a person.
        note: what the reviewer should know, if anything.

    Raises:
        Empty: there are no words and no pictures.
        StaleScreening: the words are not those that were screened.
        Unanswered: the four questions are open.
    """
    draft = writable(draft, by=by, step=Step.SUBMIT)
    version = draft.current
    words = words_of(version.words)
    if words.empty:
        raise Empty("There is nothing to review yet. Write a few words first.")
    if version.seal != look.seal:
        raise StaleScreening("The words changed after they were looked at. Nothing is lost; ask again.")
    if look.tells and knowledge is None:
        raise Unanswered("Answer the four questions first: these words tell about someone.")
    record_look(version, look, at=at)
    version.closed_at = version.closed_at or at
    version.save()
    if look.tells and knowledge is not None:
        Attestation.objects.create(
            version=version, by=by, seal=version.seal, told_job=knowledge.job, told_news=knowledge.news,
            told_family=knowledge.family, told_author=knowledge.author, note=clean(note)[:2_000] or None, at=at,
        )  # fmt: skip
    elif note.strip():  # where nothing is asked, it stands beside the draft
        Comment.objects.create(draft=draft, version_number=version.number, by=by, words=clean(note)[:2_000], at=at)
    draft.submitted_at, draft.changed_at = at, at
    draft.due_at = (
        min(draft.planned_at, at + ANSWER_WITHIN) if draft.planned_at and draft.planned_at > at else at + ANSWER_WITHIN
    )
    draft.second_needed = look.sensitive
    draft.save()
    facts = {"version": version.number, "seal": version.seal[:16], "holds": version.holds, "reviews": version.reviews}
    audit.append(Event.DRAFT_SUBMITTED, about=draft.reference, actor=actor(by), at=at, facts=facts)
    settle(draft, at=at)
    answering = people.answers_to(by, at)
    if answering is not None:
        tell(Notice.Kind.REVIEW_WAITS, draft, to=[answering], at=at)
    return draft


def record_look(version: Version, look: Look, *, at: datetime) -> None:
    """Write a screening beside the words it was made for; the caller saves."""
    counts = {w: look.concerns(w) for w in Weight}
    version.noticed = looking.as_json(look.screening)
    version.screened_seal, version.screened_at = look.seal, at
    version.pack, version.policy_digest, version.reader = look.screening.pack, look.policy_digest, look.screening.reader
    version.facts_digest = look.facts_digest
    version.verdict = look.verdict
    version.holds, version.reviews = counts[Weight.HOLD], counts[Weight.REVIEW]
    version.advices, version.unchecked = counts[Weight.ADVICE], len(look.screening.unchecked)
    stopping = {f.rule for f in look.screening.findings if f.weight in {Weight.HOLD, Weight.REVIEW}}
    version.rules, version.tells, version.sensitive = sorted(stopping), look.tells, look.sensitive


@transaction.atomic
def withdraw(draft: Draft, *, by: Person, at: datetime) -> Draft:
    """Take one's draft back from review and go on writing."""
    return _moved(draft, Step.WITHDRAW, Event.DRAFT_WITHDRAWN, by=by, at=at)


@transaction.atomic
def discard(draft: Draft, *, by: Person, at: datetime) -> Draft:
    """Set a draft aside. `reopen` brings it back."""
    return _moved(draft, Step.DISCARD, Event.DRAFT_DISCARDED, by=by, at=at)


@transaction.atomic
def reopen(draft: Draft, *, by: Person, at: datetime) -> Draft:
    """Go on writing in a draft that was released, taken back, lapsed or set aside. A running release ends with it.

    What was released stays as it was: the same words go on in a version of their own, which is asked for anew.
    """
    moved = _moved(draft, Step.REOPEN, Event.DRAFT_REOPENED, by=by, at=at)
    for release in running(moved):
        release.ended_at, release.ended_by, release.end = at, by, Release.End.REOPENED
        release.save(update_fields=["ended_at", "ended_by", "end"])
    was = moved.current
    if Release.objects.filter(version=was).exists():
        moved.current = opened(moved, number=was.number + 1, words=words_of(was.words), by=by, at=at)
        moved.save(update_fields=["current"])
    return moved


def _moved(draft: Draft, step: Step, event: Event, *, by: Person, at: datetime) -> Draft:
    draft = writable(draft, by=by, step=step)
    draft.changed_at, draft.due_at = at, None
    draft.save()
    audit.append(event, about=draft.reference, actor=actor(by), at=at, facts={"version": draft.current.number})
    settle(draft, at=at)
    return draft


def channels_known(channels: Collection[str]) -> list[str]:
    """Names of channels that Bedside knows, sorted.

    Raises:
        DeskError: one that it does not.
    """
    unknown = sorted(set(channels) - set(CHANNELS))
    if unknown:
        raise DeskError("One of the channels is not known here; choose from the list.")
    return sorted(set(channels))
