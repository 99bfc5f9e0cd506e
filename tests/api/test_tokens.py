"""Who comes in with a token, with what, how often; and who does not."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from bedside.core.errors import DeskError, NotPermitted
from bedside.core.roles import Role
from bedside.core.scopes import Scope
from bedside.desk.integrations import selectors, services
from bedside.desk.integrations.models import Token
from bedside.desk.people import services as roster
from bedside.desk.tenancy import scope
from tests.api.programs import ROOT, all_scopes, made, newest, refused, token_for
from tests.desk.acting import signed_in

pytestmark = pytest.mark.django_db
MONTH = timedelta(days=30)


def test_a_program_learns_for_whom_it_acts_and_what_it_may(program: Any, people: Any) -> None:
    theirs = program("author", Scope.SCREEN, Scope.DRAFTS_READ)

    told = theirs.get("/me").json()

    assert told["person"] == {"id": str(people["author"].pk), "name": "Theo Lark", "roles": ["author"]}
    assert told["token"]["scopes"] == ["screen", "drafts:read"]
    assert told["organization"]["name"] == "clinic"


def test_without_a_token_nobody_comes_in_not_even_who_is_signed_in(people: Any) -> None:
    answer = signed_in(Client(), people["point_of_contact"]).get(f"{ROOT}/me")

    told = refused(answer, 401)
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert "bsd_" in told["detail"]
    assert "sessionid" not in answer.cookies


@pytest.mark.parametrize(
    "text",
    [
        "", "bsd", "bsd_", "bsd_x_y", "bsd_" + "0" * 32 + "_secret", "other_" + "0" * 32 + "_x", "bsd_" + "zz" * 16 + "_x",
        "bsd_" + "0" * 32 + "_" + "x" * 400, "Ada Example",
    ],
)  # fmt: skip
def test_what_is_no_token_is_answered_the_same(program: Any, text: str) -> None:
    theirs = program("author")
    theirs.text = text
    told = refused(theirs.get("/me"), 401)
    assert len(text) < 5 or text not in told["detail"]


def test_a_token_of_one_organization_is_none_in_another(program: Any, people: Any, others: Any) -> None:
    mine, theirs = program("point_of_contact"), token_for(others["point_of_contact"])
    secret = mine.text.rpartition("_")[2]
    theirs_prefix = theirs.text[: len("bsd_") + 33]
    mine.text = theirs_prefix + secret
    refused(mine.get("/me"), 401)


def test_a_token_ends_when_it_is_revoked_runs_out_or_its_person_leaves(program: Any, people: Any) -> None:
    now = timezone.now()
    theirs, old, gone = program("author"), program("author"), program("reviewer")
    with scope.within(theirs.organization.pk):
        services.revoke_token(theirs.token, by=people["author"], at=now)
        Token.objects.filter(pk=old.token.pk).update(expires_at=now)
        roster.leave(people["reviewer"], by=people["owner"], at=now)

    for one in (theirs, old, gone):
        refused(one.get("/me"), 401)


def test_a_token_that_somebody_else_made_ends_when_they_leave(people: Any, clinic: Any) -> None:
    now = timezone.now()
    with scope.within(clinic.pk):
        second = roster.add(
            "Nora Lund", email="nora@example.org", title="", roles=[Role.OWNER], by=people["owner"], at=now
        )
        roster.give_sign_in(second, at=now)
        made_for = services.make_token(
            name="Website", person=people["employee"], scopes=[Scope.SCREEN], lasts=MONTH, by=second, at=now
        )
    client = Client(headers={"Authorization": f"Bearer {made_for.text}"})
    assert client.get(f"{ROOT}/me").status_code == 200
    with scope.within(clinic.pk):
        roster.leave(second, by=people["owner"], at=now)
    assert client.get(f"{ROOT}/me").status_code == 401


@pytest.mark.parametrize(
    ("scopes", "path"),
    [
        ([Scope.SCREEN], "/drafts"), ([Scope.DRAFTS_WRITE], "/drafts"), ([Scope.DRAFTS_READ], "/review/queue"),
        ([Scope.DRAFTS_READ], "/releases"), ([Scope.REVIEW], "/record"), ([Scope.RECORD_READ], "/drafts/1"),
    ],
)  # fmt: skip
def test_a_token_is_good_for_its_scopes_only(program: Any, scopes: list[Scope], path: str) -> None:
    told = refused(program("privacy_officer", *scopes).get(path), 403)
    assert "not good for" in told["detail"]


def test_a_token_loses_what_its_person_loses(program: Any, people: Any) -> None:
    theirs = program("reviewer")
    assert theirs.get("/review/queue").status_code == 200
    with scope.within(theirs.organization.pk):
        roster.set_roles(people["reviewer"], [Role.EMPLOYEE], by=people["owner"], at=timezone.now())

    told = refused(theirs.get("/review/queue"), 403)

    assert "Lena Park may do now" in told["detail"]
    assert theirs.get("/me").json()["token"]["scopes"] == ["screen"]


def test_nobody_hands_on_more_than_they_may(people: Any, clinic: Any) -> None:
    now = timezone.now()
    contact, owner, author = people["point_of_contact"], people["owner"], people["author"]
    with scope.within(clinic.pk):
        with pytest.raises(NotPermitted, match="more than Theo Lark may do"):
            services.make_token(name="x", person=author, scopes=[Scope.REVIEW], lasts=MONTH, by=author, at=now)
        with pytest.raises(NotPermitted, match="more than you may do yourself"):
            services.make_token(name="x", person=contact, scopes=[Scope.REVIEW], lasts=MONTH, by=owner, at=now)
        with pytest.raises(NotPermitted, match="Who may: Odette"):
            services.make_token(name="x", person=author, scopes=[Scope.SCREEN], lasts=MONTH, by=contact, at=now)
        for wrong in (timedelta(hours=1), timedelta(days=366)):
            with pytest.raises(DeskError, match="1 to 365 days"):
                services.make_token(name="x", person=author, scopes=[Scope.SCREEN], lasts=wrong, by=author, at=now)
        assert not Token.objects.exists()


def test_a_maker_who_loses_a_right_takes_it_from_the_token(people: Any, clinic: Any) -> None:
    now = timezone.now()
    with scope.within(clinic.pk):
        roster.set_roles(people["owner"], [Role.OWNER, Role.REVIEWER], by=people["owner"], at=now)
        owner = roster.add(
            "Nora Lund",
            email="nora@example.org",
            title="",
            roles=[Role.OWNER, Role.REVIEWER],
            by=people["owner"],
            at=now,
        )
        token = services.make_token(
            name="x", person=people["reviewer"], scopes=[Scope.REVIEW], lasts=MONTH, by=owner, at=now
        ).token
        assert selectors.usable(token) == {Scope.REVIEW}
        roster.set_roles(owner, [Role.OWNER], by=people["owner"], at=now)
        again = selectors.token(token.pk, for_person=people["owner"])
        assert selectors.usable(again) == frozenset()


def test_making_and_revoking_stand_in_the_record_and_only_the_digest_is_kept(people: Any, clinic: Any) -> None:
    theirs = token_for(people["author"])
    entry = newest(clinic)[0]
    assert (entry.event, entry.about) == ("token.made", f"token:{theirs.token.pk}")
    assert entry.facts == {
        "person": str(people["author"].pk), "days": 30, "scopes": "screen+drafts:read+drafts:write+releases:read",
    }  # fmt: skip
    with scope.within(clinic.pk):
        row = Token.objects.values().get()
        assert theirs.text.split("_", 2)[2] not in str(row)
        services.revoke_token(theirs.token, by=people["owner"], at=timezone.now())
        with pytest.raises(DeskError, match="revoked already"):
            services.revoke_token(theirs.token, by=people["owner"], at=timezone.now())
    assert newest(clinic)[0].event == "token.revoked"


def test_nobody_revokes_the_token_of_somebody_else(people: Any, clinic: Any) -> None:
    theirs = token_for(people["author"])
    with scope.within(clinic.pk), pytest.raises(NotPermitted):
        services.revoke_token(theirs.token, by=people["reviewer"], at=timezone.now())
    assert theirs.get("/me").status_code == 200


def test_a_token_is_used_so_often_in_a_minute_and_then_waits(program: Any) -> None:
    theirs = program("author", per_minute=3)
    left = [theirs.get("/me")["RateLimit-Remaining"] for _ in range(3)]
    assert left == ["2", "1", "0"]

    answer = theirs.get("/me")

    told = refused(answer, 429)
    assert 1 <= int(answer["Retry-After"]) <= 60
    assert told["type"] == "/api#too-many-requests"


def test_every_use_counts_also_one_that_is_refused_and_the_next_minute_begins_anew(program: Any, clinic: Any) -> None:
    theirs, at = program("author", per_minute=2), timezone.now().replace(second=30, microsecond=0)
    services.use_token(theirs.text, at=at)
    refused(theirs.get("/drafts/99"), 404)
    services.use_token(theirs.text, at=at + timedelta(days=1))
    services.use_token(theirs.text, at=at + timedelta(days=1, seconds=1))
    with pytest.raises(services.TooManyRequests) as told:
        services.use_token(theirs.text, at=at + timedelta(days=1, seconds=2))
    assert told.value.seconds == 28
    services.use_token(theirs.text, at=at + timedelta(days=1, seconds=30))
    with scope.within(clinic.pk):
        assert Token.objects.get().last_used_at == at + timedelta(days=1, seconds=30)


def test_what_a_program_does_stands_in_the_record_with_its_token(program: Any, clinic: Any) -> None:
    theirs = program("author")
    theirs.post("/drafts", {"body": "Flu shots are here."})
    entry = newest(clinic)[0]
    assert entry.event == "draft.started"
    assert entry.actor == f"person:{theirs.token.person_id}"
    assert entry.facts["token"] == str(theirs.token.pk)


def test_a_program_never_has_a_way_to_approve(program: Any, people: Any) -> None:
    contact = program("point_of_contact")
    draft = made(people, "submitted")
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        for path in ("approve", "release", "reject"):
            refused(contact.send(method, f"/review/{draft.number}/{path}", {"seal": draft.current.seal}), 404)
    assert all("approve" not in s.value for s in all_scopes(people["point_of_contact"]))


def test_another_page_in_a_browser_cannot_act_here(people: Any, clinic: Any) -> None:
    """No cookie counts, so that there is nothing for a forged request to ride on."""
    browser = signed_in(Client(enforce_csrf_checks=True), people["author"])
    answer = browser.post(f"{ROOT}/drafts", {"body": "x"}, content_type="application/json")
    refused(answer, 401)


@pytest.mark.parametrize(
    "path", ["", "/", "/nothing", "/drafts/", "/drafts/x", "/drafts/-1", "/drafts/99999999999999999999"]
)
def test_an_address_that_is_none_is_a_problem_document_too(program: Any, path: str) -> None:
    refused(program("author").get(path), 404)


def test_what_an_address_does_not_take_is_said(program: Any) -> None:
    answer = program("author").send("DELETE", "/drafts")
    refused(answer, 405)
    assert set(answer["Allow"].replace(" ", "").split(",")) == {"GET", "POST"}
