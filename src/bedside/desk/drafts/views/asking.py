"""Ask first, and the guidance that comes of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from bedside.core.content import Account, Content, Kind
from bedside.core.errors import NotThere
from bedside.core.roles import Right
from bedside.desk.drafts import looking, selectors
from bedside.desk.drafts.models import Guidance, Question
from bedside.desk.drafts.saying import capital, counted
from bedside.desk.drafts.services import asking
from bedside.desk.drafts.views.common import done, json_of, person_of, text_in, within
from bedside.desk.drafts.views.writing import answer_of
from bedside.desk.drafts.words import clean
from bedside.desk.people import selectors as people
from bedside.desk.people.doors import own_scope
from bedside.desk.people.models import Person
from bedside.desk.policies import selectors as policies
from bedside.desk.tenancy.fields import Erased

WHERE = ("My own page", "A group or forum", "A reply to someone", "The organization's page", "Somewhere else")
SHOWN = 50
ANSWERS = (
    ("yes", "Yes", "It can be posted as it is.", "check-circle-fill", "clear"),
    ("change", "With changes", "Say what to change.", "pencil-simple-line", "review"),
    ("no", "Better not", "Say why, and what could be posted instead.", "hand-palm-fill", "hold"),
)


@require_GET
def ask(request: HttpRequest) -> HttpResponse:
    """Ask about a post, one's own questions, the guidance; for who answers, what waits."""
    person = person_of(request)
    people.require(person, Right.ASK)
    may_answer = person.may(Right.ANSWER)
    mine = [told(q, person) for q in selectors.my_questions(person)[:SHOWN]]
    to_answer = list(selectors.open_questions().exclude(asked_by=person)[:SHOWN]) if may_answer else []
    context = {
        "mine": mine,
        "waiting": sum(not q["answer"] for q in mine),
        "to_answer": to_answer,
        "to_answer_heading": f"{capital(counted(len(to_answer), 'question waits', 'questions wait'))} for you",
        "may_answer": may_answer,
        "guidance": list(selectors.guidance()[:SHOWN]),
        "where": WHERE,
        "contact": people.answers_to(person, timezone.now()),
        "most": asking.MOST_CHARS,
    }
    return render(request, "drafts/ask.html", context)


def told(question: Question, person: Person) -> dict[str, Any]:
    """A question as a page shows it; words that were erased are ""."""
    answer = next((a for a in ANSWERS if a[0] == question.verdict), None)
    return {
        "row": question,
        "words": unless_erased(question, "words"),
        "said": unless_erased(question, "answer"),
        "answer": {"label": answer[1], "icon": answer[3], "kind": answer[4]} if answer else None,
        "own": question.asked_by_id == person.pk,
    }


def unless_erased(question: Question, name: str) -> str:
    try:
        return getattr(question, name) or ""
    except Erased:
        return ""


@require_POST
@own_scope
def note(request: HttpRequest) -> JsonResponse:
    """A private note on words that somebody thinks of posting themselves. Nothing is stored or counted."""
    body = json_of(request)
    with within(request):
        policy, digest, public = policies.in_force(), policies.in_force_digest(), policies.public_facts()
        clinical = person_of(request).title
    where = text_in(body, "where")
    account = Account.OFFICIAL if "organization" in where.casefold() else Account.PERSONAL
    content = Content(
        body=clean(text_in(body, "words")), kind=Kind.POST, account=account, author_role=clinical, organization=public
    )
    look = looking.look(content, seal="", pictures=0, policy=policy, policy_digest=digest)
    return JsonResponse(answer_of(look.screening, fine=look.fine))


@require_POST
def send(request: HttpRequest) -> HttpResponse:
    person, now = person_of(request), timezone.now()
    words, where = request.POST.get("words", ""), request.POST.get("where", "")
    question = asking.ask(by=person, at=now, words=words, where=where)
    contact = people.answers_to(person, now)
    who = f"{contact.short_name} answers you" if contact else "You get an answer"
    messages.success(request, f"Your question is private. {who}, nobody else sees it.")
    return done(request, "question", number=question.number)


@require_GET
def question(request: HttpRequest, number: int) -> HttpResponse:
    person = person_of(request)
    found = selectors.question(number, for_person=person)
    shown = told(found, person)
    may_answer = person.may(Right.ANSWER) and not shown["own"]
    context = {
        "question": found,
        "shown": shown,
        "own": shown["own"],
        "may_answer": may_answer and found.answered_at is None,
        "may_publish": may_answer and found.answered_at is not None,
        "answers": ANSWERS,
        "contact": people.answers_to(found.asked_by, timezone.now()),
        "most": asking.MOST_CHARS,
    }
    return render(request, "drafts/question.html", context)


@require_POST
def answer(request: HttpRequest, number: int) -> HttpResponse:
    person = person_of(request)
    found = selectors.question(number, for_person=person)
    if found.answered_by_id != person.pk:  # sent twice, answered once
        asking.answer(
            found,
            by=person,
            at=timezone.now(),
            verdict=request.POST.get("verdict", ""),
            words=request.POST.get("words", ""),
        )
        messages.success(request, f"Answered. {found.asked_by.short_name} sees it now, and nobody else.")
    return done(request, "question", number=number)


@require_POST
def forget(request: HttpRequest, number: int) -> HttpResponse:
    person = person_of(request)
    asking.forget(selectors.question(number, for_person=person), by=person, at=timezone.now())
    messages.success(request, "Forgotten. The words of the question and of the answer are gone for good.")
    return done(request, "ask")


@require_POST
def publish(request: HttpRequest) -> HttpResponse:
    """Guidance for everyone, in general words; where it came of a question, none of that question's."""
    person = person_of(request)
    number = request.POST.get("question", "")
    known = number.isascii() and number.isdigit() and len(number) < 10
    asking.publish_guidance(
        by=person,
        at=timezone.now(),
        heading=request.POST.get("heading", ""),
        text=request.POST.get("text", ""),
        question=selectors.question(int(number), for_person=person) if known else None,
    )
    messages.success(request, "Published. Everyone here can read it now.")
    return done(request, "ask")


@require_POST
def withdraw(request: HttpRequest, guidance: UUID) -> HttpResponse:
    found = Guidance.objects.filter(pk=guidance).first()
    if found is None:
        raise NotThere("There is no such guidance.")
    asking.withdraw_guidance(found, by=person_of(request), at=timezone.now())
    messages.success(request, "Withdrawn. Nobody reads it any more.")
    return done(request, "ask")
