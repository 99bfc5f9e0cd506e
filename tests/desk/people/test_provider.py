"""Coming in by the organisation's own sign-in (OpenID Connect): only who has a place here already."""

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.utils import timezone

from bedside.desk.people import services
from bedside.desk.people.models import Person, User
from bedside.desk.tenancy import scope
from bedside.desk.tenancy.models import Organization
from bedside.site.providers import providers_of
from tests.desk.people.conftest import code_now, events, facts, give_app, size
from tests.desk.people.issuer import CLIENT, SECRET, Issuer, running

People = dict[str, Person]
pytestmark = pytest.mark.django_db


def environment(url: str, **more: str) -> dict[str, str]:
    return {
        "BEDSIDE_OIDC_ISSUER": url,
        "BEDSIDE_OIDC_CLIENT_ID": CLIENT,
        "BEDSIDE_OIDC_CLIENT_SECRET": SECRET,
        "BEDSIDE_OIDC_NAME": "Harbor sign-in",
    } | more


@pytest.fixture(scope="module")
def server() -> Iterator[Issuer]:
    with running() as issuer:
        yield issuer


@pytest.fixture
def issuer(server: Issuer, settings: Any) -> Issuer:
    server.told = {"sub": "u-1", "email": "", "email_verified": True}
    server.audience, server.breaks = CLIENT, False
    settings.SOCIALACCOUNT_PROVIDERS = providers_of(environment(server.url))
    return server


def come_in(client: Client, issuer: Issuer, person: Person | None = None, *, to: str = "/me", **told: Any) -> Any:
    """To the provider and back."""
    issuer.told |= ({"email": person.email} if person else {}) | told
    away = client.post(f"/account/oidc/login/?process=login&next={to}")
    assert away.status_code == 302, away.content.decode()
    return client.get(f"/account/oidc/login/callback/?{issuer.authorize(away['Location'])}")


def test_who_has_a_place_here_comes_in(people: People, clinic: Organization, client: Client, issuer: Issuer) -> None:
    assert "Sign in with Harbor sign-in" in client.get("/sign-in").content.decode()
    ada = people["employee"]
    before = size(clinic)

    answer = come_in(client, issuer, ada)

    assert answer["Location"] == "/me"
    assert set(issuer.asked["scope"].split()) == {"openid", "profile", "email"}
    assert issuer.asked["code_challenge_method"] == "S256"
    assert events(clinic, since=before) == ["person.signed_in"]
    assert '"factor":"oidc"' in facts(clinic)
    assert "Ada Example" in client.get("/me").content.decode()
    assert SocialAccount.objects.get().user == ada.user


def test_the_providers_word_is_no_second_factor_unless_it_is_said_to_be(
    people: People, client: Client, issuer: Issuer, settings: Any
) -> None:
    come_in(client, issuer, people["reviewer"])
    assert client.get("/people")["Location"].startswith("/second-factor/needed")
    settings.BEDSIDE_OIDC_MFA = True
    assert client.get("/people").status_code == 200


def test_who_has_a_second_factor_here_shows_it(people: People, client: Client, issuer: Issuer) -> None:
    give_app(people["reviewer"])
    assert come_in(client, issuer, people["reviewer"])["Location"] == "/second-factor"
    assert client.get("/people")["Location"].startswith("/sign-in")
    client.post("/second-factor", {"code": code_now()})
    assert client.get("/people").status_code == 200


@pytest.mark.parametrize("how", ["unknown", "unproven", "gone", "another's token", "a broken provider"])
def test_nobody_else_comes_in(people: People, clinic: Organization, client: Client, issuer: Issuer, how: str) -> None:
    person, told = people["employee"], {}
    if how == "unknown":
        told = {"email": "nia@example.org"}
    elif how == "unproven":
        told = {"email_verified": False}
    elif how == "gone":
        with scope.within(clinic.pk):
            services.leave(person, by=people["owner"], at=timezone.now())
    elif how == "another's token":
        issuer.audience = "another program"
    else:
        issuer.breaks = True
    before = User.objects.count(), size(clinic)

    answer = come_in(client, issuer, person, **told)

    assert answer.status_code == 403 and "You are not signed in" in answer.content.decode()
    assert client.get("/me")["Location"].startswith("/sign-in")
    assert (User.objects.count(), size(clinic)) == before
    assert not SocialAccount.objects.exists()


def test_who_says_no_at_the_provider_is_back_at_the_door(client: Client, issuer: Issuer, clinic: Organization) -> None:
    away = client.post("/account/oidc/login/?process=login")
    issuer.authorize(away["Location"])
    back = client.get(f"/account/oidc/login/callback/?error=access_denied&state={issuer.asked['state']}")
    assert back.status_code == 403 and "did not work out" in back.content.decode()
    replayed = client.get(f"/account/oidc/login/callback/?code=c-1&state={issuer.asked['state']}")
    assert replayed.status_code == 403


def test_the_providers_name_for_somebody_outlasts_their_address(people: People, client: Client, issuer: Issuer) -> None:
    come_in(client, issuer, people["employee"])
    other = Client()
    answer = come_in(other, issuer, people["employee"], email="ada.new@example.org", email_verified=False)
    assert answer["Location"] == "/me"
    assert "Ada Example" in other.get("/me").content.decode()


def test_addresses_of_the_organisations_own_domain_may_be_taken_as_proven(
    people: People, client: Client, issuer: Issuer, settings: Any
) -> None:
    domain = people["employee"].email.rpartition("@")[2]
    settings.SOCIALACCOUNT_PROVIDERS = providers_of(environment(issuer.url, BEDSIDE_OIDC_DOMAINS=domain))
    assert come_in(client, issuer, people["employee"], email_verified=False)["Location"] == "/me"


def test_going_there_takes_a_click_not_a_link(client: Client, issuer: Issuer) -> None:
    page = client.get("/account/oidc/login/?process=login")
    assert page.status_code == 200 and "Location" not in page.headers


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"BEDSIDE_OIDC_ISSUER": "https://id.example.org"}, "CLIENT_ID"),
        (environment("http://id.example.org"), "https"),
    ],
)
def test_half_a_provider_is_told_at_the_start(told: dict[str, str], says: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=says):
        providers_of(told)


def test_without_a_provider_there_is_none() -> None:
    assert providers_of({}) == {}
