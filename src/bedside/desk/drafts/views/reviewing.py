"""The desk's pages: the queue, one draft to decide on, and the decisions."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from bedside.core import releasing
from bedside.core.errors import NotThere
from bedside.core.flow import UNDER_REVIEW, State
from bedside.core.releasing import Obstacle, finding_id, waivable
from bedside.core.roles import Right
from bedside.desk.drafts import selectors
from bedside.desk.drafts.differences import between
from bedside.desk.drafts.looking import findings_for_page
from bedside.desk.drafts.marking import marked
from bedside.desk.drafts.models import Draft, Version
from bedside.desk.drafts.offered import CHANNELS
from bedside.desk.drafts.services import reviewing
from bedside.desk.drafts.views.common import look_at, person_of, walk_of, within
from bedside.desk.drafts.views.writing import comments_of, media_of, versions_of
from bedside.desk.drafts.words import words_of
from bedside.desk.people import selectors as people
from bedside.desk.people.doors import own_scope, require_recent
from bedside.desk.people.models import Person
from bedside.desk.policies import selectors as policies

PAGE = 20
TABS = (("mine", "To decide"), ("second", "Second look"), ("returned", "Returned"))


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for the desk, the soonest due first."""
    person, now = person_of(request), timezone.now()
    people.require(person, Right.SEE_DRAFTS)
    tab = request.GET.get("tab", "mine")
    tab = tab if tab in dict(TABS) else "mine"
    rows = selectors.with_latest_decision(selectors.queue_for(person, tab=tab))
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    counts = selectors.counts(person)
    context = {
        "tab": tab,
        "tabs": [(k, label, counts[{"mine": "review"}.get(k, k)]) for k, label in TABS],
        "page": page,
        "rows": [row_of(d, now) for d in page],
        "today": selectors.today(now),
        "line": people.line_of_answer(),
        "absences": people.absences_at(now),
        "questions": counts["ask"],
    }
    return render(request, "drafts/queue.html", context)


def row_of(draft: Draft, now: datetime) -> dict[str, Any]:
    """A draft as one line of the queue, with what changed since the desk last saw it."""
    version: Version = draft.current
    versions = sorted(draft.versions.all(), key=lambda v: v.number)
    decisions = sorted((d for v in versions for d in v.decisions.all()), key=lambda d: d.at)
    return {
        "draft": draft,
        "version": version,
        "verdict": version.verdict or "blank",
        "late": draft.due_at is not None and draft.due_at < now,
        "changed": changed_since(draft, versions, decisions),
        "channels": [CHANNELS[c] for c in draft.channels if c in CHANNELS],
        "own": False,
    }


def changed_since(draft: Draft, versions: list[Version], decisions: list[Any]) -> str:
    """What is new since the last decision, in words and without any of the draft's."""
    if not decisions:
        return "First time here."
    last = decisions[-1]
    before = next((v for v in versions if v.pk == last.version_id), None)
    who = last.by.short_name if last.by else "The desk"
    if before is None or before.number == draft.current.number:
        return f"{who}: {last.get_outcome_display().lower()}. The words are the same since."
    gone = len(set(before.rules) - set(draft.current.rules))
    new = len(set(draft.current.rules) - set(before.rules))
    said = [f"{gone} of {len(before.rules)} concerns are gone" if before.rules else "There were no concerns before"]
    if new:
        said.append(f"{new} new")
    return f"{last.get_outcome_display()} by {who} at version {before.number}. {', '.join(said)}."


@require_GET
def review(request: HttpRequest, number: int) -> HttpResponse:
    """One draft with what to weigh, for who may see it; deciding is offered to who may decide."""
    person, now = person_of(request), timezone.now()
    draft = selectors.by_number(number, for_person=person)
    if draft.author_id == person.pk:
        return redirect("draft", number=number)
    reviewing.read(draft, by=person, at=now)
    return render(request, "drafts/review.html", review_context(draft, person, now=now))


def review_context(draft: Draft, person: Person, *, now: datetime) -> dict[str, Any]:
    version: Version = draft.current
    words = words_of(version.words)
    screening = selectors.screening_of(version)
    waived = selectors.waived(version)
    standing = selectors.situation(
        draft, by=person, policy_digest=policies.in_force_digest(), seen=version.seal, reason="-", at=now
    )
    found = releasing.obstacles(standing)
    open_ = State(draft.state) in UNDER_REVIEW
    before = last_seen_version(draft)
    findings = findings_for_page(screening, waived=waived) if screening else []
    unwaivable = {finding_id(f) for f in screening.findings if not waivable(f)} if screening else set()
    for shown, mark in zip(findings, range(1, len(findings) + 1), strict=True):
        shown["n"], shown["waivable"] = mark, shown["id"] not in unwaivable and shown["weight"] in {"hold", "review"}
    return {
        "draft": draft,
        "version": version,
        "walk": walk_of(draft),
        "words": words,
        "marked": marked(words.body, [f for f in findings if not f["waived"]]),
        "comparison": between(words_of(before.words), words) if before else None,
        "before": before,
        "media": media_of(draft, words),
        "findings": findings,
        "open_findings": [f for f in findings if not f["waived"]],
        "unchecked": screening.unchecked if screening else (),
        "verdict": version.verdict or "blank",
        "obstacles": found,
        "screen_again": Obstacle.OTHER_POLICY in found or Obstacle.NOT_SCREENED in found,
        "may_decide": open_ and person.may(Right.APPROVE) and not standing.wrote,
        "may_review": open_ and person.may(Right.REVIEW) and not standing.wrote,
        "second_look": draft.state == State.SECOND_LOOK,
        "seconds": [
            p for p in people.with_right(Right.REVIEW) if p.pk != person.pk and str(p.pk) not in version.editors
        ],
        "precedents": selectors.precedents(version),
        "attestation": selectors.attestation(version),
        "tells": version.tells,
        "decisions": selectors.history(draft),
        "comments": comments_of(draft),
        "versions": versions_of(draft),
        "release": selectors.latest_release(draft),
        "state": State(draft.state),
        "neighbours": neighbours(draft, person),
        "channels": [CHANNELS[c] for c in draft.channels if c in CHANNELS],
    }


def last_seen_version(draft: Draft) -> Version | None:
    """The version that was last decided on, if the words are others now."""
    for decision in selectors.history(draft):
        if decision.version_id != draft.current_id:
            found: Version = decision.version
            return found
    return None


def neighbours(draft: Draft, person: Person) -> dict[str, int | None]:
    """The numbers of the drafts before and after this one in the queue."""
    numbers = list(selectors.queue_for(person, tab="mine").values_list("number", flat=True))
    if draft.number not in numbers:
        return {"previous": None, "next": numbers[0] if numbers else None}
    at = numbers.index(draft.number)
    return {
        "previous": numbers[at - 1] if at else None,
        "next": numbers[at + 1] if at + 1 < len(numbers) else None,
    }


Act = Callable[[HttpRequest, Draft, Person, datetime], object]


def _act(request: HttpRequest, number: int, act: Act) -> HttpResponse:
    person = person_of(request)
    draft = selectors.by_number(number, for_person=person)
    act(request, draft, person, timezone.now())
    return redirect("review", number=number)


def _said(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "")


@require_POST
def waive(request: HttpRequest, number: int) -> HttpResponse:
    return _act(
        request,
        number,
        lambda r, d, p, at: reviewing.waive(
            d, by=p, at=at, finding=_said(r, "finding"), reason=_said(r, "reason"), seal=_said(r, "seal")
        ),
    )


@require_POST
def look_at_picture(request: HttpRequest, number: int, picture: UUID) -> HttpResponse:
    return _act(
        request,
        number,
        lambda r, d, p, at: reviewing.look_at_picture(d, by=p, at=at, picture_id=picture, seal=_said(r, "seal")),
    )


@require_POST
def return_(request: HttpRequest, number: int) -> HttpResponse:
    return _act(
        request,
        number,
        lambda r, d, p, at: reviewing.return_with_advice(
            d, by=p, at=at, advice=_said(r, "reason"), seal=_said(r, "seal")
        ),
    )


@require_POST
def reject(request: HttpRequest, number: int) -> HttpResponse:
    return _act(
        request,
        number,
        lambda r, d, p, at: reviewing.reject(d, by=p, at=at, reason=_said(r, "reason"), seal=_said(r, "seal")),
    )


@require_POST
def ask_second(request: HttpRequest, number: int) -> HttpResponse:
    def act(r: HttpRequest, draft: Draft, person: Person, at: datetime) -> object:
        try:
            asked = people.person(UUID(_said(r, "of")))
        except ValueError:
            asked = None
        if asked is None:
            raise NotThere("Choose who should look.")
        return reviewing.ask_second(draft, by=person, at=at, of=asked, reason=_said(r, "reason"), seal=_said(r, "seal"))

    return _act(request, number, act)


@require_POST
def opine(request: HttpRequest, number: int) -> HttpResponse:
    return _act(
        request,
        number,
        lambda r, d, p, at: reviewing.opine(
            d, by=p, at=at, fine=_said(r, "opinion") == "fine", reason=_said(r, "reason"), seal=_said(r, "seal")
        ),
    )


@require_POST
def approve(request: HttpRequest, number: int) -> HttpResponse:
    """Release the words on the page, once the person has shown again who they are."""
    person = person_of(request)
    draft = selectors.by_number(number, for_person=person)
    require_recent(request)
    reviewing.approve(
        draft,
        by=person,
        at=timezone.now(),
        reason=_said(request, "reason"),
        seal=_said(request, "seal"),
        policy_digest=policies.in_force_digest(),
    )
    return redirect("release", number=number)


@require_POST
@own_scope
def screen_again(request: HttpRequest, number: int) -> HttpResponse:
    with within(request):
        draft = selectors.by_number(number, for_person=person_of(request))
        look = look_at(draft)
        reviewing.screen_again(draft, by=person_of(request), at=timezone.now(), screened=look)
    return redirect("review", number=number)
