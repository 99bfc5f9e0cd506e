"""The rim: health, headers, settings of production, and logs that hold no words."""

import json
import logging
import os
import subprocess
import sys
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import path
from django.views.decorators.http import require_safe

from bedside.desk.audit import keys
from bedside.desk.people.doors import open_to_all
from bedside.site import logs
from bedside.site.databases import database_of
from bedside.site.settings.base import HOME

SECRET = "only-for-these-tests-0123456789-abcdefghijklmnopqrstuvwxyz"  # noqa: S105
WORDS = "Ada Example, bed 4, came in on Monday"


@pytest.mark.django_db
def test_health_says_which_part_is_missing(client: Client, settings: Any) -> None:
    fine = client.get("/health")
    assert (fine.status_code, fine.json()["fine"]) == (200, True)
    settings.BEDSIDE_SIGNING_KEY_TEXT = settings.BEDSIDE_SIGNING_KEY = ""
    keys.reread()
    try:
        answer = client.get("/health")
    finally:
        keys.reread()
    assert answer.status_code == 503
    assert answer.json()["parts"] == {"database": "fine", "key_ring": "fine", "signing_key": "SigningKeyError"}
    assert client.post("/health").status_code == 405


@pytest.mark.django_db
def test_every_answer_forbids_what_pages_do_not_need(client: Client) -> None:
    for address in ("/health", "/nothing-here"):
        headers = client.get(address).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cache-Control"] == "no-store"


@open_to_all
@require_safe
def broken(request: Any, which: str) -> Any:
    raise ValueError(WORDS)


class Broken:
    urlpatterns = (path("broken/<slug:which>", broken),)
    handler404 = "bedside.site.health.not_found"
    handler500 = "bedside.site.health.failed"


@pytest.mark.django_db
def test_a_page_that_breaks_tells_and_logs_no_words(settings: Any, capsys: pytest.CaptureFixture[str]) -> None:
    import types

    module = types.ModuleType("broken_urls")
    module.urlpatterns = list(Broken.urlpatterns)  # type: ignore[attr-defined]
    module.handler404, module.handler500 = Broken.handler404, Broken.handler500  # type: ignore[attr-defined]
    settings.ROOT_URLCONF = module
    handlers, level = logging.getLogger().handlers[:], logging.getLogger().level
    logs.begin()
    try:
        answer = Client(raise_request_exception=False).get("/broken/ada-example?said=bed+4")
    finally:
        logging.getLogger().handlers[:] = handlers
        logging.getLogger().setLevel(level)
    assert answer.status_code == 500
    assert "number" in answer.content.decode()
    logged = capsys.readouterr().err
    lines = [json.loads(line) for line in logged.splitlines()]
    assert {"request", "library"} <= {line["event"] for line in lines}
    assert any(line.get("error") == "ValueError" for line in lines), lines
    for text in (logged, answer.content.decode()):
        assert not any(word in text.lower() for word in ("ada", "bed", "monday", "said"))
    assert all(set(line) <= logs.ALLOWED for line in lines)


def test_only_listed_keys_with_plain_values_are_logged() -> None:
    kept = logs.only_allowed(None, "", {"event": "saved", "draft": WORDS, "count": 3, "kind": ["x"], "rule": "PHI-1"})
    assert kept == {"event": "saved", "count": 3, "rule": "PHI-1"}


def production(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("BEDSIDE", "DJANGO"))} | more
    environment |= {"DJANGO_SETTINGS_MODULE": "bedside.site.settings.production", "BEDSIDE_HOME": str(HOME)}
    return subprocess.run(
        [sys.executable, "-m", "django", *words], env=environment, capture_output=True, text=True, check=False
    )


def test_the_deployment_check_of_production_has_nothing_to_say() -> None:
    done = production("check", "--deploy", BEDSIDE_SECRET_KEY=SECRET, BEDSIDE_HOSTS="bedside.example.org")
    assert done.returncode == 0
    assert done.stderr == ""
    assert done.stdout == "System check identified no issues (0 silenced).\n"


def test_production_without_a_secret_does_not_start() -> None:
    done = production("check", BEDSIDE_HOSTS="bedside.example.org")
    assert done.returncode != 0
    assert "BEDSIDE_SECRET_KEY is not set" in done.stderr


def test_models_and_migrations_say_the_same() -> None:
    done = production("makemigrations", "--check", "--dry-run", BEDSIDE_SECRET_KEY=SECRET, BEDSIDE_HOSTS="x.example")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("url", ["mysql://a:secret@h/n", "postgresql://h", "nonsense:secret"])
def test_a_database_url_of_another_kind_is_told_without_its_password(url: str) -> None:
    with pytest.raises(ImproperlyConfigured) as told:
        database_of(url, home=HOME)
    assert "secret" not in str(told.value)
