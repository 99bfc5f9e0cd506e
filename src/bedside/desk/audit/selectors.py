"""Reading the record: entries, subtrees, checkpoints."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bedside.desk.audit.models import Checkpoint, Entry
from bedside.ledger.tree import Hash, Subtree, Subtrees

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


def latest_checkpoint() -> Checkpoint | None:
    found: Checkpoint | None = Checkpoint.objects.order_by("-size").first()
    return found


@dataclass(frozen=True)
class Filter:
    """Which entries: each part that is set has to fit."""

    about: str = ""
    actor: str = ""
    event: str = ""


def bodies(*, first: int = 0, last: int | None = None) -> Iterator[tuple[int, bytes]]:
    """Entries in their canonical form with their places, in order; never all in memory."""
    rows = Entry.objects.order_by("seq").filter(seq__gte=first)
    if last is not None:
        rows = rows.filter(seq__lte=last)
    for seq, body in rows.values_list("seq", "body").iterator(chunk_size=2000):
        yield seq, bytes(body)


def listed(chosen: Filter, *, before: int | None = None, limit: int = 50) -> list[Entry]:
    """The newest entries that fit, newest first."""
    rows = Entry.objects.order_by("-seq")
    for name in ("about", "actor", "event"):
        if value := getattr(chosen, name):
            rows = rows.filter(**{name: value})
    if before is not None:
        rows = rows.filter(seq__lt=before)
    return list(rows.select_related("reason")[:limit])
