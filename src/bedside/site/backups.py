"""Backups while the installation works on, sealed with the key ring; restoring; and drills that show it can be done.

A backup is a tar of the database's own copy and a manifest, encrypted as a stream. SQLite is copied by its
online backup, PostgreSQL by pg_dump. What was erased later is erased again by the list of erasures, which is
kept apart from every backup.
"""

import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from bedside.core.errors import BadInput, DeskError
from bedside.core.events import Event
from bedside.desk.audit import checking, erasing
from bedside.desk.audit import services as audit
from bedside.desk.audit.models import Tree
from bedside.desk.audit.selectors import latest_checkpoint
from bedside.desk.tenancy import rings, scope
from bedside.desk.tenancy.models import Organization
from bedside.vault import archive

VERSION = 1
PURPOSE = "bedside backup"
MANIFEST, SQLITE_NAME, DUMP_NAME = "manifest.json", "bedside.sqlite3", "bedside.dump"


class BackupFailed(DeskError):
    """A tool of the database did not do its part; says which, never what it printed."""


@dataclass(frozen=True)
class Manifest:
    """What a backup holds: per organisation the size of its record and its last checkpoint."""

    made_at: str
    engine: str
    records: dict[str, dict[str, Any]]
    version: int = VERSION


def make(target: Path, *, at: datetime) -> Manifest:
    """Write a backup of the whole installation to ``target``, which appears only when it is whole.

    Raises:
        BadInput: there is a file already.
        BackupFailed: the database's own tool failed.
    """
    if target.exists():
        raise BadInput(f"{target.name} is there already; backups are never written over")
    erasing.complete()
    for organization in Organization.objects.order_by("pk"):
        audit.append_for(organization, Event.BACKUP_MADE, actor="system:backup", at=at)
    manifest = Manifest(at.astimezone(UTC).isoformat(), connection.vendor, _records())
    with tempfile.TemporaryDirectory(dir=target.resolve().parent) as folder:
        copy = _copied(Path(folder))
        plain = Path(folder) / "backup.tar"
        with tarfile.open(plain, "w") as tar:
            raw = json.dumps(vars(manifest), sort_keys=True).encode()
            info = tarfile.TarInfo(MANIFEST)
            info.size = len(raw)
            tar.addfile(info, io.BytesIO(raw))
            tar.add(copy, copy.name)
        sealed = Path(folder) / "sealed"
        with plain.open("rb") as source, sealed.open("wb") as out:
            archive.encrypt(source, out, rings.ring(), purpose=PURPOSE)
            out.flush()
            os.fsync(out.fileno())
        sealed.chmod(0o600)
        sealed.rename(target)
    return manifest


def _records() -> dict[str, dict[str, Any]]:
    found = {}
    for organization in Organization.objects.order_by("pk"):
        with scope.within(organization.pk):
            last = latest_checkpoint()
            found[str(organization.pk)] = {
                "origin": organization.origin,
                "size": Tree.objects.get().size,
                "checkpoint": last.note if last else "",
            }
    return found


def _copied(folder: Path) -> Path:
    """The database as one file: its own copy, taken while others go on writing."""
    if connection.vendor == "sqlite":
        copy = folder / SQLITE_NAME
        with (
            closing(sqlite3.connect(settings.DATABASES["default"]["NAME"])) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target, pages=1000)
        return copy
    copy = folder / DUMP_NAME
    _run(["pg_dump", "--format=custom", "--no-owner", "--no-acl", f"--file={copy}", settings.BEDSIDE_BACKUP_URL])
    return copy


def _run(command: list[str]) -> None:
    where = shutil.which(command[0])
    if where is None:
        raise BackupFailed(f"{command[0]} is not on this machine; install the client tools of PostgreSQL")
    done = subprocess.run([where, *command[1:]], capture_output=True, check=False)  # noqa: S603
    if done.returncode:
        raise BackupFailed(f"{command[0]} ended with {done.returncode}; run it by hand with the same role to see why")


@contextmanager
def opened(source: Path) -> Iterator[tuple[Manifest, Path]]:
    """A backup's manifest and the database's copy in it, for as long as the block lasts.

    Raises:
        VaultError: another ring's, altered or cut short. BadInput: no backup, or a later version's.
    """
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "backup.tar"
        with source.open("rb") as sealed, plain.open("wb") as out:
            archive.decrypt(sealed, out, rings.ring(), purpose=PURPOSE)
        with tarfile.open(plain) as tar:
            tar.extractall(folder, filter="data")
        plain.unlink()
        told = json.loads((Path(folder) / MANIFEST).read_text(encoding="utf-8"))
        if told.get("version") != VERSION:
            raise BadInput("this backup was made by a later version; update first")
        manifest = Manifest(**told)
        yield manifest, Path(folder) / (SQLITE_NAME if manifest.engine == "sqlite" else DUMP_NAME)


def put_back(source: Path, *, replace: bool) -> Manifest:
    """Put a backup's database where the settings say.

    Raises:
        BadInput: the backup is another engine's, or there is a database and ``replace`` was not said.
    """
    with opened(source) as (manifest, copy):
        if manifest.engine != connection.vendor:
            raise BadInput(f"this backup is of {manifest.engine}; the settings name {connection.vendor}")
        if connection.vendor == "sqlite":
            _put_file(copy, Path(settings.DATABASES["default"]["NAME"]), replace=replace)
        else:
            _put_dump(copy, replace=replace)
    return manifest


def _put_file(copy: Path, target: Path, *, replace: bool) -> None:
    connection.close()
    if target.exists() and target.stat().st_size and not replace:
        raise BadInput("there is a database already; say --replace to put the backup in its place")
    near = target.with_suffix(".restoring")
    shutil.copyfile(copy, near)
    for leftover in (target.with_name(target.name + "-wal"), target.with_name(target.name + "-shm")):
        leftover.unlink(missing_ok=True)
    near.chmod(0o600)
    near.rename(target)


def _put_dump(copy: Path, *, replace: bool) -> None:
    there = "audit_tree" in connection.introspection.table_names()
    connection.close()
    if there and not replace:
        raise BadInput("there is a database already; say --replace to put the backup in its place")
    clean = ["--clean", "--if-exists"] if there else []
    url = os.environ.get("DATABASE_URL", "")
    _run(
        [
            "pg_restore",
            "--no-owner",
            "--no-acl",
            "--exit-on-error",
            "--single-transaction",
            *clean,
            f"--dbname={url}",
            str(copy),
        ]
    )


@dataclass
class Drill:
    """What a restored copy showed, and how long it took, in seconds."""

    lines: list[str] = field(default_factory=list)
    fine: bool = True
    seconds: float = 0.0


def checked(manifest: Manifest, *, erasures: Path, at: datetime) -> Drill:
    """Erase again what the list names, and check every record against the backup's manifest."""
    drill = Drill()
    again = erasing.replay(erasures, at=at)
    drill.lines.append(f"Erased again by the list: {again}.")
    for organization in Organization.objects.order_by("pk"):
        with scope.within(organization.pk):
            report = checking.check()
            told = manifest.records.get(str(organization.pk), {})
            if report.size < told.get("size", 0):
                report.trouble(f"The backup's manifest says {told['size']} entries; {report.size} are there.")
            drill.fine &= report.fine
            drill.lines += [f"{organization.origin}: {line}" for line in report.lines]
    return drill


def restore(source: Path, *, replace: bool, erasures: Path, at: datetime) -> Drill:
    """Put a backup back, erase again, check, and record that it was done."""
    begun = time.monotonic()
    manifest = put_back(source, replace=replace)
    drill = checked(manifest, erasures=erasures, at=at)
    for organization in Organization.objects.order_by("pk"):
        facts = {"made_at": manifest.made_at}
        audit.append_for(organization, Event.BACKUP_RESTORED, actor="system:restore", at=at, facts=facts)
    drill.seconds = time.monotonic() - begun
    return drill
