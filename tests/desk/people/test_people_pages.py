"""The pages of people: what each role sees and may do there, from the first form to what stands in the record."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bedside.core.roles import RIGHTS, Right, Role, needs_second_factor
from bedside.desk.notices.models import Notice
from bedside.desk.people import selectors, services
from bedside.desk.people.models import Absence, Facility, Invitation, Person, SignIn
from bedside.desk.tenancy import scope
from bedside.desk.tenancy.models import Organization
from tests.desk.acting import ROSTER, signed_in
from tests.desk.people.conftest import events, size

People = dict[str, Person]
pytestmark = pytest.mark.django_db
MANAGERS = {"owner", "privacy_officer"}


def local(at: Any) -> str:
    """A moment as a browser sends it, in New York's time."""
    from zoneinfo import ZoneInfo

    return at.astimezone(ZoneInfo("America/New_York")).strftime("%Y-%m-%dT%H:%M")


@pytest.mark.parametrize("role", ROSTER)
def test_everybody_sees_who_is_here_and_who_answers(people: People, client: Client, role: str) -> None:
    signed_in(client, people[role])
    page = client.get("/people").content.decode()
    assert all(person.name in page for person in people.values())
    assert "Rosa Quill answers" in page
    for button in ("Invite someone", "Name another point of contact", "Add a deputy"):
        assert (button in page) == (role in MANAGERS), button


@pytest.mark.parametrize("role", ROSTER)
def test_only_those_who_manage_see_addresses_and_forms(people: People, client: Client, role: str) -> None:
    signed_in(client, people[role])
    other = people["author" if role != "author" else "reviewer"]
    page = client.get(f"/people/{other.pk}").content.decode()
    assert (other.email in page) == (role in MANAGERS)
    assert ("Change the roles" in page) == (role in MANAGERS)
    own = client.get(f"/people/{people[role].pk}").content.decode()
    assert people[role].email in own and "End the sign-in" not in own


REFUSED = {
    "/people/invite": {"name": "Nia", "email": "nia@example.org", "roles": ["owner"]},
    "/people/sign-in": {"minutes": "60"},
    "/people/contact": {"person": "{other}"},
    "/people/deputies": {"act": "add", "person": "{other}"},
    "/people/{other}/entry": {"name": "Somebody Else"},
    "/people/{other}/roles": {"roles": ["owner"]},
    "/people/{other}/leave": {},
    "/people/{other}/sign-ins/end": {},
    "/people/{other}/factors/reset": {},
    "/people/invitations/{invitation}/withdraw": {},
    "/people/absences/{absence}/end": {},
    "/facilities": {"name": "Elm"},
    "/facilities/{facility}": {"name": "Elm"},
    "/facilities/{facility}/close": {},
}


@pytest.fixture
def things(people: People, clinic: Organization) -> dict[str, str]:
    """One of everything that an address names."""
    at = timezone.now()
    with scope.within(clinic.pk):
        owner = people["owner"]
        invitation, _ = services.invite(email="x@example.org", name="X", roles=[], by=owner, at=at)
        day = timedelta(days=1)
        absence = services.plan_absence(
            people["point_of_contact"], starts=at + day, until=at + 2 * day, cover=people["deputy"], by=owner, at=at
        )
        facility = services.add_facility("Elm Street Clinic", address="", by=owner, at=at)
    found = {
        "invitation": invitation.pk,
        "absence": absence.pk,
        "facility": facility.pk,
        "other": people["reviewer"].pk,
    }
    return {name: str(pk) for name, pk in found.items()}


def fill(text: str, things: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda m: things[m[1]], text)


@pytest.mark.parametrize("role", sorted(set(ROSTER) - MANAGERS))
def test_nobody_else_changes_people(
    people: People, clinic: Organization, client: Client, things: dict[str, str], role: str
) -> None:
    signed_in(client, people[role])
    things["other"] = str(people["author" if role == "reviewer" else "reviewer"].pk)
    if role == "point_of_contact":
        things["absence"] = str(_absence_of(people["deputy"], people["owner"]).pk)
    before = size(clinic)
    for address, form in REFUSED.items():
        data = {k: fill(v, things) if isinstance(v, str) else v for k, v in form.items()}
        answer = client.post(fill(address, things), data)
        assert answer.status_code in {403, 409}, (address, answer.status_code)
        assert "Who may: " in answer.content.decode() or "theirs" in answer.content.decode(), address
    assert size(clinic) == before


def _absence_of(person: Person, by: Person) -> Absence:
    at = timezone.now()
    with scope.within(person.organization_id):
        return services.plan_absence(
            person, starts=at + timedelta(days=5), until=at + timedelta(days=6), cover=None, by=by, at=at
        )


@pytest.mark.parametrize("address", sorted(a for a in REFUSED if "{" in a or "person" in REFUSED[a]))
def test_what_belongs_to_another_organisation_is_not_there(
    people: People, others: People, hospital: Organization, clinic: Organization, things: dict[str, str], client: Client,
    address: str,
) -> None:  # fmt: skip
    signed_in(client, others["owner"])
    before = size(clinic), size(hospital)
    data = {k: fill(v, things) if isinstance(v, str) else v for k, v in REFUSED[address].items()}
    answer = client.post(fill(address, things), data)
    assert answer.status_code in {404, 409}, answer.status_code
    assert (size(clinic), size(hospital)) == before


def test_a_role_that_is_given_is_told_to_the_other_overseers_and_the_person(
    people: People, clinic: Organization, client: Client
) -> None:
    signed_in(client, people["owner"])
    client.post(f"/people/{people['author'].pk}/roles", {"roles": ["privacy_officer"], "reason": "a second one"})
    with scope.within(clinic.pk):
        told = Notice.objects.filter(kind=Notice.Kind.ROLES_CHANGED, about=f"person:{people['author'].pk}")
        assert {n.to_person for n in told} == {people["privacy_officer"].pk, people["author"].pk}


def test_an_owner_gives_themselves_nothing_unseen(people: People, clinic: Organization, client: Client) -> None:
    owner = people["owner"]
    signed_in(client, owner)
    client.post(f"/people/{owner.pk}/roles", {"roles": ["owner", "privacy_officer"]})
    with scope.within(clinic.pk):
        assert selectors.anyone(owner.pk).may(Right.APPROVE)
        told = Notice.objects.filter(kind=Notice.Kind.ROLES_CHANGED, about=f"person:{owner.pk}")
        assert {n.to_person for n in told} == {people["privacy_officer"].pk}
    assert events(clinic)[-1] == "person.roles_changed"


def test_an_absence_is_planned_in_ones_own_time_zone(people: People, clinic: Organization, client: Client) -> None:
    rosa, jonas = people["point_of_contact"], people["deputy"]
    signed_in(client, rosa)
    page = client.get("/people/absences").content.decode()
    assert f'<option value="{jonas.pk}" selected>Jonas Reed' in page
    starts = timezone.now().replace(second=0, microsecond=0) + timedelta(days=1)
    form = {"person": str(rosa.pk), "starts": local(starts), "until": local(starts + timedelta(days=1))}

    wrong = client.post("/people/absences", form | {"cover": ""})
    assert wrong.status_code == 422 and "Say who answers while they are away" in wrong.content.decode()
    assert client.post("/people/absences", form | {"cover": str(jonas.pk)})["Location"] == "/people"

    with scope.within(clinic.pk):
        absence = Absence.objects.get()
        assert (absence.starts, absence.cover) == (starts, jonas)
    assert "Jonas Reed answers while Rosa is away" in client.get("/people").content.decode()
    me = client.get("/me").content.decode()
    assert "You will be away" in me
    assert client.post(f"/people/absences/{absence.pk}/end")["Location"] == "/people"
    assert events(clinic)[-2:] == ["absence.planned", "absence.ended"]


def test_people_plan_their_own_absence_and_no_others(people: People, clinic: Organization, client: Client) -> None:
    signed_in(client, people["author"])
    starts = timezone.now() + timedelta(days=1)
    form = {"starts": local(starts), "until": local(starts + timedelta(days=1)), "cover": ""}
    assert client.post("/people/absences", form | {"person": str(people["reviewer"].pk)}).status_code == 422
    assert client.post("/people/absences", form | {"person": str(people["author"].pk)}).status_code == 302
    with scope.within(clinic.pk):
        assert [a.person for a in Absence.objects.all()] == [people["author"]]


def test_deputies_are_moved_up_and_down_and_a_stale_page_is_told(
    people: People, clinic: Organization, client: Client
) -> None:
    signed_in(client, people["owner"])
    jonas, lena, imani = (str(people[r].pk) for r in ("deputy", "reviewer", "privacy_officer"))

    def names() -> list[str]:
        with scope.within(clinic.pk):
            return [p.short_name for p in selectors.deputies()]

    client.post("/people/deputies", {"order": [jonas], "act": "add", "person": lena})
    client.post("/people/deputies", {"order": [jonas, lena], "act": "add", "person": imani})
    assert names() == ["Jonas", "Lena", "Imani"]
    client.post("/people/deputies", {"order": [jonas, lena, imani], "act": f"up:{imani}"})
    assert names() == ["Jonas", "Imani", "Lena"]
    client.post("/people/deputies", {"order": [jonas, imani, lena], "act": f"down:{jonas}"})
    assert names() == ["Imani", "Jonas", "Lena"]
    stale = client.post("/people/deputies", {"order": [jonas, imani, lena], "act": f"remove:{lena}"})
    assert stale.status_code == 409 and "while you were looking" in stale.content.decode()
    client.post("/people/deputies", {"order": [imani, jonas, lena], "act": f"remove:{lena}"})
    assert names() == ["Imani", "Jonas"]


def test_a_button_pressed_twice_does_it_once(people: People, clinic: Organization, client: Client) -> None:
    signed_in(client, people["owner"])
    address = f"/people/{people['author'].pk}/leave"
    before = size(clinic)
    first, second = client.post(address, {"leave-reason": "moved away"}), client.post(address)
    assert (first.status_code, second.status_code) == (302, 409)
    assert "left already" in second.content.decode()
    assert events(clinic, since=before) == ["person.left"]


def test_a_name_with_markup_is_shown_as_it_was_typed(people: People, clinic: Organization, client: Client) -> None:
    signed_in(client, people["author"])
    name = "<script>alert(1)</script> O'Hara"
    form = {"name": name, "time_zone": "America/New_York", "notices": "at_once"}
    assert client.post("/me", form)["Location"] == "/me"
    page = client.get("/people").content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)&lt;/script&gt; O&#x27;Hara" in page


def test_settings_of_ones_own_are_kept_and_quiet_hours_have_two_ends(
    people: People, clinic: Organization, client: Client
) -> None:
    signed_in(client, people["author"])
    form = {
        "name": "Theo Lark",
        "time_zone": "America/Chicago",
        "notices": "daily",
        "quiet_from": "20:00",
        "public": "on",
    }
    wrong = client.post("/me", form)
    assert wrong.status_code == 422 and "a beginning and an end" in wrong.content.decode()
    assert client.post("/me", form | {"quiet_until": "07:00"}).status_code == 302
    with scope.within(clinic.pk):
        theo = selectors.anyone(people["author"].pk)
        assert (theo.time_zone, theo.notices, theo.public, theo.quiet_until.hour) == (
            "America/Chicago",
            "daily",
            True,
            7,
        )
    before = size(clinic)
    client.post("/me", form | {"quiet_until": "07:00"})
    assert size(clinic) == before


def test_someone_who_lost_every_second_factor_is_helped_by_somebody_else(
    people: People, clinic: Organization, client: Client
) -> None:
    from tests.desk.people.conftest import give_app

    give_app(people["reviewer"])
    lena = signed_in(Client(), people["reviewer"])
    signed_in(client, people["owner"])
    answer = client.post(f"/people/{people['reviewer'].pk}/factors/reset", {"reset-reason": "phone in the river"})
    assert answer.status_code == 302
    assert events(clinic)[-1] == "factor.reset"
    assert lena.get("/people")["Location"].startswith("/sign-in")
    own = client.post(f"/people/{people['owner'].pk}/factors/reset")
    assert own.status_code == 409 and "Someone else resets this for you" in own.content.decode()


def test_the_last_second_factor_stays_where_work_needs_one(
    people: People, clinic: Organization, client: Client
) -> None:
    from allauth.mfa.models import Authenticator

    from tests.desk.people.conftest import give_app

    for role, status in (("reviewer", 409), ("employee", 302)):
        give_app(people[role])
        signed_in(client, people[role])
        app = Authenticator.objects.get(user_id=people[role].user_id, type="totp")
        assert client.post(f"/second-factor/{app.pk}/remove").status_code == status, role
        assert Authenticator.objects.filter(user_id=people[role].user_id).exists() == (status == 409)
    mine = Authenticator.objects.get(user_id=people["reviewer"].user_id, type="totp")
    assert client.post(f"/second-factor/{mine.pk}/remove").status_code == 404


def queries(client: Client, address: str) -> int:
    client.get(address)
    SignIn.objects.update(seen_at=timezone.now())  # not the one write every 20 seconds
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_a_longer_roster_asks_the_database_no_more_often(people: People, clinic: Organization, client: Client) -> None:
    signed_in(client, people["owner"])
    with scope.within(clinic.pk):
        Facility.objects.create(name="Elm Street Clinic")
    pages = ("/people", "/facilities", f"/people/{people['author'].pk}", "/people/absences", "/me")
    before = {page: queries(client, page) for page in pages}
    at = timezone.now()
    with scope.within(clinic.pk):
        for n in range(30):
            one = services.add(f"Person {n}", email="", title="", roles=[Role.AUTHOR], by=None, at=at)
            place = Facility.objects.create(name=f"Place {n}")
            Person.objects.filter(pk=one.pk).update(facility=place)
            starts = at + timedelta(days=n + 1)
            Absence.objects.create(person=one, starts=starts, until=starts + timedelta(hours=1), planned_at=at)
            Invitation.objects.create(
                email=f"n{n}@example.org", name="N", secret_digest="0" * 64, invited_by=people["owner"], invited_at=at,
                expires_at=at,
            )  # fmt: skip
    after = {page: queries(client, page) for page in pages}
    assert before == after


def test_titles_and_addresses_name_nobody(people: People, client: Client) -> None:
    signed_in(client, people["owner"])
    for address in ("/people", f"/people/{people['author'].pk}", "/me", "/people/invite"):
        title = re.search(r"<title>(.*?)</title>", client.get(address).content.decode())[1]
        assert not any(person.name in title for person in people.values()), title


def test_every_role_has_rights_and_every_right_a_role() -> None:
    assert set(RIGHTS) == set(Role)
    assert set().union(*RIGHTS.values()) == set(Right)
    assert all(right.words for right in Right)


def table() -> str:
    """Roles and rights, as `docs/people.md` shows them."""
    roles = list(Role)
    lines = ["| | " + " | ".join(role.title for role in roles) + " |", "| --- |" + " :-: |" * len(roles)]
    lines += [
        f"| {right.words} | " + " | ".join("yes" if right in RIGHTS[role] else "" for role in roles) + " |"
        for right in Right
    ]
    factor = " | ".join("yes" if needs_second_factor([role]) else "" for role in roles)
    return "\n".join([*lines, f"| **needs a second factor** | {factor} |"])


def test_the_guide_shows_the_rights_that_the_code_gives() -> None:
    assert table() in (Path(__file__).parents[3] / "docs" / "people.md").read_text(encoding="utf-8"), "\n" + table()
