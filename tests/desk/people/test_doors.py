"""Doors: every address is shut unless it says otherwise; what a refusal looks like; and "is it you?"."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, path
from django.utils import timezone

from bedside.core.errors import DeskError, NotThere
from bedside.core.roles import Role
from bedside.desk.audit.models import Entry
from bedside.desk.people import selectors, services
from bedside.desk.people.doors import own_scope, require_recent
from bedside.desk.people.models import Facility, Person, SignIn
from bedside.desk.tenancy import scope
from bedside.desk.tenancy.models import Organization
from bedside.site import urls as real
from tests.desk.acting import signed_in
from tests.desk.people.conftest import PASSWORD, code_now, events, facts, give_app, give_password, size

People = dict[str, Person]
pytestmark = pytest.mark.django_db
FILLED = {
    "uuid": "00000000-0000-4000-8000-000000000000",
    "int": "1",
    "str": "x",
    "slug": "x",
}
OPEN = {
    "sign-in",
    "account_login",
    "mfa_login_webauthn",
    "start-over",
    "invitation",
    "one-time",
    "password-forgotten",
    "password-sent",
    "password-new",
    "mfa_authenticate",
    "openid_connect_login",
    "openid_connect_callback",
    "health",
}


def every(patterns: Any = None, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address with something filled in, and its pattern."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(one, URLResolver):
            yield from every(one.url_patterns, before + str(one.pattern))
        else:
            yield before + str(one.pattern), one


def filled(route: str) -> str:
    import re

    route = re.sub(r"<(\w+):\w+>", lambda m: FILLED.get(m[1], "1"), route)
    route = re.sub(r"\(\?P<\w+>[^)]*\)", "oidc", route)
    return "/" + re.sub(r"<\w+>", "x", route).strip("^$")


def test_every_address_is_shut_to_who_is_not_signed_in(client: Client, db: None) -> None:
    shut = 0
    for route, pattern in every():
        if pattern.name in OPEN or getattr(pattern.callback, "open_to_all", False):
            continue
        for answer in (client.get(filled(route)), client.post(filled(route))):
            gone = answer.status_code == 302 and answer["Location"].startswith("/sign-in")
            assert gone or answer.status_code == 401, (route, answer.status_code)
        shut += 1
    assert shut > 25


def test_what_is_open_here_is_open_on_purpose() -> None:
    ours = every(get_resolver("bedside.desk.people.urls").url_patterns)
    assert {p.name for _, p in ours if getattr(p.callback, "open_to_all", False)} == OPEN - {"health"}


# ---- refusals

SAID = "Draft 118 is released. It can be taken back, not changed."


def refusing(request: HttpRequest, how: str) -> HttpResponse:
    if how == "fine":
        return TemplateResponse(request, "people/sign_in_rules.html", {"people": Person.objects.all()})
    Facility.objects.create(name="written before the refusal")
    raise NotThere("There is no such draft here.") if how == "nothing" else DeskError(SAID)


def guarded(request: HttpRequest) -> HttpResponse:
    kind = require_recent(request)
    Facility.objects.create(name=request.POST.get("words", "-")[:100])
    return HttpResponse(f"done by {kind}")


@own_scope
def alone(request: HttpRequest) -> HttpResponse:
    with scope.within(request.organization.pk):  # type: ignore[attr-defined]
        count = Person.objects.count()
    with pytest.raises(DeskError):
        Person.objects.count()
    return HttpResponse(f"{request.person.name} of {count}")  # type: ignore[attr-defined]


@pytest.fixture
def more_addresses(settings: Any) -> None:
    import types

    module = types.ModuleType("more_urls")
    module.urlpatterns = [  # type: ignore[attr-defined]
        path("refusing/<str:how>", refusing),
        path("guarded", guarded),
        path("alone", alone),
        *real.urlpatterns,
    ]
    settings.ROOT_URLCONF = module


@pytest.mark.usefixtures("more_addresses")
class TestRefusals:
    def test_a_refused_act_is_undone_and_said_on_a_calm_page(
        self, people: People, clinic: Organization, client: Client
    ) -> None:
        signed_in(client, people["owner"])
        answer = client.post("/refusing/done", headers={"Referer": "http://testserver/people"})
        page = answer.content.decode()
        assert answer.status_code == 409
        assert SAID in page and 'href="/people"' in page and "Traceback" not in page
        with scope.within(clinic.pk):
            assert not Facility.objects.exists()

    def test_what_is_not_there_is_404(self, people: People, client: Client) -> None:
        signed_in(client, people["owner"])
        answer = client.get("/refusing/nothing", headers={"Referer": "https://evil.example/x"})
        assert answer.status_code == 404
        assert "evil" not in answer.content.decode() and 'href="/"' in answer.content.decode()

    @pytest.mark.parametrize("headers", [{"Accept": "application/json"}, {"HX-Request": "true"}])
    def test_scripts_are_told_in_a_problem_document(
        self, people: People, client: Client, headers: dict[str, str]
    ) -> None:
        signed_in(client, people["owner"])
        answer = client.post("/refusing/done", headers=headers)
        assert (answer.status_code, answer["Content-Type"]) == (409, "application/problem+json")
        assert answer.json()["detail"] == SAID and answer.json()["status"] == 409

    def test_a_page_is_written_inside_its_organisations_work(self, people: People, client: Client) -> None:
        signed_in(client, people["owner"])
        assert client.get("/refusing/fine").status_code == 200

    def test_a_view_may_open_the_organisations_work_itself(self, people: People, client: Client) -> None:
        signed_in(client, people["owner"])
        assert client.get("/alone").content == b"Odette Marsh of 8"

    def test_scripts_of_who_is_signed_out_are_told_where_to_sign_in(self, client: Client) -> None:
        told = client.post("/refusing/done", headers={"Accept": "application/json"})
        assert told.status_code == 401 and told.json()["sign_in"] == "/sign-in"
        partial = client.get(
            "/refusing/done", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/people?page=2"}
        )
        assert (partial.status_code, partial["HX-Redirect"]) == (401, "/sign-in?next=%2Fpeople%3Fpage%3D2")


# ---- is it you?

WORDS = "Zebulon Canary was in bed 4"


@pytest.mark.usefixtures("more_addresses")
class TestIsItYou:
    def test_a_moment_after_signing_in_nobody_is_asked(self, people: People, client: Client) -> None:
        signed_in(client, people["owner"], ago=500)
        assert client.post("/guarded").content == b"done by totp"

    def test_later_they_are_asked_and_what_they_wrote_comes_along(
        self, people: People, clinic: Organization, client: Client
    ) -> None:
        owner = people["owner"]
        give_password(owner)
        signed_in(client, owner, ago=700)
        before = size(clinic)

        asked = client.post("/guarded", {"words": WORDS, "ticked": ["a", "b"], "csrfmiddlewaretoken": "x"})
        page = asked.content.decode()
        assert asked.status_code == 403 and "Is it you?" in page
        assert f'name="words" value="{WORDS}"' in page
        assert page.count('name="ticked"') == 2 and 'value="x"' not in page
        assert not _facilities(clinic) and size(clinic) == before
        done = client.post("/guarded", {"words": WORDS, "again_password": PASSWORD})

        assert done.content.startswith(b"done by ")
        assert _facilities(clinic) == [WORDS]
        assert client.post("/guarded", {"words": "more"}).status_code == 200

    def test_an_app_can_answer_too_and_a_page_that_was_looked_at_opens(self, people: People, client: Client) -> None:
        owner = people["owner"]
        give_app(owner)
        signed_in(client, owner, ago=700)
        asked = client.get("/second-factor/codes")
        assert asked.status_code == 403 and 'name="again_look"' in asked.content.decode()
        done = client.post("/second-factor/codes", {"again_look": "yes", "again_code": code_now()})
        assert (done.status_code, done["Location"]) == (302, "/second-factor/codes")
        assert client.get("/second-factor/codes").status_code == 200

    def test_wrong_answers_are_counted_and_one_too_many_ends_the_session(
        self, people: People, clinic: Organization, client: Client
    ) -> None:
        owner = people["owner"]
        give_password(owner)
        signed_in(client, owner, ago=700)
        before = size(clinic)
        for _ in range(4):
            answer = client.post("/guarded", {"words": WORDS, "again_password": "not this one"})
            assert answer.status_code == 403 and "This is not your password" in answer.content.decode()
            assert WORDS in answer.content.decode()
        last = client.post("/guarded", {"words": WORDS, "again_password": "not this one"})

        assert last.status_code == 429
        assert events(clinic, since=before) == ["sign_in.failed"] * 4 + ["sign_in.locked"]
        assert '"step":"again"' in facts(clinic)
        assert not SignIn.objects.filter(user=owner.user).exists()
        assert not _facilities(clinic)
        attempt = AccessAttempt.objects.get()
        assert "Zebulon" not in " ".join(str(getattr(attempt, f.name)) for f in attempt._meta.fields)
        signed_in(client, owner, ago=700)
        assert client.post("/guarded", {"again_password": PASSWORD}).status_code == 429

    def test_a_script_is_told_that_a_person_has_to_come(self, people: People, client: Client) -> None:
        signed_in(client, people["owner"], ago=700)
        answer = client.post("/guarded", headers={"Accept": "application/json"})
        assert answer.status_code == 403 and answer.json()["type"] == "is-it-you"

    def test_in_the_demo_a_button_is_enough_and_only_there(
        self, people: People, clinic: Organization, client: Client, settings: Any
    ) -> None:
        settings.BEDSIDE_DEMO = True
        signed_in(client, people["owner"], kind="one-time-link", ago=700)
        assert 'name="again_button"' in client.post("/guarded").content.decode()
        assert client.post("/guarded", {"again_button": "yes"}).status_code == 200
        settings.BEDSIDE_DEMO = False
        signed_in(client, people["owner"], ago=700)
        assert client.post("/guarded", {"again_button": "yes"}).status_code == 403

    def test_roles_are_changed_only_by_who_has_just_shown_who_they_are(
        self, people: People, clinic: Organization, client: Client
    ) -> None:
        owner, author = people["owner"], people["author"]
        give_password(owner)
        signed_in(client, owner, ago=700)
        form = {"roles": ["reviewer", "author"], "reason": "helps out"}
        assert client.post(f"/people/{author.pk}/roles", form).status_code == 403
        done = client.post(f"/people/{author.pk}/roles", form | {"again_password": PASSWORD})
        assert done["Location"] == f"/people/{author.pk}"
        with scope.within(clinic.pk):
            assert selectors.anyone(author.pk).roles == (Role.REVIEWER, Role.AUTHOR)
            assert Entry.objects.filter(event="person.roles_changed").count() == 1


def _facilities(organization: Organization) -> list[str]:
    with scope.within(organization.pk):
        return [f.name for f in Facility.objects.all()]


def test_a_role_that_was_given_since_asks_for_a_second_factor_at_the_next_click(
    people: People, clinic: Organization, client: Client
) -> None:
    ada = people["employee"]
    signed_in(client, ada, kind="password")
    assert client.get("/people").status_code == 200
    with scope.within(clinic.pk):
        services.set_roles(ada, [Role.REVIEWER], by=people["owner"], at=timezone.now() + timedelta(seconds=1))
    assert client.get("/people")["Location"].startswith("/second-factor/needed")
