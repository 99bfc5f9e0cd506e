"""There is always somebody who answers: contacts, deputies, absences, and everything that could open a gap."""

import uuid
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bedside.core.answering import Away, first_gap, stand_in
from bedside.core.errors import DeskError, NotPermitted, NotThere
from bedside.core.roles import Role
from bedside.desk.audit.models import Entry
from bedside.desk.people import selectors, services
from bedside.desk.people.models import Absence, Person
from bedside.desk.people.services import NobodyAnswers
from bedside.desk.tenancy import scope
from bedside.desk.tenancy.models import Organization
from tests.desk.conftest import NOON

People = dict[str, Person]
LATER = NOON + timedelta(minutes=1)


def days(count: float) -> datetime:
    return NOON + timedelta(days=count)


@pytest.fixture
def here(people: People, clinic: Organization) -> Iterator[People]:
    with scope.within(clinic.pk):
        yield people


def away(person: Person, first: float, last: float, cover: Person | None, *, by: Person | None = None) -> Absence:
    return services.plan_absence(person, starts=days(first), until=days(last), cover=cover, by=by or person, at=LATER)


def test_while_rosa_is_away_her_cover_answers(here: People) -> None:
    rosa, jonas = here["point_of_contact"], here["deputy"]
    away(rosa, 1, 3, jonas)

    assert selectors.answering(days(0.5)) == rosa
    assert selectors.answering(days(1)) == jonas
    assert selectors.answering(days(3)) == rosa
    line = selectors.answer_line(days(2))
    assert (line.now, line.until, line.then, line.deputy) == (jonas, days(3), rosa, True)
    entry = Entry.objects.order_by("-seq").first()
    assert entry.event == "absence.planned"
    assert f'"cover":"{jonas.pk}"' in bytes(entry.body).decode()


def test_the_point_of_contact_is_not_away_without_a_cover(here: People) -> None:
    with pytest.raises(NobodyAnswers, match="Say who answers"):
        away(here["point_of_contact"], 1, 3, None)
    assert not Absence.objects.exists()


@pytest.mark.parametrize("role", ["author", "reviewer", "employee", "auditor", "owner"])
def test_who_may_not_approve_does_not_cover(here: People, role: str) -> None:
    with pytest.raises(DeskError, match="may not approve"):
        away(here["point_of_contact"], 1, 3, here[role])


def test_nobody_covers_for_themselves_or_is_away_twice(here: People) -> None:
    rosa, jonas = here["point_of_contact"], here["deputy"]
    with pytest.raises(DeskError, match="cover for themselves"):
        away(rosa, 1, 3, rosa)
    away(rosa, 1, 3, jonas)
    with pytest.raises(DeskError, match="away then already"):
        away(rosa, 2, 5, here["privacy_officer"])
    away(rosa, 3, 4, jonas)


def test_a_cover_who_goes_away_names_another(here: People) -> None:
    rosa, jonas, imani = here["point_of_contact"], here["deputy"], here["privacy_officer"]
    away(rosa, 1, 5, jonas)

    with pytest.raises(NobodyAnswers, match="From Fri, Mar 6, 7 am on, nobody would answer for Rosa Quill"):
        away(jonas, 2, 3, None)
    assert Absence.objects.count() == 1
    away(jonas, 2, 3, imani)

    assert selectors.answering(days(2.5)) == imani
    assert selectors.answering(days(4)) == jonas


def test_two_never_cover_for_each_other(here: People) -> None:
    rosa, jonas = here["point_of_contact"], here["deputy"]
    away(rosa, 1, 3, jonas)
    with pytest.raises(NobodyAnswers):
        away(jonas, 2, 4, rosa)
    away(jonas, 3, 4, rosa)


def test_a_cover_is_there_from_the_first_to_the_last_moment(here: People) -> None:
    rosa, jonas = here["point_of_contact"], here["deputy"]
    away(jonas, 2, 3, None)
    for first, last in ((1, 3), (2, 2.5), (2.5, 4)):
        with pytest.raises(NobodyAnswers):
            away(rosa, first, last, jonas)
    away(rosa, 1, 2, jonas)
    away(rosa, 3, 4, jonas)


def test_a_cover_neither_leaves_nor_loses_the_right(here: People) -> None:
    rosa, jonas, owner = here["point_of_contact"], here["deputy"], here["owner"]
    absence = away(rosa, 1, 3, jonas)
    before = Entry.objects.count()

    with pytest.raises(NobodyAnswers):
        services.leave(jonas, by=owner, at=LATER)
    with pytest.raises(NobodyAnswers):
        services.set_deputies([here["reviewer"]], by=owner, at=LATER)
    assert Entry.objects.count() == before
    assert selectors.anyone(jonas.pk).left_at is None
    assert selectors.deputies() == [jonas]

    services.end_absence(absence, by=rosa, at=LATER)
    away(rosa, 1, 3, here["privacy_officer"])
    services.leave(jonas, by=owner, at=LATER)
    assert selectors.answering(days(2)) == here["privacy_officer"]


def test_a_privacy_officer_who_covers_does_not_lose_the_role(here: People) -> None:
    imani, owner = here["privacy_officer"], here["owner"]
    services.set_roles(here["reviewer"], [Role.REVIEWER, Role.PRIVACY_OFFICER], by=owner, at=LATER)
    away(here["point_of_contact"], 1, 3, imani)
    with pytest.raises(NobodyAnswers):
        services.set_roles(imani, [Role.AUTHOR], by=owner, at=LATER)


def test_the_point_of_contact_does_not_leave_but_hands_over(here: People) -> None:
    rosa, jonas, owner = here["point_of_contact"], here["deputy"], here["owner"]
    with pytest.raises(DeskError, match="Name another one first"):
        services.leave(rosa, by=owner, at=LATER)
    changed = services.set_roles(rosa, [Role.AUTHOR], by=owner, at=LATER)
    assert Role.POINT_OF_CONTACT in changed.roles

    services.name_contact(jonas, by=owner, at=LATER)

    assert selectors.point_of_contact() == jonas
    assert selectors.anyone(jonas.pk).roles == (Role.POINT_OF_CONTACT,)
    assert selectors.anyone(rosa.pk).roles == (Role.AUTHOR,)
    services.leave(rosa, by=owner, at=LATER)


def test_who_is_named_is_there_and_can_sign_in(here: People) -> None:
    owner, jonas = here["owner"], here["deputy"]
    paper = services.add("Nia Bright", email="", title="", roles=[Role.DEPUTY], by=owner, at=LATER)
    with pytest.raises(DeskError, match="no sign-in"):
        services.name_contact(paper, by=owner, at=LATER)
    with pytest.raises(DeskError, match="cannot sign in"):
        away(here["point_of_contact"], 1, 2, paper)
    away(jonas, 1, 2, None)
    with pytest.raises(NobodyAnswers):
        services.name_contact(jonas, by=owner, at=LATER)
    with pytest.raises(DeskError, match="already"):
        services.name_contact(here["point_of_contact"], by=owner, at=LATER)
    with pytest.raises(NotPermitted):
        services.name_contact(here["author"], by=here["author"], at=LATER)


def test_deputies_are_here_once_and_not_the_contact(here: People) -> None:
    owner = here["owner"]
    for wrong in ([here["point_of_contact"]], [here["deputy"], here["deputy"]]):
        with pytest.raises(DeskError):
            services.set_deputies(wrong, by=owner, at=LATER)
    services.set_deputies([here["reviewer"], here["deputy"]], by=owner, at=LATER)
    assert selectors.deputies() == [here["reviewer"], here["deputy"]]
    services.set_deputies([], by=owner, at=LATER)
    assert selectors.deputies() == []
    assert selectors.anyone(here["deputy"].pk).roles == (Role.EMPLOYEE,)


def test_an_absence_is_called_off_by_its_person_or_by_who_names_the_contact(here: People) -> None:
    rosa = here["point_of_contact"]
    absence = away(rosa, 1, 3, here["deputy"], by=here["owner"])
    with pytest.raises(NotPermitted):
        services.end_absence(absence, by=here["author"], at=LATER)
    services.end_absence(absence, by=rosa, at=LATER)
    with pytest.raises(NotThere):
        services.end_absence(absence, by=rosa, at=LATER)
    assert selectors.answering(days(2)) == rosa


def test_an_absence_ends_after_it_begins_and_not_in_the_past(here: People) -> None:
    for first, last in ((3, 1), (-3, -1), (2, 2)):
        with pytest.raises(DeskError, match="ends after it begins"):
            away(here["author"], first, last, None)
    begun = away(here["author"], -1, 1, None)
    assert begun.starts == LATER


TIMES = st.integers(0, 12)
ACTS = st.one_of(
    st.tuples(st.just("away"), st.integers(0, 4), TIMES, TIMES, st.none() | st.integers(0, 4)),
    st.tuples(st.just("back"), st.integers(0, 8)),
    st.tuples(st.just("leave"), st.integers(0, 4)),
    st.tuples(st.just("name"), st.integers(0, 4)),
    st.tuples(st.just("deputies"), st.lists(st.integers(0, 4), unique=True, max_size=3)),
    st.tuples(st.just("roles"), st.integers(0, 4), st.sampled_from([Role.PRIVACY_OFFICER, Role.AUTHOR])),
    st.tuples(st.just("wait"), st.integers(1, 3)),
)


@settings(
    max_examples=min(settings.default.max_examples * 2 // 5, 2_000),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=st.lists(ACTS, min_size=1, max_size=12))
def test_whatever_is_done_there_is_never_nobody(
    people_of_one: tuple[Organization, list[Person]], acts: list[tuple[object, ...]]
) -> None:
    """Random days of one organisation: at every moment from then on, who answers is here, there, and able."""
    organization, cast = people_of_one
    with suppress(Undo), scope.within(organization.pk):
        now = NOON
        for act in acts:
            now = _do(act, cast, now)
            _somebody_answers(now)
        raise Undo


class Undo(Exception):
    """Takes back everything that an example did."""


@pytest.fixture
def people_of_one(people: People, clinic: Organization) -> tuple[Organization, list[Person]]:
    return clinic, [people[r] for r in ("point_of_contact", "deputy", "privacy_officer", "reviewer", "owner")]


def _do(act: tuple[object, ...], cast: list[Person], now: datetime) -> datetime:
    kind, *more = act
    by = next((p for p in selectors.everyone() if p.pk == cast[4].pk), None) or selectors.with_role(Role.OWNER)[0]
    try:
        if kind == "wait":
            return now + timedelta(hours=12 * more[0])
        if kind == "away":
            cover = None if more[3] is None else cast[more[3]]
            span = {"starts": days(more[1] / 2), "until": days(more[2] / 2)}
            services.plan_absence(selectors.anyone(cast[more[0]].pk), cover=cover, by=by, at=now, **span)
        elif kind == "back":
            planned = list(Absence.objects.order_by("planned_at", "pk"))
            services.end_absence(planned[more[0] % max(len(planned), 1)], by=by, at=now) if planned else None
        elif kind == "leave":
            services.leave(cast[more[0]], by=by, at=now)
        elif kind == "name":
            services.name_contact(cast[more[0]], by=by, at=now)
        elif kind == "deputies":
            services.set_deputies([cast[i] for i in more[0]], by=by, at=now)
        else:
            services.set_roles(cast[more[0]], [more[1]], by=by, at=now)
    except DeskError as refused:
        assert str(refused).endswith(".")  # noqa: PT017
    return now


def _somebody_answers(now: datetime) -> None:
    turns = {now} | {t for a in Absence.objects.all() for t in (a.starts, a.until) if t >= now}
    for at in turns:
        who = selectors.answering(at)
        assert who is not None
        assert who.left_at is None and who.user_id is not None
        assert not Absence.objects.filter(person=who, ended_at=None, starts__lte=at, until__gt=at).exists()
        assert who == selectors.point_of_contact() or selectors.can_stand_in(who)
    assert len(selectors.with_role(Role.POINT_OF_CONTACT)) == 1
    assert any(p.user_id for p in selectors.with_role(Role.OWNER))
    assert any(p.user_id for p in selectors.with_role(Role.PRIVACY_OFFICER))


CAST = [uuid.UUID(int=i) for i in range(1, 6)]
SPANS = st.builds(
    lambda who, first, length, cover: Away(CAST[who], days(first), days(first + length), cover and CAST[cover - 1]),
    st.integers(0, 4),
    st.integers(0, 10),
    st.integers(1, 5),
    st.none() | st.integers(1, 5),
)


@given(spans=st.lists(SPANS, max_size=6), able=st.sets(st.sampled_from(CAST)), probe=st.floats(0, 16))
def test_a_gap_is_found_exactly_where_nobody_answers(spans: list[Away], able: set[uuid.UUID], probe: float) -> None:
    gap = first_gap(CAST[0], since=NOON, away=spans, able=able)
    answer = stand_in(CAST[0], at=days(probe), away=spans, able=able)
    if gap is None or days(probe) < gap:
        assert answer is not None
    if gap is not None:
        assert stand_in(CAST[0], at=gap, away=spans, able=able) is None
    if answer is not None:
        assert not any(a.person == answer and a.includes(days(probe)) for a in spans)
        assert answer == CAST[0] or answer in able
