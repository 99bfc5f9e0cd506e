"""The page of programs: tokens and webhooks made by people, shown once, ended."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bedside.core.events import Event
from bedside.core.scopes import Scope
from bedside.desk.integrations import services
from bedside.desk.integrations.forms import HEARS, events_of, groups_of
from bedside.desk.integrations.models import Token, Webhook
from bedside.desk.people.models import SignIn
from bedside.desk.tenancy import scope
from tests.api.programs import ROOT, newest, size, token_for
from tests.desk.acting import signed_in

pytestmark = pytest.mark.django_db
PAGE = "/integrations"
NEW = {"name": "Our website", "scopes": ["screen"], "days": "90"}


def someone(people: Any, role: str, **more: Any) -> Client:
    client: Client = signed_in(Client(), people[role], **more)
    return client


def test_a_token_is_made_shown_once_and_works(people: Any, clinic: Any) -> None:
    author = someone(people, "author")

    answer = author.post(f"{PAGE}/tokens/new", NEW | {"scopes": ["screen", "drafts:write"]})

    page = answer.content.decode()
    text = re.search(r"bsd_[0-9a-f]{32}_[\w-]{43}", page)
    assert answer.status_code == 201
    assert text is not None
    assert answer["Cache-Control"] == "no-store"
    told = Client(headers={"Authorization": f"Bearer {text[0]}"}).get(f"{ROOT}/me").json()
    assert told["token"]["scopes"] == ["screen", "drafts:write"]
    again = author.get(PAGE).content.decode()
    assert text[0] not in again
    assert "Our website" in again
    with scope.within(clinic.pk):
        lasts = Token.objects.get().expires_at - timezone.now()
    assert timedelta(days=89) < lasts <= timedelta(days=90)


def test_a_token_asks_first_whether_it_is_you(people: Any, clinic: Any) -> None:
    user = people["author"].user
    user.set_password("correct horse battery staple")
    user.save()
    client = someone(people, "author", ago=3600)
    SignIn.objects.update(seen_at=timezone.now())

    answer = client.post(f"{PAGE}/tokens/new", NEW)

    assert answer.status_code == 403
    assert "Our website" in answer.content.decode()  # what was filled in comes along
    with scope.within(clinic.pk):
        assert not Token.objects.exists()
    shown = client.post(f"{PAGE}/tokens/new", NEW | {"again_password": "correct horse battery staple"})
    assert shown.status_code == 201


def test_only_what_one_may_oneself_is_offered(people: Any, clinic: Any) -> None:
    page = someone(people, "employee").get(f"{PAGE}/tokens/new").content.decode()
    assert 'value="screen"' in page
    assert 'value="review"' not in page
    answer = someone(people, "employee").post(f"{PAGE}/tokens/new", NEW | {"scopes": ["review"]})
    assert answer.status_code == 422
    with scope.within(clinic.pk):
        assert not Token.objects.exists()


def test_who_manages_tokens_makes_them_for_others_within_their_own_rights(people: Any, clinic: Any) -> None:
    owner = someone(people, "owner")
    contact = people["point_of_contact"]
    answer = owner.post(f"{PAGE}/tokens/new", NEW | {"person": str(contact.pk)})
    assert answer.status_code == 201
    with scope.within(clinic.pk):
        assert Token.objects.get().person_id == contact.pk
    refused = someone(people, "author").post(f"{PAGE}/tokens/new", NEW | {"person": str(contact.pk)})
    assert refused.status_code == 201  # the field is not theirs: the token is their own
    with scope.within(clinic.pk):
        assert Token.objects.filter(person=people["author"]).exists()
        assert Token.objects.filter(person=contact).count() == 1


def test_people_see_their_own_tokens_and_who_manages_them_all(people: Any) -> None:
    token_for(people["author"]), token_for(people["reviewer"])
    assert someone(people, "author").get(PAGE).content.decode().count('class="title">A publishing tool<') == 1
    assert someone(people, "owner").get(PAGE).content.decode().count('class="title">A publishing tool<') == 2
    assert "Webhooks" not in someone(people, "author").get(PAGE).content.decode()


def test_a_token_is_revoked_by_its_person_or_who_manages_tokens(people: Any, clinic: Any) -> None:
    theirs, other = token_for(people["author"]), token_for(people["reviewer"])
    author = someone(people, "author")
    assert author.post(f"{PAGE}/tokens/{other.token.pk}/revoke").status_code == 404
    assert author.post(f"{PAGE}/tokens/{theirs.token.pk}/revoke").status_code == 302
    assert someone(people, "owner").post(f"{PAGE}/tokens/{other.token.pk}/revoke").status_code == 302
    assert theirs.get("/me").status_code == other.get("/me").status_code == 401


def test_another_organizations_tokens_and_webhooks_are_not_there(
    people: Any, others: Any, clinic: Any, hospital: Any
) -> None:
    theirs = token_for(others["author"])
    with scope.within(hospital.pk):
        hook = services.add_webhook(
            url="https://hooks.example.org/x", events=[], by=others["owner"], at=timezone.now()
        ).webhook
    owner = someone(people, "owner")
    assert owner.post(f"{PAGE}/tokens/{theirs.token.pk}/revoke").status_code == 404
    for act in ("remove", "on"):
        assert owner.post(f"{PAGE}/webhooks/{hook.pk}/{act}").status_code == 404
    page = owner.get(PAGE).content.decode()
    assert "hooks.example.org" not in page
    assert "A publishing tool" not in page


def test_a_webhook_is_added_its_secret_shown_once_and_removed(people: Any, clinic: Any) -> None:
    owner = someone(people, "owner")

    answer = owner.post(f"{PAGE}/webhooks/new", {"url": "https://hooks.example.org/in?key=1", "hears": ["releases"]})

    page = answer.content.decode()
    assert answer.status_code == 201
    assert re.search(r"whsec_[\w+/=]{44}", page)
    again = owner.get(PAGE).content.decode()
    assert "whsec_" not in again
    assert "key=1" not in again
    assert "hooks.example.org" in again
    with scope.within(clinic.pk):
        hook = Webhook.objects.get()
        assert set(hook.events) == {e.value for e in Event if e.value.startswith("release.")}
    assert owner.post(f"{PAGE}/webhooks/{hook.pk}/remove").status_code == 302
    with scope.within(clinic.pk):
        assert not Webhook.objects.exists()


@pytest.mark.parametrize("url", ["http://hooks.example.org/", "https://127.0.0.1/", "", "https://db.internal/"])
def test_an_address_we_do_not_send_to_is_said_beside_the_field(people: Any, clinic: Any, url: str) -> None:
    before = size(clinic)
    answer = someone(people, "owner").post(f"{PAGE}/webhooks/new", {"url": url, "hears": ["drafts"]})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "There is a problem" in page
    assert f'value="{url}"' in page or not url
    assert size(clinic) == before


def test_webhooks_are_for_who_manages_tokens(people: Any, clinic: Any) -> None:
    for role in ("privacy_officer", "author", "auditor"):
        assert someone(people, role).get(f"{PAGE}/webhooks/new").status_code == 403


def test_a_webhook_that_is_off_says_so_and_is_switched_on(people: Any, clinic: Any) -> None:
    with scope.within(clinic.pk):
        hook = services.add_webhook(
            url="https://hooks.example.org/x", events=[], by=people["owner"], at=timezone.now()
        ).webhook
        Webhook.objects.update(switched_off_at=timezone.now(), trouble="status-500")
    owner = someone(people, "owner")
    assert "It answered with 500" in owner.get(PAGE).content.decode()
    owner.post(f"{PAGE}/webhooks/{hook.pk}/on")
    assert newest(clinic)[0].event == "webhook.switched_on"
    assert "switched off" not in owner.get(PAGE).content.decode()


def test_the_page_costs_no_more_queries_with_many_than_with_few(people: Any, clinic: Any) -> None:
    owner = someone(people, "owner")

    def cost() -> int:
        with CaptureQueriesContext(connection) as found:
            assert owner.get(PAGE).status_code == 200
        return len(found)

    def more() -> None:
        token_for(people["author"], Scope.SCREEN)
        with scope.within(clinic.pk):
            services.add_webhook(
                url=f"https://hooks.example.org/{uuid4()}", events=[], by=people["owner"], at=timezone.now()
            )

    more()
    first = cost()
    for _ in range(8):
        more()
    assert cost() == first


def test_every_event_can_be_heard_of_in_one_group() -> None:
    for event in Event:
        subject = event.value.partition(".")[0]
        assert sum(subject in ours for _, _, ours in HEARS) == 1, event
    assert events_of([name for name, _, _ in HEARS]) == []
    assert groups_of([]) == ["everything"]
    for name, words, _ in HEARS:
        assert groups_of([e.value for e in events_of([name])]) == [words.partition(":")[0].lower()]
