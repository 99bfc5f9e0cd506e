"""Released words: which there are, and taking them out."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from bedside.api import cursors, shapes
from bedside.api.door import person_of
from bedside.api.operations.me import person_record
from bedside.api.serving import operation
from bedside.core.errors import NotThere
from bedside.core.events import Event
from bedside.core.roles import Right
from bedside.core.scopes import Scope
from bedside.desk.drafts import selectors
from bedside.desk.drafts.models import Picture, Release
from bedside.desk.drafts.services.releases import Frozen, take_out
from bedside.desk.drafts.words import Words
from bedside.desk.people.models import Person
from bedside.desk.tenancy.opening import opened

TAG = "Releases"


def release_record(release: Release, *, at: datetime) -> dict[str, Any]:
    draft, version = release.draft, release.version
    return {
        "number": draft.number,
        "version": version.number,
        "kind": release.kind,
        "channels": release.channels,
        "seal": release.seal,
        "author": person_record(draft.author),
        "approved_by": person_record(release.approved_by),
        "approved_at": release.approved_at,
        "valid_from": release.valid_from,
        "valid_until": release.valid_until,
        "ended_at": release.ended_at,
        "runs": release.runs(at) and at >= release.valid_from,
        "entry": release.seq,
    }


def seen_by(person: Person) -> QuerySet[Release]:
    found: QuerySet[Release] = Release.objects.select_related("draft", "draft__author", "version", "approved_by").defer(
        "version__words", "version__noticed"
    )
    return found if person.may(Right.SEE_DRAFTS) else found.filter(draft__author=person)


@operation("GET", "/releases", answer=shapes.Releases, scope=Scope.RELEASES_READ, tag=TAG, query=True)
def list_releases(
    request: HttpRequest,
    running: bool = False,
    limit: shapes.Limit = cursors.USUAL,
    cursor: shapes.Cursor = "",
) -> dict[str, Any]:
    """List releases, the newest first. Without the words.

    `running` leaves out those that ended, whose time has passed, or has not come.
    """
    now = timezone.now()
    found = seen_by(person_of(request))
    if running:
        found = found.filter(ended_at=None, valid_from__lte=now, valid_until__gt=now)
    if after := cursors.read(cursor, int):
        found = found.filter(seq__lt=after[0])
    items, following = cursors.page(list(found.order_by("-seq")[: limit + 1]), limit=limit, key=lambda r: (r.seq,))
    return {"items": [release_record(r, at=now) for r in items], "next": following}


@operation(
    "GET",
    "/releases/{int:number}",
    answer=shapes.ReleaseWithWords,
    scope=Scope.RELEASES_READ,
    tag=TAG,
    conflicts=True,
)
def take_release(request: HttpRequest, number: shapes.Number) -> dict[str, Any]:
    """Take the released words of a draft out, with their pictures.

    Only within their time. Every time stands in the record.
    """
    person, now = person_of(request), timezone.now()
    draft = selectors.by_number(number, for_person=person)
    found = seen_by(person).filter(draft=draft).order_by("-approved_at").first()
    if found is None:
        raise NotThere("This draft was not released.")
    frozen = take_out(found, by=person, at=now, event=Event.RELEASE_EXPORTED)
    return release_record(found, at=now) | words_record(frozen)


def words_record(frozen: Frozen) -> dict[str, Any]:
    version = frozen.release.version
    return {
        "body": frozen.words.body,
        "in_reply_to": frozen.words.in_reply_to,
        "pictures": pictures_of(frozen.words),
        "pack": version.pack,
        "reader": version.reader,
    }


def pictures_of(words: Words) -> list[dict[str, Any]]:
    rows = {str(p.pk): p for p in opened(Picture.objects.filter(pk__in=[UUID(p.id) for p in words.pictures]))}
    return [
        {
            "id": shown.id,
            "alt": shown.alt,
            "media_type": rows[shown.id].media_type,
            "width": rows[shown.id].width,
            "height": rows[shown.id].height,
            "content": rows[shown.id].content,
        }
        for shown in words.pictures
    ]
