"""Several people, or one with a quick finger, at the same moment; on PostgreSQL, where their requests run side by side."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from bedside.desk.people import selectors, services
from bedside.desk.people.models import Facility, Invitation, Person
from bedside.desk.tenancy import scope
from bedside.desk.tenancy.models import Organization
from tests.desk.acting import signed_in
from tests.desk.people.conftest import events, size

People = dict[str, Person]
ROUNDS = 3
pytestmark = [
    pytest.mark.skipif(
        not os.environ.get("DATABASE_URL", "").startswith("postgres"),
        reason="on SQLite one transaction that may write waits for the other",
    ),
    pytest.mark.django_db(transaction=True),
]


def at_once(*asked: Callable[[], Any]) -> list[int]:
    """Begin all of them at the same moment; the status of each answer, in order of size."""
    start = Barrier(len(asked), timeout=20)

    def one(ask: Callable[[], Any]) -> int:
        start.wait()
        try:
            status: int = ask().status_code
            return status
        finally:
            connection.close()

    with ThreadPoolExecutor(len(asked)) as working:
        return sorted(working.map(one, asked))


def posting(person: Person, address: str, form: dict[str, Any]) -> Callable[[], Any]:
    client = signed_in(Client(), person)
    return lambda: client.post(address, form)


def test_a_facility_is_added_and_closed_once(people: People, clinic: Organization) -> None:
    owner, before = people["owner"], size(clinic)
    for n in range(ROUNDS):
        form = {"name": f"Elm Street {n}", "address": ""}
        assert at_once(*(posting(owner, "/facilities", form) for _ in range(3))) == [302, 422, 422]
        with scope.within(clinic.pk):
            place = Facility.objects.get(name=form["name"])
        assert at_once(*(posting(owner, f"/facilities/{place.pk}/close", {}) for _ in range(3))) == [302, 409, 409]
    assert events(clinic, since=before) == ["facility.added", "facility.closed"] * ROUNDS


def test_one_invitation_to_an_address_stays_open(people: People, clinic: Organization) -> None:
    for n in range(ROUNDS):
        form = {"name": "Nia Bright", "email": f"nia{n}@example.org", "roles": ["employee"]}
        assert at_once(*(posting(people["owner"], "/people/invite", form) for _ in range(3))) == [302] * 3
        with scope.within(clinic.pk):
            assert Invitation.objects.filter(email=form["email"], withdrawn_at=None).count() == 1


def test_of_two_orders_from_the_same_page_one_is_told(people: People, clinic: Organization) -> None:
    jonas, lena, imani = (people[r] for r in ("deputy", "reviewer", "privacy_officer"))
    for _ in range(ROUNDS):
        with scope.within(clinic.pk):
            services.set_deputies([jonas], by=people["owner"], at=timezone.now())
        adding = [{"order": [str(jonas.pk)], "act": "add", "person": str(p.pk)} for p in (lena, imani)]
        assert at_once(*(posting(people["owner"], "/people/deputies", form) for form in adding)) == [302, 409]
        with scope.within(clinic.pk):
            assert len(selectors.deputies()) == 2


def test_the_first_public_facts_and_a_webhook_are_kept_once(people: People, clinic: Organization) -> None:
    owner, before = people["owner"], size(clinic)
    facts = {"names": "Harbor Elm", "seen": ""}
    hook = {"url": "https://hooks.example.org/in", "hears": ["drafts"]}

    assert at_once(*(posting(owner, "/public", facts) for _ in range(3))) == [302] * 3
    assert at_once(*(posting(owner, "/integrations/webhooks/new", hook) for _ in range(3))) == [201, 422, 422]

    assert events(clinic, since=before) == ["facts.changed", "webhook.added"]
