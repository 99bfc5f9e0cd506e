"""`bedside demo`: the workspace on invented people, with a sign-in link for each role. `make run` opens it."""

import json
import os
import shutil
import threading
import webbrowser
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bedside.core.errors import BadInput, DeskError

if TYPE_CHECKING:
    from bedside.site.serving import Server

SETTINGS = "bedside.site.settings.demo"
MARK = "demo.json"  # says that a folder is a demo's, and which number each draft of the story has
LOG = "log.jsonl"
FIRST_PORT, PORTS = 8000, 20
HOST = "127.0.0.1"


@click.command()
@click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(".demo"),
    show_default=True,
    help="Folder for everything of the demo.",
)
@click.option("--port", type=click.IntRange(1, 65_535), help="Where to listen; else the first free one from 8000 on.")
@click.option("--fresh", is_flag=True, help="Start over: what was done in the demo is deleted.")
@click.option("--open", "browser", is_flag=True, help="Open the point of contact's page in the browser.")
def demo(home: Path, port: int | None, fresh: bool, browser: bool) -> None:
    """Open the workspace on an invented clinic group, on this machine only.

    Everybody in it has a sign-in link that works once. What you do is kept; starting again prints new links.
    """
    home = home.resolve()
    if fresh:
        start_over(home)
    prepare(home)
    from bedside.site import serving

    server = free_port(port)
    os.environ["BEDSIDE_URL"] = server.address  # before the settings are read
    set_up(home)
    numbers = opened(home)
    for sentence in serving.warm_up():
        click.echo(sentence)
    found = links(numbers)
    click.echo(welcome(found, address=server.address, home=home))
    if browser:
        webbrowser.open(next(link.url for link in found if "Point of contact" in link.role))
    serve_and_work(server)
    click.echo("\nThe demo has ended. `make run` goes on where you stopped.")


def start_over(home: Path) -> None:
    """Delete a demo, and nothing that is not one.

    Raises:
        BadInput: the folder is not a demo's.
    """
    if not home.exists() or not any(home.iterdir()):
        return
    if not (home / MARK).is_file():
        raise BadInput(
            f"{home.name} is not the folder of a demo, so nothing in it was deleted; name another with --home"
        )
    shutil.rmtree(home)


def prepare(home: Path) -> None:
    """A folder for the demo, and an environment in which nothing of a real installation is read.

    Raises:
        BadInput: there is something else in the folder.
    """
    if home.exists() and any(home.iterdir()) and not (home / MARK).is_file():
        raise BadInput(f"{home.name} holds something that is no demo; name another folder with --home")
    os.umask(0o077)
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not (home / MARK).exists():
        (home / MARK).write_text("{}", encoding="ascii")
    for name in [n for n in os.environ if n.startswith("BEDSIDE_") or n == "DATABASE_URL"]:
        del os.environ[name]
    os.environ |= {"BEDSIDE_HOME": str(home), "DJANGO_SETTINGS_MODULE": SETTINGS}


def free_port(port: int | None) -> "Server":
    """The port that was asked for, or the first free one.

    Raises:
        BadInput: it is taken, or all are.
    """
    from bedside.site.serving import bound

    for candidate in [port] if port else range(FIRST_PORT, FIRST_PORT + PORTS):
        if server := bound(HOST, candidate, threads=8):
            return server
    which = f"port {port} is" if port else f"the ports from {FIRST_PORT} to {FIRST_PORT + PORTS - 1} are"
    raise BadInput(f"{which} taken; choose another one with --port")


def set_up(home: Path) -> None:
    """Keys and tables, whatever of them is not there.

    Raises:
        DeskError: the demo is of another version and cannot be brought up to this one.
    """
    from bedside import site

    site.set_up()
    from django.db import Error

    from bedside.cli.init import make_keys_and_tables
    from bedside.site import logs

    logs.begin()
    logs.write_to(home / LOG)
    try:
        make_keys_and_tables()
    except Error:
        raise DeskError("this demo is of another version; `make run ARGS=--fresh` starts over") from None


def opened(home: Path) -> dict[str, int]:
    """The numbers of the story's drafts; builds the demo where there is none yet."""
    from bedside.site.demo.building import age, build, zone_of_this_machine
    from bedside.site.demo.story import ORIGIN

    known, now = organization_at(ORIGIN), datetime.now(UTC)
    if known is not None and (days := age(known, at=now).days):
        click.echo(f"This demo began {days} days ago, so what waits is late. `make run ARGS=--fresh` begins it anew.")
    if known is None:
        click.echo("Setting up Harbor Elm Clinics, where all people, places and numbers are invented ...")
        _, numbers = build(now=now, zone=zone_of_this_machine())
        (home / MARK).write_text(json.dumps(numbers), encoding="ascii")
    held: dict[str, int] = json.loads((home / MARK).read_text(encoding="ascii"))
    return held


def organization_at(origin: str) -> Any:
    from bedside.desk.tenancy.models import Organization

    return Organization.objects.filter(origin=origin).first()


def links(numbers: dict[str, int]) -> list[Any]:
    from bedside.site.demo import building
    from bedside.site.demo.story import ORIGIN

    return building.links(organization_at(ORIGIN), numbers=numbers, at=datetime.now(UTC))


def welcome(found: list[Any], *, address: str, home: Path) -> str:
    """What is printed: who is there, how to be them, and what to try first."""
    lines = [
        "",
        f"Bedside is at {address}, with Harbor Elm Clinics in it. Only this machine can reach it.",
        "Each link signs you in as one person, once. For two people at a time, open one in a private window.",
        "",
    ]
    for link in found:
        lines += [click.style(f"{link.name}, {link.role.lower()}", bold=True), f"  {link.url}", f"  {link.tries}", ""]
    lines += [
        f"Letters lie in {home.name}/mail, the log in {home.name}/{LOG}. New links: stop and run it again.",
        "Stop with Ctrl-C. Start over with `make run ARGS=--fresh`.",
    ]
    return "\n".join(lines)


def serve_and_work(server: "Server") -> None:
    """The server and a worker in one process, until it is stopped; then both end."""
    from bedside.site.worker.duties import LANES
    from bedside.site.worker.shifts import together

    stopping = threading.Event()
    threads = together(LANES, stopping=stopping)
    try:
        server.run()
    finally:
        stopping.set()
        for thread in threads:
            thread.join()
