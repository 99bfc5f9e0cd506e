"""Workers killed at the worst moments, with a real mail server and real processes: no letter is lost."""

import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk.sink import Sink, sink
from tests.desk.test_commands import Installation

LETTERS, KILLS = 50, 4

PREPARE = f"""
from bedside import site
site.set_up()
from datetime import UTC, datetime, timedelta
from bedside.desk.notices import services as notices
from bedside.desk.notices.models import Notice
from bedside.desk.people import services
from bedside.desk.tenancy import scope
from bedside.desk.tenancy.models import Organization
at = datetime.now(UTC) - timedelta(minutes=1)
with scope.within(Organization.objects.get().pk):
    for n in range({LETTERS}):
        person = services.add(f"Person {{n}}", email=f"p{{n}}@example.org", title="", roles=[], by=None, at=at)
        notices.wait(Notice.Kind.REVIEW_WAITS, to=[person.pk], about=f"draft:{{n}}", number=n, at=at)
"""
WORK = """
import signal, threading
from datetime import timedelta
from bedside import site
site.set_up()
from bedside.site import logs
logs.begin()
from bedside.site.worker import shifts
from bedside.site.worker.duties import DUTIES
shifts.PAUSE_SECONDS = 0.1
stopping = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: stopping.set())
letters = [shifts.Duty("letters", timedelta(seconds=0.1), d.does, d.says) for d in DUTIES if d.name == "letters"]
shifts.Working(letters, lasts=timedelta(seconds=2), stopping=stopping).run()
"""
LEFT = """
from bedside import site
site.set_up()
from bedside.desk.notices.models import Notice
from bedside.desk.tenancy import scope
from bedside.desk.tenancy.models import Organization
with scope.within(Organization.objects.get().pk):
    print(Notice.objects.filter(sent_at=None).count())
"""


@pytest.fixture
def mailing() -> Iterator[Sink]:
    with sink() as made:
        yield made


class Workers:
    """Two workers at a time; one that was killed is replaced."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        self.alive: list[subprocess.Popen[bytes]] = []
        self.killed = 0

    def fill(self) -> None:
        while len(self.alive) < 2:
            started = subprocess.Popen([sys.executable, "-c", WORK], env=self.environment, stderr=subprocess.DEVNULL)
            self.alive.append(started)

    def kill_all(self) -> None:
        """The one that is sending is among them."""
        for worker in self.alive:
            worker.send_signal(signal.SIGKILL)
        for worker in self.alive:
            worker.wait()
        self.killed += len(self.alive)
        self.alive.clear()

    def stop(self) -> list[int]:
        for worker in self.alive:
            worker.send_signal(signal.SIGTERM)
        return [worker.wait(timeout=30) for worker in self.alive]


def run(script: str, environment: dict[str, str]) -> str:
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_no_letter_is_lost_when_workers_are_killed_around_the_moment_of_sending(tmp_path: Path, mailing: Sink) -> None:
    made = Installation(tmp_path / "home")
    made.run("init", "St. Ada Clinic", "--origin", "record.example.org/st-ada")
    environment = made.environment | {"BEDSIDE_SMTP_URL": mailing.url}
    run(PREPARE, environment)
    workers, chance, turn = Workers(environment), random.Random(20261201), threading.Lock()  # noqa: S311
    until_next = [chance.randint(1, LETTERS // (KILLS + 2))]

    def perhaps_kill(moment: str) -> None:
        with turn:
            until_next[0] -= moment == "before"
            if workers.killed < 2 * KILLS and until_next[0] <= 0 and chance.random() < 0.5:
                time.sleep(chance.random() * 0.01)
                workers.kill_all()
                until_next[0] = chance.randint(1, LETTERS // (KILLS + 2))

    mailing.before, mailing.after = (lambda: perhaps_kill("before")), (lambda: perhaps_kill("after"))
    deadline = time.monotonic() + 180
    while len({m["To"] for m in mailing.letters}) < LETTERS or run(LEFT, environment) != "0":
        assert time.monotonic() < deadline, (len(mailing.letters), workers.killed)
        with turn:
            workers.fill()
        time.sleep(0.5)
    assert workers.stop() == [0] * len(workers.alive)

    came = Counter(m["Message-ID"] for m in mailing.letters)
    assert {m["To"] for m in mailing.letters} == {f"p{n}@example.org" for n in range(LETTERS)}
    assert len(came) == LETTERS, "a letter that comes again has the same id"
    assert workers.killed >= 2 * (KILLS - 1)
    assert sum(came.values()) - LETTERS <= workers.killed, "again only what was under way at a kill"


def test_a_worker_told_to_stop_ends_well_and_the_next_goes_on_at_once(tmp_path: Path, mailing: Sink) -> None:
    made = Installation(tmp_path / "home")
    made.run("init", "St. Ada Clinic", "--origin", "record.example.org/st-ada")
    environment = made.environment | {"BEDSIDE_SMTP_URL": mailing.url}
    run(PREPARE, environment)
    some = threading.Event()
    mailing.after = lambda: some.set() if len(mailing.letters) >= 5 else None

    worker = subprocess.Popen(
        [sys.executable, "-m", "bedside.cli", "worker"], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert some.wait(60)
    worker.send_signal(signal.SIGTERM)
    told, _ = worker.communicate(timeout=30)

    assert worker.returncode == 0
    assert "nothing was left half done" in told
    assert len(mailing.letters) < LETTERS
    made.run("worker", "--once", BEDSIDE_SMTP_URL=mailing.url)
    assert sorted(m["To"] for m in mailing.letters) == sorted(f"p{n}@example.org" for n in range(LETTERS))


def test_a_mail_server_that_cannot_be_reached_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    made = Installation(tmp_path / "home")
    made.run("init", "St. Ada Clinic", "--origin", "record.example.org/st-ada")
    with sink() as gone:
        url = gone.url
    run(PREPARE, made.environment | {"BEDSIDE_SMTP_URL": url})

    told = made.run("worker", "--once", status=1, BEDSIDE_SMTP_URL=url)

    assert "letters: 0 done; failed: ConnectionRefusedError" in told
    assert run(LEFT, made.environment) == str(LETTERS)


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("smtp://rosa:very-secret@", "BEDSIDE_SMTP_URL is smtp://user:password@host:587"),
        ("http://rosa:very-secret@mail.example.org", "BEDSIDE_SMTP_URL is smtp://"),
        ("smtp://mail.example.org:very-secret", "BEDSIDE_SMTP_URL is smtp://"),
        ("smtp://mail.example.org?tls=no", "tls=no is for a mail server on this machine only"),
        ("mail.example.org", "BEDSIDE_SMTP_URL is smtp://"),
    ],
)
def test_a_wrong_mail_server_is_told_clearly_and_without_its_password(tmp_path: Path, url: str, says: str) -> None:
    told = Installation(tmp_path / "home").run("worker", "--once", status=2, BEDSIDE_SMTP_URL=url)

    assert says in told
    assert "secret" not in told
