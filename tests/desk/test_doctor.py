"""The doctor says each trouble, with its cure, and names nobody."""

import json
import os
import socket
import stat
from collections import namedtuple
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import override_settings

from bedside.core.events import Event
from bedside.core.findings import Unchecked
from bedside.core.roles import Role
from bedside.desk.audit import keys
from bedside.desk.audit import services as audit
from bedside.desk.audit.models import Anchor, Checkpoint
from bedside.desk.notices import services as notices
from bedside.desk.notices.models import Notice
from bedside.desk.people import services
from bedside.desk.people.models import Absence, Grant, Person
from bedside.desk.policies import services as policies
from bedside.desk.policies.models import Adoption
from bedside.desk.tenancy import rings, scope
from bedside.desk.tenancy.models import Organization
from bedside.policies import digest_of
from bedside.site.demo.story import ORIGIN
from bedside.site.doctor import database, desks, examining, machine
from bedside.site.doctor.finding import Found, State
from bedside.site.models import Lease
from bedside.site.worker import leases
from tests.desk.conftest import NOON
from tests.desk.sink import sink
from tests.desk.test_commands import Installation

People = dict[str, Person]
FACTS = {
    "names": ["Harbor Elm"],
    "addresses": [],
    "phones": [],
    "emails": [],
    "domains": [],
    "handles": [],
    "staff": [],
    "state": "",
    "sensitive": [],
}


def of(found: Iterator[Found], state: State) -> list[Found]:
    """What was found in this state; each that is not fine has a cure."""
    every = list(found)
    assert all(f.cure for f in every if f.state is not State.FINE)
    return [f for f in every if f.state is state]


def only(found: Iterator[Found], state: State) -> Found:
    (one,) = of(found, state)
    return one


# The machine


def test_settings_of_one_machine_are_said_to_be_so(settings: Any) -> None:
    assert "for this machine alone" in only(machine.look_at_settings(), State.LOOK).says
    settings.BEDSIDE_DEMO = True
    assert "bedside init" in only(machine.look_at_settings(), State.LOOK).cure


@pytest.fixture
def production(settings: Any) -> Any:
    settings.BEDSIDE_FOR_OTHERS = True
    settings.ALLOWED_HOSTS = ["bedside.example.org"]
    settings.BEDSIDE_URL = "https://bedside.example.org"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    return settings


def test_an_insecure_setting_is_found_by_djangos_own_check(production: Any) -> None:
    production.SECURE_SSL_REDIRECT = False
    production.SECRET_KEY = "short"  # noqa: S105

    said = " ".join(f.says for f in of(machine.look_at_settings(), State.WRONG))

    assert "security.W008" in said
    assert "security.W009" in said
    assert "short" not in said.replace("shorter", "")


@pytest.mark.parametrize(
    ("change", "says", "cure"),
    [
        ({"ALLOWED_HOSTS": ["*"]}, "Every host name", "BEDSIDE_HOSTS"),
        ({"BEDSIDE_URL": "http://bedside.example.org"}, "not served", "https://"),
        ({"BEDSIDE_URL": "https://elsewhere.example.org"}, "not served", "BEDSIDE_HOSTS"),
        ({"SECURE_PROXY_SSL_HEADER": None}, "speaks HTTPS", "BEDSIDE_BEHIND_PROXY"),
    ],
)
def test_an_address_that_cannot_work_is_told(
    production: Any, monkeypatch: pytest.MonkeyPatch, change: dict[str, Any], says: str, cure: str
) -> None:
    monkeypatch.setattr(machine, "_certificate", lambda host, port: machine.fine("address", "HTTPS"))
    for name, value in change.items():
        setattr(production, name, value)

    found = of(machine.look_at_address(), State.WRONG)

    assert any(says in f.says and cure in f.cure for f in found), found


def test_an_address_that_cannot_be_reached_from_here_is_unchecked_and_never_fine(
    production: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody(*_: Any, **__: Any) -> None:
        raise TimeoutError

    monkeypatch.setattr(socket, "create_connection", nobody)
    assert "cannot be reached" in only(machine.look_at_address(), State.UNCHECKED).says


@pytest.mark.parametrize(
    ("missing", "part"), [("BEDSIDE_KEY_RING", "key ring"), ("BEDSIDE_SIGNING_KEY", "signing key")]
)
def test_a_key_that_is_missing_is_told(tmp_path: Path, missing: str, part: str) -> None:
    try:
        with override_settings(**{f"{missing}_TEXT": "", missing: str(tmp_path / "nowhere")}):
            rings.reread()
            keys.reread()
            found = of(machine.look_at_keys(), State.WRONG)
    finally:
        rings.reread()
        keys.reread()
    assert any(part in f.says and missing in f.cure for f in found)


def test_a_key_that_others_can_read_is_told(settings: Any, tmp_path: Path) -> None:
    ring = tmp_path / "ring.json"
    ring.write_text("{}")
    ring.chmod(0o640)
    settings.BEDSIDE_KEY_RING = str(ring)

    found = of(machine._open_files(), State.WRONG)

    assert [(f.says, f.cure) for f in found if "ring.json" in f.says] == [
        ("Others on this machine can read ring.json.", f"chmod go= {ring}")
    ]
    ring.chmod(stat.S_IRUSR)
    assert not [f for f in machine._open_files() if "ring.json" in f.says]


def test_a_reader_that_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    missing = (Unchecked(check="reader", why="onnxruntime is not installed"),)
    monkeypatch.setattr(machine.engine, "model_for", lambda name: (None, missing))

    assert only(machine.look_at_reader(), State.WRONG).cure == "pip install bedside[reader]"


def test_mail_that_goes_nowhere_into_a_folder_or_to_a_server_that_is_away_is_told(settings: Any) -> None:
    backends = "django.core.mail.backends"
    settings.EMAIL_BACKEND = f"{backends}.dummy.EmailBackend"
    assert "BEDSIDE_SMTP_URL" in only(machine.look_at_mail(), State.WRONG).cure
    settings.EMAIL_BACKEND = f"{backends}.filebased.EmailBackend"
    assert "a folder" in only(machine.look_at_mail(), State.LOOK).says
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = f"{backends}.smtp.EmailBackend", "127.0.0.1"
    with sink() as server:
        settings.EMAIL_PORT = server.port
        assert of(machine.look_at_mail(), State.FINE)
    assert "ConnectionRefusedError" in only(machine.look_at_mail(), State.WRONG).says


@pytest.mark.parametrize(
    ("free", "state"), [(100_000_000, State.WRONG), (2_000_000_000, State.LOOK), (90_000_000_000, State.FINE)]
)
def test_a_disk_that_fills_up_is_told(monkeypatch: pytest.MonkeyPatch, free: int, state: State) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda path: usage(0, 0, free))

    assert of(machine.look_at_disk(), state)


# The database


@pytest.mark.django_db
def test_the_database_keeps_its_promises() -> None:
    assert not [f for f in database.look_at_promises() if f.state is not State.FINE]


@pytest.mark.django_db
def test_an_entry_that_could_be_changed_is_told() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP TRIGGER audit_entry_never ON audit_entry")
        else:
            cursor.execute("DROP TRIGGER audit_entry_never_changed")

    assert "audit verify" in only(database.look_at_promises(), State.WRONG).cure


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="row-level security is PostgreSQL's")
def test_row_level_security_that_was_switched_off_is_told() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE drafts_draft DISABLE ROW LEVEL SECURITY")

    assert "drafts_draft" in only(database.look_at_promises(), State.WRONG).says


@pytest.mark.django_db
def test_a_worker_that_is_not_there_fails_or_lags_is_told() -> None:
    assert "bedside worker" in only(database.look_at_workers(NOON), State.WRONG).cure
    leases.show_alive("one", started_at=NOON, at=NOON)
    leases.register(["letters", "record"])
    assert not [f for f in database.look_at_workers(NOON) if f.state is not State.FINE]
    Lease.objects.filter(duty="letters").update(ran_at=NOON, trouble="SMTPAuthenticationError")
    assert "SMTPAuthenticationError" in only(database.look_at_workers(NOON), State.WRONG).says
    Lease.objects.filter(duty="letters").update(trouble="", ran_at=NOON - timedelta(hours=1))
    assert "was not done for a while" in only(database.look_at_workers(NOON), State.LOOK).says


@pytest.mark.django_db
def test_invented_people_in_a_real_installation_are_told(people: People, settings: Any) -> None:
    assert "example.org" in only(database.look_for_demo(set()), State.LOOK).says
    assert "bedside init" in only(database.look_for_demo({ORIGIN}), State.WRONG).cure
    settings.BEDSIDE_DEMO = True
    assert list(database.look_for_demo({ORIGIN})) == []


@pytest.mark.django_db
def test_a_database_that_cannot_be_used_is_told_and_the_rest_is_unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "steps_behind", lambda: 3)
    found = [f for f in examining.examine(NOON) if f.check in {"database", "desks"}]

    assert [(f.check, f.state) for f in found] == [("database", State.WRONG), ("desks", State.UNCHECKED)]
    assert "bedside migrate" in found[0].cure
    monkeypatch.setattr(database, "is_set_up", lambda: False)
    assert "bedside init" in next(f for f in examining.examine(NOON) if f.check == "database").cure


@pytest.mark.django_db
def test_a_look_that_fails_is_unchecked_and_keeps_no_other_from_being_made(
    clinic: Organization, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(at: datetime) -> Iterator[Found]:
        raise ZeroDivisionError

    monkeypatch.setitem(desks.PARTS, "rules", failing)
    found = {f.check: f for f in examining.examine(NOON) if f.about}

    assert (found["rules"].state, "ZeroDivisionError" in found["rules"].says) == (State.UNCHECKED, True)
    assert set(desks.PARTS) - {"second factors"} <= set(found)


# The desks


Change = Callable[[People], object]


def nobody_named(people: People) -> None:
    Grant.objects.filter(role=Role.POINT_OF_CONTACT).delete()


def contact_without_sign_in(people: People) -> None:
    Person.objects.filter(pk=people["point_of_contact"].pk).update(user=None)


def gap(people: People) -> None:
    """An absence that no page would have taken."""
    Absence.objects.create(
        person=people["point_of_contact"],
        starts=NOON + timedelta(days=1),
        until=NOON + timedelta(days=2),
        planned_at=NOON,
    )


def nobody_to_stand_in(people: People) -> None:
    for role in ("deputy", "privacy_officer"):
        Person.objects.filter(pk=people[role].pk).update(left_at=NOON)


def letters_refused(people: People) -> None:
    notices.wait(Notice.Kind.REVIEW_WAITS, to=[people["author"].pk], about="draft:x", number=1, at=NOON)
    Notice.objects.update(attempts=4)


def letters_waiting(people: People) -> None:
    notices.wait(
        Notice.Kind.REVIEW_WAITS, to=[people["author"].pk], about="draft:x", number=1, at=NOON - timedelta(days=2)
    )


def factors(people: People) -> None:
    for role in ("point_of_contact", "deputy"):
        Authenticator.objects.create(user=people[role].user, type=Authenticator.Type.TOTP, data={})


def nothing(people: People) -> None:
    return


def older_pack(people: People) -> None:
    policies.adopt("hipaa-baseline", by=people["privacy_officer"], at=NOON, reason="The law.")
    row = Adoption.objects.get()
    document = row.document.replace('"version":"', '"version":"0', 1)
    Adoption.objects.create(
        pack="hipaa-baseline@0", packs=row.packs, document=document, digest=digest_of(document),
        adopted_by=row.adopted_by, adopted_at=NOON, seq=row.seq + 1,
    )  # fmt: skip


def signed_long_ago(people: People) -> None:
    audit.sign(at=NOON - timedelta(days=3))
    services.add("New Person", email="", title="", roles=[], by=None, at=NOON)


@pytest.mark.parametrize(
    ("change", "check", "state", "says", "cure"),
    [
        (nobody_named, "point of contact", State.WRONG, "Nobody is named", "--owner"),
        (contact_without_sign_in, "point of contact", State.WRONG, "cannot sign in", "bedside init"),
        (gap, "point of contact", State.WRONG, "nobody answers", "who covers"),
        (nobody_to_stand_in, "point of contact", State.LOOK, "could stand in", "Name a deputy"),
        (nobody_to_stand_in, "approvers", State.WRONG, "One person can approve", "Invite"),
        (nothing, "approvers", State.FINE, "3 people can approve", ""),
        (nothing, "second factors", State.LOOK, "7 of 7", "see no draft before"),
        (factors, "second factors", State.LOOK, "5 of 7", "Remind them"),
        (nothing, "rules", State.LOOK, "nobody has adopted", "adopts a pack"),
        (nothing, "rules", State.LOOK, "is not known", "What is public about us"),
        (older_pack, "rules", State.LOOK, "a newer version", "what would change"),
        (nothing, "record", State.WRONG, "never signed", "bedside worker"),
        (nothing, "record", State.LOOK, "write it anew", "BEDSIDE_WITNESSES"),
        (signed_long_ago, "record", State.WRONG, "signed last 3 days ago", "bedside worker"),
        (nothing, "backups", State.WRONG, "no backup", "bedside backup"),
        (letters_refused, "letters", State.WRONG, "refused again", "addresses"),
        (letters_waiting, "letters", State.WRONG, "more than a day", "worker"),
        (nothing, "clock", State.FINE, "", ""),
    ],
)
def test_each_trouble_of_a_desk_is_told_with_its_cure(
    clinic: Organization, people: People, change: Change, check: str, state: State, says: str, cure: str
) -> None:
    with scope.within(clinic.pk):
        change(people)
        found = list(desks.PARTS[check](NOON + timedelta(minutes=1)))

    assert any(f.state is state and says in f.says and cure in f.cure for f in found), found
    names = {word for p in people.values() for word in (p.name, p.short_name, p.email)}
    assert not any(name in f.says + f.cure for f in found for name in names)


@pytest.mark.parametrize(("hours", "state"), [(2, State.FINE), (24 * 3, State.LOOK), (24 * 9, State.WRONG)])
def test_a_backup_grows_old(clinic: Organization, hours: int, state: State) -> None:
    audit.append_for(clinic, Event.BACKUP_MADE, actor="system:backup", at=NOON)
    with scope.within(clinic.pk):
        assert of(desks.PARTS["backups"](NOON + timedelta(hours=hours)), state)


def test_a_clock_behind_the_record_is_told(clinic: Organization) -> None:
    with scope.within(clinic.pk):
        found = only(desks.PARTS["clock"](NOON - timedelta(hours=5)), State.WRONG)

    assert "5 hours ahead" in found.says
    assert "time server" in found.cure


def test_a_record_that_no_third_party_has_seen_is_told(clinic: Organization, settings: Any) -> None:
    settings.BEDSIDE_WITNESSES = ["somebody"]
    with scope.within(clinic.pk):
        checkpoint: Checkpoint = audit.sign(at=NOON)
        assert "No third party" in only(desks.PARTS["record"](NOON), State.WRONG).says
        audit.anchor(
            checkpoint.pk, kind=Anchor.Kind.WITNESS, by="somebody", value=b"x", note=checkpoint.note, at=NOON, seen_at=NOON
        )  # fmt: skip
        assert of(desks.PARTS["record"](NOON + timedelta(days=9)), State.FINE), "nothing new since"


def test_rules_and_facts_in_order_are_fine(clinic: Organization, people: People) -> None:
    with scope.within(clinic.pk):
        policies.adopt("hipaa-baseline", by=people["privacy_officer"], at=NOON, reason="The law.")
        policies.change_public_facts(**FACTS, by=people["point_of_contact"], at=NOON)

        assert {f.state for f in desks.PARTS["rules"](NOON)} == {State.FINE}


# The command


def test_the_command_says_all_of_it_in_words_or_as_json(tmp_path: Path) -> None:
    empty = Installation(tmp_path / "home")
    told = empty.run("doctor", status=1)
    assert "There is nothing in the database yet" in told
    assert "○ desks: Nothing that lies in the database was looked at." in told
    empty.run("init", "St. Ada", "--origin", "record.example.org/st-ada")

    told = empty.run("doctor", status=1)
    asked = json.loads(empty.run("doctor", "--format", "json", status=1))

    assert "■ point of contact [record.example.org/st-ada]: Nobody is named." in told
    assert told.index("To change") < told.index("A person should look") < told.index("Fine\n")
    assert asked["fine"] is False
    assert {f["state"] for f in asked["found"]} <= {"fine", "look", "wrong", "unchecked"}
    assert all(f["cure"] for f in asked["found"] if f["state"] != "fine")


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="names a database of its own")
def test_without_its_settings_it_says_which_and_ends_with_two(tmp_path: Path) -> None:
    told = Installation(tmp_path / "home").run(
        "doctor", status=2, DJANGO_SETTINGS_MODULE="bedside.site.settings.production"
    )
    assert "BEDSIDE_SECRET_KEY is not set" in told


def test_a_database_that_does_not_answer_is_told_without_its_password(tmp_path: Path) -> None:
    made = Installation(tmp_path / "home")
    told = made.run("doctor", status=1, DATABASE_URL="postgresql://rosa:very-secret@127.0.0.1:1/none")
    assert "cannot be reached (OperationalError)" in told
    assert "secret" not in told
