"""The same request again: done once, answered the same; never mixed up with another."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from bedside.core.scopes import Scope
from bedside.desk.drafts.models import Comment, Draft
from bedside.desk.integrations import services
from bedside.desk.integrations.models import Answered
from bedside.desk.integrations.services.answers import BUSY, KEPT
from bedside.desk.tenancy import scope
from bedside.desk.tenancy.models import DataKey
from tests.api.programs import ROOT, made, refused, size, token_for

pytestmark = pytest.mark.django_db
WORDS = {"body": "Flu shots are here, says Quillfeather."}


def claimed(theirs: Any, *, key: str, path: str, body: bytes, at: Any) -> services.Claim:
    """A key that another process is at work with."""
    with scope.within(theirs.organization.pk):
        return services.claim(theirs.token, key=key, method="POST", path=f"{ROOT}{path}", body=body, at=at)


def test_a_repeated_request_is_done_once_and_answered_the_same(program: Any, clinic: Any) -> None:
    theirs = program("author")
    first = theirs.post("/drafts", WORDS, key="one")
    before = size(clinic)

    again = theirs.post("/drafts", WORDS, key="one")

    assert (again.status_code, again.content) == (201, first.content)
    assert again["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first
    assert size(clinic) == before
    with scope.within(clinic.pk):
        assert Draft.objects.count() == 1


def test_without_a_key_every_request_is_a_new_one(program: Any, clinic: Any) -> None:
    theirs = program("author")
    numbers = [theirs.post("/drafts", WORDS).json()["number"] for _ in range(2)]
    assert numbers == [1, 2]


@pytest.mark.parametrize(
    ("path", "body"), [("/drafts", {"body": "Other words"}), ("/drafts/1/comments", {"words": "Until when?"})]
)
def test_a_key_belongs_to_one_request(program: Any, clinic: Any, path: str, body: Any) -> None:
    theirs = program("author")
    theirs.post("/drafts", WORDS, key="one")
    before = size(clinic)
    assert refused(theirs.post(path, body, key="one"), 422)["type"] == "/api#other-request"
    assert size(clinic) == before


def test_keys_of_two_tokens_have_nothing_to_do_with_each_other(program: Any) -> None:
    first, second = program("author"), program("author")
    assert first.post("/drafts", WORDS, key="one").json()["number"] == 1
    assert second.post("/drafts", {"body": "Other words"}, key="one").json()["number"] == 2


def test_while_the_first_is_at_work_the_second_waits(program: Any, clinic: Any) -> None:
    theirs = program("author")
    claimed(theirs, key="one", path="/drafts", body=b'{"body": "x"}', at=timezone.now())

    told = refused(theirs.send("POST", "/drafts", '{"body": "x"}', key="one"), 409)

    assert told["type"] == "/api#busy-key"
    with scope.within(clinic.pk):
        assert not Draft.objects.exists()


def test_the_key_of_a_process_that_died_is_taken_over_and_the_act_done_once(program: Any, clinic: Any) -> None:
    theirs = program("author")
    dead = claimed(theirs, key="one", path="/drafts", body=b'{"body": "x"}', at=timezone.now() - BUSY)

    answer = theirs.send("POST", "/drafts", '{"body": "x"}', key="one")

    assert answer.status_code == 201
    with scope.within(clinic.pk), pytest.raises(services.Overdue, match="was undone"):
        services.finish(dead, status=201, body="{}")


def test_what_is_slower_than_its_claim_is_undone(program: Any, clinic: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The row is taken over while the act is going on: it must not be done twice."""
    from bedside.api.operations import drafts

    theirs = program("author")
    started = drafts.writing.start

    def slow(**fields: Any) -> Draft:
        Answered.objects.update(busy_until=timezone.now() - timedelta(seconds=1))
        services.claim(
            theirs.token, key="one", method="POST", path=f"{ROOT}/drafts", body=b'{"body": "x"}', at=timezone.now()
        )
        return started(**fields)

    monkeypatch.setattr(drafts.writing, "start", slow)
    before = size(clinic)
    told = refused(theirs.send("POST", "/drafts", '{"body": "x"}', key="one"), 409)
    assert told["type"] == "/api#overdue"
    assert size(clinic) == before
    with scope.within(clinic.pk):
        assert not Draft.objects.exists()


def test_what_was_refused_may_be_tried_again_with_the_same_key(program: Any, people: Any, clinic: Any) -> None:
    theirs = program("author")
    theirs.post("/drafts", {})
    refused(theirs.post("/drafts/1/submit", {}, key="one"), 409)
    theirs.put("/drafts/1", {"revision": 0, "body": "Flu shots are here."})
    assert theirs.post("/drafts/1/submit", {}, key="one").json()["state"] == "in_review"


def test_a_fault_of_ours_frees_the_key(program: Any, clinic: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from bedside.desk.audit import rows

    theirs = program("author")
    with monkeypatch.context() as broken:
        broken.setattr(rows, "insert", None)
        refused(theirs.post("/drafts", WORDS, key="one"), 500)
    assert theirs.post("/drafts", WORDS, key="one").status_code == 201


def test_after_a_day_a_key_is_free_again_and_its_answer_gone(program: Any, clinic: Any) -> None:
    theirs = program("author")
    theirs.post("/drafts", WORDS, key="one")
    with scope.within(clinic.pk):
        Answered.objects.update(at=timezone.now() - KEPT)
    assert theirs.post("/drafts", {"body": "Other words"}, key="one").json()["number"] == 2


def test_old_answers_are_deleted_with_the_keys_to_their_words(program: Any, clinic: Any) -> None:
    theirs = program("author")
    for key in ("one", "two"):
        theirs.post("/drafts", WORDS, key=key)
    with scope.within(clinic.pk):
        young, old = Answered.objects.order_by("key")
        Answered.objects.filter(pk=old.pk).update(at=timezone.now() - KEPT, busy_until=timezone.now() - KEPT)
        assert services.forget_old(at=timezone.now()) == 1
        assert not DataKey.objects.filter(pk=old.data_key_id).exists()
        assert DataKey.objects.filter(pk=young.data_key_id).exists()
        assert Answered.objects.get().pk == young.pk


def test_answers_are_kept_sealed_and_requests_only_as_a_keyed_digest(program: Any, clinic: Any) -> None:
    import hashlib
    import json

    from django.db import connection

    theirs = program("author")
    theirs.post("/drafts", WORDS, key="one")
    with scope.within(clinic.pk), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM integrations_answered")
        row = repr([bytes(v) if isinstance(v, memoryview) else v for v in cursor.fetchone()])
        assert "Quillfeather" not in row
        assert hashlib.sha256(json.dumps(WORDS).encode()).hexdigest() not in row
        assert "Quillfeather" in Answered.objects.get().body


@pytest.mark.parametrize("key", ["a b", "x" * 81, "\u00e9", "", " "])
def test_a_key_of_another_form_is_refused(program: Any, clinic: Any, key: str) -> None:
    theirs = program("author")
    answer = theirs.send("POST", "/drafts", WORDS, HTTP_IDEMPOTENCY_KEY=key)
    assert refused(answer, 400)["type"] == "/api#bad-key"


def test_every_post_that_changes_something_takes_a_key(program: Any, people: Any, clinic: Any) -> None:
    draft, second = made(people, "submitted"), made(people, "second_asked")
    contact, reviewer = program("point_of_contact"), program("reviewer")
    comment = {"words": "Until when?"}
    for who, path, body in (
        (reviewer, f"/drafts/{draft.number}/comments", comment),
        (reviewer, f"/review/{second.number}/opinion", {"fine": True, "reason": "x", "seal": second.current.seal}),
        (contact, f"/review/{draft.number}/return", {"advice": "x", "seal": draft.current.seal}),
    ):
        first = who.post(path, body, key=path)
        before = size(clinic)
        again = who.post(path, body, key=path)
        assert first.status_code < 300
        assert again.content == first.content
        assert size(clinic) == before
    with scope.within(clinic.pk):
        assert Comment.objects.count() == 1


def test_a_token_without_the_scope_gets_no_answer_of_another_time(program: Any, people: Any) -> None:
    theirs = token_for(people["author"], Scope.DRAFTS_WRITE)
    theirs.post("/drafts", WORDS, key="one")
    with scope.within(theirs.organization.pk):
        type(theirs.token).objects.filter(pk=theirs.token.pk).update(scopes=["screen"])
    refused(theirs.post("/drafts", WORDS, key="one"), 403)
