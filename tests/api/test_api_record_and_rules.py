"""The record, the rules, and looking at words, over the API."""

import hashlib
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.utils import timezone

import bedside
from bedside.core.records import screening_record
from bedside.desk.audit import services as audit
from bedside.desk.audit.models import Entry
from bedside.desk.policies import services as adopting
from bedside.desk.tenancy import scope
from bedside.ledger import notes
from bedside.ledger.tree import leaf_hash
from bedside.screening.registry import registry
from tests.api.programs import made, refused, size, token_for
from tests.desk.drafts.making import ODD

pytestmark = pytest.mark.django_db
SCHEMA = json.loads((Path(bedside.__file__).parents[2] / "docs/schema/check-output.schema.json").read_text())


def test_the_record_is_read_newest_first_with_what_proves_each_entry(program: Any, people: Any, clinic: Any) -> None:
    draft = made(people, "returned", ODD, advice="Quillfeather says so.")
    answer = program("auditor").get("/record", limit=100)

    told = answer.json()["items"]
    assert [e["seq"] for e in told] == list(range(size(clinic) - 1, -1, -1))
    for entry in told:
        assert leaf_hash(entry["body"].encode()).hex() == entry["leaf"]
        assert json.loads(entry["body"])["event"] == entry["event"]
    returned = next(e for e in told if e["event"] == "draft.returned")
    assert (returned["about"], returned["says"]) == (f"draft:{draft.pk}", "A draft was returned with advice.")
    assert "Quillfeather" not in answer.content.decode()
    assert "moon" not in answer.content.decode()


def test_the_record_is_filtered(program: Any, people: Any) -> None:
    first, second = made(people, "submitted"), made(people, "submitted")
    theirs = program("auditor")
    about = theirs.get("/record", about=f"draft:{first.pk}").json()["items"]
    assert {e["about"] for e in about} == {f"draft:{first.pk}"}
    assert len(about) == 3
    events = theirs.get("/record", event="draft.submitted").json()["items"]
    assert [e["about"] for e in events] == [f"draft:{second.pk}", f"draft:{first.pk}"]
    by = theirs.get("/record", actor=f"person:{people['author'].pk}").json()["items"]
    assert {e["actor"] for e in by} == {f"person:{people['author'].pk}"}
    moment = events[0]["at"]
    assert all(e["at"] >= moment for e in theirs.get("/record", since=moment).json()["items"])
    assert all(e["at"] < moment for e in theirs.get("/record", until=moment).json()["items"])


def test_the_record_is_for_who_may_see_it(program: Any, others: Any) -> None:
    for role in ("author", "reviewer", "employee"):
        refused(program(role).get("/record"), 403)
    assert all(e["about"] != "x" for e in token_for(others["auditor"]).get("/record").json()["items"])


def test_reading_the_record_writes_nothing_into_it(program: Any, clinic: Any) -> None:
    theirs = program("auditor")
    before = size(clinic)
    theirs.get("/record")
    theirs.get("/record/checkpoint")
    assert size(clinic) == before


def test_the_newest_checkpoint_is_a_signed_note(program: Any, clinic: Any) -> None:
    theirs = program("auditor")
    refused(theirs.get("/record/checkpoint"), 404)
    with scope.within(clinic.pk):
        signed = audit.sign(at=timezone.now())
    told = theirs.get("/record/checkpoint").json()
    assert (told["size"], told["origin"], told["note"]) == (signed.size, clinic.origin, signed.note)
    assert notes.parse(told["note"]).signatures


def test_an_entry_that_was_changed_in_the_database_is_told_as_it_stands(program: Any, clinic: Any) -> None:
    from django.db import connection

    theirs = program("auditor")
    with scope.within(clinic.pk):
        seq = size(clinic) - 1
        entry = Entry.objects.get(seq=seq)
        entry.body = bytes(entry.body).replace(b'"days":30', b'"days":31x')
        with connection.cursor() as cursor:
            drop = "DROP TRIGGER audit_entry_never" + (
                "_changed" if connection.vendor == "sqlite" else " ON audit_entry"
            )
            cursor.execute(drop)
        Entry.objects.filter(seq=seq).update(body=entry.body)
    told = theirs.get("/record").json()["items"][0]
    assert "row was changed" in told["says"]
    assert hashlib.sha256(b"\x00" + told["body"].encode()).hexdigest() != told["leaf"]


def test_which_policy_judges_and_who_decided_so(program: Any, people: Any, clinic: Any) -> None:
    theirs = program("employee")
    assert theirs.get("/policies").json()["items"] == []
    with scope.within(clinic.pk):
        adopted = adopting.adopt("california", by=people["privacy_officer"], at=timezone.now(), reason="We are there.")
    told = theirs.get("/policies").json()
    assert told["in_force"]["pack"] == adopted.pack
    assert told["in_force"]["digest"] == adopted.digest
    assert [(a["entry"], a["adopted_by"]["name"]) for a in told["items"]] == [(adopted.seq, "Imani Vale")]
    assert "We are there" not in json.dumps(told)


def test_every_rule_is_told_with_both_sides(program: Any) -> None:
    theirs = program("employee", per_minute=10_000)
    for code, rule in registry().items():
        told = theirs.get(f"/rules/{code}").json()
        assert (told["code"], told["name"], told["message"]) == (code, rule.name, rule.message)
        assert set(told["weights"]) == {"official", "personal"}
        assert told["left_alone"], code
    refused(theirs.get("/rules/PHI-Q99"), 404)


def test_words_are_looked_at_as_on_the_command_line_and_nothing_is_stored(program: Any, clinic: Any) -> None:
    theirs = program("employee")
    before = size(clinic)
    line = {"id": 7, "text": "Ada's social is 219-09-4321.", "alt_texts": ["", "Ada Example at bed 4"], "kind": "post"}

    answer = theirs.post("/screen", line | {"something": "else"}, key="the-same")

    told = answer.json()
    jsonschema.validate(told, SCHEMA)
    assert told["verdict"] == "hold"
    assert told["id"] == 7
    assert any(f["start"] is None and f["part"] == "alt_texts[1]" for f in told["findings"])
    assert size(clinic) == before
    with scope.within(clinic.pk):
        from bedside.desk.integrations.models import Answered

        assert not Answered.objects.exists()
    again = theirs.post("/screen", line, key="the-same")
    assert again.json() == told
    assert "Idempotent-Replayed" not in again


@pytest.mark.parametrize(
    "line",
    [
        {"text": "Thank you for the note.", "kind": "rating_reply", "in_reply_to": "They lost my chart.", "id": None},
        {"text": "Thank you for the note.", "context": {"channel": "review_reply", "in_reply_to": "Two stars"}, "id": "x"},
        {"text": "Her baby came on Tuesday.", "account": "personal", "author_role": "ED nurse", "id": 1.5, "kind": None},
        {"text": "Meet Ada.", "kind": "story", "authorization": {"state": "active", "until": "2027-05-31", "covers": ["name"]}},
        {"text": "", "thread": ["One", "Two"], "publish_at": "2026-11-24T09:00:00-05:00", "channel": "x"},
    ],
)  # fmt: skip
def test_every_form_of_a_line_gives_what_the_library_gives(program: Any, line: dict[str, Any]) -> None:
    from bedside.core.records import content_of

    told = program("employee").post("/screen", line).json()
    expected = {"id": line.get("id"), **screening_record(bedside.screen(content_of(line)))}
    assert told == json.loads(json.dumps(expected))


@pytest.mark.parametrize(
    "line",
    [
        {"text": "x", "authorization": {"state": "active", "until": "someday"}},
        {"text": "x", "authorization": {"state": "perhaps"}},
        {"text": "x", "context": {"channel": "billboard"}},
        {"text": 7}, {}, {"text": "x", "alt_texts": "one"}, {"text": "x", "id": {}},
        {"text": "x", "context": 7.5}, {"text": "x", "context": []}, {"text": "x", "authorization": "active"},
    ],
)  # fmt: skip
def test_a_line_of_the_wrong_shape_is_told_which_field(program: Any, line: dict[str, Any]) -> None:
    refused(program("employee").post("/screen", line), 422)


def test_what_is_public_about_the_organization_is_no_finding(program: Any, people: Any, clinic: Any) -> None:
    with scope.within(clinic.pk):
        adopting.change_public_facts(
            names=["Harbor Elm Clinics"], addresses=[], phones=["(555) 201-0134"], emails=[], domains=[], handles=[],
            staff=["Grace Foley, RN"], state="", sensitive=[], by=people["point_of_contact"], at=timezone.now(),
        )  # fmt: skip
    told = program("employee").post("/screen", {"text": "Call us at (555) 201-0134 and ask for Grace Foley."}).json()
    assert told["verdict"] == "clear"
