"""Who is here: added, changed, gone; and what each of it leaves in the record."""

from datetime import time, timedelta

import pytest

from bedside.core.errors import DeskError, NotPermitted, NotThere
from bedside.core.events import Event
from bedside.core.roles import Right, Role
from bedside.desk.audit.models import Entry
from bedside.desk.people import selectors, services
from bedside.desk.people.models import Membership, Person, SignIn
from bedside.desk.tenancy import scope
from bedside.desk.tenancy.models import Organization
from tests.desk.acting import roster, session_of
from tests.desk.conftest import NOON

LATER = NOON + timedelta(minutes=1)
People = dict[str, Person]


def last() -> Entry:
    found: Entry = Entry.objects.order_by("-seq").first()
    return found


def entries() -> int:
    count: int = Entry.objects.count()
    return count


@pytest.fixture
def here(people: People, clinic: Organization) -> People:
    """The clinic's people, with the clinic at work."""
    with scope.within(clinic.pk):
        yield people


def test_someone_new_is_on_the_roster_and_in_the_record(here: People) -> None:
    before = entries()

    added = services.add(
        "  Nia   Bright ",
        email="Nia@Example.org",
        title="RN",
        roles=[Role.AUTHOR],
        by=here["owner"],
        at=LATER,
    )

    assert (added.name, added.email, added.roles) == ("Nia Bright", "nia@example.org", (Role.AUTHOR,))
    assert added.may(Right.WRITE) and not added.may(Right.SEE_DRAFTS)
    assert entries() == before + 1
    assert (last().event, last().about) == ("person.added", f"person:{added.pk}")
    assert last().actor == f"person:{here['owner'].pk}"
    assert b"Nia" not in last().body


@pytest.mark.parametrize("role", ["author", "employee", "reviewer", "auditor", "deputy", "point_of_contact"])
def test_only_who_manages_people_adds_someone_and_the_refusal_says_who_can(here: People, role: str) -> None:
    before = entries()
    with pytest.raises(NotPermitted, match=r"Imani|Odette"):
        services.add("Nia Bright", email="", title="", roles=[], by=here[role], at=LATER)
    assert not Person.objects.filter(name="Nia Bright").exists()
    assert entries() == before


@pytest.mark.parametrize(
    ("name", "email", "says"),
    [("   ", "", "needs a name"), ("Nia", "not an address", "not an e-mail"), ("Nia", "taken", "has this e-mail")],
)
def test_an_entry_of_the_roster_that_makes_no_sense_is_refused(here: People, name: str, email: str, says: str) -> None:
    email = here["author"].email.upper() if email == "taken" else email
    with pytest.raises(DeskError, match=says):
        services.add(name, email=email, title="", roles=[], by=here["owner"], at=LATER)


def test_a_second_point_of_contact_is_never_added(here: People) -> None:
    with pytest.raises(DeskError, match="point of contact already"):
        services.add("Nia", email="", title="", roles=[Role.POINT_OF_CONTACT], by=here["owner"], at=LATER)
    assert not Person.objects.filter(name="Nia").exists()


def test_a_role_is_given_and_what_was_named_elsewhere_stays(here: People) -> None:
    changed = services.set_roles(here["deputy"], [Role.AUTHOR], by=here["owner"], at=LATER, reason="writes as well")

    assert changed.roles == (Role.DEPUTY, Role.AUTHOR)
    assert last().event == "person.roles_changed"
    assert last().reason.words == "writes as well"


def test_giving_a_role_that_is_had_changes_and_records_nothing(here: People) -> None:
    before = entries()
    with pytest.raises(DeskError, match="Nothing changes"):
        services.set_roles(here["author"], [Role.AUTHOR], by=here["owner"], at=LATER)
    assert entries() == before


@pytest.mark.parametrize("role", ["owner", "privacy_officer"])
def test_the_last_owner_and_the_last_privacy_officer_stay(here: People, role: str) -> None:
    other = here["privacy_officer" if role == "owner" else "owner"]
    with pytest.raises(DeskError, match="is the last"):
        services.set_roles(here[role], [Role.AUTHOR], by=other, at=LATER)
    with pytest.raises(DeskError, match="is the last"):
        services.leave(here[role], by=other, at=LATER)
    assert selectors.anyone(here[role].pk).left_at is None

    services.set_roles(here["reviewer"], [Role(role)], by=other, at=LATER)
    services.leave(here[role], by=other, at=LATER)

    assert selectors.person(here[role].pk) is None


def test_who_leaves_is_out_at_once_everywhere(here: People, clinic: Organization) -> None:
    author = here["author"]
    key = session_of(author)

    services.leave(author, by=here["owner"], at=LATER, reason="moved away")

    gone = selectors.anyone(author.pk)
    assert gone.left_at == LATER and gone.rights == frozenset()
    assert selectors.person(author.pk) is None
    assert not SignIn.objects.filter(session_key=key).exists()
    assert not Membership.objects.filter(person_id=author.pk).exists()
    author.user.refresh_from_db()
    assert not author.user.is_active
    assert last().event == "person.left"
    assert '"sign_ins_ended":1' in bytes(last().body).decode()


def test_who_works_elsewhere_too_loses_only_this_place(hospital: Organization, here: People) -> None:
    author = here["author"]
    Membership.objects.create(user=author.user, organization=hospital, person_id=here["owner"].organization_id)

    services.leave(author, by=here["owner"], at=LATER)

    author.user.refresh_from_db()
    assert author.user.is_active
    assert [m.organization for m in selectors.memberships(author.user)] == [hospital]


def test_nobody_leaves_twice(here: People) -> None:
    services.leave(here["author"], by=here["owner"], at=LATER)
    with pytest.raises(DeskError, match="left already"):
        services.leave(here["author"], by=here["owner"], at=LATER)


def test_people_change_their_own_settings_and_only_those_who_manage_change_an_entry(here: People) -> None:
    author = here["author"]
    changed = services.change_settings(
        author, by=author, at=LATER, time_zone="America/Chicago", quiet_from=time(20), quiet_until=time(7), public=True
    )
    assert (changed.time_zone, changed.public) == ("America/Chicago", True)
    assert '"fields":"public+quiet_from+quiet_until+time_zone"' in bytes(last().body).decode()

    services.change_settings(author, by=here["owner"], at=LATER, title="Marketing lead")
    with pytest.raises(NotPermitted):
        services.change_settings(author, by=here["reviewer"], at=LATER, title="x")
    with pytest.raises(NotPermitted, match="only Theo"):
        services.change_settings(author, by=here["owner"], at=LATER, time_zone="America/Denver")
    with pytest.raises(NotPermitted, match="theirs to say"):
        services.change_settings(author, by=here["owner"], at=LATER, public=False)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"time_zone": "Mars/Base"}, "no time zone"),
        ({"quiet_from": time(20)}, "beginning and an end"),
        ({"notices": "hourly"}, "once a day"),
        ({"name": " "}, "needs a name"),
        ({"roles": ["owner"]}, "no setting"),
        ({"email": "new@example.org"}, "keeps it"),
    ],
)
def test_a_wrong_setting_is_refused_in_words(here: People, changes: dict[str, object], says: str) -> None:
    before = entries()
    with pytest.raises(DeskError, match=says):
        services.change_settings(here["author"], by=here["author"], at=LATER, **changes)
    assert entries() == before


def test_saving_what_is_there_already_is_no_event(here: People) -> None:
    before = entries()
    services.change_settings(here["author"], by=here["author"], at=LATER, name=here["author"].name)
    assert entries() == before


def test_a_facility_closes_only_when_nobody_belongs_to_it(here: People) -> None:
    owner = here["owner"]
    place = services.add_facility("Elm Street Clinic", address="1 Elm Street", by=owner, at=LATER)
    with pytest.raises(DeskError, match="already"):
        services.add_facility("elm street  clinic", address="", by=owner, at=LATER)
    services.change_settings(here["author"], by=owner, at=LATER, facility=place)
    with pytest.raises(DeskError, match="1 people belong"):
        services.close_facility(place, by=owner, at=LATER)
    services.change_settings(here["author"], by=owner, at=LATER, facility=None)
    services.change_facility(place, name="Elm Clinic", address="2 Elm Street", by=owner, at=LATER)
    closed = services.close_facility(place, by=owner, at=LATER)

    assert closed.closed_at == LATER and selectors.facilities() == []
    assert [e.event for e in Entry.objects.filter(about=f"facility:{place.pk}").order_by("seq")] == [
        "facility.added",
        "facility.changed",
        "facility.closed",
    ]


def test_nobody_of_another_organisation_is_there(hospital: Organization, here: People) -> None:
    with pytest.raises(NotThere):
        selectors.anyone(hospital.pk)


def test_every_event_of_people_has_a_sentence() -> None:
    assert all(e.sentence for e in Event)


def test_the_line_of_answer_is_contact_then_deputies_then_privacy_officers(here: People) -> None:
    services.set_deputies([here["reviewer"], here["deputy"]], by=here["owner"], at=LATER)
    names = [p.short_name for p in selectors.line_of_answer()]
    assert names == ["Rosa", "Lena", "Jonas", "Imani"]


def test_two_rosters_never_meet(people: People, hospital: Organization) -> None:
    others = roster(hospital, at=NOON)
    with scope.within(hospital.pk):
        assert {p.pk for p in selectors.everyone()} == {p.pk for p in others.values()}
        assert selectors.person(people["owner"].pk) is None
