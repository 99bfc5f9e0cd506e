"""Programs of the tests: a client that comes with a token, and drafts brought where a story needs them."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from bedside.core.scopes import Scope, holds
from bedside.desk.audit.models import Entry, Tree
from bedside.desk.drafts.models import Draft
from bedside.desk.integrations import services
from bedside.desk.integrations.models import Token
from bedside.desk.people.models import Person
from bedside.desk.tenancy import scope
from bedside.desk.tenancy.models import Organization
from bedside.ledger import entries
from tests.desk.drafts import making

ROOT = "/api/v1"


@dataclass
class Program:
    """Sends requests with a token and no cookies."""

    token: Token
    text: str = field(repr=False)
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    @property
    def organization(self) -> Organization:
        return self.token.organization

    def send(self, method: str, path: str, body: Any = None, *, key: str = "", **headers: str) -> Any:
        kind = headers.pop("content_type", "application/json")
        told = {"HTTP_AUTHORIZATION": f"Bearer {self.text}", **headers}
        if key:
            told["HTTP_IDEMPOTENCY_KEY"] = key
        if body is None:
            return self.client.generic(method, f"{ROOT}{path}", **told)
        sent = body if isinstance(body, str | bytes) else json.dumps(body)
        return self.client.generic(method, f"{ROOT}{path}", sent, content_type=kind, **told)

    def get(self, path: str, **query: Any) -> Any:
        told = {"HTTP_AUTHORIZATION": f"Bearer {self.text}"}
        return self.client.get(f"{ROOT}{path}", query, **told)

    def post(self, path: str, body: Any, **more: Any) -> Any:
        return self.send("POST", path, body, **more)

    def put(self, path: str, body: Any, **more: Any) -> Any:
        return self.send("PUT", path, body, **more)


def all_scopes(person: Person) -> list[Scope]:
    return [s for s in Scope if holds(s, person=person.rights, maker=person.rights)]


def token_for(person: Person, *scopes: Scope, at: datetime | None = None, **more: Any) -> Program:
    """A program of somebody, with everything that they may, or what is named."""
    at = at or timezone.now()
    with scope.within(person.organization_id):
        made = services.make_token(
            name="A publishing tool", person=person, scopes=scopes or all_scopes(person), lasts=timedelta(days=30),
            by=person, at=at, **more,
        )  # fmt: skip
        made.token.organization  # noqa: B018 - read it while we are at work
    return Program(made.token, made.text)


def newest(organization: Organization, count: int = 1) -> list[entries.Entry]:
    """The last entries of a record, the newest first."""
    with scope.within(organization.pk):
        rows = Entry.objects.order_by("-seq")[:count]
        return [entries.parse(bytes(row.body)) for row in rows]


def size(organization: Organization) -> int:
    with scope.within(organization.pk):
        return int(Tree.objects.get().size)


def made(people: dict[str, Person], state: str, *args: Any, **more: Any) -> Draft:
    """A draft of these people, brought to a state by `making`."""
    with scope.within(people["author"].organization_id):
        found: Draft = getattr(making, state)(people, *args, **more)
        return found


def refused(answer: Any, status: int) -> dict[str, Any]:
    """The problem document of an answer with this status."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    told: dict[str, Any] = answer.json()
    assert told["status"] == status
    assert told["title"]
    assert told["detail"].endswith((".", "?"))
    return told
