"""Every operation there is: what it records, who may, and that it says everything it answers. New ones are met here."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from bedside.api.reference import context
from bedside.api.serving import api
from bedside.api.urls import urlpatterns
from bedside.core.roles import Role
from bedside.core.scopes import DRAWS_ON, Scope
from bedside.desk.audit import rows
from bedside.desk.people.models import Person
from tests.api.programs import ROOT, made, refused, size, token_for
from tests.desk.drafts.making import ODD

pytestmark = pytest.mark.django_db
SCHEMA = api.get_openapi_schema() if urlpatterns else {}
OPERATIONS = {
    told["operationId"]: (method.upper(), path.removeprefix(ROOT), told)
    for path, methods in SCHEMA["paths"].items()
    for method, told in methods.items()
}
Setting = Callable[[Any], tuple[str, dict[str, Any] | None]]


def of(state: str, *words: Any, **more: Any) -> Any:
    return lambda people: made(people, state, *words, **more)


def finding_of(people: Any, draft: Any) -> str:
    told = token_for(people["reviewer"]).get(f"/drafts/{draft.number}").json()
    return str(told["screening"]["findings"][0]["id"])


def reviewed(body: dict[str, Any]) -> Any:
    return lambda people, draft: body | {"seal": draft.current.seal}


# Of each operation that writes into the record: who does it, with a draft in which state, and what is sent.
ACTS: dict[str, tuple[str, Any, Any]] = {
    "start_draft": ("author", None, lambda people, draft: {"body": "Words"}),
    "save_draft": ("author", of("started"), lambda people, draft: {"revision": draft.revision, "body": "Words"}),
    "submit_draft": ("author", of("started"), lambda people, draft: {}),
    "comment_on_draft": ("author", of("submitted"), lambda people, draft: {"words": "Words"}),
    "get_draft": ("reviewer", of("submitted"), lambda people, draft: None),
    "return_draft": ("point_of_contact", of("submitted"), reviewed({"advice": "Words"})),
    "accept_finding": (
        "reviewer",
        of("submitted", ODD),
        lambda people, draft: {"finding": finding_of(people, draft), "reason": "Words", "seal": draft.current.seal},
    ),
    "give_opinion": ("reviewer", of("second_asked"), reviewed({"fine": True, "reason": "Words"})),
    "take_release": ("author", of("released"), lambda people, draft: None),
}
READS = {
    "me", "list_drafts", "list_comments", "list_versions", "screen", "list_queue", "list_releases", "list_entries",
    "get_checkpoint", "list_policies", "get_rule",
}  # fmt: skip


def test_every_operation_is_known_here() -> None:
    assert set(OPERATIONS) == set(ACTS) | READS
    assert {name for name, (method, _, _) in OPERATIONS.items() if method != "GET"} <= set(ACTS) | {"screen"}


def prepared(people: dict[str, Person], name: str) -> tuple[Any, str, str, Any]:
    role, state, body = ACTS[name]
    draft = state(people) if state else None
    method, path, _ = OPERATIONS[name]
    theirs = token_for(people[role])
    return theirs, method, path.replace("{number}", str(draft.number if draft else "")), body(people, draft)


@pytest.mark.parametrize("name", ACTS)
def test_an_act_writes_exactly_one_entry(people: Any, clinic: Any, name: str) -> None:
    theirs, method, path, body = prepared(people, name)
    before = size(clinic)
    assert theirs.send(method, path, body).status_code in {200, 201}
    expected = 0 if name == "get_draft" and "accept" in name else 1
    assert size(clinic) == before + expected


@pytest.mark.parametrize("name", ACTS)
def test_what_cannot_be_recorded_is_not_done(
    people: Any, clinic: Any, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise RuntimeError("the disk is full")

    theirs, method, path, body = prepared(people, name)
    drafts = token_for(people["privacy_officer"])
    before, seen = size(clinic), drafts.get("/drafts").json()
    with monkeypatch.context() as patch:
        patch.setattr(rows, "insert", broken)
        refused(theirs.send(method, path, body), 500)
    assert size(clinic) == before
    assert drafts.get("/drafts").json() == seen


@pytest.mark.parametrize("role", [r.value for r in Role])
@pytest.mark.parametrize("name", OPERATIONS)
def test_a_program_may_what_its_person_may(people: Any, name: str, role: str) -> None:
    """Every operation as every role: 403 exactly where no scope of the operation can be had."""
    method, path, told = OPERATIONS[name]
    scope = told["description"].rpartition("Scope: `")[2].partition("`")[0] if "Scope: `" in told["description"] else ""
    theirs = token_for(people[role])
    body = {} if method != "GET" else None
    answer = theirs.send(method, path.replace("{number}", "1").replace("{code}", "PHI-G1"), body)
    may = not scope or bool(DRAWS_ON[Scope(scope)] & people[role].rights)
    assert (answer.status_code != 403) == may, answer.content


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_says_what_it_may_answer(name: str) -> None:
    method, path, told = OPERATIONS[name]
    said = {int(s) for s in told["responses"]}
    assert {401, 403, 429, 500, 503} < said
    assert told["security"] == [{"Token": []}]
    assert told["summary"]
    assert told["description"]
    if method in {"POST", "PUT"}:
        assert {400, 409, 413, 415, 422} < said
        assert told["requestBody"]["content"]["application/json"]["example"]
    if "{" in path:
        assert 404 in said
    for status, response in told["responses"].items():
        kind = "application/json" if int(status) < 400 else "application/problem+json"
        assert list(response["content"]) == [kind]
    for parameter in told["parameters"]:
        assert parameter["description"], parameter


def test_every_list_goes_on_by_cursor() -> None:
    for name, (_, _, told) in OPERATIONS.items():
        if name.startswith("list_"):
            assert {"limit", "cursor"} <= {p["name"] for p in told["parameters"]}, name


def test_the_openapi_is_open_to_all_and_the_page_to_people(client: Client, people: Any) -> None:
    from tests.desk.acting import signed_in

    answer = client.get(f"{ROOT}/openapi.json")
    assert answer.status_code == 200
    assert answer.json()["openapi"] == "3.1.0"
    assert client.get("/api").status_code == 302

    page = signed_in(Client(), people["employee"]).get("/api").content.decode()

    for name, (method, path, _) in OPERATIONS.items():
        assert f'id="{name}"' in page
        assert f"{ROOT}{path}" in page, (method, path)
    for slug, _ in context()["kinds"]:
        assert f'id="{slug}"' in page
    assert "style=" not in page
    assert "onclick" not in page


def test_every_type_of_problem_has_its_place_on_the_page(people: Any) -> None:
    """Types that other tests of this folder expect are told of on the page."""
    import re
    from pathlib import Path

    known = {slug for slug, _ in context()["kinds"]}
    for page in Path(__file__).parent.glob("test_*.py"):
        for slug in re.findall(r'"/api#([a-z-]+)"', page.read_text()):
            assert slug in known, (page.name, slug)
