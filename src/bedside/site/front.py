"""The front door: each person to the room where they begin."""

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from bedside.core.roles import Right

FIRST = (
    (Right.APPROVE, "queue"),
    (Right.WRITE, "write"),
    (Right.MANAGE_PEOPLE, "people"),
    (Right.SEE_RECORD, "record"),
)


@require_safe
def door(request: HttpRequest) -> HttpResponseRedirect:
    person = request.person  # type: ignore[attr-defined]
    room = next((room for right, room in FIRST if person.may(right)), "ask")
    return HttpResponseRedirect(reverse(room))
