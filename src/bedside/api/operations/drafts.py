"""Drafts: read, start, change, submit, comment."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from bedside.api import cursors, shapes
from bedside.api.door import person_of, within
from bedside.api.operations.me import person_record
from bedside.api.serving import operation
from bedside.core.content import Kind
from bedside.core.flow import State
from bedside.core.records import finding_record
from bedside.core.releasing import Knowledge, finding_id
from bedside.core.roles import Right
from bedside.core.scopes import Scope
from bedside.desk.drafts import looking, selectors
from bedside.desk.drafts.models import Comment, Draft, Version
from bedside.desk.drafts.services import reviewing, writing
from bedside.desk.drafts.words import Words, clean, words_of
from bedside.desk.people.models import Person
from bedside.desk.tenancy.fields import Erased
from bedside.desk.tenancy.opening import opened

TAG = "Drafts"
WORDS = "Flu shots are here. Walk in any weekday."  # of the examples


def draft_record(draft: Draft) -> dict[str, Any]:
    """A draft without its words; ``author`` and ``current`` have to be at hand."""
    version = draft.current
    return {
        "id": str(draft.pk),
        "number": draft.number,
        "kind": draft.kind,
        "state": draft.state,
        "author": person_record(draft.author),
        "channels": draft.channels,
        "planned_at": draft.planned_at,
        "version": version.number,
        "revision": draft.revision,
        "seal": version.seal,
        "verdict": verdict_of(version),
        "started_at": draft.started_at,
        "changed_at": draft.changed_at,
        "submitted_at": draft.submitted_at,
        "due_at": draft.due_at,
    }


def verdict_of(version: Version) -> str | None:
    return version.verdict if version.verdict and version.screened_seal == version.seal else None


def draft_with_words(draft: Draft, *, to: Person) -> dict[str, Any]:
    """A draft with the words that someone may read: the author the newest, the desk those that were sent to it."""
    version = selectors.shown(draft, to=to)
    words = words_of(version.words)
    return draft_record(draft) | {
        "version": version.number,
        "kind": version.kind,
        "channels": version.channels,
        "seal": version.seal,
        "verdict": verdict_of(version),
        "body": words.body,
        "in_reply_to": words.in_reply_to,
        "pictures": [{"id": p.id, "alt": p.alt} for p in words.pictures],
        "screening": screening_of(version),
        "decisions": decisions_of(draft),
    }


def screening_of(version: Version) -> dict[str, Any] | None:
    found = selectors.screening_of(version)
    if found is None:
        return None
    waived = selectors.waived(version)
    return {
        "verdict": found.verdict.value,
        "pack": found.pack,
        "reader": found.reader,
        "findings": [
            {**finding_record(f), "id": finding_id(f), "waived": finding_id(f) in waived} for f in found.findings
        ],
        "unchecked": [{"check": u.check, "why": u.why} for u in found.unchecked],
    }


def decisions_of(draft: Draft) -> list[dict[str, Any]]:
    return [
        {
            "outcome": d.outcome,
            "version": d.version.number,
            "by": person_record(d.by),
            "at": d.at,
            "advice": selectors.advice_of(d) or None,
        }
        for d in opened(selectors.history(draft))
    ]


def seen_by(person: Person) -> QuerySet[Draft]:
    """The drafts that someone may see, without their words: as `selectors.may_see`, for a list."""
    found: QuerySet[Draft] = Draft.objects.select_related("author", "current").defer(
        "current__words", "current__noticed"
    )
    theirs = Q(author=person)
    return found.filter(theirs | Q(submitted_at__isnull=False) if person.may(Right.SEE_DRAFTS) else theirs)


@operation("GET", "/drafts", answer=shapes.Drafts, scope=Scope.DRAFTS_READ, tag=TAG, query=True)
def list_drafts(
    request: HttpRequest,
    state: State | None = None,
    kind: Kind | None = None,
    mine: bool = False,
    id: UUID | None = None,
    limit: shapes.Limit = cursors.USUAL,
    cursor: shapes.Cursor = "",
) -> dict[str, Any]:
    """List drafts, the newest first.

    One's own, and for who may see drafts those that were shown to the desk. Without their words. `id` finds the
    draft of a webhook or entry: what stands there behind `draft:`.
    """
    person = person_of(request)
    found = seen_by(person)
    after = cursors.read(cursor, int)
    wanted = {"state": state, "kind": kind, "pk": id, "number__lt": after[0] if after else None}
    found = found.filter(**{name: value for name, value in wanted.items() if value is not None})
    if mine:
        found = found.filter(author=person)
    items, following = cursors.page(
        list(found.order_by("-number")[: limit + 1]), limit=limit, key=lambda d: (d.number,)
    )
    return {"items": [draft_record(d) for d in items], "next": following}


@operation(
    "POST",
    "/drafts",
    answer=shapes.DraftWithWords,
    status=201,
    scope=Scope.DRAFTS_WRITE,
    tag=TAG,
    example={"kind": "post", "body": WORDS, "channels": ["website"]},
)
def start_draft(request: HttpRequest, sent: shapes.NewDraft) -> dict[str, Any]:
    """Start a draft."""
    person = person_of(request)
    draft = writing.start(
        by=person,
        kind=sent.kind,
        at=timezone.now(),
        words=Words(body=clean(sent.body), in_reply_to=clean(sent.in_reply_to)),
        channels=sent.channels,
        planned_at=sent.planned_at,
    )
    return draft_with_words(draft, to=person)


@operation(
    "GET", "/drafts/{int:number}", answer=shapes.DraftWithWords, scope=Scope.DRAFTS_READ, tag=TAG, conflicts=True
)
def get_draft(request: HttpRequest, number: shapes.Number) -> dict[str, Any]:
    """Read a draft with its words.

    The first time that somebody else than the author reads a version stands in the record.
    """
    person = person_of(request)
    draft = selectors.by_number(number, for_person=person)
    reviewing.read(draft, by=person, at=timezone.now())
    return draft_with_words(draft, to=person)


@operation(
    "PUT",
    "/drafts/{int:number}",
    answer=shapes.DraftWithWords,
    scope=Scope.DRAFTS_WRITE,
    tag=TAG,
    example={"revision": 0, "body": WORDS, "planned_at": "2026-12-01T09:00:00-05:00"},
)
def save_draft(request: HttpRequest, number: shapes.Number, sent: shapes.ChangedDraft) -> dict[str, Any]:
    """Change one's own draft.

    `revision` says which words yours were made from. Where somebody saved since, nothing is changed, and the
    answer (409) holds what they saved.
    """
    person = person_of(request)
    draft = selectors.by_number(number, for_person=person)
    words = words_of(draft.current.words)
    saved = writing.save(
        draft,
        by=person,
        at=timezone.now(),
        revision=sent.revision,
        body=words.body if sent.body is None else sent.body,
        kind=sent.kind or Kind(draft.kind),
        in_reply_to=words.in_reply_to if sent.in_reply_to is None else sent.in_reply_to,
        channels=draft.channels if sent.channels is None else sent.channels,
        planned_at=sent.planned_at if "planned_at" in sent.model_fields_set else draft.planned_at,
        alts=sent.alt_texts,
    )
    return draft_with_words(saved, to=person)


def look_first(request: HttpRequest, number: int) -> None:
    """Screen the words outside the transaction; `submit_draft` takes it only for these very words."""
    with within(request):
        person = person_of(request)
        draft = selectors.by_number(number, for_person=person)
        writing.require_author(draft, person)
        words = words_of(draft.current.words)
        ready = looking.prepared(words, kind=draft.kind, channels=draft.channels, planned_at=draft.planned_at)
    request.look = looking.look(**ready)  # type: ignore[attr-defined]


@operation(
    "POST",
    "/drafts/{int:number}/submit",
    answer=shapes.DraftWithWords,
    scope=Scope.DRAFTS_WRITE,
    tag=TAG,
    before=look_first,
    example={"answers": {"job": False, "news": False, "family": False, "author": False}, "note": "For next week."},
)
def submit_draft(request: HttpRequest, number: shapes.Number, sent: shapes.Submission) -> dict[str, Any]:
    """Send one's own draft to the point of contact.

    The words are looked at first. Where they tell about someone, the four answers are needed (409 says so). Findings
    that ask for a change do not prevent it; they are seen there.
    """
    person = person_of(request)
    draft = writing.submit(
        selectors.by_number(number, for_person=person),
        by=person,
        at=timezone.now(),
        look=request.look,  # type: ignore[attr-defined]
        knowledge=Knowledge(**sent.answers.model_dump()) if sent.answers else None,
        note=sent.note,
    )
    return draft_with_words(draft, to=person)


def comment_record(comment: Comment) -> dict[str, Any]:
    try:
        words: str | None = comment.words
    except Erased:
        words = None
    return {
        "id": str(comment.pk),
        "version": comment.version_number,
        "by": person_record(comment.by),
        "words": words,
        "at": comment.at,
    }


@operation("GET", "/drafts/{int:number}/comments", answer=shapes.Comments, scope=Scope.DRAFTS_READ, tag=TAG, query=True)
def list_comments(
    request: HttpRequest,
    number: shapes.Number,
    limit: shapes.Limit = cursors.USUAL,
    cursor: shapes.Cursor = "",
) -> dict[str, Any]:
    """List what was said beside a draft, the newest first."""
    draft = selectors.by_number(number, for_person=person_of(request))
    found = draft.comments.select_related("by").order_by("-at", "-pk")
    if after := cursors.read(cursor, str, str):
        at, pk = cursors.moment(after[0]), cursors.identifier(after[1])
        found = found.filter(Q(at__lt=at) | Q(at=at, pk__lt=pk))
    items, following = cursors.page(list(found[: limit + 1]), limit=limit, key=lambda c: (c.at.isoformat(), str(c.pk)))
    return {"items": [comment_record(c) for c in opened(items)], "next": following}


@operation(
    "POST",
    "/drafts/{int:number}/comments",
    answer=shapes.Comment,
    status=201,
    scope=Scope.DRAFTS_WRITE,
    tag=TAG,
    example={"words": "Shall we say until when?"},
)
def comment_on_draft(request: HttpRequest, number: shapes.Number, sent: shapes.NewComment) -> dict[str, Any]:
    """Say something beside a draft, to those who may see it."""
    person = person_of(request)
    draft = selectors.by_number(number, for_person=person)
    return comment_record(writing.comment(draft, by=person, at=timezone.now(), words=sent.words))


@operation("GET", "/drafts/{int:number}/versions", answer=shapes.Versions, scope=Scope.DRAFTS_READ, tag=TAG, query=True)
def list_versions(
    request: HttpRequest,
    number: shapes.Number,
    limit: shapes.Limit = cursors.USUAL,
    cursor: shapes.Cursor = "",
) -> dict[str, Any]:
    """List the versions of a draft, the newest first, without their words."""
    person = person_of(request)
    draft = selectors.by_number(number, for_person=person)
    found = selectors.versions(draft, to=person).defer("words", "noticed").order_by("-number")
    if after := cursors.read(cursor, int):
        found = found.filter(number__lt=after[0])
    items, following = cursors.page(list(found[: limit + 1]), limit=limit, key=lambda v: (v.number,))
    return {"items": [version_record(v) for v in items], "next": following}


def version_record(version: Version) -> dict[str, Any]:
    return {
        "number": version.number,
        "seal": version.seal,
        "opened_at": version.opened_at,
        "saved_at": version.saved_at,
        "closed_at": version.closed_at,
        "verdict": verdict_of(version),
        "holds": version.holds,
        "reviews": version.reviews,
    }
