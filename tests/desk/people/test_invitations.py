"""Who comes in by a link: invited people, the first person of an installation, and the people of the demo."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail as outbox
from django.test import Client
from django.utils import timezone

from bedside.core.errors import DeskError, NotPermitted, NotThere
from bedside.core.roles import Right, Role
from bedside.desk.people import selectors, services
from bedside.desk.people.models import Invitation, OneTimeLink, Person, User
from bedside.desk.people.services import LinkRanOut, SignInFirst
from bedside.desk.tenancy import scope
from bedside.desk.tenancy.models import Organization
from tests.desk.acting import signed_in
from tests.desk.conftest import NOON, founded
from tests.desk.people.conftest import PASSWORD, events, give_password, size, try_password

People = dict[str, Person]
pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(minutes=1)


def invited(people: People, **more: Any) -> tuple[Invitation, str]:
    told = {"email": "nia@example.org", "name": "Nia Bright", "roles": [Role.EMPLOYEE], "at": timezone.now()} | more
    with scope.within(people["owner"].organization_id):
        return services.invite(by=people["owner"], **told)


def test_an_invitation_goes_by_mail_and_lets_somebody_in(people: People, clinic: Organization, client: Client) -> None:
    signed_in(client, people["owner"])
    before = size(clinic)
    form = {"name": "Nia Bright", "email": "Nia@example.org", "title": "RN", "roles": ["employee"]}
    assert client.post("/people/invite", form)["Location"] == "/people"
    assert events(clinic, since=before) == ["person.invited"]
    letter = outbox.outbox[-1]
    assert letter.to == ["nia@example.org"] and letter.subject == "Odette Marsh invites you to Bedside"
    link = re.search(r"http://testserver(\S+)", letter.body)[1]

    nia = Client()
    page = nia.get(link).content.decode()
    assert "Welcome, Nia Bright" in page and "four words" not in page
    weak = nia.post(link, {"password": "short"})
    assert weak.status_code == 422 and "at least 12 characters" in weak.content.decode()
    done = nia.post(link, {"password": PASSWORD})

    assert done["Location"] == "/"
    assert events(clinic, since=before) == ["person.invited", "invitation.accepted"]
    me = nia.get("/me").content.decode()
    assert "Nia Bright" in me and "nia@example.org" in me
    with scope.within(clinic.pk):
        person = Person.objects.get(email="nia@example.org")
        assert (person.title, person.roles) == ("RN", (Role.EMPLOYEE,))
        assert selectors.invitations(timezone.now()) == []
    assert try_password(Client(), person)["Location"] == "/"


def test_a_link_lets_in_once_and_one_person(people: People, clinic: Organization, client: Client) -> None:
    _, secret = invited(people)
    first = client.post(f"/invitation/{secret}", {"password": PASSWORD})
    assert first.status_code == 302
    again = Client().post(f"/invitation/{secret}", {"password": "other words in a row"})
    assert again.status_code == 410
    assert "Ask Odette Marsh for a new one" in again.content.decode()
    with scope.within(clinic.pk):
        assert Person.objects.filter(email="nia@example.org").count() == 1


@pytest.mark.parametrize("end", ["old", "withdrawn", "newer", "unknown", "cut", "nonsense", "elsewhere"])
def test_a_link_that_no_longer_works_says_so(
    people: People, others: People, clinic: Organization, hospital: Organization, client: Client, end: str
) -> None:
    invitation, secret = invited(people)
    with scope.within(clinic.pk):
        if end == "old":
            Invitation.objects.update(expires_at=timezone.now())
        elif end == "withdrawn":
            services.withdraw_invitation(invitation, by=people["owner"], at=timezone.now())
    if end == "newer":
        invited(people)
    named, _, rest = secret.partition(".")
    address = {
        "unknown": f"{named}.{'x' * 43}",
        "cut": secret[:40],
        "nonsense": "abc",
        "elsewhere": f"{hospital.pk.hex}.{rest}",
    }.get(end, secret)
    status = 410 if end in {"old", "withdrawn", "newer"} else 404
    before = User.objects.count()

    for answer in (client.get(f"/invitation/{address}"), client.post(f"/invitation/{address}", {"password": PASSWORD})):
        assert answer.status_code == status, end
        assert "Nia" not in answer.content.decode()
    assert User.objects.count() == before


def test_who_has_a_sign_in_elsewhere_joins_with_it(
    people: People, others: People, clinic: Organization, hospital: Organization, client: Client
) -> None:
    ada = others["employee"]
    give_password(ada)
    _, secret = invited(people, email=ada.email, name="Ada Example")
    with pytest.raises(SignInFirst):
        services.accept(secret, at=timezone.now(), password="guessed by a stranger")  # noqa: S106
    assert "You have a sign-in already" in client.get(f"/invitation/{secret}").content.decode()
    stranger = signed_in(Client(), people["author"])
    assert stranger.post(f"/invitation/{secret}")["Location"].startswith("/sign-in?next=")

    try_password(client, ada, data={"next": f"/invitation/{secret}"})
    assert "Join clinic" in client.get(f"/invitation/{secret}").content.decode()
    assert client.post(f"/invitation/{secret}")["Location"] == "/"

    assert "clinic" in client.get("/me").content.decode()
    assert {m.organization for m in selectors.memberships(ada.user)} == {clinic, hospital}
    assert try_password(Client(), ada)["Location"] == "/choose"


def test_only_who_manages_people_invites_and_never_a_second_contact(people: People, clinic: Organization) -> None:
    with scope.within(clinic.pk):
        told = {"email": "nia@example.org", "name": "Nia", "at": LATER}
        with pytest.raises(NotPermitted):
            services.invite(**told, roles=[], by=people["author"])
        with pytest.raises(DeskError, match="once they have signed in"):
            services.invite(**told, roles=[Role.POINT_OF_CONTACT], by=people["owner"])
        with pytest.raises(DeskError, match="has this e-mail"):
            services.invite(**told | {"email": people["author"].email}, roles=[], by=people["owner"])
        assert not Invitation.objects.exists()


def test_somebody_on_the_roster_is_given_a_way_in(people: People, clinic: Organization, client: Client) -> None:
    with scope.within(clinic.pk):
        kit = services.add("Kit Bell", email="", title="RN", roles=[Role.REVIEWER], by=people["owner"], at=LATER)
    signed_in(client, people["owner"])
    assert "Invite Kit Bell" in client.get(f"/people/invite?person={kit.pk}").content.decode()
    client.post(f"/people/invite?person={kit.pk}", {"email": "kit@example.org"})
    link = re.search(r"http://testserver(\S+)", outbox.outbox[-1].body)[1]
    Client().post(link, {"password": PASSWORD})
    with scope.within(clinic.pk):
        kit = selectors.anyone(kit.pk)
        assert (kit.email, kit.roles, kit.user.email) == ("kit@example.org", (Role.REVIEWER,), "kit@example.org")


def test_where_no_letter_goes_out_the_link_is_shown_once(people: People, client: Client, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    signed_in(client, people["owner"])
    form = {"name": "Nia Bright", "email": "nia@example.org", "roles": ["author"]}
    answer = client.post("/people/invite", form)
    assert answer.status_code == 201
    link = re.search(r"http://testserver(/invitation/[\w.-]+)", answer.content.decode())[1]
    assert Client().get(link).status_code == 200
    assert link not in client.get("/people").content.decode()


# ---- the first person


def test_the_first_person_can_do_everything_but_approve_their_own_words(db: None) -> None:
    house = founded("house")
    person, invitation, secret = services.begin(house, name="Mara Elm", email="mara@example.org", at=timezone.now())

    assert person.roles == (Role.OWNER, Role.PRIVACY_OFFICER, Role.POINT_OF_CONTACT)
    assert invitation.person == person
    assert events(house) == ["organization.created", "person.invited"]
    with pytest.raises(DeskError, match="people already"):
        services.begin(house, name="Somebody Else", email="else@example.org", at=timezone.now())
    lost, (_, _, secret) = secret, services.begin(house, name="Mara Elm", email="mara@example.org", at=timezone.now())
    assert Client().get(f"/invitation/{lost}").status_code == 410
    client = Client()
    assert client.post(f"/invitation/{secret}", {"password": PASSWORD})["Location"] == "/"
    assert client.get("/people")["Location"].startswith("/second-factor/needed")
    signed_in(client, Person(pk=person.pk, organization=house, user=User.objects.get(email="mara@example.org")))
    page = client.get("/people").content.decode()
    assert "Only one person here can approve" in page and "Mara Elm answers" in page
    with scope.within(house.pk):
        assert selectors.answering(timezone.now()) == person
        assert selectors.anyone(person.pk).may(Right.APPROVE)


# ---- the demo


@pytest.fixture
def link(people: People, clinic: Organization, settings: Any) -> str:
    settings.BEDSIDE_DEMO = True
    with scope.within(clinic.pk):
        return services.one_time_link(people["reviewer"], at=timezone.now())


CLICK = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}


def test_a_click_on_a_one_time_link_signs_in_once(
    people: People, clinic: Organization, client: Client, link: str
) -> None:
    before = size(clinic)
    done = client.get(f"/one-time/{link}", headers=CLICK)

    assert done["Location"] == "/"
    assert events(clinic, since=before) == ["person.signed_in"]
    page = client.get("/people")
    assert page.status_code == 200 and "Demo:" in page.content.decode()
    used = Client().get(f"/one-time/{link}", headers=CLICK)
    assert used.status_code == 410 and "used already" in used.content.decode()


def test_a_preview_of_a_one_time_link_does_not_use_it_up(client: Client, link: str) -> None:
    for headers in ({}, {"Sec-Fetch-Mode": "no-cors"}, CLICK | {"Sec-Purpose": "prefetch"}):
        page = client.get(f"/one-time/{link}", headers=headers)
        assert page.status_code == 200 and "Sign in as Lena" in page.content.decode()
    assert client.post(f"/one-time/{link}")["Location"] == "/"


@pytest.mark.parametrize("way", ["not the demo", "another machine", "a proxy", "too old"])
def test_a_one_time_link_works_on_this_machine_in_the_demo_only(
    client: Client, link: str, settings: Any, clinic: Organization, way: str
) -> None:
    more: dict[str, Any] = {}
    if way == "not the demo":
        settings.BEDSIDE_DEMO = False
    elif way == "another machine":
        more["REMOTE_ADDR"] = "192.0.2.7"
    elif way == "a proxy":
        more["HTTP_X_FORWARDED_FOR"] = "127.0.0.1"
    else:
        with scope.within(clinic.pk):
            OneTimeLink.objects.update(expires_at=timezone.now())
    for answer in (client.get(f"/one-time/{link}", headers=CLICK, **more), client.post(f"/one-time/{link}", **more)):
        assert answer.status_code == (410 if way == "too old" else 404)
    assert client.get("/me")["Location"].startswith("/sign-in")


def test_no_one_time_link_is_made_outside_the_demo(people: People, clinic: Organization) -> None:
    with scope.within(clinic.pk):
        with pytest.raises(NotThere):
            services.one_time_link(people["author"], at=LATER)
        assert not OneTimeLink.objects.exists()


def test_a_session_of_the_demo_is_worth_nothing_elsewhere(
    people: People, client: Client, link: str, settings: Any
) -> None:
    client.get(f"/one-time/{link}", headers=CLICK)
    assert client.get("/people").status_code == 200
    settings.BEDSIDE_DEMO = False
    assert client.get("/people")["Location"].startswith("/second-factor/needed")


def test_used_links_are_refused_in_the_service_too(people: People, link: str) -> None:
    services.use_one_time_link(link, at=timezone.now())
    with pytest.raises(LinkRanOut):
        services.use_one_time_link(link, at=timezone.now())
