"""What commands of an installation share: the workspace made ready, and the organisation that is meant."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import click

from bedside.core.errors import BadInput, DeskError

option_organization: Callable[[Any], Any] = click.option(
    "--organization",
    "-o",
    default="",
    metavar="NAME",
    help="Which organisation, by name, origin or id, if there are several.",
)


def begin() -> None:
    """The workspace ready for this process, with every part of its database there.

    Raises:
        DeskError: it is not installed, or not set up yet.
    """
    from bedside import site

    site.set_up()
    from bedside.site import logs

    logs.begin()
    from django.core.exceptions import ImproperlyConfigured
    from django.db import Error, connection

    try:
        tables = connection.introspection.table_names()
    except ImproperlyConfigured:
        raise DeskError("PostgreSQL's driver is not installed; install bedside[postgresql]") from None
    except Error as trouble:
        raise DeskError(f"the database cannot be reached ({type(trouble).__name__})") from None
    if "audit_tree" not in tables:
        raise DeskError("this installation is not set up yet; run `bedside init`")


def key_paths() -> tuple[Path, Path]:
    """Where the settings want the key ring and the signing key; the folders are there afterwards."""
    from django.conf import settings

    paths = Path(settings.BEDSIDE_KEY_RING), Path(settings.BEDSIDE_SIGNING_KEY)
    for path in paths:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return paths


def organization_of(said: str) -> UUID:
    """The one organisation that is meant.

    Raises:
        BadInput: none or several could be meant; lists them.
    """
    from bedside.desk.tenancy.models import Organization

    every = list(Organization.objects.order_by("name"))
    chosen = [o for o in every if not said or said in {o.name, o.origin, str(o.pk)}]
    if len(chosen) == 1:
        found: UUID = chosen[0].pk
        return found
    names = ", ".join(o.origin for o in every) or "none yet"
    raise BadInput(f"name one organisation with --organization; there are: {names}")


@contextmanager
def at_work(said: str) -> Iterator[UUID]:
    begin()
    from bedside.desk.tenancy import scope

    organization = organization_of(said)
    with scope.within(organization):
        yield organization


def require_up_to_date() -> None:
    """Raise where the database is older than this version of Bedside.

    Raises:
        DeskError: says what to run.
    """
    if waiting := migrations_waiting():
        raise DeskError(
            f"the database is older than this version ({waiting} steps behind); make a backup, then run `bedside migrate`"
        )


def migrations_waiting() -> int:
    """How many steps the database is behind this version."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
