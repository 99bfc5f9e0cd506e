"""People of the tests: a roster with every role, and sign-ins that have everything a session needs."""

import time
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY as METHODS_USER,
)
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY as METHODS
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone

from bedside.core.roles import Role
from bedside.desk.people import selectors, services
from bedside.desk.people.models import Person, SignIn
from bedside.desk.people.sessions import SessionStore
from bedside.desk.people.work import WORK
from bedside.desk.tenancy import scope
from bedside.desk.tenancy.models import Organization

ROSTER: Mapping[str, tuple[str, str, tuple[Role, ...]]] = {
    "owner": ("Odette Marsh", "Director", (Role.OWNER,)),
    "privacy_officer": ("Imani Vale", "Privacy officer", (Role.PRIVACY_OFFICER,)),
    "point_of_contact": ("Rosa Quill", "Head of communications", (Role.POINT_OF_CONTACT,)),
    "deputy": ("Jonas Reed", "Communications", (Role.DEPUTY,)),
    "reviewer": ("Lena Park", "MD", (Role.REVIEWER,)),
    "author": ("Theo Lark", "Marketing", (Role.AUTHOR,)),
    "employee": ("Ada Example", "RN", (Role.EMPLOYEE,)),
    "auditor": ("Emil Stone", "", (Role.AUDITOR,)),
}


def roster(organization: Organization, *, at: Any, password: str | None = None) -> dict[str, Person]:
    """One person per role, each with a sign-in; by role. Without a password, nobody can sign in by one."""
    made: dict[str, Person] = {}
    host = organization.origin.rpartition("/")[2]
    with scope.within(organization.pk):
        for role, (name, title, roles) in ROSTER.items():
            address = f"{name.split()[0].lower()}@{host}.example.org"
            person = services.add(name, email=address, title=title, roles=roles, by=None, at=at)
            services.give_sign_in(person, password=password, at=at)
            made[role] = selectors.anyone(person.pk)
    return made


def signed_in(client: Any, person: Person, *, url: str = "", kind: str = "totp", ago: float = 0.0) -> Any:
    """Sign somebody in, with a second factor, a moment ago; gives the client back.

    Args:
        client: a Django test client, or a page of Playwright.
        url: the address of the live server, for a page.
        kind: how they signed in: totp, webauthn, recovery_codes, password, oidc, one-time-link.
        ago: seconds since then.
    """
    key = session_of(person, kind=kind, ago=ago)
    if hasattr(client, "context"):
        client.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": url}])
    else:
        client.cookies[settings.SESSION_COOKIE_NAME] = key
    return client


def session_of(person: Person, *, kind: str = "totp", ago: float = 0.0) -> str:
    """The key of a new session of somebody, at work in their organisation."""
    user = person.user
    assert user is not None, f"{person.name} has no sign-in"
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store[WORK] = {"organization": str(person.organization_id), "person": str(person.pk)}
    at = time.time() - ago
    records: list[dict[str, Any]] = [{"method": "password", "at": at}]
    if kind in {"totp", "webauthn", "recovery_codes"}:
        records.append({"method": "mfa", "type": kind, "at": at})
    elif kind != "password":
        records = [{"method": {"oidc": "socialaccount"}.get(kind, kind), "at": at}]
    store[METHODS], store[METHODS_USER] = records, str(user.pk)
    store.create()
    when = timezone.now() - timedelta(seconds=ago)
    SignIn.objects.filter(session_key=store.session_key).update(began_at=when)
    assert store.session_key
    return store.session_key
