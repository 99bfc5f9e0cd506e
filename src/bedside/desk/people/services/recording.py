"""The entries of this app: about a person, by a person or by the workspace itself."""

from collections.abc import Collection, Mapping
from datetime import datetime

from bedside.core.events import Event
from bedside.core.roles import Role
from bedside.desk.audit import services as audit
from bedside.desk.people import selectors
from bedside.desk.people.models import Person, User
from bedside.desk.tenancy import scope

Facts = Mapping[str, str | int | bool]


def actor_of(by: Person | None) -> str:
    """Who did it; the set-up of an installation where there was nobody yet."""
    return f"person:{by.pk}" if by else "system:init"


def listed(roles: Collection[Role]) -> str:
    """Roles as one token of an entry."""
    return "+".join(role.value for role in Role if role in roles) or "none"


def record(
    event: Event,
    about: Person,
    *,
    at: datetime,
    by: Person | None = None,
    actor: str = "",
    facts: Facts | None = None,
    reason: str = "",
) -> None:
    audit.append(
        event, about=f"person:{about.pk}", actor=actor or actor_of(by), at=at, facts=facts or {}, reason=reason
    )


def record_at_home(event: Event, user: User, *, at: datetime, actor: str = "", facts: Facts | None = None) -> None:
    """Write an entry about a sign-in, outside any organisation's work, where its user went to work last."""
    home = selectors.home_of(user)
    if home is None:
        return
    with scope.within(home.organization_id):
        record(event, Person.objects.get(pk=home.person_id), actor=actor, at=at, facts=facts)
