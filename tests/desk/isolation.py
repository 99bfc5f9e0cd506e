"""Walks over every address of the workspace, as every role, with one's own ids and with another organisation's.

The addresses come from the URL map, so that a new one is walked or makes the walk fail for want of a form.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from bedside.desk.audit.models import Tree
from bedside.desk.tenancy import scope
from bedside.desk.tenancy.models import Scoped
from tests.desk.acting import signed_in
from tests.desk.worlds import World

NO_IDS = frozenset({"code", "before", "after", "seq"})  # parameters that name no row of an organisation
ELSEWHERE = ("api/", "static/", "account/")  # doors of their own: the API's tokens, files, the provider's callbacks


@dataclass(frozen=True)
class Address:
    """One entry of the URL map."""

    name: str
    route: str
    parameters: tuple[str, ...]
    view: Any = field(repr=False)

    @property
    def names_rows(self) -> bool:
        """Whether a parameter names a row, which another organisation may have as well."""
        return bool(set(self.parameters) - NO_IDS) or "versions" in self.route


def addresses() -> list[Address]:
    """Every address with a name of its own; aliases of the same route once."""
    found: dict[str, Address] = {}
    for address in _walk(get_resolver().url_patterns, ""):
        found.setdefault(address.route, address)
    return [a for a in found.values() if not a.route.startswith(ELSEWHERE)]


def _walk(patterns: Any, before: str) -> Iterator[Address]:
    for entry in patterns:
        if isinstance(entry, URLResolver):
            yield from _walk(entry.url_patterns, before + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            route = (before + str(entry.pattern)).lstrip("^").rstrip("$")
            yield Address(entry.name or route, route, tuple(entry.pattern.converters), entry.callback)


# What a POST of each address needs to do its work, by name: the state of the draft, who does it, the fields.
@dataclass(frozen=True)
class Form:
    by: str
    fields: Any = ()
    state: str = "in_review"
    json: bool = False
    entries: int = 1  # how many entries of the record the act writes


AWAY = timezone.now().date() + timedelta(days=200)
READS = {  # take a POST because words travel in it, and change nothing
    "draft-check": Form("author", {"body": "Hello", "serial": 1}, "writing", json=True, entries=0),
    "draft-wording": Form("author", {"body": "Hello", "serial": 1}, "writing", json=True, entries=0),
    "ask-note": Form("employee", {"words": "Hello", "where": "My own page"}, json=True, entries=0),
}
REASON = {"reason": "a reason", "seal": "{seal}"}
FORMS: dict[str, Form] = {
    **READS,
    "draft-new": Form("author", {"kind": "post"}),
    "draft": Form("author", {"body": "New words", "revision": "{revision}", "kind": "post"}, "writing"),
    "draft-save": Form("author", {"body": "New words", "revision": "{revision}", "kind": "post"}, "writing", json=True),
    "draft-keep": Form("author", {}, "writing"),
    "draft-comment": Form("author", {"words": "A comment"}),
    "draft-pictures": Form("author", {"picture": "{file}", "alt": "A square"}, "writing"),
    "draft-picture-remove": Form("author", {}, "writing"),
    "draft-submit": Form("author", {f"told_{k}": "no" for k in ("job", "news", "family", "author")}, "writing"),
    "draft-discard": Form("author", {}, "writing"),
    "draft-withdraw": Form("author"),
    "draft-reopen": Form("author", {}, "released"),
    "review-waive": Form("reviewer", {**REASON, "finding": "{finding}"}),
    "review-picture": Form("reviewer", {"seal": "{seal}"}),
    "review-return": Form("point_of_contact", REASON),
    "review-reject": Form("point_of_contact", REASON),
    "review-second": Form("point_of_contact", {**REASON, "of": "{reviewer}"}),
    "review-opinion": Form("reviewer", {**REASON, "opinion": "fine"}, "second_look"),
    "review-screen": Form("reviewer"),
    "review-approve": Form("deputy", REASON, "approvable"),
    "release-copy": Form("author", {}, "released"),
    "release-export": Form("author", {}, "released"),
    "release-take-back": Form("author", {"reason": "a mistake"}, "released"),
    "ask-send": Form("employee", {"words": "May I post this?", "where": "My own page"}),
    "question-answer": Form("point_of_contact", {"verdict": "yes", "words": "Go ahead"}),
    "question-forget": Form("employee"),
    "guidance-publish": Form("point_of_contact", {"heading": "Badges", "text": "Take them off first."}),
    "guidance-withdraw": Form("point_of_contact"),
    "me": Form(
        "author", {"name": "Theo Larkin", "time_zone": "America/Chicago", "notices": "daily", "hours": "mornings"}
    ),
    "people-invite": Form("owner", {"name": "Nora Lund", "email": "nora.lund@example.org", "roles": ["author"]}),
    "absence-plan": Form(
        "owner",
        {"person": "{deputy}", "starts": f"{AWAY}T09:00", "until": f"{AWAY}T17:00", "cover": "{privacy_officer}"},
    ),
    "absence-end": Form("point_of_contact"),
    "invitation-withdraw": Form("owner"),
    "contact-name": Form("owner", {"person": "{deputy}"}),
    "deputies": Form("owner", {"act": "add:{privacy_officer}", "order": ["{deputy}"]}),
    "sign-in-rules": Form("owner", {"minutes": "30"}),
    "person-entry": Form("owner", {"name": "Ada Sample", "title": "RN"}),
    "person-roles": Form("owner", {"roles": ["employee", "author"], "reason": "a new job"}),
    "person-leave": Form("owner", {"leave-reason": "moved away"}),
    "person-sign-ins-end": Form("owner"),
    "person-factors-reset": Form("owner", {"reset-reason": "a lost telephone"}),
    "facilities": Form("owner", {"name": "North clinic", "address": "2 Elm Street"}),
    "facility": Form("owner", {"name": "South clinic", "address": "3 Elm Street"}),
    "facility-close": Form("owner"),
    "policies-adopt": Form("privacy_officer", {"pack": "texas", "over": "{policy}", "reason": "we moved"}),
    "public": Form("privacy_officer", {"names": "Harbor Elm Clinics", "state": "TX"}),
    "record-check": Form("auditor"),
    "record-export": Form("auditor", {"first": "0"}),
    "token-make": Form("owner", {"name": "A program", "person": "{owner}", "scopes": ["record:read"], "days": "30"}),
    "token-revoke": Form("owner"),
    "webhook-add": Form("owner", {"url": "https://hooks.example.org/in", "hears": ["drafts"]}),
    "webhook-remove": Form("owner"),
}
# Signing in and out, factors, links: acts of a user before or beside any organisation, or of one who has to have
# something in hand (a code, a key). Walked with an empty form; tests/desk/people tells the story of each.
OF_USERS = frozenset(
    "sign-in mfa_login_webauthn start-over sign-out session-stay choose invitation one-time password-forgotten "
    "password-new mfa_authenticate second-factor-app second-factor-passkey recovery-codes second-factor-remove "
    "passkey-rename password-change sign-ins-end".split()
)
# Looks at what was handed in and shows it, or goes back to what stands; changes nothing here.
SHOWS = frozenset({"policies-adopt-look", "public-paste", "webhook-on"})


def filled(address: Address, world: World, *, state: str) -> dict[str, Any]:
    """Values for the address's parameters, out of one organisation."""
    draft = world.drafts[state if state in world.drafts else "in_review"]
    values: dict[str, Any] = {
        "number": world.ids["question"] if address.route.startswith("ask/") else draft.number,
        "before": "in-force" if "compare" in address.route else 1,
        "after": "in-force" if "compare" in address.route else 1,
        "picture": world.ids["pictures"].get(draft.number, world.ids["picture"]),
        "secret": "not-a-secret",
        "name": "x",
        "token": "x-y",
        "factor": 1,
        **{k: v for k, v in world.ids.items() if k not in {"picture", "pictures"}},
        **world.ids.get("by_address", {}).get(address.name, {}),
    }
    return {name: values[name] for name in address.parameters}


def url_of(address: Address, values: dict[str, Any]) -> str:
    from django.urls import reverse

    return reverse(address.name, kwargs=values)


def rows_of(world: World) -> str:
    """A digest of every row of an organisation."""
    taken = hashlib.sha256()
    with scope.within(world.organization.pk), connection.cursor() as cursor:
        for model in sorted((m for m in apps.get_models() if issubclass(m, Scoped)), key=lambda m: m._meta.db_table):
            table = model._meta.db_table
            cursor.execute(f'SELECT * FROM "{table}" WHERE organization_id = %s ORDER BY id', [key_of(world)])  # noqa: S608
            for row in cursor.fetchall():
                taken.update(repr([bytes(v) if isinstance(v, memoryview) else v for v in row]).encode())
    return taken.hexdigest()


@cache
def rows_at_rest(organization: Any, world: "Held") -> tuple[str, int]:
    """`rows_of` and `size_of` of a world that nobody has touched; every visit is undone, so this is worked out once."""
    return rows_of(world.world), size_of(world.world)


@dataclass(frozen=True)
class Held:
    """A world as a key of what is remembered."""

    world: World = field(compare=False)


def key_of(world: World) -> Any:
    pk = world.organization.pk
    return pk.hex if connection.vendor == "sqlite" else pk


def size_of(world: World) -> int:
    with scope.within(world.organization.pk):
        return int(Tree.objects.get().size)


@dataclass
class Answer:
    """What an address gave to one person, with what it did to the rows of both organisations."""

    status: int
    content: bytes = field(repr=False)
    entries: int = 0
    changed: bool = False
    changed_other: bool = False


def visited(address: Address, url: str, *, world: World, role: str, other: World, post: Any = None) -> Answer:
    """Go to an address as somebody, look what it does, and undo it.

    Args:
        post: None for a GET, else the fields; ``json`` in it says that they travel as JSON.
    """
    mine, size = rows_at_rest(world.organization.pk, Held(world))
    theirs, _ = rows_at_rest(other.organization.pk, Held(other))
    with transaction.atomic():
        client = signed_in(Client(raise_request_exception=False), world.people[role])
        if post is None:
            answer = client.get(url, HTTP_ACCEPT="text/html")
        elif post.pop("__json__", False):
            answer = client.post(url, post, content_type="application/json")
        else:
            answer = client.post(url, post, HTTP_ACCEPT="text/html")
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        found = Answer(
            answer.status_code, content, size_of(world) - size, rows_of(world) != mine, rows_of(other) != theirs
        )
        transaction.set_rollback(True)
    return found
