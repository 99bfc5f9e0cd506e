"""Drafts in every state, brought there by the services, one step at a time. Called inside the organisation's work.

Each takes the people of an organisation by role (see `acting.ROSTER`) and gives the draft with its row as it is now.
Steps happen at ``at``, else now; the record takes them only in the order of time.
"""

import io
import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from PIL import Image

from bedside.core.content import Kind
from bedside.core.events import Event
from bedside.core.releasing import Knowledge, finding_id
from bedside.desk.drafts import selectors
from bedside.desk.drafts.looking import Look, look_at
from bedside.desk.drafts.models import Draft, Question, Release
from bedside.desk.drafts.services import asking, releases, reviewing, writing
from bedside.desk.drafts.words import words_of
from bedside.desk.people.models import Person
from bedside.desk.policies import selectors as policies

People = Mapping[str, Person]
FINE = "Flu shots are here. Walk in any weekday from nine to five, no appointment needed."
HELD = "Ada Example came home after her hip repair on March 3 and is dancing again."
ODD = "Another full moon, another crazy night in the emergency room."
NOTHING_KNOWN = Knowledge(job=False, news=False, family=False, author=False)


def picture(*, color: str = "teal", size: tuple[int, int] = (64, 48)) -> bytes:
    """A PNG file of one color."""
    out = io.BytesIO()
    Image.new("RGB", size, color).save(out, "PNG")
    return out.getvalue()


def as_it_is(draft: Draft) -> Draft:
    return Draft.objects.select_related("author", "current").get(pk=draft.pk)


def started(
    people: People,
    text: str = FINE,
    *,
    by: str = "author",
    kind: Kind = Kind.POST,
    channels: tuple[str, ...] = ("website",),
    planned_at: datetime | None = None,
    in_reply_to: str = "",
    pictures: tuple[str, ...] = (),
    at: datetime | None = None,
) -> Draft:
    """A draft that is being written.

    Args:
        pictures: a description for each picture, "" for one that has none.
    """
    at, author = at or timezone.now(), people[by]
    draft = writing.start(by=author, kind=kind, at=at)
    for alt in pictures:
        writing.add_picture(draft, by=author, at=at, file=picture(), alt=alt)
    return rewritten(
        people, as_it_is(draft), text, channels=channels, planned_at=planned_at, in_reply_to=in_reply_to, at=at
    )


def rewritten(people: People, draft: Draft, text: str, *, at: datetime | None = None, **more: Any) -> Draft:
    """Other words in a draft that can be written."""
    draft = as_it_is(draft)
    fields = {
        "channels": draft.channels,
        "planned_at": draft.planned_at,
        "in_reply_to": words_of(draft.current.words).in_reply_to,
        "kind": Kind(draft.kind),
    } | more
    writing.save(
        draft, by=draft.author, at=at or timezone.now(), revision=draft.revision, body=text, **fields
    )  # fmt: skip
    return as_it_is(draft)


LOOKS: dict[str, Look] = {}


def looked(draft: Draft) -> Look:
    """A look at the draft's words. The engine gives the same for the same, so it is asked once for each."""
    about = [draft.current.words, draft.kind, draft.channels, draft.planned_at, policies.in_force_digest()]
    key = json.dumps([*about, asdict(policies.public_facts())], default=str)
    if key not in LOOKS:
        LOOKS[key] = look_at(draft)
    return replace(LOOKS[key], seal=draft.current.seal)


def asked(
    draft: Draft, *, knowledge: Knowledge | None = NOTHING_KNOWN, note: str = "", at: datetime | None = None
) -> Draft:
    """The words as they are, sent to the desk. The four questions are answered where they are asked."""
    draft = as_it_is(draft)
    look = looked(draft)
    writing.submit(
        draft, by=draft.author, at=at or timezone.now(), look=look, knowledge=knowledge if look.tells else None, note=note
    )  # fmt: skip
    return as_it_is(draft)


def submitted(
    people: People, text: str = FINE, *, knowledge: Knowledge = NOTHING_KNOWN, note: str = "", **more: Any
) -> Draft:
    return asked(started(people, text, **more), knowledge=knowledge, note=note, at=more.get("at"))


def second_asked(
    people: People, text: str = FINE, *, by: str = "point_of_contact", of: str = "reviewer", **more: Any
) -> Draft:
    draft = submitted(people, text, **more)
    reviewing.ask_second(
        draft, by=people[by], at=more.get("at") or timezone.now(), of=people[of], reason="A close look, please.",
        seal=draft.current.seal,
    )  # fmt: skip
    return as_it_is(draft)


def returned(people: People, text: str = ODD, *, by: str = "point_of_contact", advice: str = "", **more: Any) -> Draft:
    draft = submitted(people, text, **more)
    reviewing.return_with_advice(
        draft, by=people[by], at=more.get("at") or timezone.now(), advice=advice or "Say it without the joke.",
        seal=draft.current.seal,
    )  # fmt: skip
    return as_it_is(draft)


def resubmitted(people: People, text: str = ODD, then: str = FINE, **more: Any) -> Draft:
    """Returned once, reworded, and sent again."""
    draft = rewritten(people, returned(people, text, **more), then, at=more.get("at"))
    return asked(draft, at=more.get("at"))


def rejected(people: People, text: str = ODD, *, by: str = "point_of_contact", **more: Any) -> Draft:
    draft = submitted(people, text, **more)
    reviewing.reject(
        draft, by=people[by], at=more.get("at") or timezone.now(), reason="Not ours to tell.", seal=draft.current.seal
    )  # fmt: skip
    return as_it_is(draft)


def accepted(
    people: People, draft: Draft, *, by: str = "reviewer", reason: str = "Fine here.", at: datetime | None = None
) -> Draft:
    """Every finding that can be accepted, accepted."""
    draft = as_it_is(draft)
    screening = selectors.screening_of(draft.current)
    for finding in screening.findings if screening else ():
        if finding.weight in {"hold", "review"}:
            reviewing.waive(
                draft, by=people[by], at=at or timezone.now(), finding=finding_id(finding), reason=reason,
                seal=draft.current.seal,
            )  # fmt: skip
    return as_it_is(draft)


def looked_at(people: People, draft: Draft, *, by: str = "reviewer", at: datetime | None = None) -> Draft:
    """Every picture, looked at."""
    for shown in words_of(draft.current.words).pictures:
        reviewing.look_at_picture(
            draft, by=people[by], at=at or timezone.now(), picture_id=UUID(shown.id), seal=draft.current.seal
        )
    return as_it_is(draft)


def approved(people: People, draft: Draft, *, by: str = "point_of_contact", at: datetime | None = None) -> Release:
    """A draft in review, released as it is."""
    draft = as_it_is(draft)
    return reviewing.approve(
        draft, by=people[by], at=at or timezone.now(), reason="Nobody can be recognized.", seal=draft.current.seal,
        policy_digest=policies.in_force_digest(),
    )  # fmt: skip


def released(people: People, text: str = FINE, *, by: str = "point_of_contact", **more: Any) -> Draft:
    draft = submitted(people, text, **more)
    if more.get("pictures"):
        looked_at(people, draft, at=more.get("at"))
    approved(people, draft, by=by, at=more.get("at"))
    return as_it_is(draft)


def taken_back(people: People, text: str = FINE, *, by: str = "point_of_contact", **more: Any) -> Draft:
    draft = released(people, text, **more)
    releases.take_back(
        selectors.running(draft)[0], by=people[by], at=more.get("at") or timezone.now(), reason="The date was wrong."
    )
    return as_it_is(draft)


def lapsed(people: People, text: str = FINE, *, at: datetime | None = None, **more: Any) -> Draft:
    """Released a week ago (or at ``at``) and not used in its time; make it before what happened later."""
    at = at or timezone.now() - timedelta(days=7)
    draft = released(people, text, at=at, **more)
    releases.lapse(selectors.running(draft)[0], at=at + timedelta(days=3))
    return as_it_is(draft)


def discarded(people: People, text: str = FINE, **more: Any) -> Draft:
    draft = started(people, text, **more)
    writing.discard(draft, by=draft.author, at=more.get("at") or timezone.now())
    return as_it_is(draft)


def copied(people: People, draft: Draft, *, by: str = "author") -> str:
    """The words of a release, as they are handed out."""
    taken = releases.take_out(selectors.running(draft)[0], by=people[by], at=timezone.now(), event=Event.RELEASE_COPIED)
    return taken.words.body


def question(people: People, words: str = "May I post this?", *, by: str = "employee", **more: Any) -> Question:
    fields = {"where": "My own page", "at": timezone.now()} | more
    return asking.ask(by=people[by], words=words, **fields)


def answered(people: People, *, verdict: str = "change", by: str = "point_of_contact", **more: Any) -> Question:
    found = question(people, **more)
    asking.answer(
        found,
        by=people[by],
        at=more.get("at") or timezone.now(),
        verdict=verdict,
        words="Leave out the name of the ward.",
    )
    found.refresh_from_db()
    return found
