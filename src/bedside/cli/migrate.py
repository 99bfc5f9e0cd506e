"""`bedside migrate`: bring the database up to this version."""

import os

import click

from bedside.cli.installation import begin, migrations_waiting


@click.command()
def migrate() -> None:
    """Bring the database up to this version. Make a backup first; on PostgreSQL, by the role that owns the tables."""
    begin()
    from django.core.management import call_command

    waiting = migrations_waiting()
    if not waiting:
        click.echo("The database is up to date.")
        return
    os.umask(0o077)
    call_command("migrate", interactive=False, verbosity=0)
    click.echo(f"The database is up to date; {waiting} steps were made.")
