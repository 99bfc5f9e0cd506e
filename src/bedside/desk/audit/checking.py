"""Check an organisation's record as the database holds it: bodies, tree, edge, rows, checkpoints, anchors."""

from dataclasses import dataclass, field

from bedside.core.errors import LedgerError
from bedside.desk.audit import keys
from bedside.desk.audit.models import Anchor, Checkpoint, Entry, Tree
from bedside.desk.audit.services import grown
from bedside.desk.tenancy import scope
from bedside.desk.tenancy.models import Organization
from bedside.ledger import checkpoints, entries, notes, tree
from bedside.ledger.notes import BadNote
from bedside.vault.sealing import digest


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


def check() -> Report:
    """Everything, in one pass over the entries and with flat memory."""
    report = Report()
    organization = scope.current()
    head = Tree.objects.get()
    signed = {c.size: c for c in Checkpoint.objects.order_by("size")}
    roots: dict[int, bytes] = {}
    edge, size = b"", 0
    last_at = None
    rows = Entry.objects.order_by("seq").select_related("reason")
    for row in rows.iterator(chunk_size=2000):
        body = bytes(row.body)
        if row.seq != size:
            report.trouble(f"Entry {size} is missing; the next one there is {row.seq}.", seq=size)
            break
        try:
            entry = entries.parse(body)
        except LedgerError:
            report.trouble(f"Entry {size} cannot be read.", seq=size)
            break
        made, edge = grown(edge, size, tree.leaf_hash(body))
        told = (entry.seq, entry.organization, entry.event, entry.about, entry.actor, entry.at)
        if told != (row.seq, str(organization), row.event, row.about, row.actor, row.at):
            report.trouble(f"The row of entry {size} says something else than the entry.", seq=size)
        if bytes(row.hashes) != b"".join(made):
            report.trouble(f"Entry {size} was changed: its hashes do not fit.", seq=size)
        if last_at is not None and entry.at < last_at:
            report.trouble(f"Entry {size} is older than the one before it.", seq=size)
        if (entry.reason is not None) != (row.reason_id is not None) or (
            row.reason_id is not None and (row.reason is None or digest(row.reason.ciphertext("words")) != entry.reason)
        ):
            report.trouble(f"The reason of entry {size} is not the one that was recorded.", seq=size)
        last_at, size = entry.at, size + 1
        if size in signed:
            roots[size] = tree.folded([edge[i : i + 32] for i in range(0, len(edge), 32)])
    report.size = size
    if (head.size, bytes(head.edge)) != (size, edge):
        report.trouble(f"The tree's head says {head.size} entries; {size} are there.", seq=min(size, head.size))
    _check_signed(report, signed, roots)
    if report.fine:
        report.lines.append(f"Nothing was changed and nothing is missing. Entries: {size}; checkpoints: {len(signed)}.")
        report.lines.append(
            f"Up to entry {report.anchored - 1} others have seen the record; what came later could still be written anew "
            "by whoever holds the signing key."
            if report.anchored
            else "Nobody else has seen this record yet: whoever holds the signing key could write it anew. Anchor it."
        )
    return report


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
            report.trouble(
                f"Entries {good} to {size - 1} are not those that were signed.",
                seq=good if report.first_bad is None else None,
            )
            break
        elif Anchor.objects.filter(checkpoint=row).exists():
            report.anchored = max(report.anchored, size)
        good = size
