"""`bedside worker`: letters, reminders, webhooks, what ends by itself, signing the record."""

import os
import signal
import threading
from types import FrameType

import click

from bedside.cli.installation import begin, require_up_to_date


@click.command()
@click.option("--once", is_flag=True, help="Do what is due now, and end; for a schedule.")
def worker(once: bool) -> None:
    """Do what nobody waits for, until stopped.

    Any number of workers may run, on any number of machines. One may be killed at any moment: nothing is lost, and
    another one, or its successor, goes on within three minutes. A letter that the mail server took at that very
    moment may come twice.
    """
    begin()
    require_up_to_date()
    os.umask(0o077)
    if once:
        _once()
    else:
        _until_stopped()


def _once() -> None:
    from bedside.site.worker.duties import DUTIES
    from bedside.site.worker.shifts import Working

    working = Working(DUTIES)
    try:
        done = working.once()
    finally:
        working.end()
    for one in done:
        if one.count or one.trouble:
            click.echo(f"{one.duty}: {one.count} done" + (f"; failed: {one.trouble}" if one.trouble else ""))
    if any(one.trouble for one in done):
        raise SystemExit(1)


def _until_stopped() -> None:
    from bedside.site.worker.duties import LANES
    from bedside.site.worker.shifts import together

    stopping = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    threads = together(LANES, stopping=stopping)
    click.echo("The worker is at work. Stop it with Ctrl-C.")
    stopping.wait()
    for thread in threads:
        thread.join()
    click.echo("The worker has ended; nothing was left half done.")
