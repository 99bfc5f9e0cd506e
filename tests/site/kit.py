"""The kit: every part of the pages on a few pages, for tests and for looking. `python -m tests.site.kit` serves it.

It needs no database and none of the desk's apps, which also proves that the shell needs neither.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone

from bedside.site.settings.base import CONTENT_SECURITY_POLICY
from bedside.site.templatetags.bedside import ICONS

NOW = datetime(2026, 11, 24, 16, 42, tzinfo=UTC)
DIGESTS = [f"{n:02x}" * 32 for n in (0x7F, 0x03, 0x5C, 0xA4, 0xE1, 0x28)]

SETTINGS: dict[str, Any] = {
    "ROOT_URLCONF": "tests.site.kit",
    "MIDDLEWARE": ["csp.middleware.CSPMiddleware", "django.middleware.csrf.CsrfViewMiddleware"],
    "TEMPLATES": [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [Path(__file__).parent],
            "APP_DIRS": True,
            "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
        }
    ],
    "CONTENT_SECURITY_POLICY": CONTENT_SECURITY_POLICY,
    "ALLOWED_HOSTS": ["127.0.0.1", "localhost"],
    "STORAGES": {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}},
}

ROOMS = [
    ("write", "Write", "pencil-simple-line", 0, True, False),
    ("review", "Review", "checks", 6, True, False),
    ("ask", "Ask first", "chat-circle-dots", 2, True, False),
    ("calendar", "Calendar", "calendar-blank", 0, True, False),
    ("inbox", "Inbox", "tray", 9, False, False),
    ("record", "Record", "list-checks", 0, False, True),
    ("policies", "Policies", "scales", 0, False, False),
    ("people", "People", "users", 0, False, False),
]


class Shell:
    """What the context processor gives to every page, with invented people."""

    def __init__(self, current: str = "review") -> None:
        self.current = current

    def context(self) -> dict[str, Any]:
        return {
            "person": {"name": "Theo Marsh", "initials": "TM", "short_name": "Theo"},
            "organization": {"name": "Harbor Elm Clinics"},
            "answering": {
                "name": "Rosa Quill",
                "short_name": "Rosa",
                "initials": "RQ",
                "until": datetime(2026, 11, 24, 19, 0, tzinfo=UTC),
                "then_name": "Jonas Weir",
                "deputy": False,
            },
            "rooms": [
                {"key": k, "label": label, "url": f"/?room={k}", "icon": icon, "count": count, "short": short}
                | {"current": k == self.current, "apart": apart}
                for k, label, icon, count, short, apart in ROOMS
            ],
            "me_links": [{"url": "/form", "label": "Your settings", "icon": "gear-six"}],
            "now": NOW,
            "time_zone": "America/New_York",
            "demo": True,
        }


class AskForm(forms.Form):
    words = forms.CharField(label="Describe the picture", help_text="People who cannot see it hear this.")
    why = forms.CharField(label="Reason", widget=forms.Textarea, required=False)
    kind = forms.ChoiceField(
        label="What is it?",
        choices=[("post", "A post"), ("story", "A story about a patient"), ("reply", "A reply")],
        widget=forms.RadioSelect,
    )
    channel = forms.ChoiceField(label="Where?", choices=[("", "Choose a place"), ("site", "Our website")])
    code = forms.CharField(label="Six digits from your app", widget=forms.TextInput({"inputmode": "numeric"}))
    sure = forms.BooleanField(label="I have read it aloud", help_text="It helps more than one would think.")


def finding(weight: str, message: str, advice: str, rule: str, sure: str = "sure") -> dict[str, Any]:
    return {"id": rule, "rule": rule, "name": "", "weight": weight, "message": message, "advice": advice} | {
        "citation": "45 CFR 164.514(b)(2)(i)(A)",
        "sure": sure,
        "waived": False,
    }


FINDINGS = [
    finding(
        "hold",
        "A patient’s first name. No signed permission is linked to this draft.",
        "Leave it out, or link the permission.",
        "PHI-A1",
    ),
    finding(
        "review",
        "“Youngest ever” fits one person only.",
        "A rare age for this operation, and one named clinic: it adds up.",
        "PHI-R1",
        "fairly sure",
    ),
    finding(
        "advice", "Would you say this to a co-worker there?", "Advice, yours to take or leave.", "TONE-C2", "a guess"
    ),
    finding("hold", "This date belongs to someone’s care.", "The year alone is fine.", "PHI-C1") | {"waived": True},
]


def everything(request: HttpRequest) -> HttpResponse:
    moments = [NOW + timedelta(minutes=m) for m in (8, 48, 200, 1300)]
    given = Shell().context() | {
        "walk": [("Write", "done"), ("Check", "done"), ("Review", "current"), ("Release", "todo"), ("Out", "todo")],
        "digests": DIGESTS,
        "findings": FINDINGS,
        "moments": moments,
        "page": Paginator(range(70), 10).get_page(3),
        "icons": sorted(p.stem for p in ICONS.glob("*.svg")),
        "colors": COLORS,
        "form": AskForm({}),
    }
    return render(request, "kit.html", given)


COLORS = [
    *("linen", "paper", "sunk", "raised", "line", "edge", "ink", "ink-2", "ink-3", "scrub", "scrub-soft", "scrub-fill"),
    *("rail", "rail-on", "lamp", "hold", "hold-line", "hold-soft", "review", "review-line", "review-soft", "advice"),
    *("advice-line", "advice-soft", "clear", "clear-line", "clear-soft", "blank", "blank-line", "blank-soft"),
]


def form(request: HttpRequest) -> HttpResponse:
    return render(request, "kit_form.html", Shell("write").context() | {"form": AskForm({})})


def certificate(request: HttpRequest) -> HttpResponse:
    return render(request, "kit_certificate.html", Shell("record").context() | {"digest": DIGESTS[0]})


def door(request: HttpRequest) -> HttpResponse:
    return render(
        request, "kit_door.html", {"demo": True, "form": AskForm(), "answering": Shell().context()["answering"]}
    )


def error(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, f"errors/{name}.html", {"number": "b41f09"}, status=int(name) if name.isdigit() else 403)


urlpatterns = [
    path("", everything),
    path("form", form),
    path("certificate", certificate),
    path("door", door),
    path("errors/<slug:name>", error),
]


class _Quiet(WSGIRequestHandler):
    def log_message(self, *words: Any) -> None:
        pass


@contextmanager
def served(port: int = 0) -> Iterator[str]:
    """The kit's address, for as long as the block lasts; the settings must be those of ``SETTINGS``."""
    server = make_server("127.0.0.1", port, StaticFilesHandler(WSGIHandler()), handler_class=_Quiet)
    worker = threading.Thread(target=server.serve_forever, daemon=True)
    worker.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        worker.join()


if __name__ == "__main__":
    import django

    settings.configure(
        **SETTINGS,
        INSTALLED_APPS=["bedside.site", "django.contrib.staticfiles"],
        SECRET_KEY="only-for-looking",  # noqa: S106
        STATIC_URL="/static/",
        TIME_ZONE="America/New_York",
        USE_TZ=True,
    )
    django.setup()
    timezone.activate(ZoneInfo("America/New_York"))
    with served(8123) as address:
        print(address)
        threading.Event().wait()
