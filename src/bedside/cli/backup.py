"""`bedside backup`, `restore`, `drill`: keep the installation, bring it back, and show that this can be done."""

import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import click

from bedside.cli.installation import begin
from bedside.core.errors import BadInput

EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
def backup(target: Path) -> None:
    """Write an encrypted backup of the whole installation to TARGET, while it works on.

    The keys are not in it. Keep them, and the list of erasures, apart from it.
    """
    begin()
    from bedside.site import backups

    manifest = backups.make(target, at=datetime.now(UTC))
    size = target.stat().st_size / 1e6
    click.echo(
        f"{target.name} holds everything, sealed with the key ring. Organisations: {len(manifest.records)}; size: {size:.1f} MB."
    )


@click.command()
@click.argument("source", type=EXISTING)
@click.option("--replace", is_flag=True, help="Put it in the place of the database that is there.")
@click.option("--erasures", type=EXISTING, help="The list of erasures; without it the one of this installation.")
def restore(source: Path, replace: bool, erasures: Path | None) -> None:
    """Bring a backup back, erase again what was erased since, and check every record."""
    from bedside import site

    site.set_up()
    from django.conf import settings

    from bedside.site import backups, logs

    logs.begin()
    at = datetime.now(UTC)
    drill = backups.restore(source, replace=replace, erasures=erasures or Path(settings.BEDSIDE_ERASURES), at=at)
    for line in drill.lines:
        click.echo(line)
    click.echo(f"Restored and checked in {drill.seconds / 60:.2f} minutes.")
    if not drill.fine:
        raise SystemExit(1)


@click.command()
@click.argument("source", type=EXISTING)
def drill(source: Path) -> None:
    """Restore SOURCE elsewhere, check it, and say how long it took. What is at work is not touched.

    On PostgreSQL, BEDSIDE_DRILL_URL names an empty database for it.
    """
    from bedside import site

    site.set_up()
    from django.conf import settings
    from django.db import connection

    with tempfile.TemporaryDirectory() as folder:
        elsewhere = {"BEDSIDE_HOME": folder, "BEDSIDE_KEY_RING": settings.BEDSIDE_KEY_RING}
        elsewhere |= {"BEDSIDE_SIGNING_KEY": settings.BEDSIDE_SIGNING_KEY}
        if connection.vendor == "sqlite":
            elsewhere["DATABASE_URL"] = ""
        else:
            url = os.environ.get("BEDSIDE_DRILL_URL", "")
            if not url or url == os.environ.get("DATABASE_URL"):
                raise BadInput("BEDSIDE_DRILL_URL has to name an empty database other than the one at work")
            elsewhere["DATABASE_URL"] = url
        command = [sys.executable, "-m", "bedside.cli", "restore", str(source.resolve())]
        if Path(settings.BEDSIDE_ERASURES).exists():
            command += ["--erasures", settings.BEDSIDE_ERASURES]
        done = subprocess.run(command, env=os.environ | elsewhere, check=False)  # noqa: S603
    click.echo("The drill is over; nothing of it is kept." if done.returncode == 0 else "The drill failed.")
    if done.returncode:
        raise SystemExit(done.returncode)
