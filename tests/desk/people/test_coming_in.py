"""Coming in: passwords, second factors, lockout, and what an outsider can find out, which is nothing."""

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.core import mail as outbox
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bedside.core.events import Event
from bedside.desk.audit import services as audit
from bedside.desk.people import mail, services
from bedside.desk.people.models import Membership, Person, SignIn, User
from bedside.desk.tenancy import scope
from bedside.desk.tenancy.models import Organization
from tests.desk.acting import signed_in
from tests.desk.conftest import NOON
from tests.desk.people.conftest import (
    PASSWORD,
    code_now,
    events,
    facts,
    give_app,
    give_password,
    size,
    try_password,
)
from tests.desk.people.hashing import Counting

People = dict[str, Person]
pytestmark = pytest.mark.django_db


def test_who_only_asks_signs_in_with_a_password(people: People, clinic: Organization, client: Client) -> None:
    ada = people["employee"]
    give_password(ada)
    before = size(clinic)

    answer = try_password(client, ada)

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert events(clinic, since=before) == ["person.signed_in"]
    assert '"factor":"password"' in facts(clinic)
    assert client.get("/me").status_code == 200
    assert Membership.objects.get(person_id=ada.pk).used_at is not None


def test_a_session_from_before_is_not_the_session_after(people: People, client: Client) -> None:
    ada = people["employee"]
    give_password(ada)
    client.get("/sign-in")
    planted = client.session
    planted["planted"] = "by somebody else"
    planted.save()
    client.cookies["sessionid"] = planted.session_key

    try_password(client, ada)

    assert client.cookies["sessionid"].value != planted.session_key
    assert not SignIn.objects.filter(session_key=planted.session_key).exists()


def test_who_sees_drafts_is_led_to_a_second_factor_and_nowhere_else(people: People, client: Client) -> None:
    rosa = people["point_of_contact"]
    give_password(rosa)
    try_password(client, rosa)

    for address in ("/people", "/me", "/", "/facilities", "/second-factor/codes"):
        answer = client.get(address)
        assert (answer.status_code, answer["Location"]) == (302, "/second-factor/needed"), address
    assert "One thing more" in client.get("/second-factor/needed").content.decode()


def test_an_app_is_set_up_and_the_recovery_codes_are_shown_once(
    people: People, clinic: Organization, client: Client
) -> None:
    rosa = people["point_of_contact"]
    give_password(rosa)
    try_password(client, rosa)
    page = client.get("/second-factor/app").content.decode()
    secret = re.search(r'id="key">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    before = size(clinic)

    wrong = client.post("/second-factor/app", {"code": "000000"})
    assert wrong.status_code == 422 and "not right" in wrong.content.decode()
    right = client.post("/second-factor/app", {"code": code_now(secret)})

    assert (right.status_code, right["Location"]) == (302, "/second-factor/codes")
    assert events(clinic, since=before) == ["factor.added"]
    shown = client.get("/second-factor/codes").content.decode()
    assert len(re.findall(r"<li>\d{10}</li>", shown)) == 10
    again = client.get("/second-factor/codes").content.decode()
    assert not re.findall(r"<li>\d{10}</li>", again) and "not shown again" in again
    assert client.get("/people").status_code == 200
    kept = Authenticator.objects.get(user=rosa.user, type="totp").data["secret"]
    assert secret not in kept
    mail.settle()
    assert "authenticator app" in outbox.outbox[-1].body


def test_a_password_alone_does_not_get_past_a_second_factor(
    people: People, clinic: Organization, client: Client
) -> None:
    rosa = people["point_of_contact"]
    give_password(rosa)
    give_app(rosa)
    before = size(clinic)

    step = try_password(client, rosa)
    assert step["Location"] == "/second-factor"
    assert client.get("/people")["Location"].startswith("/sign-in")
    assert size(clinic) == before
    assert client.post("/second-factor", {"code": "123456"}).status_code == 200
    assert events(clinic, since=before) == ["sign_in.failed"]
    assert '"step":"second-factor"' in facts(clinic)
    done = client.post("/second-factor", {"code": code_now()})

    assert done["Location"] == "/"
    assert events(clinic, since=before) == ["sign_in.failed", "person.signed_in"]
    assert '"factor":"totp"' in facts(clinic)
    assert client.get("/people").status_code == 200


def test_a_code_of_the_app_works_once(people: People, client: Client) -> None:
    rosa = people["point_of_contact"]
    give_password(rosa)
    give_app(rosa)
    code = code_now()
    try_password(client, rosa)
    assert client.post("/second-factor", {"code": code}).status_code == 302
    other = Client()
    try_password(other, rosa)
    assert other.post("/second-factor", {"code": code}).status_code == 200
    assert other.get("/people")["Location"].startswith("/sign-in")


def test_a_recovery_code_works_once(people: People, clinic: Organization, client: Client) -> None:
    rosa = people["point_of_contact"]
    give_password(rosa)
    codes = give_app(rosa)
    for number, status in ((1, 302), (2, 200)):
        browser = Client()
        try_password(browser, rosa)
        assert browser.post("/second-factor", {"code": codes[0]}).status_code == status, number


def test_where_somebody_wanted_to_go_they_get_but_never_elsewhere(people: People, client: Client) -> None:
    ada = people["employee"]
    give_password(ada)
    assert client.get("/people?page=2")["Location"] == "/sign-in?next=%2Fpeople%3Fpage%3D2"
    there = try_password(client, ada, data={"next": "/people"})
    assert there["Location"] == "/people"
    for outside in ("https://evil.example/", "//evil.example", "javascript:alert(1)"):
        browser = Client()
        assert "evil" not in browser.get("/sign-in", {"next": outside}).content.decode()
        assert "evil" not in try_password(browser, ada, data={"next": outside})["Location"]


# ---- what an outsider can find out


def answered(client: Client, address: str, data: dict[str, str]) -> tuple[int, str, int, list[str]]:
    """Status, words, passwords hashed, and the shape of every statement that reached the database."""
    Counting.made = 0
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.post(address, data)
    words = (
        answer.content.decode().replace(data.get("login", "-"), "ADDRESS").replace(data.get("email", "-"), "ADDRESS")
    )
    words = re.sub(r"\w{64}", "TOKEN", words)
    shapes = [re.sub(r"'[^']*'|\d+|x'[0-9a-f]+'", "?", q["sql"].split(" WHERE ")[0])[:40] for q in asked]
    return answer.status_code, words, Counting.made, [s for s in shapes if not s.startswith(("SAVEPOINT", "RELEASE"))]


def test_a_known_and_an_unknown_address_get_the_same_answer_for_the_same_work(people: People, settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["tests.desk.people.hashing.Counting"]
    give_password(people["author"])

    known = answered(Client(), "/sign-in", {"login": people["author"].email, "password": "wrong words here"})
    unknown = answered(Client(), "/sign-in", {"login": "nobody@example.org", "password": "wrong words here"})

    assert known[0] == unknown[0] == 200
    assert known[1] == unknown[1] and "do not belong together" in known[1]
    assert known[2] == unknown[2] == 1
    writes = [[s for s in shapes if s.startswith(("INSERT", "UPDATE", "DELETE"))] for shapes in (known[3], unknown[3])]
    assert writes[0] == writes[1][:-1] and any("audit_entry" in s for s in writes[0])
    assert abs(len(known[3]) - len(unknown[3])) <= 3


def test_asking_for_a_new_password_tells_nobody_who_is_here(people: People) -> None:
    known = answered(Client(), "/password/forgotten", {"email": people["author"].email})
    unknown = answered(Client(), "/password/forgotten", {"email": "nobody@example.org"})
    assert known[:3] == unknown[:3]
    assert known[0] == 302
    mail.settle()
    assert [m.to for m in outbox.outbox] == [[people["author"].email]]


def test_an_address_that_was_locked_is_no_news_about_who_is_here(people: People) -> None:
    give_password(people["author"])
    answers = []
    for address in (people["author"].email, "nobody@example.org"):
        tries = [Client().post("/sign-in", {"login": address, "password": "wrong words"}) for _ in range(6)]
        answers.append([(t.status_code, len(re.sub(r"\w{64}", "", t.content.decode()))) for t in tries])
    known, unknown = answers
    assert [s for s, _ in known] == [s for s, _ in unknown] == [200, 200, 200, 200, 429, 429]
    assert known[-1] == unknown[-1]


# ---- lockout


def test_after_five_failures_the_right_password_does_not_help_for_a_while(
    people: People, clinic: Organization, client: Client
) -> None:
    theo = people["employee"]
    give_password(theo)
    before = size(clinic)
    for _ in range(5):
        last = try_password(client, theo, "wrong words here")
    assert last.status_code == 429
    assert events(clinic, since=before) == ["sign_in.failed"] * 4 + ["sign_in.locked"]

    assert try_password(client, theo).status_code == 429
    assert size(clinic) == before + 5
    elsewhere = try_password(Client(), theo, REMOTE_ADDR="192.0.2.7")
    assert elsewhere.status_code == 302

    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert try_password(Client(), theo).status_code == 302


def test_wrong_codes_count_like_wrong_passwords(people: People, clinic: Organization, client: Client) -> None:
    rosa = people["point_of_contact"]
    give_password(rosa)
    give_app(rosa)
    try_password(client, rosa)
    before = size(clinic)
    answers = [client.post("/second-factor", {"code": f"{n:06}"}).status_code for n in range(5)]

    assert answers == [200, 200, 200, 200, 429]
    assert events(clinic, since=before) == ["sign_in.failed"] * 4 + ["sign_in.locked"]
    assert client.post("/second-factor", {"code": code_now()})["Location"] == "/sign-in"
    assert try_password(Client(), rosa).status_code == 429


def test_what_was_typed_is_not_kept_with_the_failure(people: People, client: Client) -> None:
    give_password(people["author"])
    data = {"login": people["author"].email, "password": "Canary Zebulon", "words": "Canary Zebulon, bed 4"}
    client.post("/sign-in?from=Zebulon", data)
    attempt = AccessAttempt.objects.get()
    kept = " ".join(str(getattr(attempt, f.name)) for f in attempt._meta.fields)
    assert people["author"].email in kept
    assert "Zebulon" not in kept


# ---- new passwords


def link_in_mail() -> str:
    mail.settle()
    return re.search(r"http://testserver(\S+)", outbox.outbox[-1].body)[1]


def test_a_new_password_ends_every_session_and_leaves_the_second_factor(
    people: People, clinic: Organization, client: Client
) -> None:
    rosa = people["point_of_contact"]
    give_password(rosa)
    give_app(rosa)
    elsewhere = signed_in(Client(), rosa)
    assert elsewhere.get("/me").status_code == 200
    client.post("/password/forgotten", {"email": rosa.email.upper()})
    link = link_in_mail()
    before = size(clinic)

    weak = client.post(link, {"password": "password1234"})
    assert weak.status_code == 422 and "too common" in weak.content.decode()
    done = client.post(link, {"password": "five new words in a row"})

    assert done["Location"] == "/sign-in?why=password"
    assert events(clinic, since=before) == ["password.changed"]
    assert elsewhere.get("/me")["Location"].startswith("/sign-in")
    assert try_password(client, rosa).status_code == 200
    step = try_password(client, rosa, "five new words in a row")
    assert step["Location"] == "/second-factor"
    assert client.get("/me")["Location"].startswith("/sign-in")
    used = client.get(link)
    assert used.status_code == 410 and "run out" in used.content.decode()


def test_a_link_to_a_new_password_runs_out(people: People, client: Client, settings: Any) -> None:
    client.post("/password/forgotten", {"email": people["author"].email})
    link = link_in_mail()
    assert client.get(link).status_code == 200
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert client.get(link).status_code == 410
    for wrong in ("/password/new/AAAA/x-y", "/password/new/-/-", link[:-1] + "A"):
        assert client.get(wrong).status_code == 410, wrong


def test_letters_hold_no_secret_in_their_subject(people: People, client: Client) -> None:
    client.post("/password/forgotten", {"email": people["author"].email})
    mail.settle()
    assert outbox.outbox[-1].subject == "Your link to a new password"


# ---- sessions


def back_in_time(client: Client, **columns: timedelta) -> None:
    key = client.cookies["sessionid"].value
    now = timezone.now()
    SignIn.objects.filter(session_key=key).update(**{name: now - ago for name, ago in columns.items()})


def test_after_fifteen_quiet_minutes_somebody_is_signed_out(
    people: People, clinic: Organization, client: Client
) -> None:
    signed_in(client, people["author"])
    before = size(clinic)
    back_in_time(client, seen_at=timedelta(minutes=14, seconds=50))
    assert client.get("/me").status_code == 200
    back_in_time(client, seen_at=timedelta(minutes=15))

    answer = client.get("/me")

    assert answer["Location"] == "/sign-in?next=%2Fme&why=idle"
    assert "nothing happened" in client.get(answer["Location"]).content.decode()
    assert not SignIn.objects.filter(user=people["author"].user).exists()
    assert events(clinic, since=before) == ["person.signed_out"]
    assert '"actor":"system:sign-in"' in facts(clinic) and '"why":"idle"' in facts(clinic)


def test_an_organisation_says_how_long_quiet_may_be(people: People, clinic: Organization, client: Client) -> None:
    signed_in(client, people["owner"])
    assert client.post("/people/sign-in", {"minutes": 4}).status_code == 422
    assert client.post("/people/sign-in", {"minutes": 5})["Location"] == "/people"
    assert events(clinic)[-1] == "sign_in.rules_changed"
    back_in_time(client, seen_at=timedelta(minutes=5))
    assert "why=idle" in client.get("/people")["Location"]


def test_asking_how_long_is_left_does_not_make_it_longer(people: People, client: Client) -> None:
    signed_in(client, people["author"])
    back_in_time(client, seen_at=timedelta(minutes=10))
    for _ in range(2):
        left = client.get("/session").json()["seconds_left"]
        assert 295 <= left <= 300
    assert client.post("/session/stay").json()["seconds_left"] >= 899
    back_in_time(client, seen_at=timedelta(minutes=10))
    client.get("/people")
    assert client.get("/session").json()["seconds_left"] >= 899
    back_in_time(client, seen_at=timedelta(minutes=16))
    assert client.get("/session", headers={"Accept": "application/json"}).status_code == 401


def test_after_twelve_hours_everybody_signs_in_anew(people: People, client: Client) -> None:
    signed_in(client, people["author"])
    back_in_time(client, began_at=timedelta(hours=12))
    assert "why=long" in client.get("/me")["Location"]


def test_signing_out_ends_the_session_and_clears_the_browser(
    people: People, clinic: Organization, client: Client
) -> None:
    signed_in(client, people["author"])
    before = size(clinic)
    assert client.get("/sign-out").status_code == 405

    answer = client.post("/sign-out")

    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert events(clinic, since=before) == ["person.signed_out"]
    assert not SignIn.objects.filter(user=people["author"].user).exists()
    assert client.get("/me")["Location"].startswith("/sign-in")


def test_a_session_that_was_ended_elsewhere_is_over(people: People, clinic: Organization, client: Client) -> None:
    signed_in(client, people["author"])
    elsewhere = signed_in(Client(), people["author"])
    before = size(clinic)

    assert client.post("/me/sign-ins/end")["Location"] == "/me"

    assert events(clinic, since=before) == ["person.signed_out"]
    assert client.get("/me").status_code == 200
    assert elsewhere.get("/me")["Location"].startswith("/sign-in")


def test_who_left_is_out_at_the_next_click(people: People, clinic: Organization, client: Client) -> None:
    signed_in(client, people["author"])
    with scope.within(clinic.pk):
        services.leave(people["author"], by=people["owner"], at=timezone.now())
    assert client.get("/me")["Location"].startswith("/sign-in")
    give_password(people["author"])
    assert try_password(client, people["author"]).status_code in {200, 403}
    assert client.get("/me")["Location"].startswith("/sign-in")


def test_changing_ones_password_asks_for_the_old_one_and_ends_other_sessions(
    people: People, clinic: Organization, client: Client
) -> None:
    theo = people["author"]
    give_password(theo)
    signed_in(client, theo)
    elsewhere = signed_in(Client(), theo)
    wrong = client.post("/me/password", {"new-old": "not it at all", "new-password": "five new words in a row"})
    assert wrong.status_code == 422 and "This is not your password" in wrong.content.decode()
    before = size(clinic)

    done = client.post("/me/password", {"new-old": PASSWORD, "new-password": "five new words in a row"})

    assert done["Location"] == "/me"
    assert events(clinic, since=before) == ["password.changed"]
    assert client.get("/me").status_code == 200
    assert elsewhere.get("/me")["Location"].startswith("/sign-in")


def test_guessing_the_old_password_counts_like_signing_in(people: People, clinic: Organization, client: Client) -> None:
    theo = people["author"]
    give_password(theo)
    signed_in(client, theo)
    before = size(clinic)
    form = {"new-old": "not it at all", "new-password": "five new words in a row"}
    assert [client.post("/me/password", form).status_code for _ in range(5)] == [422, 422, 422, 422, 429]
    assert events(clinic, since=before) == ["sign_in.failed"] * 4 + ["sign_in.locked"]
    assert client.get("/me")["Location"].startswith("/sign-in")


def test_who_only_knows_the_password_adds_no_second_factor_to_one_that_is_there(
    people: People, clinic: Organization, client: Client
) -> None:
    ada = people["employee"]
    give_password(ada)
    signed_in(client, ada, kind="password")  # a session that somebody else may have, from before the app
    give_app(ada)
    for address in ("/second-factor/app", "/second-factor/passkey", "/second-factor/codes", "/me"):
        signed_in(client, ada, kind="password")
        answer = client.get(address)
        assert answer["Location"].startswith("/sign-in") and "why=factor" in answer["Location"], address
        assert client.get("/me")["Location"] == "/sign-in?next=%2Fme"


def test_a_sign_in_that_cannot_be_recorded_does_not_happen(
    people: People, clinic: Organization, client: Client
) -> None:
    ada = people["employee"]
    give_password(ada)
    with scope.within(clinic.pk):  # the record's last entry is of tomorrow: this machine's clock went back
        audit.append(Event.NOTE_MADE, about="note:1", actor="system:test", at=timezone.now() + timedelta(days=1))
    before = size(clinic)

    answer = try_password(client, ada)

    assert answer.status_code == 409 and "clock" in answer.content.decode()
    assert size(clinic) == before
    assert client.get("/me")["Location"].startswith("/sign-in")
    assert not SignIn.objects.filter(user=ada.user).exists()


# ---- several organisations


@pytest.fixture
def agency(people: People, others: People, clinic: Organization, hospital: Organization) -> User:
    """Theo of the clinic, who writes for the hospital as well."""
    with scope.within(hospital.pk):
        twin = services.add(
            "Theo Lark", email=people["author"].email, title="", roles=["author"], by=others["owner"], at=NOON
        )
        services.give_sign_in(twin, at=NOON)
    return give_password(people["author"])


def test_who_works_for_several_chooses_and_each_record_says_so(
    agency: User, people: People, clinic: Organization, hospital: Organization, client: Client
) -> None:
    give_app(people["author"])
    before = size(clinic), size(hospital)
    try_password(client, people["author"])
    assert client.post("/second-factor", {"code": code_now()})["Location"] == "/choose"
    assert (size(clinic), size(hospital)) == before
    assert client.get("/me")["Location"] == "/choose?next=%2Fme"
    page = client.get("/choose").content.decode()
    assert "clinic" in page and "hospital" in page

    assert client.post("/choose", {"organization": str(hospital.pk)})["Location"] == "/"

    assert events(hospital, since=before[1]) == ["person.signed_in"]
    assert size(clinic) == before[0]
    assert client.get(f"/people/{people['owner'].pk}").status_code == 404
    client.post("/choose", {"organization": str(clinic.pk)})
    assert client.get(f"/people/{people['owner'].pk}").status_code == 200


def test_nobody_chooses_an_organisation_they_have_no_place_in(
    people: People, others: People, hospital: Organization, client: Client
) -> None:
    signed_in(client, people["author"])
    assert client.post("/choose", {"organization": str(hospital.pk)}).status_code == 404
    assert client.get("/me").status_code == 200
    assert client.get(f"/people/{others['owner'].pk}").status_code == 404


def test_somebody_without_a_place_is_told_so(client: Client, clinic: Organization) -> None:
    user = User.objects.create_user("nia@example.org", password=PASSWORD, created_at=NOON)
    answer = client.post("/sign-in", {"login": user.email, "password": PASSWORD})
    assert answer.status_code == 403 and "nobody here has given you a place" in answer.content.decode()
    assert client.get("/me")["Location"].startswith("/sign-in")
