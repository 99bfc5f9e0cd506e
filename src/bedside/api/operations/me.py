"""Who comes with this token."""

from typing import Any

from django.http import HttpRequest

from bedside.api import shapes
from bedside.api.door import person_of, token_of
from bedside.api.serving import operation
from bedside.core.scopes import Scope
from bedside.desk.integrations import selectors
from bedside.desk.people.models import Person


def person_record(person: Person) -> dict[str, Any]:
    return {"id": str(person.pk), "name": person.name}


@operation("GET", "/me", answer=shapes.Me, tag="Who")
def me(request: HttpRequest) -> dict[str, Any]:
    """Who comes with this token, and what it is good for."""
    token, person = token_of(request), person_of(request)
    good_for = selectors.usable(token)
    return {
        "token": {
            "id": str(token.pk),
            "name": token.name,
            "scopes": [s.value for s in Scope if s in good_for],
            "made_at": token.made_at,
            "expires_at": token.expires_at,
            "per_minute": token.per_minute,
        },
        "person": person_record(person) | {"roles": [r.value for r in person.roles]},
        "organization": {"id": str(token.organization_id), "name": token.organization.name},
    }
