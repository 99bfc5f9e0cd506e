"""The page of programs: tokens and webhooks, made, shown once, ended."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bedside.core.errors import DeskError
from bedside.core.roles import Right
from bedside.core.scopes import DRAWS_ON, Scope
from bedside.desk.integrations import selectors, services
from bedside.desk.integrations.forms import TokenForm, WebhookForm, events_of, groups_of
from bedside.desk.integrations.models import Token, Webhook
from bedside.desk.people import selectors as people
from bedside.desk.people.doors import require_recent
from bedside.desk.people.models import Person

TROUBLES = {
    "no-such-name": "the name of its server is not known",
    "not-public": "its server is not on the public internet",
    "certificate": "its certificate does not hold",
    "timeout": "it did not answer in time",
    "no-answer": "it did not answer",
    "record-broken": "an entry of the record cannot be read",
}


def person_of(request: HttpRequest) -> Person:
    return cast(Person, request.person)  # type: ignore[attr-defined]


@require_safe
def integrations(request: HttpRequest) -> HttpResponse:
    """One's tokens, or for who manages them all; and the webhooks, for who manages them."""
    me, now = person_of(request), timezone.now()
    manages = me.may(Right.MANAGE_TOKENS)
    tokens = [token_row(t, works=t.works(now)) for t in selectors.seen_by(me)]
    context = {
        "working": [t for t in tokens if t["works"]],
        "ended": [t for t in tokens if not t["works"]],
        "manages": manages,
        "webhooks": [webhook_row(h) for h in selectors.webhooks()] if manages else [],
    }
    return render(request, "integrations/integrations.html", context)


def token_row(token: Token, *, works: bool) -> dict[str, Any]:
    good_for = selectors.usable(token)
    return {
        "token": token,
        "works": works,
        "scopes": [s for s in token.allows if s in good_for],
        "sleeping": [s for s in token.allows if s not in good_for],
        "by_other": token.made_by_id != token.person_id,
    }


def webhook_row(hook: Webhook) -> dict[str, Any]:
    said = hook.trouble
    trouble = TROUBLES.get(said) or (f"it answered with {said.removeprefix('status-')}" if said else "")
    return {"hook": hook, "hears": groups_of(hook.events), "trouble": trouble}


@require_http_methods(["GET", "HEAD", "POST"])
def make_token(request: HttpRequest) -> HttpResponse:
    """Make a token, after showing once more who one is; the page that answers shows it this one time."""
    me = person_of(request)
    everyone = people.everyone() if me.may(Right.MANAGE_TOKENS) else [me]
    form = TokenForm(request.POST or None, me=me, people=everyone)
    if request.method == "POST" and form.is_valid():
        require_recent(request)
        try:
            made = services.make_token(**form.chosen(), by=me, at=timezone.now())
        except DeskError as trouble:
            form.add_error("scopes", str(trouble))
        else:
            context = {"token": made.token, "text": made.text, "root": request.build_absolute_uri("/api/v1")}
            return render(request, "integrations/made.html", context, status=201)
    context = {"form": form, "closed": closed_to(me)}
    return render(request, "integrations/make_token.html", context, status=422 if form.errors else 200)


def closed_to(person: Person) -> list[Scope]:
    """What a token of this person cannot be good for."""
    return [s for s in Scope if not DRAWS_ON[s] & person.rights]


@require_POST
def revoke_token(request: HttpRequest, token: UUID) -> HttpResponse:
    me = person_of(request)
    found = services.revoke_token(selectors.token(token, for_person=me), by=me, at=timezone.now())
    messages.success(request, f"“{found.name}” is revoked. Whoever has it cannot come in any more.")
    return redirect("integrations")


@require_http_methods(["GET", "HEAD", "POST"])
def add_webhook(request: HttpRequest) -> HttpResponse:
    """Add a webhook; the page that answers shows its secret this one time."""
    me = person_of(request)
    people.require(me, Right.MANAGE_TOKENS)
    form = WebhookForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        require_recent(request)
        told = form.cleaned_data
        try:
            added = services.add_webhook(url=told["url"], events=events_of(told["hears"]), by=me, at=timezone.now())
        except DeskError as trouble:
            form.add_error("url", str(trouble))
        else:
            context = {"hook": added.webhook, "secret": added.secret}
            return render(request, "integrations/added.html", context, status=201)
    return render(request, "integrations/add_webhook.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def remove_webhook(request: HttpRequest, webhook: UUID) -> HttpResponse:
    found = selectors.webhook(webhook)
    services.remove_webhook(found, by=person_of(request), at=timezone.now())
    messages.success(request, f"{found.host} hears nothing more.")
    return redirect("integrations")


@require_POST
def switch_on(request: HttpRequest, webhook: UUID) -> HttpResponse:
    found = services.switch_on(selectors.webhook(webhook), by=person_of(request), at=timezone.now())
    messages.success(request, f"{found.host} is on again. What happened meanwhile is sent first.")
    return redirect("integrations")
