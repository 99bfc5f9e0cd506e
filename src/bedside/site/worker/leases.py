"""Who is at which duty. A lease ends by itself, so that the duties of a worker that died are taken over."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from bedside.site.models import Lease, Worker

LASTS = timedelta(minutes=3)  # longer than the slowest step of a duty: one letter to a slow server, one witness
SKEW = timedelta(minutes=1)  # by so much two workers may differ in when they asked for the time
ALIVE_FOR = timedelta(minutes=2)  # since it was last seen


def clock() -> datetime:
    """The time that all workers of a database agree on: PostgreSQL's, and with SQLite this machine's."""
    if connection.vendor != "postgresql":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (now,) = cursor.fetchone()
        return now.astimezone(UTC)  # type: ignore[no-any-return]


def register(duties: Collection[str]) -> None:
    """A row for every duty."""
    known = set(Lease.objects.values_list("duty", flat=True))
    Lease.objects.bulk_create([Lease(duty=d) for d in duties if d not in known], ignore_conflicts=True)


def due(every: dict[str, timedelta], *, at: datetime) -> list[str]:
    """The duties whose time has come and that nobody is at, in the order of ``every``."""
    rows = {row.duty: row for row in Lease.objects.all()}
    return [
        duty
        for duty, pause in every.items()
        if (row := rows.get(duty)) is not None
        and (row.ran_at is None or row.ran_at <= at - pause or row.ran_at > at + SKEW)
        and (not row.owner or row.until is None or row.until <= at or row.until > at + LASTS + SKEW)
    ]


def take(duty: str, *, owner: str, every: timedelta, at: datetime, lasts: timedelta = LASTS) -> bool:
    """Take a duty whose time has come and that nobody is at; whether that was this worker.

    Times after ``at`` that no worker can have set are of a clock that went back, and count as over.
    """
    come = Q(ran_at=None) | Q(ran_at__lte=at - every) | Q(ran_at__gt=at + SKEW)
    free = Q(owner="") | Q(until=None) | Q(until__lte=at) | Q(until__gt=at + LASTS + SKEW)
    return Lease.objects.filter(come, free, duty=duty).update(owner=owner, until=at + lasts) == 1


def renew(duty: str, *, owner: str, at: datetime, lasts: timedelta = LASTS) -> bool:
    """Stay at a duty; False where another worker has taken it."""
    return Lease.objects.filter(duty=duty, owner=owner).update(until=at + lasts) == 1


def give_back(duty: str, *, owner: str, at: datetime, trouble: str = "") -> None:
    """Leave a duty that came to its end, well or with a trouble, and say so."""
    mine = Lease.objects.filter(duty=duty, owner=owner)
    if trouble:
        mine.filter(failing_since=None).update(failing_since=at)
        mine.update(owner="", until=None, ran_at=at, trouble=trouble)
    else:
        mine.update(owner="", until=None, ran_at=at, trouble="", failing_since=None)


def drop(*, owner: str) -> None:
    """Leave whatever this worker is at, not done, for others to take at once."""
    Lease.objects.filter(owner=owner).update(owner="", until=None)


def show_alive(worker: str, *, started_at: datetime, at: datetime) -> None:
    Worker.objects.update_or_create(name=worker, defaults={"seen_at": at, "started_at": started_at})


def gone(worker: str, *, at: datetime) -> None:
    """Take a worker that ends off the list, and those that were not seen for a day."""
    Worker.objects.filter(Q(name=worker) | Q(seen_at__lte=at - timedelta(days=1))).delete()


def seen_alive(at: datetime) -> list[Worker]:
    """The workers that showed themselves of late."""
    return list(Worker.objects.filter(seen_at__gt=at - ALIVE_FOR).order_by("started_at"))
