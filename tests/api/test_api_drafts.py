"""Drafts over the API: the author's side, and who sees what."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bedside.core.scopes import Scope
from bedside.desk.drafts.models import Comment, Draft, Version
from bedside.desk.drafts.words import words_of
from bedside.desk.tenancy import scope
from tests.api.programs import made, newest, refused, size, token_for
from tests.desk.drafts.making import FINE, HELD, ODD

pytestmark = pytest.mark.django_db
NO = {"job": False, "news": False, "family": False, "author": False}


def test_a_draft_is_started_with_everything_at_once_and_one_entry(program: Any, clinic: Any) -> None:
    theirs = program("author")
    before = size(clinic)

    answer = theirs.post(
        "/drafts",
        {"kind": "rating_reply", "body": "Thank you for the note.\r\n", "in_reply_to": "Two stars.",
         "channels": ["google", "website", "google"], "planned_at": "2027-01-04T09:00:00-05:00"},
    )  # fmt: skip

    told = answer.json()
    assert answer.status_code == 201
    assert (told["number"], told["state"], told["revision"], told["version"]) == (1, "writing", 0, 1)
    assert (told["body"], told["in_reply_to"]) == ("Thank you for the note.\n", "Two stars.")
    assert (told["channels"], told["planned_at"]) == (["google", "website"], "2027-01-04T14:00:00Z")
    assert told["verdict"] is None
    assert size(clinic) == before + 1
    with scope.within(clinic.pk):
        kept = Draft.objects.select_related("current").get(number=1)
        assert words_of(kept.current.words).body == told["body"]
        assert kept.current.seal == told["seal"]


def test_what_is_left_out_of_a_change_stays_and_null_takes_the_time_away(program: Any) -> None:
    theirs = program("author")
    first = theirs.post("/drafts", {"body": "One", "channels": ["x"], "planned_at": "2027-01-04T09:00:00Z"}).json()

    second = theirs.put("/drafts/1", {"revision": 0, "body": "Two"}).json()
    third = theirs.put("/drafts/1", {"revision": 1, "planned_at": None, "channels": []}).json()

    assert (second["body"], second["channels"], second["planned_at"]) == ("Two", ["x"], first["planned_at"])
    assert (third["body"], third["channels"], third["planned_at"]) == ("Two", [], None)
    assert (second["revision"], third["revision"]) == (1, 2)
    assert first["seal"] != second["seal"]


def test_a_change_of_older_words_overwrites_nothing_and_shows_what_was_saved(program: Any, clinic: Any) -> None:
    theirs = program("author")
    theirs.post("/drafts", {"body": "One"})
    theirs.put("/drafts/1", {"revision": 0, "body": "Two"})
    before = size(clinic)

    told = refused(theirs.put("/drafts/1", {"revision": 0, "body": "Three"}), 409)

    assert told["type"] == "/api#overtaken"
    assert told["theirs"] == {"body": "Two", "by": "Theo", "revision": 1}
    assert "Three" not in str(told)
    assert size(clinic) == before
    assert theirs.get("/drafts/1").json()["body"] == "Two"


def test_words_are_looked_at_before_they_are_sent_for_review(program: Any, people: Any, clinic: Any) -> None:
    theirs, contact = program("author"), program("point_of_contact")
    theirs.post("/drafts", {"body": FINE})

    told = theirs.post("/drafts/1/submit", {"note": "For Monday."}).json()

    assert (told["state"], told["verdict"]) == ("in_review", "clear")
    assert told["screening"] == {
        "verdict": "clear", "pack": "hipaa-baseline@2026.11", "reader": told["screening"]["reader"],
        "findings": [], "unchecked": [],
    }  # fmt: skip
    assert newest(clinic)[0].event == "draft.submitted"
    assert [d["number"] for d in contact.get("/review/queue").json()["items"]] == [1]


def test_where_someone_is_told_about_the_four_answers_are_needed(program: Any, clinic: Any) -> None:
    theirs = program("author")
    theirs.post("/drafts", {"kind": "story", "body": HELD})
    before = size(clinic)

    told = refused(theirs.post("/drafts/1/submit", {}), 409)
    assert told["type"] == "/api#unanswered"
    assert size(clinic) == before
    refused(theirs.post("/drafts/1/submit", {"answers": {"job": False}}), 422)
    answer = theirs.post("/drafts/1/submit", {"answers": NO})

    assert answer.status_code == 200
    assert answer.json()["verdict"] == "hold"
    finding = answer.json()["screening"]["findings"][0]
    assert (finding["id"], finding["waived"], finding["weight"]) == (
        f"{finding['rule']}:body:{finding['start']}:{finding['end']}", False, "hold",
    )  # fmt: skip


def test_nothing_is_no_draft_to_send(program: Any) -> None:
    theirs = program("author")
    theirs.post("/drafts", {})
    assert refused(theirs.post("/drafts/1/submit", {}), 409)["type"] == "/api#empty"


def test_a_draft_in_review_is_not_changed(program: Any, people: Any) -> None:
    draft = made(people, "submitted")
    told = refused(program("author").put(f"/drafts/{draft.number}", {"revision": draft.revision, "body": "x"}), 409)
    assert told["type"] == "/api#wrong-state"
    assert "waiting for review" in told["detail"]


def test_only_the_author_changes_a_draft(program: Any, people: Any) -> None:
    draft = made(people, "submitted")
    for role in ("reviewer", "point_of_contact", "privacy_officer"):
        answer = program(role).put(f"/drafts/{draft.number}", {"revision": draft.revision, "body": "x"})
        assert refused(answer, 409 if answer.status_code == 409 else 403)["type"] in {
            "/api#not-yours",
            "/api#wrong-state",
        }
        told = refused(program(role).post(f"/drafts/{draft.number}/submit", {}), 403)
        assert told["type"] == "/api#not-yours"


def test_a_draft_that_was_not_shown_is_seen_by_its_author_only(program: Any, people: Any) -> None:
    draft = made(people, "started")
    assert program("author").get(f"/drafts/{draft.number}").status_code == 200
    for role in ("reviewer", "point_of_contact", "privacy_officer", "deputy"):
        refused(program(role).get(f"/drafts/{draft.number}"), 404)
        assert program(role).get("/drafts").json()["items"] == []


def test_another_organization_is_never_seen(program: Any, people: Any, others: Any, hospital: Any) -> None:
    draft = made(people, "submitted")
    theirs = token_for(others["privacy_officer"])
    before = size(hospital)
    for method, path, body in (
        ("GET", "", None), ("GET", "/comments", None), ("GET", "/versions", None), ("POST", "/comments", {"words": "x"}),
        ("POST", "/submit", {}), ("PUT", "", {"revision": 0}),
    ):  # fmt: skip
        refused(theirs.send(method, f"/drafts/{draft.number}{path}", body), 404)
    for act in ("return", "waive", "opinion"):
        body = {"seal": draft.current.seal, "advice": "x", "reason": "x", "finding": "x", "fine": True}
        wanted = {"return": ("advice",), "waive": ("finding", "reason"), "opinion": ("fine", "reason")}[act]
        refused(theirs.post(f"/review/{draft.number}/{act}", {k: body[k] for k in ("seal", *wanted)}), 404)
    refused(theirs.get(f"/releases/{draft.number}"), 404)
    assert theirs.get("/drafts", id=str(draft.pk)).json()["items"] == []
    assert size(hospital) == before


def test_reading_what_somebody_else_wrote_stands_in_the_record_once(program: Any, people: Any, clinic: Any) -> None:
    draft = made(people, "submitted")
    reviewer = program("reviewer")
    before = size(clinic)
    for _ in range(3):
        assert reviewer.get(f"/drafts/{draft.number}").json()["body"] == FINE
    assert size(clinic) == before + 1
    assert newest(clinic)[0].event == "draft.read"


def test_the_author_reads_the_advice(program: Any, people: Any) -> None:
    draft = made(people, "returned", advice="Leave the joke out.")
    told = program("author").get(f"/drafts/{draft.number}").json()
    assert told["state"] == "returned"
    assert [(d["outcome"], d["advice"], d["by"]["name"]) for d in told["decisions"]] == [
        ("returned", "Leave the joke out.", "Rosa Quill")
    ]


def test_people_and_programs_talk_beside_a_draft(program: Any, people: Any, clinic: Any) -> None:
    draft = made(people, "submitted")
    author, reviewer = program("author"), program("reviewer")

    first = reviewer.post(f"/drafts/{draft.number}/comments", {"words": "Until when?"})
    author.post(f"/drafts/{draft.number}/comments", {"words": "Until May."})

    assert first.status_code == 201
    assert first.json()["by"]["name"] == "Lena Park"
    told = author.get(f"/drafts/{draft.number}/comments").json()
    assert [c["words"] for c in told["items"]] == ["Until May.", "Until when?"]
    with scope.within(clinic.pk):
        assert Comment.objects.count() == 2


def test_an_employee_sees_no_draft_over_the_api(program: Any, people: Any) -> None:
    draft = made(people, "submitted")
    employee = program("employee")
    refused(employee.get("/drafts"), 403)
    refused(employee.get(f"/drafts/{draft.number}"), 403)
    refused(employee.post("/drafts", {"body": "x"}), 403)


def test_versions_are_told_without_their_words(program: Any, people: Any) -> None:
    draft = made(people, "resubmitted", ODD, FINE)
    answer = program("author").get(f"/drafts/{draft.number}/versions")
    told = answer.json()["items"]
    assert [(v["number"], v["verdict"], v["closed_at"] is not None) for v in told] == [
        (2, "clear", True), (1, "review", True),
    ]  # fmt: skip
    assert "moon" not in answer.content.decode()


def test_lists_hold_no_words_and_find_what_a_webhook_told_of(program: Any, people: Any) -> None:
    draft, other = made(people, "submitted", ODD), made(people, "started")
    theirs = program("author")
    answer = theirs.get("/drafts")
    assert [d["number"] for d in answer.json()["items"]] == [other.number, draft.number]
    assert "moon" not in answer.content.decode()
    assert [d["number"] for d in theirs.get("/drafts", id=str(draft.pk)).json()["items"]] == [draft.number]
    assert [d["number"] for d in theirs.get("/drafts", state="in_review").json()["items"]] == [draft.number]
    assert theirs.get("/drafts", kind="story").json()["items"] == []
    assert program("point_of_contact").get("/drafts", mine=True).json()["items"] == []


@pytest.mark.parametrize(
    ("role", "path", "name"),
    [("author", "/drafts", "number"), ("point_of_contact", "/review/queue", "number"), ("auditor", "/record", "seq")],
)
def test_pages_go_on_where_they_ended_and_lose_nothing(
    program: Any, people: Any, role: str, path: str, name: str
) -> None:
    for _ in range(7):
        made(people, "submitted")
    theirs = program(role)
    whole = [i[name] for i in theirs.get(path, limit=100).json()["items"]]
    walked, cursor = [], ""
    for _ in range(100):
        told = theirs.get(path, limit=3, **({"cursor": cursor} if cursor else {})).json()
        walked += [i[name] for i in told["items"]]
        if cursor == "":
            made(people, "submitted")  # what is added meanwhile shifts nothing
        if told["next"] is None:
            break
        cursor = told["next"]
    assert [n for n in walked if n in whole] == whole
    assert len(set(walked)) == len(walked)


def queries(program: Any, path: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert program.get(path).status_code == 200
    return len(found)


def test_long_lists_cost_no_more_queries_than_short_ones(program: Any, people: Any, clinic: Any) -> None:
    author, contact, auditor = program("author"), program("point_of_contact"), program("auditor")
    first = made(people, "submitted")
    author.post(f"/drafts/{first.number}/comments", {"words": "One"})
    contact.get(f"/drafts/{first.number}")
    looked_at = (
        (author, "/drafts"), (contact, "/drafts"), (contact, "/review/queue"), (auditor, "/record"),
        (author, f"/drafts/{first.number}"), (author, f"/drafts/{first.number}/comments"),
        (author, f"/drafts/{first.number}/versions"), (author, "/releases"), (auditor, "/policies"),
    )  # fmt: skip
    before = [queries(who, path) for who, path in looked_at]
    for _ in range(4):
        made(people, "released")
        made(people, "submitted")
        author.post(f"/drafts/{first.number}/comments", {"words": "More"})
    assert [queries(who, path) for who, path in looked_at] == before


def test_a_closed_version_is_never_changed_over_the_api(program: Any, people: Any, clinic: Any) -> None:
    draft = made(people, "returned", ODD)
    theirs = program("author")
    told = theirs.put(f"/drafts/{draft.number}", {"revision": draft.revision, "body": FINE}).json()
    assert told["version"] == 2
    with scope.within(clinic.pk):
        first = Version.objects.get(draft=draft, number=1)
        assert words_of(first.words).body == ODD


def test_descriptions_of_pictures_are_changed_by_their_id(program: Any, people: Any) -> None:
    draft = made(people, "started", pictures=("A teal wall.",))
    theirs = program("author", Scope.DRAFTS_READ, Scope.DRAFTS_WRITE)
    shown = theirs.get(f"/drafts/{draft.number}").json()["pictures"][0]
    told = theirs.put(
        f"/drafts/{draft.number}", {"revision": draft.revision, "alt_texts": {shown["id"]: "The new wing."}}
    ).json()
    assert told["pictures"] == [{"id": shown["id"], "alt": "The new wing."}]


def test_what_is_written_after_a_return_is_not_told_to_the_desk(program: Any, people: Any) -> None:
    draft = made(people, "returned", ODD)
    author, desk = program("author"), program("point_of_contact")
    author.put(f"/drafts/{draft.number}", {"revision": draft.revision, "body": "Not for anybody yet."})

    theirs, ours = author.get(f"/drafts/{draft.number}").json(), desk.get(f"/drafts/{draft.number}").json()

    assert (theirs["version"], theirs["body"]) == (2, "Not for anybody yet.")
    assert (ours["version"], ours["body"]) == (1, ODD)
    assert ours["screening"] is not None
    assert [v["number"] for v in desk.get(f"/drafts/{draft.number}/versions").json()["items"]] == [1]
    assert [v["number"] for v in author.get(f"/drafts/{draft.number}/versions").json()["items"]] == [2, 1]
