"""The only way into the record: `append`, inside the transaction of what it records; then signing and anchoring."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from uuid import UUID

from django.db import connection

from bedside.core.errors import DeskError
from bedside.core.events import Event
from bedside.desk.audit import keys, rows
from bedside.desk.audit.models import Anchor, Checkpoint, Entry, Hold, Reason, Tree
from bedside.desk.audit.selectors import HASH_BYTES, latest_checkpoint, subtrees_of
from bedside.desk.tenancy import scope
from bedside.desk.tenancy.models import Organization
from bedside.ledger import entries, notes, tree
from bedside.ledger.signing import next_checkpoint
from bedside.vault.sealing import digest

MOST_REASON_CHARS = 500
AT_ONCE = timedelta(minutes=2)
_way: ContextVar[Mapping[str, str]] = ContextVar("way", default=MappingProxyType({}))


class NoTransaction(DeskError):
    """An entry was about to be written apart from what it records."""


class BackInTime(DeskError):
    """The clock says an earlier time than the last entry."""


@contextmanager
def by_way_of(**facts: str) -> Iterator[None]:
    """Let every entry written meanwhile say how its actor came, such as ``token=`` for a program in their name."""
    before = _way.set(facts)
    try:
        yield
    finally:
        _way.reset(before)


def append(
    event: Event,
    *,
    about: str,
    actor: str,
    at: datetime,
    reason: str = "",
    facts: Mapping[str, str | int | bool] | None = None,
) -> Entry:
    """Write one entry for what the transaction around it does.

    Args:
        about: the record it is about, as kind and id ("draft:8b1c...").
        actor: who did it ("person:41", "system:worker").
        at: when, timezone-aware.
        reason: why, in a person's words, at most 500 characters; sealed, and only its digest is in the entry.
        facts: short tokens and numbers (rule codes, sizes, digests); never words of a draft.

    Raises:
        NoTransaction: nothing is being changed that this could be the record of.
        BackInTime: ``at`` is minutes before the last entry.
        LedgerError: a field has the wrong shape. Nothing was written, and the action fails with it.
    """
    if not connection.in_atomic_block:
        raise NoTransaction(f"{event} was to be recorded outside the transaction of its action")
    if len(reason) > MOST_REASON_CHARS:
        raise DeskError(f"a reason has at most {MOST_REASON_CHARS} characters")
    scope.forget()
    organization = scope.current()
    at = at.astimezone(UTC)
    sealed = Reason.objects.create(words=reason, written_at=at) if reason else None
    head = rows.locked_head(organization)
    at = after(head.last_at, at)
    body = entries.canonical(
        entries.Entry(
            seq=head.size,
            organization=str(organization),
            event=str(event),
            about=about,
            actor=actor,
            at=at,
            reason=digest(sealed.ciphertext("words")) if sealed else None,
            facts={**_way.get(), **(facts or {})},
        )
    )
    made, edge = grown(head.edge, head.size, tree.leaf_hash(body))
    entry = Entry(
        organization_id=organization,
        seq=head.size,
        body=body,
        hashes=b"".join(made),
        event=str(event),
        about=about,
        actor=actor,
        at=at,
        reason=sealed,
    )
    rows.insert(entry)
    rows.move_head(organization, old=head, new=rows.Head(head.size + 1, edge, rows.microseconds(at)))
    return entry


def after(last: datetime | None, at: datetime) -> datetime:
    """The time of an entry: never before the last one's, since two who act at once may get their turn in either order.

    Raises:
        BackInTime: it is longer before than two acts at once explain.
    """
    if last is None or at >= last:
        return at
    if last - at > AT_ONCE:
        raise BackInTime(f"the last entry is of {last.isoformat()}; the clock of this machine went back")
    return last


def grown(edge: bytes, size: int, leaf: bytes) -> tuple[list[bytes], bytes]:
    """The leaf with the subtrees it completes, lowest first, and the right edge with it."""
    parts = [edge[i : i + HASH_BYTES] for i in range(0, len(edge), HASH_BYTES)]
    made, value = [leaf], leaf
    while size % 2:
        value = tree.node_hash(parts.pop(), value)
        made.append(value)
        size //= 2
    return made, b"".join([*parts, value])


def found(organization: Organization, *, actor: str, at: datetime) -> Entry:
    """Begin an organisation's record. Its first entry says that the organisation was set up."""
    with scope.within(organization.pk):
        Tree(organization=organization).save(force_insert=True)
        return append_for(organization, Event.ORGANIZATION_CREATED, actor=actor, at=at)


def in_turn() -> None:
    """Let acts on this organisation that look before they write wait for each other, to the end of their transactions."""
    rows.locked_head(scope.current())


def append_for(
    organization: Organization,
    event: Event,
    *,
    actor: str,
    at: datetime,
    facts: Mapping[str, str | int | bool] | None = None,
) -> Entry:
    """Write one entry for what befell a whole organisation."""
    with scope.within(organization.pk):
        return append(event, about=f"organization:{organization.pk}", actor=actor, at=at, facts=facts)


def sign(*, at: datetime) -> Checkpoint:
    """Sign the record as it stands; what stands already signed is given back.

    Raises:
        Inconsistent: the record is not a continuation of what was signed last. It was tampered with.
    """
    organization = Organization.objects.get(pk=scope.current())
    head = rows.locked_head(organization.pk)
    last = latest_checkpoint()
    if last is not None and last.size == head.size:
        return last
    look = subtrees_of(head.size)
    proof = tree.consistency_proof(last.size, head.size, look) if last and last.size <= head.size else []
    note = next_checkpoint(
        keys.signer(organization.origin),
        last=notes.parse(last.note) if last else None,
        size=head.size,
        root=tree.root_at(head.size, look),
        proof=proof,
    )
    return Checkpoint.objects.create(size=head.size, note=str(note), signed_at=at)  # type: ignore[no-any-return]


def anchor(
    checkpoint_id: UUID, *, kind: Anchor.Kind, by: str, value: bytes, note: str, at: datetime, seen_at: datetime
) -> Anchor:
    """Keep what a third party gave for a checkpoint.

    Args:
        note: the checkpoint with the new signatures.
        at: when it is kept, by our clock.
        seen_at: when the third party says it saw it.
    """
    checkpoint: Checkpoint = Checkpoint.objects.select_for_update().get(pk=checkpoint_id)
    if note != checkpoint.note:
        given = notes.parse(note)
        checkpoint.note = str(notes.parse(checkpoint.note).with_signatures(given.signatures))
        checkpoint.save(update_fields=["note"])
    kept: Anchor = Anchor.objects.create(checkpoint=checkpoint, kind=kind, by=by, value=value, at=seen_at)
    append(
        Event.CHECKPOINT_ANCHORED,
        about=f"checkpoint:{checkpoint.pk}",
        actor="system:anchor",
        at=at,
        facts={"size": checkpoint.size, "kind": str(kind)},
    )
    return kept


def place_hold(about: str, *, why: str, actor: str, at: datetime) -> Hold:
    """Keep a record from being erased, whatever its age."""
    hold: Hold = Hold.objects.create(about=about, why=why, placed_at=at)
    append(Event.HOLD_PLACED, about=about, actor=actor, at=at, reason=why)
    return hold


def lift_hold(hold_id: UUID, *, actor: str, at: datetime, reason: str) -> Hold:
    hold: Hold = Hold.objects.select_for_update().get(pk=hold_id, lifted_at=None)
    hold.lifted_at = at
    hold.save(update_fields=["lifted_at"])
    append(Event.HOLD_LIFTED, about=hold.about, actor=actor, at=at, reason=reason)
    return hold
