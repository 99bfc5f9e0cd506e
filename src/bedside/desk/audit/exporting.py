"""Hand out the record as a bundle that proves itself (`bedside.ledger.bundles`)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bedside.core.errors import BadInput
from bedside.desk.audit import keys, services
from bedside.desk.audit.anchoring import witnesses
from bedside.desk.audit.models import Anchor, Checkpoint, Entry
from bedside.desk.audit.selectors import HASH_BYTES, bodies
from bedside.desk.tenancy import scope
from bedside.desk.tenancy.models import Organization
from bedside.ledger import bundles, notes
from bedside.ledger.notes import Verifier
from bedside.ledger.tree import Hash


@dataclass(frozen=True)
class Exported:
    """How many entries a bundle has, and the size of the checkpoint that it goes up to."""

    entries: int
    size: int


def export(target: Path, *, first: int, last: int | None, at: datetime) -> Exported:
    """Write entries ``first`` to ``last`` (the newest, where it is None), with everything that proves them.

    The record is signed as it stands first, so that the newest entries are under a checkpoint.

    Raises:
        BadInput: there are no such entries.
        BadBundle: the parts do not belong together; the record was changed.
    """
    newest = services.sign(at=at)
    end = newest.size - 1 if last is None else last
    if not 0 <= first <= end < newest.size:
        raise BadInput(f"the record has entries 0 to {newest.size - 1}")
    signed = [notes.parse(c.note) for c in Checkpoint.objects.order_by("size")]
    bundles.write(
        target,
        log=keys.signer(Organization.objects.get(pk=scope.current()).origin).verifier,
        witnesses=_witnesses(),
        organization=str(scope.current()),
        first=first,
        last=end,
        lines=(body for _, body in bodies(first=first, last=end)),
        leaves=_leaves(newest.size),
        signed=signed,
        tokens=_tokens(),
        made=at,
    )
    return Exported(end - first + 1, newest.size)


def _leaves(size: int) -> Iterator[Hash]:
    """The leaves as they were kept when the entries were written; made anew they would follow any change."""
    rows = Entry.objects.order_by("seq").filter(seq__lt=size).values_list("hashes", flat=True)
    for hashes in rows.iterator(chunk_size=5000):
        yield bytes(hashes[:HASH_BYTES])


def _witnesses() -> list[Verifier]:
    """The witnesses of the settings; others' cosignatures stay in the notes, and mean nothing without their keys."""
    return [one.key for one in witnesses()]


def _tokens() -> dict[int, bytes]:
    found = Anchor.objects.filter(kind=Anchor.Kind.TIMESTAMP).order_by("at").select_related("checkpoint")
    return {anchor.checkpoint.size: bytes(anchor.value) for anchor in found}
