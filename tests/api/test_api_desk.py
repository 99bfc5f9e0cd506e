"""The desk's side over the API: the queue, advice, accepted findings, second looks, releases."""

import base64
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from bedside.core.content import Kind
from bedside.desk.drafts import selectors
from bedside.desk.drafts.services import releases as ending
from bedside.desk.tenancy import scope
from tests.api.programs import made, newest, refused, size, token_for
from tests.desk.drafts.making import FINE, HELD, ODD

pytestmark = pytest.mark.django_db


def test_the_contact_returns_a_draft_with_advice(program: Any, people: Any, clinic: Any) -> None:
    draft = made(people, "submitted", ODD)

    told = program("point_of_contact").post(
        f"/review/{draft.number}/return", {"advice": "Say it without the joke.", "seal": draft.current.seal}
    )

    assert told.json()["state"] == "returned"
    assert told.json()["decisions"][0]["advice"] == "Say it without the joke."
    assert newest(clinic)[0].event == "draft.returned"


def test_a_reviewer_gives_no_decision(program: Any, people: Any) -> None:
    draft = made(people, "submitted")
    told = refused(
        program("reviewer").post(f"/review/{draft.number}/return", {"advice": "x", "seal": draft.current.seal}), 403
    )
    assert "Who may" in told["detail"]


def test_words_that_changed_are_not_decided_on(program: Any, people: Any, clinic: Any) -> None:
    draft = made(people, "submitted")
    before = size(clinic)
    told = refused(
        program("point_of_contact").post(f"/review/{draft.number}/return", {"advice": "x", "seal": "0" * 64}), 409
    )
    assert told["type"] == "/api#stale-screening"
    assert size(clinic) == before + 1  # the token's own


def test_nobody_decides_on_what_they_wrote(program: Any, people: Any) -> None:
    draft = made(people, "submitted", by="point_of_contact")
    body = {"advice": "x", "seal": draft.current.seal}
    told = refused(program("point_of_contact").post(f"/review/{draft.number}/return", body), 403)
    assert told["type"] == "/api#own-words"


def test_a_reviewer_accepts_a_finding_with_a_reason(program: Any, people: Any, clinic: Any) -> None:
    draft = made(people, "submitted", ODD)
    reviewer = program("reviewer")
    finding = reviewer.get(f"/drafts/{draft.number}").json()["screening"]["findings"][0]
    body = {"finding": finding["id"], "reason": "Our own joke, on us.", "seal": draft.current.seal}

    told = reviewer.post(f"/review/{draft.number}/waive", body).json()

    assert [f["waived"] for f in told["screening"]["findings"] if f["id"] == finding["id"]] == [True]
    entry = newest(clinic)[0]
    assert (entry.event, entry.facts["finding"]) == ("finding.waived", finding["id"])
    assert entry.reason is not None
    assert refused(reviewer.post(f"/review/{draft.number}/waive", body), 409)["type"] == "/api#decided-meanwhile"
    refused(reviewer.post(f"/review/{draft.number}/waive", body | {"finding": "PHI-G1:body:0:1"}), 404)


def test_what_asks_for_a_permission_nobody_accepts(program: Any, people: Any) -> None:
    draft = made(people, "submitted", HELD, kind=Kind.STORY)
    reviewer = program("reviewer")
    findings = reviewer.get(f"/drafts/{draft.number}").json()["screening"]["findings"]
    asks = next(f for f in findings if "authorization" in f["guidelines"] and f["weight"] == "hold")
    body = {"finding": asks["id"], "reason": "x", "seal": draft.current.seal}
    assert refused(reviewer.post(f"/review/{draft.number}/waive", body), 403)["type"] == "/api#not-permitted"


@pytest.mark.parametrize(("fine", "outcome"), [(True, "second_fine"), (False, "second_doubt")])
def test_a_second_look_is_given(program: Any, people: Any, clinic: Any, fine: bool, outcome: str) -> None:
    draft = made(people, "second_asked")
    told = program("reviewer").post(
        f"/review/{draft.number}/opinion", {"fine": fine, "reason": "Nobody is told about.", "seal": draft.current.seal}
    )
    assert told.json()["state"] == "in_review"
    assert told.json()["decisions"][0]["outcome"] == outcome
    assert newest(clinic)[0].event == "draft.second_look_given"


def test_the_queue_shows_the_soonest_due_first_and_no_words(program: Any, people: Any) -> None:
    later = made(people, "submitted", ODD)
    sooner = made(people, "submitted", planned_at=timezone.now() + timedelta(minutes=30))
    answer = program("deputy").get("/review/queue")
    assert [d["number"] for d in answer.json()["items"]] == [sooner.number, later.number]
    assert "moon" not in answer.content.decode()


def test_released_words_are_taken_out_exactly_and_every_time_is_recorded(
    program: Any, people: Any, clinic: Any
) -> None:
    draft = made(people, "released", pictures=("A teal wall.",))
    theirs = program("author")
    before = size(clinic)

    told = theirs.get(f"/releases/{draft.number}").json()
    theirs.get(f"/releases/{draft.number}")

    assert (told["body"], told["seal"], told["runs"]) == (FINE, draft.current.seal, True)
    picture = told["pictures"][0]
    assert picture["alt"] == "A teal wall."
    assert base64.b64decode(picture["content"]).startswith(b"\xff\xd8")
    assert (picture["media_type"], picture["width"], picture["height"]) == ("image/jpeg", 64, 48)
    assert size(clinic) == before + 2
    entry = newest(clinic)[0]
    assert (entry.event, entry.about, entry.facts["seal"]) == (
        "release.exported", f"draft:{draft.pk}", draft.current.seal[:16],
    )  # fmt: skip


def test_a_release_before_its_time_or_after_its_end_is_not_handed_out(program: Any, people: Any, clinic: Any) -> None:
    waits = made(people, "released", planned_at=timezone.now() + timedelta(days=2))
    over = made(people, "released")
    theirs = program("author")
    with scope.within(clinic.pk):
        found = selectors.latest_release(over)
        ending.take_back(found, by=people["author"], at=timezone.now(), reason="The date was wrong.")
    before = size(clinic)
    for draft in (waits, over):
        assert refused(theirs.get(f"/releases/{draft.number}"), 409)["type"] == "/api#not-in-force"
    assert size(clinic) == before
    assert [r["number"] for r in theirs.get("/releases").json()["items"]] == [over.number, waits.number]
    assert theirs.get("/releases", running=True).json()["items"] == []


def test_what_was_not_released_is_no_release(program: Any, people: Any) -> None:
    draft = made(people, "submitted")
    assert "not released" in refused(program("author").get(f"/releases/{draft.number}"), 404)["detail"]


def test_releases_of_others_are_the_desks_to_see(program: Any, people: Any, others: Any) -> None:
    made(people, "released", FINE, by="point_of_contact")
    mine = made(people, "submitted", by="reviewer")
    assert mine.number == 2
    for role, count in (("author", 1), ("reviewer", 1), ("point_of_contact", 1)):
        assert len(program(role).get("/releases").json()["items"]) == count
    assert token_for(others["point_of_contact"]).get("/releases").json()["items"] == []


def test_words_that_somebody_changed_in_the_database_stay_here(program: Any, people: Any, clinic: Any) -> None:
    draft = made(people, "released")
    theirs = program("author")
    with scope.within(clinic.pk):
        version = draft.current
        version.words = version.words.replace("Flu", "Flue")
        version.save()
    told = refused(theirs.get(f"/releases/{draft.number}"), 409)
    assert told["type"] == "/api#seal-differs"
