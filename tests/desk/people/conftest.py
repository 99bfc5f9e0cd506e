"""Sign-ins of these tests: passwords, codes of an app, and counters that start anew."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import Client

from bedside.desk.audit.models import Entry
from bedside.desk.people import mail, services
from bedside.desk.people.models import Person, User
from bedside.desk.tenancy import scope
from bedside.desk.tenancy.models import Organization
from tests.desk.conftest import NOON
from tests.desk.people.windows import browser, window

__all__ = ["browser", "window"]  # fixtures

PASSWORD = "four words in a row"  # noqa: S105
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105


@pytest.fixture(autouse=True)
def _counters_start_anew() -> Iterator[None]:
    cache.clear()
    yield
    mail.settle()


@pytest.fixture
def client() -> Client:
    return Client()


def give_password(person: Person, password: str = PASSWORD) -> User:
    user = User.objects.get(pk=person.user_id)
    user.set_password(password)
    user.save()
    person.user = user
    return user


def give_app(person: Person) -> list[str]:
    """An authenticator app with `SECRET`; the recovery codes that came with it."""
    with scope.within(person.organization_id):
        services.add_totp(person, SECRET, at=NOON)
    row = Authenticator.objects.get(user_id=person.user_id, type=Authenticator.Type.RECOVERY_CODES)
    codes: list[str] = row.wrap().generate_codes()
    return codes


def code_now(secret: str = SECRET) -> str:
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))


def try_password(client: Client, person: Person, password: str = PASSWORD, **more: Any) -> Any:
    return client.post("/sign-in", {"login": person.email, "password": password} | more.pop("data", {}), **more)


def events(organization: Organization, *, since: int = 0) -> list[str]:
    """The names of the record's entries from the ``since``-th on."""
    with scope.within(organization.pk):
        return [e.event for e in Entry.objects.order_by("seq")[since:]]


def size(organization: Organization) -> int:
    return len(events(organization))


def facts(organization: Organization) -> str:
    """The newest entry as it stands in the record."""
    with scope.within(organization.pk):
        return bytes(Entry.objects.order_by("-seq").first().body).decode()
