"""Everything that is looked at, in order; what cannot be looked at is said, and never counts as fine."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial

from django.db import Error

from bedside.desk.tenancy import scope
from bedside.desk.tenancy.models import Organization
from bedside.site.doctor import database, desks, machine
from bedside.site.doctor.finding import Found, fine, unchecked, wrong
from bedside.site.worker import leases

ON_THE_MACHINE: dict[str, Callable[[], Iterable[Found]]] = {
    "settings": machine.look_at_settings,
    "address": machine.look_at_address,
    "keys": machine.look_at_keys,
    "reader": machine.look_at_reader,
    "mail": machine.look_at_mail,
    "disk": machine.look_at_disk,
}


def examine(at: datetime | None = None) -> Iterator[Found]:
    """Look at the whole installation.

    Args:
        at: the time to compare with; that of the database where it is not given.
    """
    for name, act in ON_THE_MACHINE.items():
        yield from _looked(name, act)
    behind = _ready()
    yield behind
    if behind.state != "fine":
        cure = "First let the database be reached and brought up to this version."
        yield unchecked("desks", "Nothing that lies in the database was looked at.", cure)
        return
    now = at or leases.clock()
    organizations = list(Organization.objects.order_by("origin"))
    yield from _looked("database", database.look_at_promises)
    yield from _looked("worker", lambda: database.look_at_workers(now))
    yield from _looked("demo", lambda: database.look_for_demo({o.origin for o in organizations}))
    for organization in organizations:
        for name, part in desks.PARTS.items():
            found = _looked(name, partial(_at_desk, organization, part, now))
            yield from (replace(one, about=organization.origin) for one in found)
    if not organizations:
        cure = "`bedside init NAME --origin ADDRESS --owner NAME --email ADDRESS`"
        yield wrong("desks", "There is no organisation yet.", cure)


def _at_desk(organization: Organization, part: Callable[[datetime], Iterable[Found]], at: datetime) -> list[Found]:
    with scope.within(organization.pk):
        return list(part(at))


def _ready() -> Found:
    """Whether the database can be used."""
    try:
        if not database.is_set_up():
            return wrong("database", "There is nothing in the database yet.", "Run `bedside init`.")
        behind = database.steps_behind()
    except Error as trouble:
        cure = "Look at DATABASE_URL, and whether the server of the database is up."
        return wrong("database", f"The database cannot be reached ({type(trouble).__name__}).", cure)
    if behind:
        says = f"The database is older than this version, by {behind} steps."
        return wrong("database", says, "Make a backup, then run `bedside migrate`.")
    return fine("database", "It answers, and is of this version.")


def _looked(name: str, act: Callable[[], Iterable[Found]]) -> list[Found]:
    """What a look found; where it failed itself, that it could not be looked at."""
    try:
        return list(act())
    except Exception as trouble:
        cure = "Run it again; if it stays so, report the kind of trouble."
        return [unchecked(name, f"This could not be looked at ({type(trouble).__name__}).", cure)]
