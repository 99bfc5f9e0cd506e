"""The worker: each duty finds what is due once, several workers never do it twice, and letters hold no word of a draft."""

import threading
from datetime import UTC, datetime, time, timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any
from uuid import UUID

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import OperationalError

from bedside.core.events import Event
from bedside.core.flow import State
from bedside.core.roles import Role
from bedside.desk.audit.models import Anchor, Checkpoint, Entry
from bedside.desk.drafts.models import Draft
from bedside.desk.drafts.services import reminding, reviewing
from bedside.desk.notices import services as notices
from bedside.desk.notices.models import Notice
from bedside.desk.people import selectors, services, tidying
from bedside.desk.people.models import OneTimeLink, Person, SignIn
from bedside.desk.tenancy import scope
from bedside.desk.tenancy.models import Organization
from bedside.site.models import Lease, Worker
from bedside.site.worker import leases, record
from bedside.site.worker.duties import DUTIES, LANES
from bedside.site.worker.letters import LINES, letter
from bedside.site.worker.shifts import Done, Duty, Shift, Working
from tests.desk.acting import session_of
from tests.desk.conftest import NOON
from tests.desk.drafts import making

Kind = Notice.Kind
MINUTE = timedelta(minutes=1)
PASSWORD = "some quiet morning walk"  # noqa: S105
CANARY = "Zebulon Quickfeather came home on Tuesday"
CANARIES = ("Zebulon", "Quickfeather", "came home")
People = dict[str, Person]


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, at: datetime = NOON) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def later(self, **by: float) -> datetime:
        self.at += timedelta(**by)
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


def duty(name: str) -> Duty:
    return next(d for d in DUTIES if d.name == name)


def work(clock: Clock, *names: str) -> dict[str, Done]:
    """Let a new worker do these duties now, however short ago they were done."""
    Lease.objects.update(ran_at=None)
    done = Working([duty(n) for n in names], clock=clock).once()
    return {d.duty: d for d in done}


def at_desk(organization: Organization) -> Any:
    return scope.within(organization.pk)


def subjects() -> list[str]:
    return [str(m.subject) for m in mail.outbox]


def changed(person: Person, **settings: Any) -> None:
    with scope.within(person.organization_id):
        Person.objects.filter(pk=person.pk).update(**settings)


# Letters


def test_a_letter_says_what_waits_until_when_and_where_and_nothing_of_the_draft(
    clinic: Organization, people: People, clock: Clock
) -> None:
    with at_desk(clinic):
        draft = making.submitted(people, CANARY, at=NOON)
    clock.later(minutes=1)

    assert work(clock, "letters")["letters"] == Done("letters", 1, "")

    (sent,) = mail.outbox
    assert sent.subject == f"Draft {draft.number} waits for you, due 11 am."
    assert sent.to == ["rosa@" + people["point_of_contact"].email.partition("@")[2]]
    assert sent.body.splitlines()[0] == f"Draft {draft.number} waits for you, due 11 am. Open it in Bedside:"
    assert f"http://127.0.0.1:8000/drafts/{draft.number}\n" in sent.body
    assert sent.body.count("http") == 1
    assert not any(word in sent.message().as_string() for word in CANARIES)
    with at_desk(clinic):
        assert Notice.objects.get(kind=Kind.REVIEW_WAITS).sent_at == clock.at


def test_one_letter_tells_everything_that_waits_for_someone(clinic: Organization, people: People, clock: Clock) -> None:
    with at_desk(clinic):
        first, second = (making.submitted(people, CANARY, at=NOON) for _ in range(2))
        asked = making.question(people, CANARY, at=NOON)
    clock.later(minutes=1)
    work(clock, "letters")

    (sent,) = mail.outbox
    assert sent.subject == "3 things for you in Bedside"
    for line in (
        f"Draft {first.number} waits for you, due 11 am.",
        f"Draft {second.number} waits for you, due 11 am.",
        f"Question {asked.number} waits for your answer.",
    ):
        assert line in sent.body.splitlines()
    assert not any(word in sent.message().as_string() for word in CANARIES)


def test_every_letter_goes_out_once(clinic: Organization, people: People, clock: Clock) -> None:
    with at_desk(clinic):
        making.submitted(people, at=NOON)
    clock.later(minutes=1)
    work(clock, "letters")
    clock.later(hours=1)

    assert work(clock, "letters")["letters"].count == 0
    assert len(mail.outbox) == 1


def test_what_was_decided_meanwhile_is_not_written_about(clinic: Organization, people: People, clock: Clock) -> None:
    with at_desk(clinic):
        making.released(people, at=NOON)
    clock.later(minutes=1)
    work(clock, "letters")

    assert [s.rpartition(" ")[2] for s in subjects()] == ["released."]


def test_quiet_hours_and_daily_letters_go_by_the_persons_own_clock(
    clinic: Organization, people: People, clock: Clock
) -> None:
    changed(people["point_of_contact"], quiet_from=time(18), quiet_until=time(9))
    changed(people["author"], notices="daily", time_zone="America/Los_Angeles")
    with at_desk(clinic):
        making.submitted(people, at=NOON)  # 7 am in New York
        making.returned(people, at=NOON)

    clock.later(minutes=1)
    work(clock, "letters")
    assert subjects() == []
    clock.at = datetime(2026, 3, 4, 14, 0, tzinfo=UTC)  # 9 am in New York, 6 am in Los Angeles
    work(clock, "letters")
    assert [m.to[0].partition("@")[0] for m in mail.outbox] == ["rosa"]
    clock.at = datetime(2026, 3, 4, 16, 0, tzinfo=UTC)
    work(clock, "letters")
    assert [m.to[0].partition("@")[0] for m in mail.outbox] == ["rosa", "theo"]


def test_who_wants_no_letters_hears_of_rights_all_the_same(clinic: Organization, people: People, clock: Clock) -> None:
    changed(people["privacy_officer"], notices="none")
    with at_desk(clinic):
        making.submitted(people, at=NOON)
        notices.settled(Draft.objects.get().reference, at=NOON)
        notices.wait(Kind.REVIEW_WAITS, to=[people["privacy_officer"].pk], about="draft:x", number=9, at=NOON)
        services.set_roles(people["employee"], [Role.OWNER], by=people["owner"], at=NOON)
    clock.later(days=1, hours=2)
    work(clock, "letters")

    told = {m.to[0].partition("@")[0]: m.subject for m in mail.outbox}
    assert told == {
        "imani": "What somebody may do in Bedside was changed.",
        "ada": "What you may do in Bedside was changed.",
    }


def test_a_letter_to_who_left_or_has_no_address_is_never_sent(
    clinic: Organization, people: People, clock: Clock
) -> None:
    changed(people["point_of_contact"], left_at=NOON)
    with at_desk(clinic):
        notices.wait(Kind.REVIEW_WAITS, to=[people["point_of_contact"].pk], about="draft:x", number=9, at=NOON)
    clock.later(minutes=1)

    assert work(clock, "letters")["letters"] == Done("letters", 0, "")


class Refusing(EmailBackend):
    """A mail server that does not know Rosa."""

    def send_messages(self, messages: Any) -> int:
        if messages[0].to[0].startswith("rosa"):
            raise SMTPRecipientsRefused({messages[0].to[0]: (550, b"no such user here")})
        return int(super().send_messages(messages))


def test_a_refused_letter_keeps_no_other_waiting_and_is_tried_again_at_growing_pauses(
    clinic: Organization, people: People, clock: Clock, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "tests.desk.test_worker.Refusing"
    with at_desk(clinic):
        making.submitted(people, at=NOON)
        making.returned(people, at=NOON)
    clock.later(minutes=1)

    done = work(clock, "letters")["letters"]

    assert (done.count, done.trouble) == (1, "SMTPRecipientsRefused")
    with at_desk(clinic):
        waiting = Notice.objects.get(kind=Kind.REVIEW_WAITS, seen_at=None)
    assert (waiting.attempts, waiting.send_after, waiting.sent_at) == (1, clock.at + MINUTE, None)
    tries = 0
    for _ in range(24 * 12):
        clock.later(minutes=5)
        tries += work(clock, "letters")["letters"].trouble != ""
    assert 5 <= tries <= 9
    with at_desk(clinic):
        clock.later(days=7)
        assert notices.unsent(clock.at) == []


class Away(EmailBackend):
    def open(self) -> bool:
        raise ConnectionRefusedError


def test_a_mail_server_that_is_away_counts_against_no_letter(
    clinic: Organization, people: People, clock: Clock, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "tests.desk.test_worker.Away"
    with at_desk(clinic):
        making.submitted(people, at=NOON)
    clock.later(minutes=1)

    assert work(clock, "letters")["letters"].trouble == "ConnectionRefusedError"
    with at_desk(clinic):
        assert Notice.objects.get().attempts == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert work(clock, "letters")["letters"].count == 1
    assert Lease.objects.get(duty="letters").trouble == ""


def test_without_a_mail_server_nothing_counts_as_sent(
    clinic: Organization, people: People, clock: Clock, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    with at_desk(clinic):
        making.submitted(people, at=NOON)
    clock.later(minutes=1)

    assert work(clock, "letters")["letters"].count == 0
    with at_desk(clinic):
        assert Notice.objects.get().sent_at is None


def test_the_same_letter_sent_again_has_the_same_id_and_another_has_another(
    clinic: Organization, people: People
) -> None:
    with at_desk(clinic):
        making.submitted(people, at=NOON)
        waiting = list(Notice.objects.all())
        first, again = (letter(people["point_of_contact"], waiting, organization="x", at=NOON) for _ in range(2))
        notices.wait(Kind.COMMENTED, to=[people["point_of_contact"].pk], about="draft:x", number=9, at=NOON)
        other = letter(people["point_of_contact"], list(Notice.objects.all()), organization="x", at=NOON)

    ids = [one.as_message().extra_headers["Message-ID"] for one in (first, again, other)]
    assert ids[0] == ids[1] != ids[2]


def test_there_are_words_for_every_kind_of_notice(clinic: Organization, people: People) -> None:
    assert set(LINES) == set(Kind)
    with at_desk(clinic):
        for kind in Kind:
            for due in (None, NOON - MINUTE, NOON + MINUTE, NOON + timedelta(days=3)):
                one = Notice(
                    kind=kind, about="draft:x", number=7, due_at=due, made_at=NOON, to_person=people["author"].pk
                )
                said = letter(people["author"], [one], organization="Harbor Elm", at=NOON)
                assert said.subject[-1] == "."
                assert "None" not in said.subject + said.body
                assert "  " not in said.subject
                assert "\n" not in said.subject


def test_news_that_comes_while_a_letter_goes_out_is_news_still(clinic: Organization, people: People) -> None:
    with at_desk(clinic):
        making.submitted(people, at=NOON)
        in_the_letter = list(Notice.objects.all())
        notices.wait(
            Kind.REVIEW_WAITS, to=[in_the_letter[0].to_person], about=in_the_letter[0].about, number=1, at=NOON + MINUTE
        )
        notices.sent(in_the_letter, at=NOON + MINUTE)

        assert [n.made_at for n in notices.unsent(NOON + MINUTE)] == [NOON + MINUTE]


# Several workers


def test_two_workers_never_have_the_same_duty(db: None) -> None:
    leases.register(["letters"])
    every = MINUTE

    assert leases.take("letters", owner="one", every=every, at=NOON)
    assert not leases.take("letters", owner="two", every=every, at=NOON)
    assert leases.due({"letters": every}, at=NOON) == []
    leases.give_back("letters", owner="one", at=NOON)
    assert not leases.take("letters", owner="two", every=every, at=NOON + every / 2)
    assert leases.take("letters", owner="two", every=every, at=NOON + every)


def test_the_duty_of_a_worker_that_died_is_taken_over_when_its_lease_ends(db: None) -> None:
    leases.register(["letters"])
    assert leases.take("letters", owner="dead", every=MINUTE, at=NOON)
    end = NOON + leases.LASTS

    assert not leases.take("letters", owner="two", every=MINUTE, at=end - timedelta(seconds=1))
    assert leases.take("letters", owner="two", every=MINUTE, at=end)
    assert not leases.renew("letters", owner="dead", at=end)
    leases.give_back("letters", owner="dead", at=end)
    assert Lease.objects.get(duty="letters").owner == "two"


def test_a_clock_that_went_back_stops_no_duty(db: None) -> None:
    leases.register(["letters"])
    assert leases.take("letters", owner="one", every=MINUTE, at=NOON)
    leases.give_back("letters", owner="one", at=NOON)
    before = NOON - timedelta(days=30)

    assert leases.due({"letters": MINUTE}, at=before) == ["letters"]
    assert leases.take("letters", owner="two", every=MINUTE, at=before)


def test_a_worker_whose_duty_was_taken_stops_at_the_next_step(
    clinic: Organization, people: People, clock: Clock
) -> None:
    steps = []

    def slow(shift: Shift) -> int:
        while shift.goes_on():
            steps.append(clock.at)
            clock.later(minutes=4)
            leases.take("slow", owner="another", every=MINUTE, at=clock.at)
        return len(steps)

    done = Working([Duty("slow", MINUTE, slow, "")], clock=clock).once()

    assert [d.count for d in done] == [1]
    assert Lease.objects.get(duty="slow").owner == "another"


def test_a_worker_shows_that_it_is_alive_and_leaves_nothing_behind(
    clinic: Organization, client: Any, settings: Any
) -> None:
    worker = Working(DUTIES[:1])
    worker.show_alive(leases.clock())

    assert client.get("/health").json()["workers"] == 1
    worker.end()
    assert client.get("/health").json()["workers"] == 0
    assert not Worker.objects.exists()


def test_a_stopped_worker_hands_its_duty_over_at_once(db: None, clock: Clock) -> None:
    stopping = threading.Event()

    def stopped(shift: Shift) -> int:
        stopping.set()
        return int(shift.goes_on())

    Working([Duty("long", timedelta(hours=1), stopped, "")], clock=clock, stopping=stopping).once()

    assert leases.take("long", owner="next", every=timedelta(hours=1), at=clock.at)


def test_a_duty_that_fails_is_told_and_keeps_no_other_from_being_done(db: None, clock: Clock) -> None:
    def failing(shift: Shift) -> int:
        raise ZeroDivisionError

    def fine(shift: Shift) -> int:
        return 3

    worker = Working([Duty("bad", MINUTE, failing, ""), Duty("good", MINUTE, fine, "")], clock=clock)

    assert worker.once() == [Done("bad", 0, "ZeroDivisionError"), Done("good", 3, "")]
    row = Lease.objects.get(duty="bad")
    assert (row.trouble, row.failing_since) == ("ZeroDivisionError", clock.at)
    clock.later(minutes=2)
    worker.once()
    assert Lease.objects.get(duty="bad").failing_since == NOON


def test_one_organization_in_trouble_keeps_no_other_waiting(
    clinic: Organization, hospital: Organization, clock: Clock
) -> None:
    done = []

    def each(shift: Shift) -> int:
        for organization in shift.organizations():
            with shift.apart():
                if organization == min(clinic.pk, hospital.pk):
                    raise LookupError
                done.append(organization)
        return len(done)

    assert Working([Duty("each", MINUTE, each, "")], clock=clock).once() == [Done("each", 1, "LookupError")]


def test_a_worker_outlives_a_database_that_went_away(db: None, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    tries = []
    stopping = threading.Event()

    def away(shift: Shift) -> int:
        tries.append(1)
        if len(tries) == 3:
            stopping.set()
            return 0
        raise OperationalError

    monkeypatch.setattr("bedside.site.worker.shifts.PAUSE_SECONDS", 0.01)
    monkeypatch.setattr("bedside.site.worker.shifts.LONGEST_PAUSE_SECONDS", 0.02)
    monkeypatch.setattr("bedside.site.worker.shifts.connection.close", lambda: None)  # the test's own transaction

    Working([Duty("away", timedelta(0), away, "")], clock=clock, stopping=stopping).run()

    assert len(tries) == 3


def test_every_duty_has_a_thread() -> None:
    assert sorted(d.name for lane in LANES for d in lane) == sorted(d.name for d in DUTIES)


def test_every_duty_finds_nothing_to_do_the_second_time(clinic: Organization, people: People, clock: Clock) -> None:
    with at_desk(clinic):
        making.released(people, at=NOON)
        making.submitted(people, at=NOON + MINUTE)
        making.question(people, at=NOON + MINUTE)
    clock.later(days=3)
    names = [d.name for d in DUTIES]

    first = work(clock, *names)
    assert all(not d.trouble for d in first.values()), first
    for _ in range(2):  # what one duty does may be news for another
        clock.later(minutes=1)
        work(clock, *names)
    again = work(clock, *names)

    assert {d.duty: d.count for d in again.values()} == dict.fromkeys(names, 0)


# What time alone brings about


def test_a_release_lapses_when_its_time_has_passed(clinic: Organization, people: People, clock: Clock) -> None:
    with at_desk(clinic):
        draft = making.released(people, at=NOON)
    clock.later(hours=47)
    assert work(clock, "releases")["releases"].count == 0
    clock.later(hours=2)
    assert work(clock, "releases")["releases"].count == 1

    with at_desk(clinic):
        assert Draft.objects.get(pk=draft.pk).state == State.LAPSED
        last = Entry.objects.order_by("-seq").first()
        assert (last.event, last.actor) == (Event.RELEASE_LAPSED, "system:worker")


def test_an_author_hears_once_that_a_release_ends_soon(clinic: Organization, people: People, clock: Clock) -> None:
    with at_desk(clinic):
        draft = making.released(people, at=NOON)
    clock.later(hours=41)
    assert work(clock, "reminders")["reminders"].count == 0
    clock.later(hours=2)
    assert work(clock, "reminders")["reminders"].count == 1
    clock.at = NOON + timedelta(hours=43)
    work(clock, "reminders", "letters")
    clock.later(minutes=1)
    work(clock, "reminders", "letters")

    (sent,) = mail.outbox
    assert f"Draft {draft.number} can be used until 7 am." in sent.body.splitlines()


def told_to(people: People, kind: Kind) -> list[str]:
    names = {p.pk: role for role, p in people.items()}
    return sorted(names[n.to_person] for n in Notice.objects.filter(kind=kind))


def test_a_decision_that_is_due_is_reminded_of_once_and_then_the_deputy_hears(
    clinic: Organization, people: People
) -> None:
    with at_desk(clinic):
        draft = making.submitted(people, at=NOON)
        due = draft.due_at

        assert reminding.remind_of_due(due - timedelta(minutes=31)) == 0
        for at in (due - timedelta(minutes=30), due - MINUTE, due):
            reminding.remind_of_due(at)
        assert (told_to(people, Kind.DUE_SOON), told_to(people, Kind.OVERDUE)) == (["point_of_contact"], [])
        for later in range(1, 40):
            reminding.remind_of_due(due + later * MINUTE)
        assert (told_to(people, Kind.DUE_SOON), told_to(people, Kind.OVERDUE)) == (["point_of_contact"], ["deputy"])


def test_sent_again_it_is_reminded_of_again(clinic: Organization, people: People) -> None:
    with at_desk(clinic):
        draft = making.submitted(people, at=NOON)
        reminding.remind_of_due(draft.due_at)
        reviewing.return_with_advice(
            draft, by=people["point_of_contact"], at=draft.due_at, advice="Shorter.", seal=draft.current.seal
        )
        assert all(n.seen_at for n in Notice.objects.filter(kind=Kind.DUE_SOON))
        draft = making.asked(making.rewritten(people, draft, "Shorter.", at=draft.due_at), at=draft.due_at + MINUTE)

        assert reminding.remind_of_due(draft.due_at) == 1


def test_a_second_look_that_is_due_is_asked_of_who_was_asked(clinic: Organization, people: People) -> None:
    with at_desk(clinic):
        draft = making.second_asked(people, at=NOON)
        reminding.remind_of_due(draft.due_at)

        assert told_to(people, Kind.DUE_SOON) == ["reviewer"]


def test_nobody_is_reminded_to_approve_their_own_words(clinic: Organization, people: People) -> None:
    with at_desk(clinic):
        draft = making.submitted(people, by="point_of_contact", at=NOON)
        Notice.objects.all().delete()

        assert reminding.tell_who_answers(NOON + MINUTE) == 1
        reminding.remind_of_due(draft.due_at)

        assert told_to(people, Kind.REVIEW_WAITS) == ["deputy"]
        assert told_to(people, Kind.DUE_SOON) == ["deputy"]


def test_who_takes_over_hears_of_what_waits_and_who_comes_back_as_well(clinic: Organization, people: People) -> None:
    contact, deputy = people["point_of_contact"], people["deputy"]
    away = (NOON + timedelta(hours=1), NOON + timedelta(hours=3))
    with at_desk(clinic):
        services.plan_absence(contact, starts=away[0], until=away[1], cover=deputy, by=contact, at=NOON)
        making.submitted(people, at=NOON + MINUTE)
        making.question(people, at=NOON + MINUTE)
        assert reminding.tell_who_answers(away[0] - MINUTE) == 0

        assert reminding.tell_who_answers(away[0]) == 2
        assert reminding.tell_who_answers(away[0] + MINUTE) == 0
        assert told_to(people, Kind.REVIEW_WAITS) == ["deputy", "point_of_contact"]
        later = making.submitted(people, at=away[1] - MINUTE)
        assert reminding.tell_who_answers(away[1]) == 1
        assert Notice.objects.filter(about=later.reference, to_person=contact.pk).exists()


def test_who_invited_hears_once_that_the_link_ran_out(clinic: Organization, people: People) -> None:
    with at_desk(clinic):
        made, _ = services.invite(
            email="new@example.org", name="New Person", roles=[Role.AUTHOR], by=people["owner"], at=NOON
        )
        assert tidying.tell_of_run_out_invitations(NOON + timedelta(days=6)) == 0
        assert tidying.tell_of_run_out_invitations(made.expires_at) == 1
        assert tidying.tell_of_run_out_invitations(made.expires_at + MINUTE) == 0
        assert told_to(people, Kind.INVITATION_RAN_OUT) == ["owner"]


# The record


def test_the_record_is_signed_when_there_is_something_new_in_it(
    clinic: Organization, people: People, clock: Clock
) -> None:
    assert work(clock, "record")["record"].count == 1
    assert work(clock, "record")["record"].count == 0
    with at_desk(clinic):
        making.started(people, at=NOON)
    clock.later(hours=1)
    assert work(clock, "record")["record"].count == 1
    with at_desk(clinic):
        assert Checkpoint.objects.count() == 2


def test_being_shown_is_no_news_and_a_silent_witness_is_asked_again(
    clinic: Organization, clock: Clock, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.BEDSIDE_WITNESSES = ["one", "two"]
    answering = {"one"}

    def shown(organization: UUID, *, at: datetime) -> Any:
        with scope.within(organization):
            checkpoint = record.audit.sign(at=at)
            for name in sorted(answering):
                record.audit.anchor(
                    checkpoint.pk,
                    kind=Anchor.Kind.WITNESS,
                    by=name,
                    value=b"x",
                    note=checkpoint.note,
                    at=at,
                    seen_at=at,
                )
        yield "asked"

    monkeypatch.setattr(record.anchoring, "anchor_now", shown)

    assert work(clock, "record")["record"].trouble == "NotShown"
    answering.add("two")
    clock.later(hours=1)
    assert work(clock, "record")["record"] == Done("record", 1, "")
    clock.later(hours=1)
    assert work(clock, "record")["record"] == Done("record", 0, "")


# Tidying


def test_a_sign_in_nobody_came_back_to_ends_with_its_entry(clinic: Organization, people: People, clock: Clock) -> None:
    old, new = session_of(people["author"]), session_of(people["owner"])
    clock.at = datetime.now(UTC)
    SignIn.objects.filter(session_key=old).update(began_at=clock.at - timedelta(hours=12))

    work(clock, "tidying")

    assert list(SignIn.objects.values_list("session_key", flat=True)) == [new]
    with at_desk(clinic):
        last = Entry.objects.order_by("-seq").first()
        assert (last.event, last.about) == (Event.PERSON_SIGNED_OUT, f"person:{people['author'].pk}")


def test_links_and_failures_that_nothing_needs_are_deleted(
    clinic: Organization, people: People, clock: Clock, settings: Any
) -> None:
    from axes.models import AccessAttempt

    settings.BEDSIDE_DEMO = True
    with at_desk(clinic):
        services.one_time_link(people["author"], at=NOON)
    AccessAttempt.objects.create(username="ada@example.org", ip_address="192.0.2.1", failures_since_start=1)
    AccessAttempt.objects.update(attempt_time=NOON)
    clock.later(hours=13)
    work(clock, "tidying")
    with at_desk(clinic):
        assert OneTimeLink.objects.count() == 1
    clock.later(days=2)
    work(clock, "tidying")
    with at_desk(clinic):
        assert OneTimeLink.objects.count() == 0
    assert AccessAttempt.objects.count() == 0


def test_the_first_person_of_an_installation_can_be_invited_again_until_they_came_in(clinic: Organization) -> None:
    def begun(at: datetime) -> str:
        return services.begin(clinic, name="Rosa Quill", email="rosa@example.org", at=at)[2]

    first, second = begun(NOON), begun(NOON + MINUTE)
    with at_desk(clinic):
        assert Person.objects.count() == 1
    with pytest.raises(services.LinkRanOut):
        services.accept(first, at=NOON + MINUTE, password=PASSWORD)
    services.accept(second, at=NOON + MINUTE, password=PASSWORD)
    with pytest.raises(Exception, match="has people already"):
        begun(NOON + 2 * MINUTE)
    with at_desk(clinic):
        assert selectors.point_of_contact() is not None
