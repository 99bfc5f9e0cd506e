"""Which organisation the work at hand belongs to.

`within` opens a transaction for one organisation. Inside it, every scoped manager sees that organisation's
rows and no others; outside, a scoped query is refused. On PostgreSQL the same name is told to the database
for the length of the transaction, where row-level security holds it a second time.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection, transaction

from bedside.core.errors import DeskError

_current: ContextVar[UUID | None] = ContextVar("organization", default=None)
_memory: ContextVar[dict[Hashable, Any] | None] = ContextVar("memory", default=None)
SETTING = "bedside.organization"
Found = TypeVar("Found")


class OutsideOrganization(DeskError):
    """A query for an organisation's rows without saying which organisation."""


class OtherOrganization(DeskError):
    """A row of one organisation was used in the work of another."""


def current() -> UUID:
    """The organisation at work.

    Raises:
        OutsideOrganization: none was named.
    """
    found = _current.get()
    if found is None:
        raise OutsideOrganization("no organisation was named for this work; use tenancy.scope.within(organization)")
    return found


@contextmanager
def within(organization: UUID) -> Iterator[None]:
    """Work for one organisation, in one transaction.

    Raises:
        OtherOrganization: work for another organisation is going on.
    """
    before = _current.get()
    if before is not None and before != organization:
        raise OtherOrganization("work for one organisation cannot turn to another on the way")
    with transaction.atomic():
        if before is None:
            _tell_database(str(organization))
        token = _current.set(organization)
        try:
            yield
        finally:
            _current.reset(token)


@contextmanager
def remembering() -> Iterator[None]:
    """What `remembered` finds is kept until the end: for work that only reads, where one page asks the same twice."""
    token = _memory.set({})
    try:
        yield
    finally:
        _memory.reset(token)


def remembered(key: Hashable, find: Callable[[], Found]) -> Found:
    """What was found before in the same `remembering` work of this organisation, else what ``find`` gives."""
    memory = _memory.get()
    if memory is None:
        return find()
    if (current(), key) not in memory:
        memory[current(), key] = find()
    found: Found = memory[current(), key]
    return found


def _tell_database(organization: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, organization])
