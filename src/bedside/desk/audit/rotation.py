"""Wrap data keys anew with the ring's active key: only keys, never words; in steps that can be stopped and gone on with."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count

from bedside.core.events import Event
from bedside.desk.audit import services as audit
from bedside.desk.tenancy import rings, scope
from bedside.desk.tenancy.models import DataKey, Organization

STEP = 500


def organizations() -> list[Organization]:
    return list(Organization.objects.order_by("pk"))


def counted() -> dict[str, int]:
    """How many data keys each key of the ring has wrapped."""
    found: Counter[str] = Counter()
    for organization in organizations():
        with scope.within(organization.pk):
            found.update(dict(DataKey.objects.values_list("key_id").annotate(Count("pk"))))
    return dict(found)


def left() -> int:
    """How many data keys are not wrapped by the active key yet."""
    active = rings.ring().active
    total = 0
    for organization in organizations():
        with scope.within(organization.pk):
            total += DataKey.objects.exclude(key_id=active).count()
    return total


def rotate(*, at: datetime) -> Iterator[int]:
    """Wrap what is left, `STEP` data keys to a transaction; yields how many each step did.

    A step that is killed leaves its keys as they were; the next run does them.
    """
    for organization in organizations():
        done = 0
        while count := _step(organization):
            done += count
            yield count
        if done:
            facts: dict[str, str | int] = {"count": done, "key": rings.ring().active}
            audit.append_for(organization, Event.KEYS_ROTATED, actor="system:keys", at=at, facts=facts)


def _step(organization: Organization) -> int:
    ring = rings.ring()
    with scope.within(organization.pk):
        rows = list(DataKey.objects.select_for_update().exclude(key_id=ring.active).order_by("pk")[:STEP])
        for row in rows:
            wrapped = ring.wrap(row.unwrapped(), bound_to=row.bound_to)
            row.key_id, row.blob = wrapped.key_id, wrapped.blob
        DataKey.objects.bulk_update(rows, ["key_id", "blob"], batch_size=100)
    return len(rows)
