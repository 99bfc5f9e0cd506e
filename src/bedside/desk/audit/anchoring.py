"""Show the state of the record to others, so that not even the holder of the signing key can write it anew.

A call to the outside stands between two short transactions: what is signed is committed first, what was
answered is kept after. An authority that does not answer leaves the checkpoint as it was; the next run asks again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

from bedside.core.errors import BedsideError, DeskError
from bedside.desk.audit import services
from bedside.desk.audit.models import Anchor, Checkpoint
from bedside.desk.audit.selectors import subtrees_of
from bedside.desk.tenancy import scope
from bedside.ledger import notes, timestamps, tree, witness
from bedside.ledger.checkpoints import cosigned_at
from bedside.ledger.notes import Note, Verifier

WAIT_SECONDS = 10.0


@dataclass(frozen=True)
class Witness:
    key: Verifier
    url: str


def witnesses() -> list[Witness]:
    """The witnesses of the settings, each as vkey=URL.

    Raises:
        DeskError: one of them is written another way.
    """
    found = []
    for text in settings.BEDSIDE_WITNESSES:
        vkey, _, url = text.rpartition("=")
        # a vkey is Base64 and may end in "=": what follows the last one is the URL
        if not url.startswith(("http://", "https://")):
            raise DeskError("a witness is written as its key, an equals sign and its URL")
        found.append(Witness(notes.verifier_of(vkey), url))
    return found


def anchor_now(organization: UUID, *, at: datetime) -> Iterator[str]:
    """Sign, then ask every authority and witness; yields a sentence for each.

    Raises:
        DeskError: there is nobody to ask.
    """
    asked = witnesses()
    if not asked and not settings.BEDSIDE_TIMESTAMP_URL:
        raise DeskError("nobody to show the record to: set BEDSIDE_WITNESSES or BEDSIDE_TIMESTAMP_URL")
    with scope.within(organization):
        checkpoint = services.sign(at=at)
    yield f"The record of {checkpoint.size} entries is signed."
    for one in asked:
        try:
            note, value, when = _ask_witness(organization, checkpoint, one)
        except BedsideError as trouble:
            yield f"The witness {one.key.name} did not cosign: {trouble}"
            continue
        _keep(organization, checkpoint, Anchor.Kind.WITNESS, one.key.name, value, note, when)
        yield f"The witness {one.key.name} cosigned it at {when:%Y-%m-%d %H:%M:%S} UTC."
    if settings.BEDSIDE_TIMESTAMP_URL:
        note = notes.parse(checkpoint.note)
        try:
            token = timestamps.ask(settings.BEDSIDE_TIMESTAMP_URL, note, timeout=WAIT_SECONDS)
            when = timestamps.check(token, note, roots=Path(settings.BEDSIDE_TIMESTAMP_ROOTS).read_bytes())
        except BedsideError as trouble:
            yield f"The time-stamp authority gave no good token: {trouble}"
            return
        _keep(organization, checkpoint, Anchor.Kind.TIMESTAMP, settings.BEDSIDE_TIMESTAMP_URL, token, note, when)
        yield f"The time-stamp authority saw it at {when:%Y-%m-%d %H:%M:%S} UTC."


def _ask_witness(organization: UUID, checkpoint: Checkpoint, one: Witness) -> tuple[Note, bytes, datetime]:
    """The checkpoint with the witness's cosignature; its size of last time is asked for where it is not known."""
    note = notes.parse(checkpoint.note)
    old = _seen_by(organization, one)
    try:
        signatures = _submit(organization, note, checkpoint.size, one, old=old)
    except witness.Behind as behind:
        signatures = _submit(organization, note, checkpoint.size, one, old=behind.size)
    signed = note.with_signatures(signatures)
    seconds = cosigned_at(signed, one.key)
    if seconds is None:
        raise DeskError("it answered without its signature")
    value = next(s for s in signatures if s.is_by(one.key)).value
    return signed, value, datetime.fromtimestamp(seconds, UTC)


def _submit(organization: UUID, note: Note, size: int, one: Witness, *, old: int) -> tuple[notes.Signature, ...]:
    if old > size:
        raise DeskError(
            f"it has seen {old} entries of this record, and there are {size}: the record was cut, or restored from an old backup"
        )
    with scope.within(organization):
        proof = tree.consistency_proof(old, size, subtrees_of(size))
    return witness.ask(one.url, note, old=old, proof=proof, keys=[one.key], timeout=WAIT_SECONDS)


def _seen_by(organization: UUID, one: Witness) -> int:
    with scope.within(organization):
        last = (
            Anchor.objects.filter(kind=Anchor.Kind.WITNESS, by=one.key.name)
            .order_by("-checkpoint__size")
            .select_related("checkpoint")
            .first()
        )
        return last.checkpoint.size if last else 0


def _keep(
    organization: UUID, checkpoint: Checkpoint, kind: Anchor.Kind, by: str, value: bytes, note: Note, at: datetime
) -> None:
    with scope.within(organization):
        services.anchor(checkpoint.pk, kind=kind, by=by, value=value, note=str(note), at=datetime.now(UTC), seen_at=at)
