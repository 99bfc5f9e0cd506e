"""What every page of the workspace shows: who is here, who answers now, the rooms."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

import bedside
from bedside.core.roles import Right
from bedside.desk.drafts import selectors as drafts
from bedside.desk.people import selectors as people
from bedside.desk.people.models import Person

# key, label, name of the URL, icon, who may enter, in the short bar of phones, names of URLs that are in this room
ROOMS = (
    ("write", "Write", "write", "pencil-simple", Right.WRITE, True, ("draft", "write")),
    ("review", "Review", "queue", "checks", Right.SEE_DRAFTS, True, ("review", "queue")),
    ("ask", "Ask first", "ask", "chat-circle-dots", Right.ASK, True, ("ask", "question", "guidance")),
    ("record", "Record", "record", "list-checks", Right.SEE_RECORD, True, ("record",)),
    ("policies", "Rules", "policies", "scales", Right.ASK, False, ("policies", "rule", "public")),
    ("people", "People", "people", "users-three", Right.ASK, False, ("people", "person", "absence", "facilit")),
)

# behind one's own name: label, name of the URL, icon
MINE = (("Programs", "integrations", "plugs-connected"),)


def context(request: HttpRequest) -> dict[str, Any]:
    """The shell's part of every page; of a page without a person, next to nothing."""
    person: Person | None = getattr(request, "person", None)
    plain = {"build": bedside.__version__, "demo": settings.BEDSIDE_DEMO, "now": timezone.now()}
    if person is None:
        return plain | {"person": None, "organization": None, "answering": None, "rooms": []}
    now = timezone.now()
    counts = drafts.counts(person)
    return plain | {
        "person": person,
        "organization": request.organization,  # type: ignore[attr-defined]
        "answering": answering(now),
        "rooms": rooms(person, counts=counts, here=_name(request)),
        "counts": counts,
        "me_links": [{"label": label, "url": reverse(url), "icon": icon} for label, url, icon in MINE],
        "time_zone": person.time_zone,
    }


def _name(request: HttpRequest) -> str:
    match = request.resolver_match
    return (match.url_name or "") if match else ""


def rooms(person: Person, *, counts: dict[str, int], here: str) -> list[dict[str, Any]]:
    """The rooms this person may enter, with the number of what waits there."""
    waits = {"review": counts["review"] + counts["second"], "ask": counts["ask"], "write": counts["mine"]}
    return [
        {
            "key": key,
            "label": label,
            "url": reverse(url),
            "icon": icon,
            "count": waits.get(key, 0),
            "current": any(here.startswith(name) for name in names),
            "short": short,
        }
        for key, label, url, icon, right, short, names in ROOMS
        if person.may(right)
    ]


def answering(at: datetime) -> dict[str, Any] | None:
    """Who answers now; where somebody else does later today, from when and who."""
    found = people.answer_line(at)
    if found.now is None:
        return None
    today = found.until is not None and timezone.localdate(found.until) == timezone.localdate(at)
    return {
        "name": found.now.name,
        "short_name": found.now.short_name,
        "initials": found.now.initials,
        "hours": found.now.hours,
        "until": found.until if today else None,
        "then_name": found.then.name if today and found.then else "",
        "deputy": found.deputy,
    }
