"""Reading the record: entries, subtrees, checkpoints."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import Q, QuerySet

from bedside.core.errors import LedgerError
from bedside.core.events import Event
from bedside.desk.audit.models import Checkpoint, Entry, Tree
from bedside.desk.tenancy import scope
from bedside.desk.tenancy.models import DataKey
from bedside.ledger import entries
from bedside.ledger.tree import Hash, Subtree, Subtrees
from bedside.vault.sealing import SealBroken

HASH_BYTES = 32


def subtrees_of(size: int) -> Subtrees:
    """A look-up of the complete subtrees below ``size``: each is kept with the entry that completed it."""

    @lru_cache(maxsize=4096)
    def look(place: Subtree) -> Hash:
        level, index = place
        seq = ((index + 1) << level) - 1
        if seq >= size:
            raise ValueError(f"subtree {level},{index} is not complete at {size} entries")
        hashes = bytes(Entry.objects.values_list("hashes", flat=True).get(seq=seq))
        return hashes[level * HASH_BYTES : (level + 1) * HASH_BYTES]

    return look


def state() -> tuple[int, bytes] | None:
    """What the record of this organisation says in all; it changes with everything that anybody does there."""
    found = Tree.objects.values_list("size", "edge").first()
    return (found[0], bytes(found[1])) if found else None


def latest_checkpoint() -> Checkpoint | None:
    found: Checkpoint | None = Checkpoint.objects.order_by("-size").first()
    return found


@dataclass(frozen=True)
class Filter:
    """Which entries: each part that is set has to fit. ``until`` is not part of the time; ``of`` is about or by it."""

    about: str = ""
    actor: str = ""
    event: str = ""
    since: datetime | None = None
    until: datetime | None = None
    of: str = ""


def bodies(*, first: int = 0, last: int | None = None) -> Iterator[tuple[int, bytes]]:
    """Entries in their canonical form with their places, in order; never all in memory."""
    rows = Entry.objects.order_by("seq").filter(seq__gte=first)
    if last is not None:
        rows = rows.filter(seq__lte=last)
    for seq, body in rows.values_list("seq", "body").iterator(chunk_size=2000):
        yield seq, bytes(body)


def matching(chosen: Filter) -> QuerySet[Entry]:
    """The entries that fit, in no order yet."""
    rows: QuerySet[Entry] = Entry.objects.all()
    for name in ("about", "actor", "event"):
        if value := getattr(chosen, name):
            rows = rows.filter(**{name: value})
    if chosen.of:
        rows = rows.filter(Q(about=chosen.of) | Q(actor=chosen.of))
    if chosen.since is not None:
        rows = rows.filter(at__gte=chosen.since)
    if chosen.until is not None:
        rows = rows.filter(at__lt=chosen.until)
    return rows


def listed(
    chosen: Filter, *, before: int | None = None, after: int | None = None, limit: int | None = 50
) -> list[Entry]:
    """The entries that fit, newest first: the newest of all, those before an entry, or the first ones after it."""
    rows = matching(chosen).select_related("reason")
    if before is not None:
        rows = rows.filter(seq__lt=before)
    if after is not None:
        return list(rows.filter(seq__gt=after).order_by("seq")[:limit])[::-1]
    return list(rows.order_by("-seq")[:limit])


def reasons_of(found: Sequence[Entry]) -> dict[int, str | None]:
    """The reasons given with these entries, by seq, read with one query; None where one was erased.

    One whose sealed words were exchanged is left out; a check says so.

    Args:
        found: entries that were read with their ``reason``.
    """
    given = {entry.seq: entry.reason for entry in found if entry.reason is not None}
    keys = {key.pk: key for key in DataKey.objects.filter(pk__in=[r.data_key_id for r in given.values()])}
    told: dict[int, str | None] = {}
    for seq, reason in given.items():
        key = keys.get(reason.data_key_id)
        if key is None:
            told[seq] = None
            continue
        reason.__dict__.setdefault("_opened_key", key.unwrapped())
        with suppress(SealBroken):
            told[seq] = reason.words
    return told


@dataclass(frozen=True)
class LastCheck:
    """What came of the last check of the whole record, as the record itself tells it."""

    seq: int
    at: datetime
    actor: str
    size: int
    fine: bool
    first_bad: int | None
    anchored: int


def last_check() -> LastCheck | None:
    """The newest check; None where there was none yet, or its entry cannot be read."""
    about = f"organization:{scope.current()}"  # with the event alone there is no index to find it by
    row = Entry.objects.filter(about=about, event=Event.RECORD_CHECKED).order_by("-seq").first()
    if row is None:
        return None
    try:
        told = entries.parse(bytes(row.body))
        facts = told.facts
        bad = facts.get("first_bad")
        return LastCheck(
            told.seq,
            told.at,
            told.actor,
            int(facts["size"]),
            bool(facts["fine"]),
            None if bad is None else int(bad),
            int(facts["anchored"]),
        )
    except (LedgerError, KeyError, ValueError):
        return None
