"""What is sent and cannot be read: said plainly, repeated never, and nothing done."""

import json
from typing import Any

import pytest

from bedside.desk.drafts.models import Draft
from bedside.desk.tenancy import scope
from tests.api.programs import refused, size

pytestmark = pytest.mark.django_db
CANARY = "Quillfeather"


@pytest.mark.parametrize(
    "body",
    [
        b"   ", b"{", b"[1, 2", b"\xff\xfe", b'{"body": NaN}', b'{"body": 1e999}', b"{" * 5000, b"[" * 200_000,
        b'{"revision": ' + b"9" * 5000 + b"}", b'{"body": "' + CANARY.encode() + b'\x01"}',
    ],
)  # fmt: skip
def test_no_json_is_not_understood(program: Any, clinic: Any, body: bytes) -> None:
    before = size(clinic)
    told = refused(program("author").send("POST", "/drafts", body), 400)
    assert CANARY not in json.dumps(told)
    assert size(clinic) == before + 1  # the token's own


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "text/json"]
)
def test_another_kind_of_body_is_not_taken(program: Any, kind: str) -> None:
    refused(program("author").send("POST", "/drafts", "{}", content_type=kind), 415)


def test_a_body_that_is_too_large_is_not_read(program: Any) -> None:
    huge = json.dumps({"text": "a" * 8_000_001})
    refused(program("author").send("POST", "/screen", huge), 413)


def test_a_text_that_is_too_long_is_told_its_limit(program: Any) -> None:
    told = refused(program("author").post("/screen", {"text": "a" * 200_001}), 422)
    assert told["errors"][0]["at"] == "body.text"
    assert "200000" in told["errors"][0]["says"]


@pytest.mark.parametrize(
    ("body", "at"),
    [
        ({"body": 7}, "body.body"), ({"body": None}, "body.body"), ({"kind": CANARY}, "body.kind"),
        ({"channels": ["website", CANARY]}, "body.channels.1"), ({"channels": "website"}, "body.channels"),
        ({"planned_at": "tomorrow"}, "body.planned_at"), ({"planned_at": "2026-12-01T09:00:00"}, "body.planned_at"),
        ({"planned_at": 1796216400}, "body.planned_at"), ({"planned_at": "0001-01-01T00:00:00+23:00"}, "body.planned_at"),
        ({"planned_at": "9999-12-31T23:59:59-05:00"}, "body.planned_at"), ({"boby": "x"}, "body.boby"),
        ({f"{CANARY} has the flu": 1}, "body...."), ({"body": "half \ud800 a character"}, "body.body"),
        ([], "body"), ('"text"', "body"), (7, "body"),
    ],
)  # fmt: skip
def test_a_field_of_the_wrong_shape_is_named_and_not_repeated(program: Any, clinic: Any, body: Any, at: str) -> None:
    answer = program("author").post("/drafts", body)
    told = refused(answer, 422)
    assert told["errors"][0]["at"].rstrip(".") == at.rstrip("."), told
    assert CANARY not in answer.content.decode()
    with scope.within(clinic.pk):
        assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("path", "query", "at"),
    [
        ("/drafts", {"limit": 0}, "query.limit"), ("/drafts", {"limit": 101}, "query.limit"),
        ("/drafts", {"limit": "many"}, "query.limit"), ("/drafts", {"state": CANARY}, "query.state"),
        ("/drafts", {"id": "x"}, "query.id"), ("/record", {"since": "yesterday"}, "query.since"),
        ("/record", {"event": CANARY}, "query.event"), ("/record", {"about": "Ada Example"}, "query.about"),
        ("/record", {"about": "draft:\x00"}, "query.about"), ("/drafts", {"curser": "x"}, "query.curser"),
        ("/me", {"x": "1"}, "query.x"), ("/drafts", {CANARY: "1"}, "query...."), ("/rules/ada", {}, "path.code"),
    ],
)  # fmt: skip
def test_a_parameter_of_the_wrong_shape_is_named(program: Any, path: str, query: dict[str, Any], at: str) -> None:
    answer = program("privacy_officer").get(path, **query)
    assert refused(answer, 422)["errors"][0]["at"] == at
    assert CANARY not in answer.content.decode()


@pytest.mark.parametrize(
    "cursor",
    ["x", "W10", "WzFd" * 60, "bnVsbA", "WyJhIl0", "Wy0xXQ", "WzFlMzAwXQ", "W3RydWVd", "WzkwMDcxOTkyNTQ3NDA5OTNd"],
)
@pytest.mark.parametrize("path", ["/drafts", "/record", "/review/queue", "/releases", "/policies"])
def test_a_cursor_that_no_list_gave_is_refused(program: Any, path: str, cursor: str) -> None:
    answer = program("privacy_officer").get(path, cursor=cursor)
    assert answer.status_code in {400, 422}
    refused(answer, answer.status_code)


def test_a_fault_of_ours_tells_a_number_and_nothing_else(
    program: Any, clinic: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from bedside.desk.audit import rows

    def broken(*_: Any) -> None:
        raise RuntimeError(f"the disk is full of {CANARY}")

    theirs = program("author")
    before = size(clinic)
    monkeypatch.setattr(rows, "insert", broken)

    answer = theirs.post("/drafts", {"body": CANARY})

    told = refused(answer, 500)
    assert "number" in told["detail"]
    assert CANARY not in answer.content.decode() + capsys.readouterr().err
    assert size(clinic) == before
    with scope.within(clinic.pk):
        assert not Draft.objects.exists()


def test_words_that_pass_through_are_logged_nowhere(
    program: Any, people: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    author, contact = program("author"), program("point_of_contact")
    words = f"{CANARY} came home after her hip repair on March 3."
    capsys.readouterr()
    author.post("/screen", {"text": words})
    draft = author.post("/drafts", {"body": words, "in_reply_to": words}, key=CANARY).json()
    author.put("/drafts/1", {"revision": 7, "body": words})
    author.post(
        "/drafts/1/submit", {"note": words, "answers": dict.fromkeys(("job", "news", "family", "author"), False)}
    )
    author.post("/drafts/1/comments", {"words": words})
    contact.post("/review/1/return", {"advice": words, "seal": draft["seal"]})
    contact.get(f"/drafts/{CANARY}")
    contact.get("/drafts", cursor=CANARY)
    logged = capsys.readouterr().err
    assert logged.count('"event": "request"') == 8
    assert CANARY not in logged
    assert "hip repair" not in logged


def test_answers_that_are_no_object_are_none(program: Any, people: Any) -> None:
    program("author").post("/drafts", {"body": "Flu shots are here."})
    for answers in (7, [], "no", True, {}):
        told = refused(program("author").post("/drafts/1/submit", {"answers": answers}), 422)
        assert told["errors"][0]["at"].startswith("body.answers")
