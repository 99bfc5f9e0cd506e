"""Which organisation the work at hand belongs to.

`within` opens a transaction for one organisation. Inside it, every scoped manager sees that organisation's
rows and no others; outside, a scoped query is refused. On PostgreSQL the same name is told to the database
for the length of the transaction, where row-level security holds it a second time.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection, transaction

from bedside.core.errors import DeskError

_current: ContextVar[UUID | None] = ContextVar("organization", default=None)
_memory: ContextVar["Memory | None"] = ContextVar("memory", default=None)
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


@dataclass
class Memory:
    """What one work that only reads has found; ``state`` stands for everything that its organisation's rows say."""

    state: Hashable = None
    found: dict[Hashable, Any] = field(default_factory=dict)


class Shelf:
    """What was found in the newest states of the organisations, for all threads of this process."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._lock = threading.Lock()
        self._found: OrderedDict[Hashable, Any] = OrderedDict()

    def get(self, key: Hashable) -> Any:
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
            return self._found.get(key)

    def put(self, key: Hashable, value: Any) -> None:
        with self._lock:
            self._found[key] = value
            while len(self._found) > self.most:
                self._found.popitem(last=False)


shelf = Shelf(most=1_000)


@contextmanager
def remembering(state: Hashable = None) -> Iterator[None]:
    """What `remembered` finds is kept until the end: for work that only reads, where one page asks the same twice.

    Args:
        state: changes whenever a row of the organisation does; with it, `kept` holds from one work to the next.
    """
    token = _memory.set(Memory(state))
    try:
        yield
    finally:
        _memory.reset(token)


def forget() -> None:
    """The organisation's rows change in this very work: nothing of it is kept for later."""
    memory = _memory.get()
    if memory is not None:
        memory.state = None


def kept(key: Hashable, find: Callable[[], Found]) -> Found:
    """As `remembered`, and from one work to the next while the organisation's state is the same.

    Only for what is small, holds no words of a draft, and is nobody's right to do something: names, roles, counts.
    """

    def look() -> Found:
        memory = _memory.get()
        if memory is None or memory.state is None:
            return find()
        place = (current(), memory.state, key)
        found: Found | None = shelf.get(place)
        if found is None:
            found = find()
            if memory.state is not None:
                shelf.put(place, found)
        return found

    return remembered(key, look)


def remembered(key: Hashable, find: Callable[[], Found]) -> Found:
    """What was found before in the same `remembering` work of this organisation, else what ``find`` gives."""
    memory = _memory.get()
    if memory is None:
        return find()
    if (current(), key) not in memory.found:
        memory.found[current(), key] = find()
    found: Found = memory.found[current(), key]
    return found


def _tell_database(organization: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, organization])
