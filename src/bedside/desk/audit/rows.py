"""The three statements of an append, written out.

Every change in the workspace pays for them once, and building them through the ORM cost more than the database needs
to run them (`make prove ONLY=ledger`). They name the organisation themselves and run nowhere else.
"""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection

from bedside.core.errors import DeskError
from bedside.desk.audit.models import Entry

HEAD, LOCK = "SELECT size, edge, last_us FROM audit_tree WHERE organization_id = %s", " FOR UPDATE"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Head:
    """How far the record has grown; `models.Tree` as a value."""

    size: int
    edge: bytes
    last_us: int

    @property
    def last_at(self) -> datetime | None:
        return EPOCH + timedelta(microseconds=self.last_us) if self.last_us else None


def microseconds(at: datetime) -> int:
    return (at - EPOCH) // timedelta(microseconds=1)


def _id(value: uuid.UUID | None) -> Any:
    """An id as this database keeps it."""
    return value if value is None or connection.features.has_native_uuid_field else value.hex


def locked_head(organization: uuid.UUID) -> Head:
    """The record's head, which no other append can have before this transaction ends.

    On SQLite a transaction that may write holds the whole database from its beginning.

    Raises:
        DeskError: the organisation has no record.
    """
    with connection.cursor() as cursor:
        cursor.execute(HEAD + LOCK * connection.features.has_select_for_update, [_id(organization)])
        row = cursor.fetchone()
    if row is None:
        raise DeskError("this organisation has no record yet; `found` makes it")
    return Head(row[0], bytes(row[1]), row[2])


def insert(entry: Entry) -> None:
    """A new entry as a row."""
    values = [
        _id(entry.pk), _id(entry.organization_id), entry.seq, entry.body, entry.hashes, entry.event, entry.about,
        entry.actor, connection.ops.adapt_datetimefield_value(entry.at), _id(entry.reason.pk if entry.reason else None),
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_entry (id, organization_id, seq, body, hashes, event, about, actor, at, reason_id) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            values,
        )
    entry._state.adding = False
    entry._state.db = connection.alias


def move_head(organization: uuid.UUID, *, old: Head, new: Head) -> None:
    """Write the head after an append.

    Raises:
        DeskError: it is not where it was; the transaction has to fail.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE audit_tree SET size = %s, edge = %s, last_us = %s WHERE organization_id = %s AND size = %s",
            [new.size, new.edge, new.last_us, _id(organization), old.size],
        )
        if cursor.rowcount != 1:
            raise DeskError("the record grew meanwhile; nothing was written")
