"""What views of drafts share: bodies read, drafts found, looks taken, the walk drawn."""

import json
from datetime import datetime
from typing import Any, cast

from django.http import HttpRequest, HttpResponse, JsonResponse, RawPostDataException
from django.shortcuts import redirect, resolve_url

from bedside.core.content import Kind
from bedside.core.errors import BadInput, DeskError
from bedside.core.flow import State
from bedside.core.records import moment_of, plannable
from bedside.desk.drafts.models import Draft, Version
from bedside.desk.drafts.words import Shown, Words, clean, words_of
from bedside.desk.people import refusals
from bedside.desk.people.models import Person
from bedside.desk.tenancy import scope

WALK = ("Write", "Check", "Review", "Release", "Out")
STANDS_AT = {
    State.WRITING: 0,
    State.RETURNED: 0,
    State.IN_REVIEW: 2,
    State.SECOND_LOOK: 2,
    State.RELEASED: 3,
    State.LAPSED: 3,
    State.TAKEN_BACK: 3,
}


class BadRequest(DeskError):
    """What a page sent cannot be read."""

    status = 400


def person_of(request: HttpRequest) -> Person:
    return cast(Person, request.person)  # type: ignore[attr-defined]


def walk_of(draft: Draft) -> list[tuple[str, str]]:
    """Where the words are: each step of the walk with done, current or todo. None is current where it ended."""
    at = STANDS_AT.get(State(draft.state))
    return [
        (label, "todo" if at is None else "done" if i < at else "current" if i == at else "todo")
        for i, label in enumerate(WALK)
    ]


def json_of(request: HttpRequest) -> dict[str, Any]:
    """The JSON object of a request.

    Raises:
        BadRequest: it is none.
    """
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError, RawPostDataException):  # the last: a form with files, where none belongs
        body = None
    if not isinstance(body, dict):
        raise BadRequest("What the page sent could not be read. Load the page again; your words are still in it.")
    return body


def text_in(body: dict[str, Any], name: str) -> str:
    value = body.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadRequest(f"“{name}” is not text.")
    return value


def texts_in(body: dict[str, Any], name: str) -> list[str]:
    value = body.get(name)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise BadRequest(f"“{name}” is not a list of texts.")
    return value


def kind_in(body: dict[str, Any]) -> Kind:
    try:
        return Kind(text_in(body, "kind") or Kind.POST)
    except ValueError:
        raise BadRequest("This kind of draft is not known.") from None


def moment_in(value: Any) -> datetime | None:
    try:
        found = moment_of(value)
    except BadInput:
        raise BadRequest("The planned time could not be read.") from None
    if found is not None and not plannable(found):
        raise BadRequest("Nothing can be planned for that time. Choose another one.")
    return found


def words_in(body: dict[str, Any], version: Version) -> Words:
    """The words of a request, with the pictures of the version and the descriptions that came along."""
    alts = texts_in(body, "alt_texts")
    shown = words_of(version.words).pictures
    described = tuple(Shown(p.id, p.digest, clean(alts[i]) if i < len(alts) else p.alt) for i, p in enumerate(shown))
    return Words(body=clean(text_in(body, "body")), in_reply_to=clean(text_in(body, "in_reply_to")), pictures=described)


def alts_in(body: dict[str, Any], version: Version) -> dict[str, str]:
    return {p.id: p.alt for p in words_in(body, version).pictures}


def within(request: HttpRequest) -> Any:
    return scope.within(request.organization.pk)  # type: ignore[attr-defined]


def done(request: HttpRequest, to: str, **values: Any) -> HttpResponse:
    """The answer to a form whose work is done: on to the page of that name.

    A page that sent the form by script is told where to go, so that it can stay and keep what is being typed in it.
    """
    if refusals.wants_json(request):
        return JsonResponse({"to": resolve_url(to, **values)})
    return redirect(to, **values)
