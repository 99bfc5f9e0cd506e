"""Every address of the URL map, as every role: nothing of another organisation is seen or changed, and every change is
recorded. A few roles here; all of them in `make prove ONLY=isolation`.
"""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction

from bedside.core.releasing import finding_id
from bedside.desk.audit import rows
from bedside.desk.drafts import selectors
from bedside.desk.policies import selectors as policies
from bedside.desk.tenancy import scope
from bedside.desk.tenancy.models import ScopedManager
from tests.desk.isolation import FORMS, OF_USERS, READS, SHOWS, Address, addresses, filled, url_of, visited
from tests.desk.worlds import World, built, square

pytestmark = pytest.mark.django_db
ROLES = os.environ.get("BEDSIDE_ROLES", "employee author point_of_contact").split()
EVERY = addresses()


@pytest.fixture(scope="module")
def worlds(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[World, World]]:
    """Two organisations with one of everything, whose numbers differ; gone after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        try:
            yield built("north", canary="Quillfeather", offset=0), built("south", canary="Brambleworth", offset=40)
        finally:
            transaction.set_rollback(True)


def data_of(address: Address, world: World) -> dict[str, Any]:
    """The fields of an address's form, with what they need out of the organisation's rows."""
    form = FORMS[address.name]
    draft = world.drafts[form.state]
    with scope.within(world.organization.pk):
        version = draft.current
        screening = selectors.screening_of(version)
        found = [f for f in screening.findings if f.weight in {"hold", "review"}] if screening else []
        values = {
            "{seal}": version.seal,
            "{revision}": draft.revision,
            "{finding}": finding_id(found[0]) if found else "none",
            "{policy}": policies.in_force_digest(),
            **{f"{{{role}}}": str(person.pk) for role, person in world.people.items()},
            "{file}": SimpleUploadedFile("picture.png", square(), "image/png"),
            **world.ids.get("values", {}),
        }
    data = {k: with_values(v, values) for k, v in dict(form.fields).items()}
    return data | ({"__json__": True} if form.json else {})


def with_values(given: Any, values: dict[str, Any]) -> Any:
    """A field of a form with what stands in braces filled in."""
    if isinstance(given, list):
        return [with_values(item, values) for item in given]
    if not isinstance(given, str) or given in values:
        return values.get(given, given)
    for name, value in values.items():
        given = given.replace(name, str(value)) if isinstance(value, str) else given
    return given


def other_of(worlds: tuple[World, World], *, foreign: bool) -> World:
    return worlds[1 if foreign else 0]


def tries(address: Address, worlds: tuple[World, World]) -> Iterator[tuple[str, dict[str, Any], Any]]:
    """Own and foreign ids, by GET and, where there is a form, by POST."""
    for foreign in (False, True):
        if foreign and not address.names_rows:
            continue
        world = other_of(worlds, foreign=foreign)
        form = FORMS.get(address.name)
        values = filled(address, world, state=form.state if form else "in_review")
        yield ("foreign" if foreign else "own"), values, None
        if form:
            yield ("foreign" if foreign else "own"), values, data_of(address, world)
        elif address.name in OF_USERS | SHOWS:
            yield ("foreign" if foreign else "own"), values, {}


@pytest.mark.parametrize("address", EVERY, ids=lambda a: a.route or "front")
def test_nothing_of_another_organization_is_seen_or_changed(address: Address, worlds: tuple[World, World]) -> None:
    mine, other = worlds
    for role in ROLES:
        for whose, values, post in tries(address, worlds):
            answer = visited(
                address, url_of(address, values), world=mine, role=role, other=other, post=dict(post) if post else None
            )
            what = (role, whose, "POST" if post is not None else "GET")
            assert answer.status != 500, what
            assert not answer.changed_other, what
            for word in other.words:
                assert word.encode() not in answer.content, (*what, "shows another organisation")
            if whose == "foreign":
                assert answer.status in {302, 400, 403, 404, 405, 409, 410, 422}, (*what, answer.status)
                assert not answer.changed or answer.status in {302, 403, 410}, what


@pytest.mark.parametrize("address", [a for a in EVERY if a.name in FORMS], ids=lambda a: a.route)
def test_every_act_writes_exactly_one_entry(address: Address, worlds: tuple[World, World]) -> None:
    mine, other = worlds
    form = FORMS[address.name]
    url = url_of(address, filled(address, mine, state=form.state))
    answer = visited(address, url, world=mine, role=form.by, other=other, post=data_of(address, mine))
    assert answer.status in {200, 201, 302, 303}, answer.content[-600:]
    assert answer.entries == form.entries
    assert answer.changed == bool(form.entries)


@pytest.mark.parametrize(
    "address", [a for a in EVERY if a.name in FORMS and a.name not in READS], ids=lambda a: a.route
)
def test_what_cannot_be_recorded_is_not_done(
    address: Address, worlds: tuple[World, World], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("the disk is full")

    mine, other = worlds
    form = FORMS[address.name]
    url = url_of(address, filled(address, mine, state=form.state))
    data = data_of(address, mine)
    monkeypatch.setattr(rows, "insert", broken)
    answer = visited(address, url, world=mine, role=form.by, other=other, post=data)
    assert answer.status == 500
    assert not answer.changed
    assert b"disk is full" not in answer.content


def test_every_address_that_takes_a_post_has_a_form_here() -> None:
    """An address without a form would be walked by GET only."""
    without = [a.name for a in EVERY if takes_post(a) and a.name not in {*FORMS, *OF_USERS, *SHOWS}]
    assert not without


def takes_post(address: Address) -> bool:
    """Whether the view answers a POST with something else than 405."""
    from django.test import RequestFactory

    marked = getattr(address.view, "__wrapped__", None)
    request = RequestFactory().get("/") if marked is None else RequestFactory().post("/")
    try:
        answer = address.view(request, **dict.fromkeys(address.parameters, "x"))
    except Exception:
        return request.method == "POST"
    return request.method == "POST" and answer.status_code != 405


@pytest.mark.skipif(connection.vendor != "postgresql", reason="row-level security is PostgreSQL's")
def test_the_database_alone_keeps_organizations_apart(
    worlds: tuple[World, World], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the manager's filter taken away, row-level security holds by itself."""
    from django.db import models

    monkeypatch.setattr(ScopedManager, "get_queryset", lambda self: models.QuerySet(self.model, using=self._db))
    mine, other = worlds
    for address in EVERY:
        for whose, values, post in tries(address, worlds):
            answer = visited(
                address,
                url_of(address, values),
                world=mine,
                role="privacy_officer",
                other=other,
                post=dict(post) if post else None,
            )
            assert not answer.changed_other, (address.route, whose)
            for word in other.words:
                assert word.encode() not in answer.content, (address.route, whose)
