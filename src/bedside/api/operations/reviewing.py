"""The desk's side: the queue, advice, accepted findings, second looks. Approving and rejecting are a person's."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from bedside.api import cursors, shapes
from bedside.api.door import person_of
from bedside.api.operations.drafts import draft_record, draft_with_words
from bedside.api.serving import operation
from bedside.core.roles import Right
from bedside.core.scopes import Scope
from bedside.desk.drafts import selectors
from bedside.desk.drafts.models import Draft
from bedside.desk.drafts.services import reviewing
from bedside.desk.people import selectors as people

TAG = "Review"
SEAL = "7f2ac91b" * 8  # of the examples


@operation("GET", "/review/queue", answer=shapes.Drafts, scope=Scope.REVIEW, tag=TAG, query=True)
def list_queue(request: HttpRequest, limit: shapes.Limit = cursors.USUAL, cursor: shapes.Cursor = "") -> dict[str, Any]:
    """List what waits for the desk, the soonest due first. Without the words."""
    people.require(person_of(request), Right.SEE_DRAFTS)
    found = selectors.queue().exclude(due_at=None).defer("current__words", "current__noticed")
    if after := cursors.read(cursor, str, int):
        at = cursors.moment(after[0])
        found = found.filter(Q(due_at__gt=at) | Q(due_at=at, number__gt=after[1]))
    items, following = cursors.page(
        list(found.order_by("due_at", "number")[: limit + 1]),
        limit=limit,
        key=lambda d: (d.due_at.isoformat(), d.number),
    )
    return {"items": [draft_record(d) for d in items], "next": following}


def again(request: HttpRequest, draft: Draft) -> dict[str, Any]:
    """The draft as it stands after an act."""
    person = person_of(request)
    return draft_with_words(selectors.by_number(draft.number, for_person=person), to=person)


@operation(
    "POST",
    "/review/{int:number}/return",
    answer=shapes.DraftWithWords,
    scope=Scope.REVIEW,
    tag=TAG,
    example={"advice": "Say from when, and it is done.", "seal": SEAL},
)
def return_draft(request: HttpRequest, number: shapes.Number, sent: shapes.Return) -> dict[str, Any]:
    """Give a draft back to its author, with advice.

    For who may approve. `seal` says which words the advice is about.
    """
    person = person_of(request)
    draft = selectors.by_number(number, for_person=person)
    reviewing.return_with_advice(draft, by=person, at=timezone.now(), advice=sent.advice, seal=sent.seal)
    return again(request, draft)


@operation(
    "POST",
    "/review/{int:number}/waive",
    answer=shapes.DraftWithWords,
    scope=Scope.REVIEW,
    tag=TAG,
    example={"finding": "PHI-G1:body:14:25", "reason": "Our own sample number.", "seal": SEAL},
)
def accept_finding(request: HttpRequest, number: shapes.Number, sent: shapes.Acceptance) -> dict[str, Any]:
    """Accept one finding, with a reason. Never by who wrote the words."""
    person = person_of(request)
    draft = selectors.by_number(number, for_person=person)
    reviewing.waive(draft, by=person, at=timezone.now(), finding=sent.finding, reason=sent.reason, seal=sent.seal)
    return again(request, draft)


@operation(
    "POST",
    "/review/{int:number}/opinion",
    answer=shapes.DraftWithWords,
    scope=Scope.REVIEW,
    tag=TAG,
    example={"fine": True, "reason": "Nobody is told about.", "seal": SEAL},
)
def give_opinion(request: HttpRequest, number: shapes.Number, sent: shapes.Opinion) -> dict[str, Any]:
    """Give the second look that was asked for. The decision stays with the point of contact."""
    person = person_of(request)
    draft = selectors.by_number(number, for_person=person)
    reviewing.opine(draft, by=person, at=timezone.now(), fine=sent.fine, reason=sent.reason, seal=sent.seal)
    return again(request, draft)
