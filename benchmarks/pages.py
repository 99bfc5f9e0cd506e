"""Server time of the workspace's pages as a ratio to an empty Django page.

    python -m benchmarks.pages

The empty page is what a Django site is without doing anything: its usual middleware, a session with a signed-in user
that the view looks at, and a template that extends another. Both are asked in turn, in one process, on one database.
"""

import gc
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from types import ModuleType
from typing import Any

ROUNDS, BLOCK = 120, 20
ALLOWED = 5.0  # p95 against p95
PAGES = {
    "write": "/write",
    "composer": "/drafts/{writing}",
    "queue": "/review",
    "one draft in review": "/review/{in_review}",
    "certificate": "/releases/{released}",
    "ask first": "/ask",
    "record": "/record",
    "people": "/people",
}
EMPTY = "{% extends 'base.html' %}{% block main %}Hello {{ request.user.email }}{% endblock %}"
BASE = "<!doctype html><html lang='en'><title>Hello</title><body>{% block main %}{% endblock %}</body></html>"
USUAL = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]


def prepared(folder: Path) -> Any:
    """A workspace with one of everything, on a database of its own."""
    os.environ |= {"BEDSIDE_HOME": str(folder), "DJANGO_SETTINGS_MODULE": "tests.settings"}
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    from tests.desk.worlds import built

    return built("north", canary="Quillfeather", offset=30)


def empty_page() -> ModuleType:
    """A URL map with one page that does nothing."""
    from django.http import HttpRequest, HttpResponse
    from django.template import Engine, RequestContext, Template
    from django.urls import path

    engine = Engine(loaders=[("django.template.loaders.locmem.Loader", {"base.html": BASE, "empty.html": EMPTY})])
    template: Template = engine.get_template("empty.html")

    def empty(request: HttpRequest) -> HttpResponse:
        return HttpResponse(template.render(RequestContext(request, {"request": request})))

    module = ModuleType("empty_urls")
    module.urlpatterns = [path("empty", empty)]  # type: ignore[attr-defined]
    return module


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def timed(client: Any, url: str) -> float:
    began = time.perf_counter()
    answer = client.get(url, HTTP_ACCEPT="text/html")
    taken = time.perf_counter() - began
    assert answer.status_code == 200, (url, answer.status_code)
    return taken


def block(client: Any, url: str) -> list[float]:
    """Some requests in a row, after one that fills what was emptied."""
    timed(client, url)
    return [timed(client, url) for _ in range(BLOCK)]


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        world = prepared(Path(folder))
        from django.conf import settings
        from django.test import Client, override_settings

        from tests.desk.acting import signed_in

        gc.collect()
        gc.freeze()  # as the server does once it is warm
        numbers = {state: draft.number for state, draft in world.drafts.items()}
        module = empty_page()
        plain = {"ROOT_URLCONF": module, "MIDDLEWARE": USUAL, "DEBUG": False}
        worst = 0.0
        for name, pattern in PAGES.items():
            role = "author" if name in {"write", "composer"} else "point_of_contact"
            url = pattern.format(**numbers)
            ours, theirs = signed_in(Client(), world.people[role]), signed_in(Client(), world.people[role])
            times: dict[str, list[float]] = {"ours": [], "empty": []}
            timed(ours, url)
            for _ in range(ROUNDS // BLOCK):  # in blocks: to change the settings empties Django's caches
                times["ours"] += block(ours, url)
                with override_settings(**plain):
                    times["empty"] += block(theirs, "/empty")
            ratio = p95(times["ours"]) / p95(times["empty"])
            worst = max(worst, ratio)
            middle = statistics.median(times["ours"]) / statistics.median(times["empty"])
            print(
                f"{name}: p95 {1000 * p95(times['ours']):.1f} ms, {ratio:.1f} times an empty page "
                f"({1000 * p95(times['empty']):.1f} ms); median {middle:.1f} times"
            )
        print(
            f"pages, worst p95 against an empty page: {worst:.1f}; at most {ALLOWED} ({settings.DATABASES['default']['ENGINE'].rpartition('.')[2]})"
        )
    return 0 if worst <= ALLOWED else 1


if __name__ == "__main__":
    sys.exit(main())
