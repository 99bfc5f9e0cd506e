"""Ask first, and the guidance that comes of it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from bedside.core.content import Account, Content, Kind
from bedside.core.errors import NotThere
from bedside.core.roles import Right
from bedside.desk.drafts import looking, selectors
from bedside.desk.drafts.models import Guidance
from bedside.desk.drafts.services import asking
from bedside.desk.drafts.views.common import json_of, person_of, text_in, within
from bedside.desk.drafts.views.writing import answer_of
from bedside.desk.drafts.words import clean
from bedside.desk.people import selectors as people
from bedside.desk.people.doors import own_scope
from bedside.desk.policies import selectors as policies

WHERE = ("My own page", "A group or forum", "A reply to someone", "The organization's page", "Somewhere else")


@require_GET
def ask(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    context = {
        "mine": list(selectors.my_questions(person)[:50]),
        "to_answer": list(selectors.open_questions()[:50]) if person.may(Right.ANSWER) else [],
        "may_answer": person.may(Right.ANSWER),
        "guidance": list(selectors.guidance()[:50]),
        "where": WHERE,
        "contact": people.answering(timezone.now()),
    }
    return render(request, "drafts/ask.html", context)


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
    question = asking.ask(
        by=person_of(request),
        at=timezone.now(),
        words=request.POST.get("words", ""),
        where=request.POST.get("where", ""),
    )
    return redirect("question", number=question.number)


@require_GET
def question(request: HttpRequest, number: int) -> HttpResponse:
    person = person_of(request)
    found = selectors.question(number, for_person=person)
    context = {
        "question": found,
        "own": found.asked_by_id == person.pk,
        "may_answer": person.may(Right.ANSWER) and found.asked_by_id != person.pk,
        "contact": people.answering(timezone.now()),
    }
    return render(request, "drafts/question.html", context)


@require_POST
def answer(request: HttpRequest, number: int) -> HttpResponse:
    person = person_of(request)
    found = selectors.question(number, for_person=person)
    asking.answer(
        found,
        by=person,
        at=timezone.now(),
        verdict=request.POST.get("verdict", ""),
        words=request.POST.get("words", ""),
    )
    return redirect("question", number=number)


@require_POST
def forget(request: HttpRequest, number: int) -> HttpResponse:
    person = person_of(request)
    asking.forget(selectors.question(number, for_person=person), by=person, at=timezone.now())
    return redirect("ask")


@require_POST
def publish(request: HttpRequest) -> HttpResponse:
    """Guidance for everyone, in general words; where it came of a question, none of that question's."""
    person = person_of(request)
    number = request.POST.get("question", "")
    found = selectors.question(int(number), for_person=person) if number.isascii() and number.isdigit() else None
    asking.publish_guidance(
        by=person,
        at=timezone.now(),
        heading=request.POST.get("heading", ""),
        text=request.POST.get("text", ""),
        question=found,
    )
    return redirect("ask")


@require_POST
def withdraw(request: HttpRequest, guidance: UUID) -> HttpResponse:
    found = Guidance.objects.filter(pk=guidance).first()
    if found is None:
        raise NotThere("There is no such guidance.")
    asking.withdraw_guidance(found, by=person_of(request), at=timezone.now())
    return redirect("ask")
