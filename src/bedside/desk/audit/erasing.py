"""Erasing words, and the list of what was erased, which outlives every backup.

The list lies beside the database, one line an erasure. A restored backup has the data keys of its day again;
going through the list deletes them once more.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from bedside.core.errors import BadInput, DeskError
from bedside.core.events import Event
from bedside.desk.audit import services as audit
from bedside.desk.audit.models import Entry, Hold
from bedside.desk.tenancy import scope
from bedside.desk.tenancy.models import DataKey, Organization, SealedRecord
from bedside.ledger import entries


class NotErasable(DeskError):
    """The law or a legal hold wants the words kept."""


@dataclass(frozen=True)
class Erasure:
    organization: UUID
    data_key: UUID
    record: str


def the_list() -> Path:
    return Path(settings.BEDSIDE_ERASURES)


def erase(record: SealedRecord, *, actor: str, at: datetime, reason: str) -> Entry:
    """Delete a record's data key, after which nobody reads its words again; the record and its entries stay.

    Raises:
        NotErasable: a legal hold stands, or the time the law wants it kept is not over; says until when.
    """
    about = record.reference
    if Hold.objects.select_for_update().filter(about=about, lifted_at=None).exists():
        raise NotErasable(f"{about} is on legal hold; lift the hold first")
    until = record.kept_until()
    if until is not None and at < until:
        raise NotErasable(f"{about} has to be kept until {until:%Y-%m-%d} (45 CFR 164.316(b)(2)(i))")
    key = DataKey.objects.select_for_update().filter(pk=record.data_key_id).first() if record.data_key_id else None
    if key is None:
        raise DeskError(f"the words of {about} were erased before")
    erasure = Erasure(scope.current(), key.pk, about)
    key.delete()
    record.__dict__.pop("_opened_key", None)
    entry = audit.append(
        Event.RECORD_ERASED, about=about, actor=actor, at=at, reason=reason, facts={"data_key": str(erasure.data_key)}
    )
    transaction.on_commit(lambda: note_down(erasure))
    return entry


def note_down(erasure: Erasure) -> None:
    """Add a line to the list, and take what the database still keeps aside of the deleted row."""
    note_down_line(erasure)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)" if connection.vendor == "sqlite" else "VACUUM tenancy_datakey")


def note_down_line(erasure: Erasure) -> None:
    """Add a line to the list; it is on the disk when this returns."""
    path = the_list()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    line = json.dumps({k: str(v) for k, v in vars(erasure).items()}, sort_keys=True) + "\n"
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(handle, line.encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def complete() -> int:
    """Add to the list what the record says was erased and the list lacks; returns how much.

    The list is written once the erasure is committed, so a process that dies between the two leaves a gap.
    """
    noted = {erasure.data_key for erasure in listed(the_list())}
    added = 0
    for organization in Organization.objects.order_by("pk"):
        with scope.within(organization.pk):
            for about, body in Entry.objects.filter(event=str(Event.RECORD_ERASED)).values_list("about", "body"):
                data_key = UUID(str(entries.parse(bytes(body)).facts["data_key"]))
                if data_key not in noted:
                    note_down_line(Erasure(organization.pk, data_key, about))
                    noted.add(data_key)
                    added += 1
    return added


def listed(path: Path) -> Iterator[Erasure]:
    """The erasures of a list.

    Raises:
        BadInput: a line of it cannot be read.
    """
    if not path.exists():
        return
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            yield Erasure(UUID(row["organization"]), UUID(row["data_key"]), row["record"])
        except (ValueError, KeyError, TypeError):
            raise BadInput(f"line {number} of the list of erasures cannot be read") from None


def replay(path: Path, *, at: datetime) -> int:
    """Erase again what the list names and a restored database has; returns how many."""
    done = 0
    for erasure in listed(path):
        with scope.within(erasure.organization):
            gone, _ = DataKey.objects.filter(pk=erasure.data_key).delete()
            if gone:
                done += 1
                audit.append(
                    Event.RECORD_ERASED,
                    about=erasure.record,
                    actor="system:restore",
                    at=at,
                    facts={"data_key": str(erasure.data_key), "replayed": True},
                )
    return done
