"""Check an organisation's record as the database holds it: bodies, tree, edge, rows, checkpoints, anchors."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, transaction

from bedside.core.errors import BedsideError, LedgerError
from bedside.core.events import Event
from bedside.desk.audit import keys, rows, services
from bedside.desk.audit.anchoring import witnesses
from bedside.desk.audit.models import Anchor, Checkpoint, Entry
from bedside.desk.audit.selectors import HASH_BYTES
from bedside.desk.audit.services import grown
from bedside.desk.tenancy import scope
from bedside.desk.tenancy.models import Organization
from bedside.ledger import checkpoints, entries, notes, timestamps, tree
from bedside.ledger.checkpoints import cosigned_at
from bedside.ledger.notes import BadNote
from bedside.vault.sealing import digest

STEP = 4000  # entries between two breaths of everybody who waits to write


@dataclass
class Report:
    """What was looked at and what was found; ``first_bad`` is the place of the first entry that is wrong."""

    lines: list[str] = field(default_factory=list)
    first_bad: int | None = None
    fine: bool = True
    size: int = 0
    anchored: int = 0

    def trouble(self, line: str, *, seq: int | None = None) -> None:
        self.fine = False
        self.lines.append(line)
        if seq is not None and (self.first_bad is None or seq < self.first_bad):
            self.first_bad = seq


class Walk:
    """A check on its way: from the first entry on, as far as it is taken, with flat memory.

    It may be taken in steps, each in a transaction of its own, while others go on writing.
    """

    def __init__(self) -> None:
        self.report = Report()
        self.stopped = False  # an entry is missing or cannot be read, so nothing behind it can be looked at
        self.edge = b""
        self.last_at: datetime | None = None
        self.roots: dict[int, bytes] = {}  # by the sizes that were signed

    def step(self, limit: int | None = None) -> bool:
        """Look at the next entries; whether there may be more after them."""
        signed = set(Checkpoint.objects.filter(size__gte=self.report.size).values_list("size", flat=True))
        self._note_root(signed)
        found = Entry.objects.filter(seq__gte=self.report.size).order_by("seq").select_related("reason")[:limit]
        seen = 0
        for row in found.iterator(chunk_size=2000):
            seen += 1
            self._look(row)
            if self.stopped:
                break
            self._note_root(signed)
        return not self.stopped and seen == limit

    def _note_root(self, signed: Collection[int]) -> None:
        if self.report.size in signed and self.report.size:
            parts = [self.edge[i : i + HASH_BYTES] for i in range(0, len(self.edge), HASH_BYTES)]
            self.roots[self.report.size] = tree.folded(parts)

    def _look(self, row: Entry) -> None:
        report = self.report
        if row.seq != report.size:
            report.trouble(f"Entry {report.size} is missing; the next one there is {row.seq}.", seq=report.size)
            self.stopped = True
            return
        made, self.edge = grown(self.edge, row.seq, tree.leaf_hash(bytes(row.body)))
        entry = _entry(report, row, hashes=b"".join(made), last_at=self.last_at)
        if entry is None:
            self.stopped = True
            return
        self.last_at, report.size = entry.at, row.seq + 1

    def conclude(self) -> Report:
        """What came meanwhile, the tree's head, and everything signed; nobody writes until the transaction ends."""
        head = rows.locked_head(scope.current())
        if not self.stopped:
            self.step()
        report = self.report
        if (head.size, head.edge) != (report.size, self.edge):
            counts = f"says {head.size} entries; {report.size} are there"
            said = counts if head.size != report.size else "is not that of the entries"
            report.trouble(f"The tree's head {said}.", seq=min(report.size, head.size))
        signed = {c.size: c for c in Checkpoint.objects.prefetch_related("anchors").order_by("size")}
        _check_signed(report, signed, self.roots)
        if report.fine:
            _conclude(report, checkpoints_there=len(signed))
        return report


def check() -> Report:
    """Everything, in one pass over the entries and with flat memory."""
    walk = Walk()
    walk.step()
    return walk.conclude()


def check_and_record(organization: UUID, *, actor: str, at: datetime) -> Report:
    """`check` in short steps, and an entry that says what came of it; opens the organisation's work for each step.

    A record that is broken may not take the entry; the report says so then, and is given back all the same.
    """
    walk, more = Walk(), True
    while more:
        with scope.within(organization):
            more = walk.step(STEP)
    with scope.within(organization):
        report = walk.conclude()
        facts = {"size": report.size, "fine": report.fine, "anchored": report.anchored}
        if report.first_bad is not None:
            facts["first_bad"] = report.first_bad
        try:
            with transaction.atomic():
                about = f"organization:{organization}"
                services.append(Event.RECORD_CHECKED, about=about, actor=actor, at=at, facts=facts)
        except (BedsideError, DatabaseError):
            if report.fine:
                raise
            report.trouble("That it was checked could not be written into the record.")
    return report


def fits(row: Entry) -> entries.Entry | None:
    """The entry of a row that says the same as its body and has its body's leaf; None where it does not.

    A look at one row: it shows what was changed by hand, not what was left out or made anew as a whole.
    """
    try:
        entry = entries.parse(bytes(row.body))
    except LedgerError:
        return None
    fine = _says_the_same(row, entry) and bytes(row.hashes[:HASH_BYTES]) == tree.leaf_hash(bytes(row.body))
    return entry if fine else None


def _says_the_same(row: Entry, entry: entries.Entry) -> bool:
    told = (entry.seq, entry.organization, entry.event, entry.about, entry.actor, entry.at)
    return told == (row.seq, str(row.organization_id), row.event, row.about, row.actor, row.at)


def _entry(report: Report, row: Entry, *, hashes: bytes, last_at: datetime | None) -> entries.Entry | None:
    """The entry of a row, with what is wrong about it told; None where it cannot be read."""
    seq: int = row.seq
    try:
        entry = entries.parse(bytes(row.body))
    except LedgerError:
        report.trouble(f"Entry {seq} cannot be read.", seq=seq)
        return None
    if not _says_the_same(row, entry):
        report.trouble(f"The row of entry {seq} says something else than the entry.", seq=seq)
    if bytes(row.hashes) != hashes:
        report.trouble(f"Entry {seq} was changed: its hashes do not fit.", seq=seq)
    if last_at is not None and entry.at < last_at:
        report.trouble(f"Entry {seq} is older than the one before it.", seq=seq)
    kept = digest(row.reason.ciphertext("words")) if row.reason is not None else None
    if kept != entry.reason:
        report.trouble(f"The reason of entry {seq} is not the one that was recorded.", seq=seq)
    return entry


def _conclude(report: Report, *, checkpoints_there: int) -> None:
    report.lines.insert(
        0, f"Nothing was changed and nothing is missing. Entries: {report.size}; checkpoints: {checkpoints_there}."
    )
    report.lines.append(
        f"Up to entry {report.anchored - 1} others have seen the record; what came later could still be written anew by "
        "whoever holds the signing key."
        if report.anchored
        else "Nobody outside has seen this record yet: whoever holds the signing key could write it anew. Keep a copy of the "
        "newest checkpoint elsewhere, or show it to a witness."
    )


def _check_signed(report: Report, signed: dict[int, Checkpoint], roots: dict[int, bytes]) -> None:
    origin = Organization.objects.get(pk=scope.current()).origin
    verifier = keys.signer(origin).verifier
    good = 0  # what was signed and still fits: the first change lies behind it
    for size, row in signed.items():
        try:
            checkpoint = checkpoints.opened(notes.parse(row.note), verifier)
        except BadNote:
            report.trouble(f"The checkpoint at {size} entries is not signed by this installation.")
            continue
        if checkpoint.size != size or (size and size not in roots):
            report.trouble(f"A checkpoint says {checkpoint.size} entries; {report.size} are there.", seq=report.size)
        elif size and checkpoint.root != roots[size]:
            place = good if report.first_bad is None else None
            report.trouble(f"Entries {good} to {size - 1} are not those that were signed.", seq=place)
            break
        elif _check_anchors(report, row):
            report.anchored = max(report.anchored, size)
        good = size


def _check_anchors(report: Report, row: Checkpoint) -> bool:
    """Whether somebody else's sign on a checkpoint holds; one whose key is not in the settings counts for nothing."""
    signs = signs_of(row)
    for by in signs.unknown:
        report.lines.append(f"Not checked: the sign of {by} at {row.size} entries; its key is not in the settings.")
    for by, trouble in signs.broken:
        report.trouble(f"The sign of {by} at {row.size} entries does not hold: {trouble}.")
    return bool(signs.witnesses or signs.stamps)


@dataclass
class Signs:
    """The signs of others on a checkpoint, by name: those that hold, those whose key is not here, those that do not hold."""

    witnesses: list[str] = field(default_factory=list)
    stamps: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    broken: list[tuple[str, str]] = field(default_factory=list)


def signs_of(row: Checkpoint) -> Signs:
    """What others' signs on a checkpoint are worth, tried with the keys of the settings."""
    note, found = notes.parse(row.note), Signs()
    known = {one.key.name: one.key for one in witnesses()}
    for anchor in row.anchors.all():  # type: ignore[attr-defined]
        try:
            if anchor.kind == Anchor.Kind.TIMESTAMP and settings.BEDSIDE_TIMESTAMP_ROOTS:
                timestamps.check(bytes(anchor.value), note, roots=Path(settings.BEDSIDE_TIMESTAMP_ROOTS).read_bytes())
                found.stamps.append(anchor.by)
            elif anchor.kind == Anchor.Kind.WITNESS and anchor.by in known:
                if cosigned_at(note, known[anchor.by]) is None:
                    raise BadNote("its cosignature is not there")
                found.witnesses.append(anchor.by)
            else:
                found.unknown.append(anchor.by)
        except LedgerError as trouble:
            found.broken.append((anchor.by, str(trouble)))
    return found
