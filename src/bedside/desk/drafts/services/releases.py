"""What may be done with released words: copy, export with a certificate, take back, let lapse."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from bedside.core import flow
from bedside.core.errors import DeskError, NotPermitted
from bedside.core.events import Event
from bedside.core.flow import State, Step
from bedside.core.roles import Right
from bedside.desk.audit import services as audit
from bedside.desk.drafts.models import Draft, Release
from bedside.desk.drafts.services.writing import actor, locked
from bedside.desk.drafts.telling import settle, tell
from bedside.desk.drafts.words import Words, seal_of, words_of
from bedside.desk.notices.models import Notice
from bedside.desk.people.models import Person


class NotInForce(DeskError):
    """The release does not hold now: its time has not come, has passed, or it was ended."""


class SealDiffers(DeskError):
    """The words in the row are not those that were approved. Someone changed the database."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """Released words with the release they are bound to."""

    release: Release
    words: Words = field(repr=False)


@transaction.atomic
def take_out(release: Release, *, by: Person, at: datetime, event: Event) -> Frozen:
    """Hand out the frozen words, for `Event.RELEASE_COPIED` or `Event.RELEASE_EXPORTED`.

    Raises:
        NotInForce: not at this time.
        SealDiffers: the words are not those that were approved.
    """
    draft = locked(release.draft)
    release = (
        Release.objects.select_for_update(of=("self",)).select_related("version", "approved_by").get(pk=release.pk)
    )
    if draft.author_id != by.pk and not by.may(Right.SEE_DRAFTS):
        raise NotPermitted("Copying is for the author and the desk.")
    if not release.runs(at) or draft.state != State.RELEASED:
        raise NotInForce("This release has ended. Open the draft to see what can be done.")
    if at < release.valid_from:
        raise NotInForce("Its time has not come yet; the certificate says from when it may go out.")
    words = words_of(release.version.words)
    if seal_of(words, kind=release.kind, channels=release.channels) != release.seal:
        raise SealDiffers("These are not the words that were approved, so they stay here. Tell your privacy officer.")
    audit.append(event, about=draft.reference, actor=actor(by), at=at, facts={"seal": release.seal[:16]})
    return Frozen(release, words)


@transaction.atomic
def take_back(release: Release, *, by: Person, at: datetime, reason: str) -> Draft:
    """End a release before its time. The author and everyone who may approve can."""
    draft = locked(release.draft)
    if draft.author_id != by.pk and not by.may(Right.APPROVE):
        raise NotPermitted("Taking back is for the author and for who may approve.")
    if not reason.strip():
        raise DeskError("Say why it is taken back. It is kept in the record.")
    draft.state = flow.after(State(draft.state), Step.TAKE_BACK)
    _end(draft, release, Release.End.TAKEN_BACK, at=at, by=by)
    audit.append(
        Event.RELEASE_TAKEN_BACK, about=draft.reference, actor=actor(by), at=at, reason=" ".join(reason.split()),
        facts={"seal": release.seal[:16]},
    )  # fmt: skip
    return draft


@transaction.atomic
def lapse(release: Release, *, at: datetime) -> Draft | None:
    """End a release whose time has passed; None where it was ended already."""
    draft = locked(release.draft)
    release = Release.objects.select_for_update(of=("self",)).get(pk=release.pk)
    if release.ended_at is not None or at < release.valid_until or draft.state != State.RELEASED:
        return None
    draft.state = flow.after(State(draft.state), Step.LAPSE)
    _end(draft, release, Release.End.LAPSED, at=at, by=None)
    audit.append(
        Event.RELEASE_LAPSED, about=draft.reference, actor="system:worker", at=at, facts={"seal": release.seal[:16]}
    )
    tell(Notice.Kind.LAPSED, draft, to=[draft.author], at=at)
    return draft


def _end(draft: Draft, release: Release, how: Release.End, *, at: datetime, by: Person | None) -> None:
    draft.changed_at = at
    draft.save()
    release.ended_at, release.ended_by, release.end = at, by, how
    release.save(update_fields=["ended_at", "ended_by", "end"])
    settle(draft, at=at)
