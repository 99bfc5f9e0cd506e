"""`bedside serve`, `demo` and `init` as processes: what they print, what they refuse, and how they end."""

import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

import pytest
from command_line import ROOT

PATIENCE = 120  # seconds, for a machine that is busy with other things
CLICKED = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document", "Accept": "text/html"}


def environment(**more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("BEDSIDE", "DJANGO", "DATABASE"))}
    return kept | {"PYTHONUNBUFFERED": "1"} | more


def bedside(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bedside.cli", *words],
        env=environment(**more),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )


@dataclass
class Running:
    """A command that goes on until it is stopped."""

    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)

    def until(self, what: str) -> str:
        """Everything it printed up to the line with these words."""
        assert self.process.stdout is not None
        while line := self.process.stdout.readline():
            self.lines.append(line)
            if what in line:
                return "".join(self.lines)
        raise AssertionError(f"it ended with {self.process.wait()} and said: {''.join(self.lines)}")

    def stopped(self, by: int) -> tuple[int, str]:
        self.process.send_signal(by)
        rest, _ = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, rest


@contextmanager
def running(*words: str, **more: str) -> Iterator[Running]:
    process = subprocess.Popen(
        [sys.executable, "-m", "bedside.cli", *words],
        env=environment(**more),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield Running(process)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


@contextmanager
def taken_port() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def free_port() -> int:
    with taken_port() as port:
        return port


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("installed") / "home"
    done = bedside("init", "St. Ada", "--origin", "record.example.org/st-ada", BEDSIDE_HOME=str(home))
    assert done.returncode == 0, done.stderr
    assert "Nobody can sign in yet" in done.stdout
    return home


@pytest.fixture
def home(installed: Path, tmp_path: Path) -> str:
    return str(shutil.copytree(installed, tmp_path / "home"))


def fetched(url: str, opener: Any = None, **headers: str) -> Any:
    asked = urllib.request.Request(url, headers=headers)  # noqa: S310
    try:
        return (opener or urllib.request.build_opener()).open(asked, timeout=PATIENCE)
    except urllib.error.HTTPError as refused:
        return refused


def test_it_serves_pages_and_files_that_browsers_keep_and_ends_when_told(home: str) -> None:
    port = free_port()
    with running("serve", "--port", str(port), BEDSIDE_HOME=home) as server:
        told = server.until("Stop it with Ctrl-C")
        assert told.index("Warming up") < told.index(f"http://127.0.0.1:{port}")
        page = fetched(f"http://127.0.0.1:{port}/sign-in", Accept="text/html")
        assert page.status == 200
        style = re.search(r'href="(/static/[^"]*\.css)"', page.read().decode())[1]  # type: ignore[index]
        kept = fetched(f"http://127.0.0.1:{port}{style}", **{"Accept-Encoding": "gzip"})
        assert "immutable" in kept.headers["Cache-Control"]
        assert kept.headers["Content-Encoding"] == "gzip"
        assert fetched(f"http://127.0.0.1:{port}/health").status == 200
        assert "Server" not in page.headers

        other = bedside("serve", "--port", str(port), BEDSIDE_HOME=home)
        assert (other.returncode, other.stderr.count("\n")) == (2, 1)
        assert f"something else listens on port {port} already" in other.stderr

        status, rest = server.stopped(signal.SIGTERM)
    assert (status, "The server has ended." in rest) == (0, True)
    assert not [p for p in Path(home).iterdir() if p.stat().st_mode & 0o077]


def test_it_lets_nobody_else_in_with_settings_of_one_machine(home: str) -> None:
    done = bedside("serve", "--host", "0.0.0.0", BEDSIDE_HOME=home)  # noqa: S104

    assert done.returncode == 2
    assert "for this machine alone" in done.stderr
    assert "DJANGO_SETTINGS_MODULE=bedside.site.settings.production" in done.stderr


def test_it_says_what_to_run_where_there_is_no_database_or_an_older_one(home: str, tmp_path: Path) -> None:
    assert "run `bedside init`" in bedside("serve", BEDSIDE_HOME=str(tmp_path / "empty")).stderr
    with closing(sqlite3.connect(Path(home) / "bedside.sqlite3")) as database, database:
        database.execute("DELETE FROM django_migrations WHERE app = 'site'")
        database.execute("DROP TABLE site_lease")
        database.execute("DROP TABLE site_worker")

    for command in (("serve",), ("worker", "--once")):
        done = bedside(*command, BEDSIDE_HOME=home)
        assert done.returncode == 2
        assert "run `bedside migrate`" in done.stderr
    assert "steps were made" in bedside("migrate", BEDSIDE_HOME=home).stdout
    assert "is up to date." in bedside("migrate", BEDSIDE_HOME=home).stdout


def test_an_address_that_is_not_this_machines_is_told(home: str) -> None:
    production = {
        "DJANGO_SETTINGS_MODULE": "bedside.site.settings.production",
        "BEDSIDE_SECRET_KEY": "only-for-these-tests-0123456789-abcdefghijklmnopqrstuvwxyz",
        "BEDSIDE_HOSTS": "bedside.example.org",
    }
    done = bedside("serve", "--host", "192.0.2.1", BEDSIDE_HOME=home, **production)

    assert done.returncode == 2
    assert "cannot listen there" in done.stderr


def test_the_first_person_is_invited_by_a_link_and_again_by_a_new_one(home: str) -> None:
    first = ("init", "St. Ada", "--origin", "record.example.org/st-ada", "--owner", "Rosa Quill")
    told = [bedside(*first, "--email", "rosa@example.org", BEDSIDE_HOME=home).stdout for _ in range(2)]

    links = [re.search(r"http://127\.0\.0\.1:8000/invitation/\S+", text)[0] for text in told]  # type: ignore[index]
    assert links[0] != links[1]
    assert "invite a second" in told[0]
    port = free_port()
    with running("serve", "--port", str(port), BEDSIDE_HOME=home) as server:
        server.until("Stop it with Ctrl-C")
        here = f"http://127.0.0.1:{port}"
        statuses = [fetched(here + link.removeprefix("http://127.0.0.1:8000"), **CLICKED).status for link in links]
    assert statuses == [410, 200]
    assert "needs both" in bedside(*first, BEDSIDE_HOME=home).stderr
    other = bedside(*first, "--email", "other@example.org", BEDSIDE_HOME=home)
    assert "has people already" in other.stderr


def signed_in(link: str) -> tuple[Any, Any]:
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    return opener, fetched(link, opener, **CLICKED)


LINK = re.compile(r"^  (http://127\.0\.0\.1:\d+/one-time/\S+)$", re.M)


def test_the_demo_opens_with_a_link_for_each_role_and_goes_on_where_it_was_stopped(tmp_path: Path) -> None:
    where = ("demo", "--home", str(tmp_path / ".demo"))
    with running(*where, DATABASE_URL="postgresql://not-touched/at-all", BEDSIDE_SMTP_URL="nonsense") as first:
        told = first.until("Start over with")
        links = LINK.findall(told)
        assert len(links) == 8
        assert "Only this machine can reach it" in told
        opener, page = signed_in(links[2])
        assert page.status == 200
        said = page.read().decode()
        assert "Rosa" in said
        assert fetched(links[2], **CLICKED).status == 410
        assert fetched(page.url, opener, **CLICKED).status == 200
        deadline, letters = time.monotonic() + PATIENCE, ""
        while "waits for your answer." not in letters and time.monotonic() < deadline:
            time.sleep(0.2)
            letters = "".join(p.read_text() for p in (tmp_path / ".demo" / "mail").glob("*"))
        assert "waits for your answer." in letters
        assert "toddler" not in letters

        with running(*where) as second:  # the port is taken, so it takes the next one
            again = LINK.findall(second.until("Start over with"))
            assert again[0].partition("/one-time")[0] != links[0].partition("/one-time")[0]
            assert "Setting up" not in "".join(second.lines)
            assert signed_in(again[5])[1].status == 200
            assert second.stopped(signal.SIGINT)[0] == 0
        status, rest = first.stopped(signal.SIGINT)
    assert (status, "The demo has ended" in rest, "Traceback" in rest) == (0, True, False)
    log = (tmp_path / ".demo" / "log.jsonl").read_text()
    assert '"event": "request"' in log
    assert links[0].rpartition("/")[2] not in log


def test_the_demo_starts_over_and_never_deletes_what_is_no_demo(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "thesis.txt").write_text("years of work")
    for more in ([], ["--fresh"]):
        done = bedside("demo", "--home", str(precious), *more)
        assert done.returncode == 2
        assert "no demo" in done.stderr or "not the folder of a demo" in done.stderr
    assert (precious / "thesis.txt").read_text() == "years of work"

    made = tmp_path / "made"
    made.mkdir()
    (made / "demo.json").write_text("{}")
    (made / "bedside.sqlite3").write_bytes(b"of another version, or broken" * 40)
    with taken_port() as port:
        done = bedside("demo", "--home", str(made), "--port", str(port))
        assert f"port {port} is taken" in done.stderr
    assert "make run ARGS=--fresh" in bedside("demo", "--home", str(made)).stderr
    with running("demo", "--home", str(made), "--fresh") as demo:
        assert "Setting up Harbor Elm Clinics" in demo.until("Start over with")


def test_make_run_opens_the_demo() -> None:
    recipe = re.search(r"^run: setup\n\t(.*)$", (ROOT / "Makefile").read_text(), re.M)
    assert recipe is not None
    assert "bedside.cli demo" in recipe[1]


def test_the_tour_is_a_command_of_its_own(bedside_says: Any) -> None:
    told = bedside_says("tour", str(ROOT / "samples/drafts.jsonl"))
    assert told.exit_code == 0
    assert "A walk through sample drafts" in told.stdout
    assert bedside_says("tour", "nowhere.jsonl").exit_code == 2
