"""Proofs of the record and the vault on a database; each runs in a process of its own: `python -m benchmarks.record NAME`.

append      time of a transaction with its entry to the same without, in turns (SQLite, PostgreSQL)
million     1,000,000 entries: checking is linear, no proof has more than 20 hashes
appenders   100 at once: no gap, no fork
tampered    10,000 random changes of the database by somebody who has its password: all found, the place named
killed      kill -9 at every call of one append to the file system: the record is always whole
erased      1,000 erased texts are found nowhere: database, journal, dump, log, export, restored backup
rotation    100,000 data keys wrapped anew: killed on the way, gone on with, readable throughout
"""

import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from benchmarks import installation

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
URL = os.environ.get("PROVE_DATABASE_URL", "")
BACKUP_URL = os.environ.get("PROVE_BACKUP_URL", "")


def append_one(number: int, *, reason: str = "") -> None:
    from bedside.core.events import Event
    from bedside.desk.audit import services as audit

    at = datetime.now(UTC)
    audit.append(Event.NOTE_MADE, about=f"note:{number}", actor="person:1", at=at, reason=reason)


def prove_append(home: Path) -> bool:
    """A business transaction reads and locks one row, changes it and writes a sealed record."""
    organization = installation.begin(home, url=URL, backup=BACKUP_URL)
    from bedside.desk.audit.models import Reason
    from bedside.desk.tenancy import scope
    from bedside.desk.tenancy.models import Organization

    def business(number: int, *, recorded: bool) -> float:
        begun = time.perf_counter()
        with scope.within(organization):
            row = Organization.objects.select_for_update().get(pk=organization)
            row.name = f"Clinic {number}"
            row.save(update_fields=["name"])
            Reason.objects.create(words="The draft's words, as long as a post is. " * 8, written_at=NOON)
            if recorded:
                append_one(number)
        return time.perf_counter() - begun

    for number in range(30):
        business(number, recorded=bool(number % 2))
    spent: dict[bool, list[float]] = {True: [], False: []}
    for number in range(800):
        recorded = bool((number + number // 2) % 2)
        spent[recorded].append(business(number, recorded=recorded))
    ratio = statistics.median(spent[True]) / statistics.median(spent[False])
    print(
        f"append on {'PostgreSQL' if URL else 'SQLite'}: {ratio:.2f}x of the transaction without it (400 pairs, medians); at most 1.5"
    )
    return ratio <= 1.5


def prove_million(home: Path, *, count: int = 1_000_000) -> bool:
    organization = installation.begin(home, url=URL, backup=BACKUP_URL)
    from bedside.core.events import Event
    from bedside.desk.audit import rows
    from bedside.desk.audit.checking import check
    from bedside.desk.audit.models import Entry, Tree
    from bedside.desk.audit.selectors import subtrees_of
    from bedside.desk.audit.services import grown
    from bedside.desk.tenancy import scope
    from bedside.ledger import entries, tree

    times = []
    for wanted in (count // 10, count):
        with scope.within(organization):
            head = Tree.objects.get()
            edge, size = bytes(head.edge), head.size
            while size < wanted:
                made_rows = []
                for seq in range(size, min(size + 5000, wanted)):
                    at = NOON + timedelta(days=400, milliseconds=seq)
                    entry = entries.Entry(
                        seq=seq, organization=str(organization), event=str(Event.NOTE_MADE), about=f"note:{seq}",
                        actor="person:1", at=at, reason=None, facts={},
                    )  # fmt: skip
                    body = entries.canonical(entry)
                    made, edge = grown(edge, seq, tree.leaf_hash(body))
                    made_rows.append(
                        Entry(
                            organization_id=organization, seq=seq, body=body, hashes=b"".join(made), event=entry.event,
                            about=entry.about, actor=entry.actor, at=at,
                        )
                    )  # fmt: skip
                Entry.objects.bulk_create(made_rows, batch_size=1000)
                size += len(made_rows)
            Tree.objects.update(size=size, edge=edge, last_us=rows.microseconds(at))
        with scope.within(organization):
            begun = time.process_time()
            report = check()
            times.append(time.process_time() - begun)
            assert report.fine, report.lines
            look = subtrees_of(size)
            longest = max(len(tree.inclusion_proof(i, size, look)) for i in (0, size // 3, size - 1))
    growth = times[1] / times[0]
    print(
        f"{count:,} entries checked in {times[1]:.0f} CPU s; 10 times the entries take {growth:.1f} times (linear: 10); proofs of {longest} hashes"
    )
    return growth <= 14 and longest <= 20


def prove_appenders(home: Path, *, workers: int = 100, each: int = 5) -> bool:
    organization = installation.begin(home, url=URL, backup=BACKUP_URL)
    from django.db import connection

    from bedside.desk.audit.checking import check
    from bedside.desk.audit.models import Tree
    from bedside.desk.tenancy import scope

    troubles: list[str] = []
    gate = threading.Barrier(workers)

    def work(worker: int) -> None:
        gate.wait()
        try:
            for number in range(each):
                with scope.within(organization):
                    append_one(worker * each + number)
        except Exception as trouble:
            troubles.append(type(trouble).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(w,)) for w in range(workers)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    with scope.within(organization):
        report, size = check(), Tree.objects.get().size
    fine = report.fine and size == 1 + workers * each - len(troubles) * each and not troubles
    print(
        f"{workers} appenders at once: {size - 1} entries of {workers * each}, {len(troubles)} failed, record {'whole' if report.fine else 'BROKEN'}"
    )
    return fine


def prove_tampered(home: Path, *, runs: int = 10_000, seed: int = 7) -> bool:
    """Each change is made where nothing guards the tables any more, looked at, and rolled back."""
    organization = installation.begin(home, url=URL, backup=BACKUP_URL)
    from django.db import connection, transaction

    from bedside.desk.audit import services as audit
    from bedside.desk.audit.checking import check
    from bedside.desk.tenancy import scope

    chance = random.Random(seed)
    with scope.within(organization):
        for number in range(40):
            append_one(number, reason="why" if number % 2 else "")
            if number % 13 == 12:
                audit.sign(at=datetime.now(UTC))
    with connection.cursor() as cursor:
        names = ["never"] if URL else ["never_changed", "never_deleted"]
        for name in names:
            cursor.execute(f"DROP TRIGGER audit_entry_{name}" + (" ON audit_entry" if URL else ""))
    found = placed = alarms = 0
    kinds: dict[str, int] = {}
    for _ in range(runs):
        name, tamper = chance.choice(list(TAMPERINGS.items()))
        kinds[name] = kinds.get(name, 0) + 1
        with scope.within(organization):
            first = tamper(chance)
            report = check()
            found += not report.fine
            placed += first is None or report.first_bad == first
            transaction.set_rollback(True)
        if not kinds[name] % 20:
            with scope.within(organization):
                alarms += not check().fine
    print(
        f"{runs:,} changes of {len(kinds)} kinds: {found:,} found, {placed:,} placed, {alarms} alarms where nothing was changed"
    )
    return found == placed == runs and not alarms and len(kinds) >= 15


def _entry(seq: int) -> Any:
    from bedside.desk.audit.models import Entry

    return Entry.objects.filter(seq=seq)


def _set(seq: int, **values: Any) -> int:
    _entry(seq).update(**values)
    return seq


def _in_body(chance: random.Random, old: bytes, new: bytes) -> int:
    seq = chance.randrange(1, 41)
    return _set(seq, body=bytes(_entry(seq).get().body).replace(old, new, 1))


def _flipped(chance: random.Random, column: str) -> int:
    seq = chance.randrange(1, 41)
    value = bytearray(getattr(_entry(seq).get(), column))
    value[chance.randrange(len(value))] ^= 1 << chance.randrange(8)
    return _set(seq, **{column: bytes(value)})


def _swapped(chance: random.Random) -> int:
    one, other = sorted(chance.sample(range(1, 41), 2))
    first, second = (bytes(_entry(s).get().body) for s in (one, other))
    _set(other, body=first)
    return _set(one, body=second)


def _deleted(chance: random.Random) -> int:
    seq = chance.randrange(0, 41)
    _entry(seq).delete()
    return seq


def _cut(chance: random.Random) -> int:
    """The tail gone, and the head moved back as if it had never been."""
    from bedside.desk.audit.models import Tree
    from bedside.desk.audit.selectors import subtrees_of
    from bedside.ledger import tree

    size = chance.randrange(1, 38)  # below the last checkpoint
    edge = b"".join(subtrees_of(size)(s) for s in tree.covering(0, size))
    _entry(0).model.objects.filter(seq__gte=size).delete()
    Tree.objects.update(size=size, edge=edge)
    return size


def _made_anew(chance: random.Random) -> None:
    """One entry edited and every hash above it made anew, so that only the checkpoint knows.

    The newest entry is left out: no checkpoint has it yet, and nothing can tell what nobody has signed.
    """
    from bedside.desk.audit.models import Entry, Tree
    from bedside.desk.audit.services import grown
    from bedside.ledger import tree

    seq = chance.randrange(1, 40)
    body = bytes(_entry(seq).get().body).replace(b'"person:1"', b'"person:2"', 1)
    _set(seq, body=body, actor="person:2")
    edge = b""
    for number, body in enumerate(Entry.objects.order_by("seq").values_list("body", flat=True)):
        made, edge = grown(edge, number, tree.leaf_hash(bytes(body)))
        _set(number, hashes=b"".join(made))
    Tree.objects.update(edge=edge)


def _reasons_swapped(chance: random.Random) -> int:
    from bedside.desk.audit.models import Reason

    one, other = sorted(chance.sample(range(2, 41, 2), 2))
    rows = [_entry(s).get().reason_id for s in (one, other)]
    words = [bytes(Reason.objects.filter(pk=r).values_list("words", flat=True)[0]) for r in rows]
    for row, value in zip(rows, reversed(words), strict=True):
        Reason.objects.filter(pk=row).update(words=value)
    return one


def _reason(chance: random.Random, *, gone: bool) -> int:
    from bedside.desk.audit.models import Reason

    seq = chance.randrange(2, 41, 2)
    rows = Reason.objects.filter(pk=_entry(seq).get().reason_id)
    _ = rows.delete() if gone else rows.update(words=os.urandom(60))
    return seq


def _inserted(chance: random.Random) -> int:
    """An entry that was never written, put behind the last one without moving the head."""
    from bedside.desk.audit.models import Entry

    last = _entry(40).get()
    Entry(
        organization_id=last.organization_id, seq=41, body=bytes(last.body).replace(b'"seq":40', b'"seq":41'), hashes=last.hashes,
        event=last.event, about=last.about, actor=last.actor, at=last.at,
    ).save(force_insert=True)  # fmt: skip
    return 41


def _head(chance: random.Random) -> int:
    from bedside.desk.audit.models import Tree

    Tree.objects.update(size=41 - chance.randrange(1, 9))
    return Tree.objects.get().size


def _edge(chance: random.Random) -> None:
    from bedside.desk.audit.models import Tree

    Tree.objects.update(edge=os.urandom(64))


def _checkpoint(chance: random.Random, *, old: str, new: str) -> None:
    from bedside.desk.audit.models import Checkpoint

    row = chance.choice(list(Checkpoint.objects.all()))
    Checkpoint.objects.filter(pk=row.pk).update(note=row.note.replace(old, new, 1))


def _signed_by_another(chance: random.Random) -> None:
    from bedside.desk.audit.models import Checkpoint
    from bedside.ledger import checkpoints, notes

    row = chance.choice(list(Checkpoint.objects.all()))
    said = checkpoints.checkpoint_of(notes.parse(row.note).text)
    other = notes.Signer.from_seed(said.origin, os.urandom(32))
    Checkpoint.objects.filter(pk=row.pk).update(note=str(checkpoints.signed(said, other)))


TAMPERINGS: dict[str, Callable[[random.Random], int | None]] = {
    "another actor": lambda c: _in_body(c, b'"person:1"', b'"person:9"'),
    "another event": lambda c: _in_body(c, b"note.made", b"note.mode"),
    "another time": lambda c: _in_body(c, b'"at":"20', b'"at":"19'),
    "a bit of a body": lambda c: _flipped(c, "body"),
    "a bit of a hash": lambda c: _flipped(c, "hashes"),
    "a row's actor": lambda c: _set(c.randrange(1, 41), actor="person:9"),
    "a row's record": lambda c: _set(c.randrange(1, 41), about="note:99"),
    "a row's time": lambda c: _set(c.randrange(1, 41), at=NOON),
    "two swapped": _swapped,
    "one deleted": _deleted,
    "the tail cut": _cut,
    "hashes made anew": _made_anew,
    "reasons swapped": _reasons_swapped,
    "a reason replaced": lambda c: _reason(c, gone=False),
    "a reason deleted": lambda c: _reason(c, gone=True),
    "one inserted": _inserted,
    "the head moved": _head,
    "the edge replaced": _edge,
    "a checkpoint's root": lambda c: _checkpoint(c, old="=\n\n", new="A\n\n"),
    "a checkpoint's origin": lambda c: _checkpoint(c, old="record.", new="recorb."),
    "a checkpoint of another key": _signed_by_another,
}
CALLS = "pwrite64,write,writev,fsync,fdatasync,ftruncate,unlink,rename,sendto"


def _traced(home: Path, *inject: str) -> tuple[int, list[str]]:
    """One append in a process of its own, traced from its first call on; its exit status and the calls it made."""
    script = [sys.executable, "-m", "benchmarks.record", "--one-append"]
    environment = installation.environment(home, url=URL, backup=BACKUP_URL)
    child = subprocess.Popen(script, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert child.stdin is not None
    assert child.stdout is not None
    assert child.stdout.readline() == b"ready\n"
    trace = home / "trace"
    tracer = subprocess.Popen(
        ["strace", "-f", "-o", str(trace), "-e", f"trace={CALLS}", *inject, "-p", str(child.pid)],
        stderr=subprocess.PIPE,
    )
    assert tracer.stderr is not None
    assert b"attached" in tracer.stderr.readline()
    child.stdin.write(b"go\n")
    child.stdin.close()
    status = child.wait()
    tracer.wait()
    calls = [m[1] for line in trace.read_text(errors="replace").splitlines() if (m := re.match(r"\d+\s+(\w+)\(", line))]
    return status, calls


def one_append() -> None:
    """In the traced process: everything that can be ready is ready before it waits; then one append with a reason."""
    import django

    django.setup()
    from bedside.desk.tenancy import rings, scope
    from bedside.desk.tenancy.models import Organization

    organization: UUID = Organization.objects.get().pk
    rings.ring()
    with scope.within(organization):
        pass
    print("ready", flush=True)
    sys.stdin.readline()
    with scope.within(organization):
        append_one(1, reason="why this was done")
    os._exit(0)


def prove_killed(home: Path, *, step: int = 1) -> bool:
    organization = installation.begin(home, url=URL, backup=BACKUP_URL)
    from bedside.desk.audit.checking import check
    from bedside.desk.audit.models import Reason, Tree
    from bedside.desk.tenancy import scope

    status, calls = _traced(home)
    assert status == 0
    count: dict[str, int] = {}
    points = []
    for name in calls:
        count[name] = count.get(name, 0) + 1
        points.append((name, count[name]))
    written = whole = killed = 0
    for name, number in points[::step]:
        with scope.within(organization):
            size = Tree.objects.get().size
        status, _ = _traced(home, "-e", f"inject={name}:signal=KILL:when={number}")
        killed += status != 0
        with scope.within(organization):
            after = Tree.objects.get().size
            reasons = Reason.objects.count()
            whole += check().fine and after in {size, size + 1} and reasons == after - 1
            written += after == size + 1
    tried = len(points[::step])
    print(
        f"killed {killed} times at {tried} calls of one append: the record whole {whole} times, the entry there {written} times"
    )
    return whole == tried > 0 and killed >= tried - 2


def canaries(count: int) -> list[str]:
    return [f"canary {number:04d} of Ada Example {os.urandom(12).hex()}" for number in range(count)]


def prove_erased(home: Path, *, count: int = 1000) -> bool:
    organization = installation.begin(home, url=URL, backup=BACKUP_URL)
    from django.db import connection

    from bedside.desk.audit import erasing, exporting
    from bedside.desk.audit import services as audit
    from bedside.desk.audit.checking import check
    from bedside.desk.audit.models import Reason
    from bedside.desk.tenancy import scope
    from bedside.desk.tenancy.fields import Erased

    words = canaries(count)
    with scope.within(organization):
        for number, text in enumerate(words):
            append_one(number, reason=text)
        audit.sign(at=datetime.now(UTC))
        root_before = check()
    early = home / "early.backup"
    made = installation.command(home, "backup", str(early), url=URL, backup=BACKUP_URL)
    assert made.returncode == 0, made.stderr
    later = datetime.now(UTC) + timedelta(days=6 * 366)
    with scope.within(organization):
        for reason in list(Reason.objects.filter(written_at__isnull=False)):
            erasing.erase(reason, actor="person:1", at=later, reason="")
        report = check()
        unread = 0
        for reason in Reason.objects.all():
            try:
                _ = reason.words
            except Erased:
                unread += 1
        exporting.export(home / "bundle.zip", first=0, last=None, at=later)
    connection.close()
    dump = home / "dump"
    if URL:
        subprocess.run(["pg_dump", "-f", str(dump), BACKUP_URL], check=True)
    without, again = (
        _restored(home, early, "without", ()),
        _restored(home, early, "restored", (home / "erasures.jsonl",)),
    )
    found = sum(text.encode() in raw for raw in _files(home) for text in words)
    whole = "whole" if report.fine and root_before.fine else "BROKEN"
    print(
        f"{count} erased texts: {unread} cannot be read, found {found} times in {len(_files(home))} files; of the backup made before, "
        f"{without} can be read without the list of erasures and {again} with it; record {whole}"
    )
    return (unread, without, again, found, whole) == (count, count, 0, 0, "whole")


def _restored(home: Path, backup: Path, name: str, erasures: tuple[Path, ...]) -> int:
    """How many reasons can be read in an installation that a backup was restored to, asked in processes of its own."""
    url = URL
    if URL:
        url = f"{URL.rpartition('/')[0]}/{name}"
        subprocess.run(["psql", URL, "-qc", f"CREATE DATABASE {name}"], check=True)
    environment = installation.environment(home / name, url=url) | {
        "BEDSIDE_KEY_RING": str(home / "keys" / "ring.json"),
        "BEDSIDE_SIGNING_KEY": str(home / "keys" / "signing.key"),
    }
    words = [part for path in erasures for part in ("--erasures", str(path))]
    back = subprocess.run(
        [sys.executable, "-m", "bedside.cli", "restore", str(backup), *words],
        env=environment, capture_output=True, check=False,
    )  # fmt: skip
    (home / f"{name}.log").write_bytes(back.stdout + back.stderr)
    assert back.returncode == 0, back.stderr
    asked = subprocess.run(
        [sys.executable, "-c", READABLE], env=environment, capture_output=True, text=True, check=True
    )
    return int(asked.stdout)


READABLE = """
import django
django.setup()
from bedside.desk.audit.models import Reason
from bedside.desk.tenancy import scope
from bedside.desk.tenancy.fields import Erased
from bedside.desk.tenancy.models import Organization
readable = 0
with scope.within(Organization.objects.get().pk):
    for reason in Reason.objects.all():
        try:
            readable += bool(reason.words)
        except Erased:
            pass
print(readable)
"""


def _files(home: Path) -> list[bytes]:
    return [p.read_bytes() for p in sorted(home.rglob("*")) if p.is_file()]


def prove_rotation(home: Path, *, count: int = 100_000) -> bool:
    organization = installation.begin(home, url=URL, backup=BACKUP_URL)
    from bedside.desk.audit import rotation
    from bedside.desk.audit.models import Reason
    from bedside.desk.tenancy import rings, scope
    from bedside.desk.tenancy.models import DataKey
    from bedside.vault.keyring import LocalKeyRing

    with scope.within(organization):
        for start in range(0, count, 5000):
            rows = [Reason(words=f"reason {start + i}", written_at=NOON) for i in range(min(5000, count - start))]
            Reason.objects.bulk_create(rows, batch_size=1000)
        some = list(Reason.objects.values_list("pk", flat=True)[:: max(1, count // 50)])
    path = Path(home / "keys" / "ring.json")
    LocalKeyRing.load(path).with_new_key().save(path)
    rings.reread()
    old = 0
    for done, steps in enumerate(rotation.rotate(at=datetime.now(UTC))):
        old += steps
        if done == count // rotation.STEP // 2:
            break  # as if it had been stopped here
    with scope.within(organization):
        halfway = [r.words for r in Reason.objects.filter(pk__in=some)]
    begun = time.process_time()
    rest = sum(rotation.rotate(at=datetime.now(UTC)))
    spent = time.process_time() - begun
    with scope.within(organization):
        after = [r.words for r in Reason.objects.filter(pk__in=some)]
        left = DataKey.objects.exclude(key_id=rings.ring().active).count()
    fine = len(halfway) == len(after) == len(some) and not left and old + rest == count
    print(
        f"rotation of {count:,} data keys: {old:,} before a stop, {rest:,} after it ({spent:.0f} CPU s), {left} left, readable throughout: {fine}"
    )
    return fine


PROOFS: dict[str, Callable[[Path], bool]] = {
    "append": prove_append, "million": prove_million, "appenders": prove_appenders, "tampered": prove_tampered, "killed": prove_killed,
    "erased": prove_erased, "rotation": prove_rotation,
}  # fmt: skip


def main() -> int:
    name = sys.argv[1]
    if name == "--one-append":
        one_append()
    with tempfile.TemporaryDirectory() as folder:
        return 0 if PROOFS[name](Path(folder)) else 1


if __name__ == "__main__":
    sys.exit(main())
