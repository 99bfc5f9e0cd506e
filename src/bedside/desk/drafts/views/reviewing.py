"""The desk's pages: the queue, one draft to decide on, and the decisions."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from bedside.core import releasing
from bedside.core.errors import NotThere
from bedside.core.flow import UNDER_REVIEW, State, WrongState
from bedside.core.releasing import Obstacle
from bedside.core.roles import Right
from bedside.desk.audit.services import MOST_REASON_CHARS
from bedside.desk.drafts import looking, selectors
from bedside.desk.drafts.differences import between
from bedside.desk.drafts.marking import marked, marked_changes
from bedside.desk.drafts.models import Decision, Draft, Version
from bedside.desk.drafts.saying import capital, counted, lasted, spelled
from bedside.desk.drafts.services import reviewing
from bedside.desk.drafts.services.reviewing import MOST_ADVICE_CHARS, WINDOW, DecidedMeanwhile
from bedside.desk.drafts.views import weighing
from bedside.desk.drafts.views.common import done, person_of, walk_of, within
from bedside.desk.drafts.views.writing import comments_of
from bedside.desk.drafts.words import Words, clean, words_of
from bedside.desk.people import selectors as people
from bedside.desk.people.doors import own_scope, require_recent
from bedside.desk.people.models import Person
from bedside.desk.policies import selectors as policies

PAGE = 20
TABS = (("mine", "To decide"), ("second", "Second look"), ("returned", "Returned"))
COUNTED_AS = {"mine": "review", "second": "second", "returned": "returned"}
WAYS = ("approve", "return", "second", "reject")
PRECEDENTS_SHOWN = 2
Outcome = Decision.Outcome


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for the desk, the soonest due first."""
    person, now = person_of(request), timezone.now()
    people.require(person, Right.SEE_DRAFTS)
    tab = request.GET.get("tab", "mine" if person.may(Right.APPROVE) else "second")
    tab = tab if tab in COUNTED_AS else "mine"
    rows = selectors.with_latest_decision(selectors.queue_for(person, tab=tab))
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    counts = selectors.counts(person)
    today = selectors.today(now)
    context = {
        "tab": tab,
        "tabs": [(key, label, counts[COUNTED_AS[key]]) for key, label in TABS],
        "heading": queue_heading(tab, counts[COUNTED_AS[tab]], person),
        "page": page,
        "rows": [row_of(d, person, now) for d in page],
        "first_due": selectors.queue_for(person, tab=tab).values_list("due_at", flat=True).first(),
        "now": now,
        "today": today,
        "median": lasted(today["median"]) if isinstance(today["median"], timedelta) else "",
        "strip": people.answer_line(now),
        "questions": counts["ask"],
        "questions_heading": f"{capital(counted(counts['ask'], 'person', 'people'))} asked first",
        "may_decide": person.may(Right.APPROVE),
    }
    return render(request, "drafts/queue.html", context)


def queue_heading(tab: str, count: int, person: Person) -> str:
    drafts = capital(counted(count, "draft"))
    if tab == "returned":
        return f"{drafts} {'is' if count == 1 else 'are'} with {'its author' if count == 1 else 'their authors'} again"
    if not count:
        return f"Nothing waits for you, {person.short_name}" if tab == "mine" else "No second look waits"
    verb = "waits" if count == 1 else "wait"
    if tab == "second":
        return f"{drafts} {verb} for a second look"
    return f"{drafts} {verb} for you, {person.short_name}" if person.may(Right.APPROVE) else f"{drafts} {verb}"


def row_of(draft: Draft, person: Person, now: datetime) -> dict[str, Any]:
    """A draft as one line of the queue, with what changed since the desk last saw it."""
    versions = sorted(draft.versions.all(), key=lambda v: v.number)
    shown = next((v for v in reversed(versions) if v.screened_at is not None), draft.current)
    decisions = sorted((d for v in versions for d in v.decisions.all()), key=lambda d: d.at)
    kind, words = weighing.chip_of(shown)
    return {
        "draft": draft,
        "version": shown,
        "kind": kind,
        "words": words,
        "late": draft.due_at is not None and draft.due_at < now,
        "day": weighing.day_of(draft.due_at, now),
        "changed": changed_since(shown, versions, decisions, author=draft.author.short_name),
        "channels": weighing.fits(shown.channels, ""),
        "own": draft.author_id == person.pk,
    }


def changed_since(shown: Version, versions: Sequence[Version], decisions: Sequence[Decision], *, author: str) -> str:
    """What is new since the last decision, in words and without any of the draft's."""
    if not decisions:
        return "First time here."
    last = decisions[-1]
    who = last.by.short_name
    if last.version_id == shown.pk:
        return decided_on_these(last, who, shown.number)
    before = next(v for v in versions if v.pk == last.version_id)
    gone, new = set(before.rules) - set(shown.rules), set(shown.rules) - set(before.rules)
    said = f"New words since {who} {VERBS[last.outcome]} version {before.number}"
    if before.rules:
        said = f"{author} settled {spelled(len(gone))} of {counted(len(before.rules), 'concern')} since {who} {VERBS[last.outcome]} version {before.number}"
    return f"{said}. {capital(spelled(len(new)))} {'is' if len(new) == 1 else 'are'} new." if new else f"{said}."


VERBS = {
    Outcome.APPROVED: "approved",
    Outcome.RETURNED: "returned",
    Outcome.REJECTED: "rejected",
    Outcome.SECOND_ASKED: "asked for a second look at",
    Outcome.SECOND_FINE: "looked at",
    Outcome.SECOND_DOUBT: "had doubts about",
}


def decided_on_these(last: Decision, who: str, number: int) -> str:
    if last.outcome == Outcome.SECOND_ASKED:
        return f"{who} asked {last.asked.short_name if last.asked else 'someone'} for a second look."
    if last.outcome == Outcome.SECOND_FINE:
        return f"{who} gave it a second look: fine."
    if last.outcome == Outcome.SECOND_DOUBT:
        return f"{who} gave it a second look, and has doubts."
    if last.outcome == Outcome.RETURNED:
        return f"{who} returned version {number}."
    return f"{who} {VERBS[last.outcome]} these words before."


@require_GET
def review(request: HttpRequest, number: int) -> HttpResponse:
    """One draft with what to weigh, for who may see it; deciding is offered to who may decide."""
    person, now = person_of(request), timezone.now()
    draft = selectors.by_number(number, for_person=person)
    if draft.author_id == person.pk:
        return redirect("draft", number=number)
    reviewing.read(draft, by=person, at=now)
    context = review_context(draft, person, now=now)
    return render(request, "drafts/review.html", context | asked_for(request, context))


def asked_for(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """What the address asks to be open: changes instead of words, a decision, advice that was chosen."""
    way = request.GET.get("way", "")
    advice = next(
        (f"{c['message']} {c['advice']}" for c in context["open_concerns"] if c["id"] == request.GET.get("advice")), ""
    )
    because = request.GET.get("because", "")
    if not advice and because in weighing.ADVICE:
        advice = weighing.ADVICE[Obstacle(because)]
    return {
        "show": "changes" if request.GET.get("show") == "changes" and context["before"] else "words",
        "way": "return" if advice else way if way in context["ways"] else "",
        "advice": advice,
    }


def review_context(draft: Draft, person: Person, *, now: datetime) -> dict[str, Any]:
    """Everything on the page of one draft."""
    version = selectors.shown(draft, to=person)
    words = words_of(version.words)
    screening = selectors.screening_of(version)
    concerns = weighing.concerns(screening, waived=weighing.reasons_for_waivers(version, screening))
    open_ = [c for c in concerns if not c["waived"]]
    before = last_seen_version(draft, version)
    pictures = weighing.pictures_of(draft, version, words)
    return {
        "draft": draft,
        "version": version,
        "state": State(draft.state),
        "walk": walk_of(draft),
        "words": words,
        "marked": marked(words.body, open_),
        "changes": marked_changes(between(words_of(before.words), words).rows, open_) if before else [],
        "before": before,
        "pictures": [p | {"marked": marked(p["alt"], open_, part=p["part"])} for p in pictures],
        "channels": weighing.fits(version.channels, words.body),
        "concerns": concerns,
        "open_concerns": open_,
        "accepted": [c for c in concerns if c["waived"]],
        "to_weigh": weighing.to_weigh(*(sum(c["weight"] == w for c in open_) for w in ("hold", "review", "advice"))),
        "unseen": weighing.unseen(screening, pictures),
        "screened": screening is not None,
        "precedents": [
            {"said": p, "kind": weighing.KIND_OF[Outcome(p.outcome)], "icon": weighing.ICON_OF[Outcome(p.outcome)]}
            for p in selectors.precedents(version)
        ],
        "precedents_shown": f":{PRECEDENTS_SHOWN}",
        "precedents_more": f"{PRECEDENTS_SHOWN}:",
        "tells": version.tells,
        "attestation": (said := selectors.attestation(version)),
        "knowledge": weighing.knowledge_in_words(said),
        "note": weighing.note_of(said),
        "decisions": (decisions := weighing.decisions_of(draft)),
        "comments": comments_of(draft),
        "versions": list(selectors.versions(draft, to=person).order_by("-number").defer("words", "noticed")),
        "release": selectors.latest_release(draft),
        "neighbours": neighbours(draft, person),
        "may_see_record": person.may(Right.SEE_RECORD),
    } | deciding(draft, person, words, concerns=open_, decisions=decisions, now=now)


def deciding(
    draft: Draft,
    person: Person,
    words: Words,
    *,
    concerns: list[dict[str, Any]],
    decisions: list[weighing.Said],
    now: datetime,
) -> dict[str, Any]:
    """What this person can decide on this draft now, and what stands in the way."""
    version: Version = draft.current
    standing = selectors.situation(
        draft, by=person, policy_digest=policies.in_force_digest(), seen=version.seal, reason="-", at=now
    )
    found = releasing.obstacles(standing) if State(draft.state) in UNDER_REVIEW else ()
    open_, second_look = State(draft.state) in UNDER_REVIEW, draft.state == State.SECOND_LOOK
    asked = decisions[0] if second_look and decisions and decisions[0].outcome == Outcome.SECOND_ASKED else None
    last = decisions[0] if decisions else None
    doubts = last if last and last.outcome == Outcome.SECOND_DOUBT and last.version == version.number else None
    may_decide = open_ and person.may(Right.APPROVE) and not standing.wrote
    may_review = open_ and person.may(Right.REVIEW) and not standing.wrote
    first_hold = next((c["id"] for c in concerns if c["weight"] == "hold" and c["waivable"]), "")
    starts, ends = weighing.window_of(draft, at=now, length=WINDOW)
    return {
        "under_review": open_,
        "second_look": second_look,
        "asked": asked,
        "wrote": standing.wrote,
        "may_decide": may_decide,
        "may_review": may_review,
        "may_opine": may_review and second_look and not (asked and asked.by.pk == person.pk),
        "ways": [w for w in WAYS if may_decide and (w != "second" or not second_look)],
        "obstacles": weighing.ways_forward(
            found, first_hold=first_hold, asked=asked, doubts=doubts, second_open=may_decide and not second_look
        ),
        "approvers": [p.name for p in people.with_right(Right.APPROVE) if str(p.pk) not in version.editors],
        "seconds": [
            p for p in people.with_right(Right.REVIEW) if p.pk != person.pk and str(p.pk) not in version.editors
        ],
        "bound": weighing.bound(words, draft.channels),
        "starts": starts,
        "ends": ends,
        "late_plan": draft.planned_at is not None and draft.planned_at < now,
        "most_reason": MOST_REASON_CHARS,
        "most_advice": MOST_ADVICE_CHARS,
    }


def last_seen_version(draft: Draft, shown: Version) -> Version | None:
    """The version that was last decided on, if the words are others now."""
    for decision in selectors.history(draft):
        if decision.version_id != shown.pk:
            found: Version = decision.version
            return found
    return None


def neighbours(draft: Draft, person: Person) -> dict[str, int | None]:
    """The numbers of the drafts before and after this one in the queue, leaving out the person's own."""
    rows = selectors.queue_for(person, tab="mine" if person.may(Right.APPROVE) else "second")
    numbers = list(rows.exclude(author=person).values_list("number", flat=True))
    if draft.number not in numbers:
        return {"previous": None, "next": numbers[0] if numbers else None}
    at = numbers.index(draft.number)
    return {
        "previous": numbers[at - 1] if at else None,
        "next": numbers[at + 1] if at + 1 < len(numbers) else None,
    }


Act = Callable[[Draft, Person, datetime], object]


def _act(
    request: HttpRequest, number: int, act: Act, *, said: str, outcome: str = "", to: str = "review"
) -> HttpResponse:
    """Do one thing to a draft and go on. Sent twice by the same person, it is done once and answered twice."""
    person = person_of(request)
    draft = selectors.by_number(number, for_person=person)
    try:
        act(draft, person, timezone.now())
    except (DecidedMeanwhile, WrongState):
        if not decided_already(draft, person, outcome, seal=_said(request, "seal")):
            raise
    else:
        messages.success(request, said.format(author=draft.author.short_name))
    return done(request, to, number=number)


def decided_already(draft: Draft, person: Person, outcome: str, *, seal: str) -> bool:
    """Whether the last decision is this very one, by this person, on these words."""
    last = selectors.history(draft)[:1]
    return bool(last) and (last[0].by_id, last[0].outcome, last[0].seal) == (person.pk, outcome, seal)


def _said(request: HttpRequest, name: str) -> str:
    return clean(request.POST.get(name, ""))


@require_POST
def waive(request: HttpRequest, number: int) -> HttpResponse:
    """Accept one concern at the places that the form names."""
    findings, reason, seal = (
        [clean(f) for f in request.POST.getlist("finding")],
        _said(request, "reason"),
        _said(request, "seal"),
    )

    def act(draft: Draft, person: Person, at: datetime) -> None:
        counting = selectors.waivers(draft.current, selectors.screening_of(draft.current))
        mine = {w.finding for w in counting if w.by_id == person.pk and w.seal == seal}
        if not findings or not mine.issuperset(findings):  # sent twice, kept once
            reviewing.waive_places(draft, by=person, at=at, findings=findings, reason=reason, seal=seal)

    return _act(request, number, act, said="Accepted. The reason is in the record.")


@require_POST
def look_at_picture(request: HttpRequest, number: int, picture: UUID) -> HttpResponse:
    seal = _said(request, "seal")
    return _act(
        request, number,
        lambda d, p, at: reviewing.look_at_picture(d, by=p, at=at, picture_id=picture, seal=seal),
        said="Kept: you looked at the picture.",
    )  # fmt: skip


@require_POST
def return_(request: HttpRequest, number: int) -> HttpResponse:
    advice, seal = _said(request, "reason"), _said(request, "seal")
    return _act(
        request, number,
        lambda d, p, at: reviewing.return_with_advice(d, by=p, at=at, advice=advice, seal=seal),
        said="Returned. {author} sees your advice now.", outcome=Outcome.RETURNED,
    )  # fmt: skip


@require_POST
def reject(request: HttpRequest, number: int) -> HttpResponse:
    reason, seal = _said(request, "reason"), _said(request, "seal")
    return _act(
        request, number,
        lambda d, p, at: reviewing.reject(d, by=p, at=at, reason=reason, seal=seal),
        said="Rejected. {author} sees why.", outcome=Outcome.REJECTED,
    )  # fmt: skip


@require_POST
def ask_second(request: HttpRequest, number: int) -> HttpResponse:
    reason, seal = _said(request, "reason"), _said(request, "seal")

    def act(draft: Draft, person: Person, at: datetime) -> object:
        return reviewing.ask_second(draft, by=person, at=at, of=_asked(request), reason=reason, seal=seal)

    return _act(request, number, act, said="Asked. It comes back to you with an answer.", outcome=Outcome.SECOND_ASKED)


def _asked(request: HttpRequest) -> Person:
    """Whom the form names.

    Raises:
        NotThere: nobody of this organisation.
    """
    try:
        asked = people.person(UUID(_said(request, "of")))
    except ValueError:
        asked = None
    if asked is None:
        raise NotThere("Choose who should look.")
    return asked


@require_POST
def opine(request: HttpRequest, number: int) -> HttpResponse:
    fine, reason, seal = _said(request, "opinion") == "fine", _said(request, "reason"), _said(request, "seal")
    return _act(
        request, number,
        lambda d, p, at: reviewing.opine(d, by=p, at=at, fine=fine, reason=reason, seal=seal),
        said="Kept. Who decides sees what you saw.",
        outcome=Outcome.SECOND_FINE if fine else Outcome.SECOND_DOUBT,
    )  # fmt: skip


@require_POST
def approve(request: HttpRequest, number: int) -> HttpResponse:
    """Release the words on the page, once the person has shown again who they are."""
    reason, seal = _said(request, "reason"), _said(request, "seal")

    def act(draft: Draft, person: Person, at: datetime) -> object:
        require_recent(request)
        return reviewing.approve(
            draft, by=person, at=at, reason=reason, seal=seal, policy_digest=policies.in_force_digest()
        )

    said = "Released. If a word changes, it comes back here."
    return _act(request, number, act, said=said, outcome=Outcome.APPROVED, to="release")


@require_POST
@own_scope
def screen_again(request: HttpRequest, number: int) -> HttpResponse:
    with within(request):
        draft = selectors.by_number(number, for_person=person_of(request))
        look = looking.look_at(draft)
        reviewing.screen_again(draft, by=person_of(request), at=timezone.now(), screened=look)
    messages.success(request, "Looked at again, with the rules of today.")
    return done(request, "review", number=number)
