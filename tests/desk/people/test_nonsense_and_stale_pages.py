"""What nobody means to send to the pages of people, and what two windows send at once: a sentence, and nothing done."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bedside.core.errors import DeskError
from bedside.core.roles import Role
from bedside.desk.audit.models import Entry
from bedside.desk.people import selectors, services
from bedside.desk.people.models import Facility, Person
from bedside.desk.people.services.names import readable
from bedside.desk.tenancy.models import Organization
from tests.desk.acting import signed_in

pytestmark = pytest.mark.usefixtures("at_clinic")
People = dict[str, Person]


def as_(person: Person) -> Client:
    return signed_in(Client(), person)


@pytest.mark.parametrize("until", ["9999-12-31T23:59", "2200-01-01T09:00", "0001-01-01T00:00"])
@pytest.mark.parametrize("zone", ["America/Chicago", "Pacific/Guam"])
def test_an_absence_that_no_clock_can_show_is_not_planned(people: People, until: str, zone: str) -> None:
    me = people["employee"]
    Person.objects.filter(pk=me.pk).update(time_zone=zone)
    starts = f"{timezone.now() + timedelta(days=3):%Y-%m-%dT09:00}"
    answer = as_(me).post(reverse("absence-plan"), {"person": str(me.pk), "starts": starts, "until": until})
    assert answer.status_code == 422
    assert as_(people["owner"]).get(reverse("people")).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("credential", ['{"id":1}', "[]", "[" * 5_000, "9" * 5_000, '"x"', "{"])
def test_a_passkey_that_no_browser_sends_is_a_wrong_one(people: People, credential: str) -> None:
    assert Client().post("/sign-in/passkey", {"credential": credential}).status_code == 422
    mine = as_(people["owner"])
    assert mine.post("/second-factor/passkey", {"credential": credential}).status_code == 422
    assert mine.post(reverse("me"), {"again_credential": credential}).status_code < 500


def test_the_way_back_never_leads_to_another_house(people: People) -> None:
    for came_from in ("http://testserver//evil.example/x", "http://testserver/\\evil.example"):
        page = as_(people["employee"]).get(reverse("queue"), headers={"Referer": came_from})
        assert page.status_code == 403
        assert "evil.example" not in page.content.decode()


def test_an_invitation_is_not_taken_up_by_whoever_is_signed_in(people: People) -> None:
    owner = people["owner"]
    _, secret = services.invite(
        name="Nora Lund", email="nora@example.org", roles=[Role.EMPLOYEE], by=owner, at=timezone.now()
    )
    client, link = as_(owner), reverse("invitation", args=[secret])
    assert "Sign out first" in client.get(link).content.decode()
    refused = client.post(link, {"password": "four lamps on a quiet ward"})
    assert refused.status_code == 409
    assert not Person.objects.filter(email="nora@example.org").exists()
    assert client.get(reverse("people")).status_code == 200, "the owner is still at work"


def test_factors_that_are_not_there_are_not_reset(people: People) -> None:
    told = {"by": people["owner"], "at": timezone.now(), "reason": "lost"}
    with pytest.raises(DeskError, match="no second factor"):
        services.reset_factors(people["employee"], **told)


def test_deputies_are_changed_as_they_were_seen_and_once(people: People) -> None:
    owner = as_(people["owner"])
    deputy, reviewer = people["deputy"], people["reviewer"]
    told = {"order": [str(deputy.pk)], "act": f"add:{reviewer.pk}"}
    size = Entry.objects.count()
    assert owner.post(reverse("deputies"), told).status_code == 302
    assert Entry.objects.count() == size + 1
    with pytest.raises(DeskError, match="changed the order"):
        services.set_deputies([deputy, people["privacy_officer"]], by=people["owner"], at=timezone.now(), seen=[deputy])
    services.set_deputies([deputy, reviewer], by=people["owner"], at=timezone.now(), seen=[deputy])
    assert Entry.objects.count() == size + 1, "it is so already"
    junk = {"order": [str(deputy.pk), str(reviewer.pk)], "act": f"junk:{deputy.pk}"}
    assert owner.post(reverse("deputies"), junk).status_code == 409
    assert selectors.deputies() == [deputy, reviewer]


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("Ada\u200b  Example", "Ada Example"),
        ("\u202e\x1b", ""),
        ("\u200b", ""),
        ("Mahdi\u200cpur", "Mahdi\u200cpur"),
        ("North\x07 Clinic", "North Clinic"),
    ],
)
def test_names_are_kept_as_they_can_be_read(name: str, seen: str) -> None:
    assert readable(name) == seen


def test_nobody_is_called_nothing(people: People, clinic: Organization) -> None:
    with pytest.raises(DeskError, match="needs a name"):
        services.add_facility("\u202e", address="", by=people["owner"], at=timezone.now())
    assert not Facility.objects.exists()


def test_facts_saved_first_in_two_windows_are_not_overwritten_unseen(people: People) -> None:
    officer: Any = as_(people["privacy_officer"])
    assert officer.post(reverse("public"), {"names": "Harbor Elm", "seen": ""}).status_code == 302
    assert officer.post(reverse("public"), {"names": "Harbor Elm", "seen": ""}).status_code == 302, "sent twice"
    assert officer.post(reverse("public"), {"names": "Another", "seen": ""}).status_code == 409


def seen_in(page: Any, address: str) -> str:
    """The value that a form of a page carries for what it was opened over."""
    form = page.content.decode().split(f'action="{address}"')[-1]
    return form.split('name="seen" value="')[1].split('"')[0]


def test_what_somebody_else_changed_meanwhile_is_told_and_not_overwritten(people: People) -> None:
    bo, owner, officer = people["employee"], as_(people["owner"]), as_(people["privacy_officer"])
    page, address = reverse("person", args=[bo.pk]), reverse("person-entry", args=[bo.pk])
    old = seen_in(owner.get(page), address)
    new = seen_in(officer.get(page), address)
    assert officer.post(address, {"name": bo.name, "title": "Billing lead", "seen": new}).status_code == 302

    told = owner.post(address, {"name": bo.name, "title": "Billing", "seen": old})
    assert told.status_code == 422
    assert "It says now: Title: Billing lead." in told.content.decode()
    assert Person.objects.get(pk=bo.pk).title == "Billing lead"
    again = {"name": bo.name, "title": "Billing", "seen": seen_in(told, address)}
    assert owner.post(address, again).status_code == 302
    assert Person.objects.get(pk=bo.pk).title == "Billing"


def test_roles_are_not_given_over_those_that_nobody_saw(people: People) -> None:
    bo, owner, officer = people["employee"], as_(people["owner"]), as_(people["privacy_officer"])
    page, address = reverse("person", args=[bo.pk]), reverse("person-roles", args=[bo.pk])
    old = seen_in(owner.get(page), address)
    assert officer.post(address, {"roles": ["employee", "reviewer"], "seen": old}).status_code == 302
    told = owner.post(address, {"roles": ["employee", "auditor"], "seen": old})
    assert told.status_code == 422
    assert set(selectors.anyone(bo.pk).roles) == {Role.EMPLOYEE, Role.REVIEWER}


def test_who_left_is_not_renamed(people: People) -> None:
    bo = people["employee"]
    services.leave(bo, by=people["owner"], at=timezone.now(), reason="moved")
    answer = as_(people["owner"]).post(reverse("person-entry", args=[bo.pk]), {"name": "Somebody Else"})
    assert answer.status_code == 409
    assert selectors.anyone(bo.pk).name == bo.name
