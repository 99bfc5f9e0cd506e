"""Two organisations with a record and people each, and a clock that stands still."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bedside.desk.audit import services as audit
from bedside.desk.people.models import Person
from bedside.desk.tenancy import scope
from bedside.desk.tenancy.models import Organization
from tests.desk.acting import roster

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


def founded(name: str) -> Organization:
    organization = Organization.objects.create(
        name=name, origin=f"record.example.org/{name.split()[0]}-{uuid.uuid4().hex[:6]}", created_at=NOON
    )
    audit.found(organization, actor="system:test", at=NOON)
    return organization


@pytest.fixture
def clinic(db: None) -> Organization:
    return founded("clinic")


@pytest.fixture
def hospital(db: None) -> Organization:
    return founded("hospital")


@pytest.fixture
def at_clinic(clinic: Organization) -> Iterator[Organization]:
    with scope.within(clinic.pk):
        yield clinic


@pytest.fixture
def people(clinic: Organization) -> dict[str, Person]:
    """One person per role in the clinic, by role; see `acting.ROSTER`."""
    return roster(clinic, at=NOON)


@pytest.fixture
def others(hospital: Organization) -> dict[str, Person]:
    """One person per role in the hospital."""
    return roster(hospital, at=NOON)
