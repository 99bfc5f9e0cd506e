"""Putting notices into the outbox, and taking them out when they are no longer news."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, Q

from bedside.desk.notices.models import Notice


def wait(
    kind: Notice.Kind,
    *,
    to: Iterable[UUID],
    about: str,
    at: datetime,
    number: int | None = None,
    due_at: datetime | None = None,
) -> None:
    """Tell these people that something waits for them; who has not been told of the same thing yet is told once."""
    for person in sorted(set(to), key=str):
        Notice.objects.update_or_create(
            to_person=person, kind=kind, about=about, sent_at=None, seen_at=None,
            defaults={"number": number, "due_at": due_at, "made_at": at, "send_after": at, "attempts": 0},
        )  # fmt: skip


def settled(about: str, *, at: datetime, kinds: Iterable[Notice.Kind] = ()) -> None:
    """What waited about this record waits no more: what was not sent yet never is."""
    rows = Notice.objects.filter(about=about, seen_at=None)
    if kinds:
        rows = rows.filter(kind__in=list(kinds))
    rows.update(seen_at=at)


STALE_AFTER = timedelta(days=7)  # what could not be sent for so long is not news any more
KEPT_FOR = timedelta(days=180)
PAUSES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=6))


def unsent(at: datetime) -> list[Notice]:
    """What should have been sent by now, oldest first."""
    come = Q(send_after__lte=at) | Q(send_after__gt=at + 2 * PAUSES[-1])  # the latter: a clock went back
    waiting = Notice.objects.filter(come, sent_at=None, seen_at=None, made_at__gt=at - STALE_AFTER)
    return list(waiting.order_by("to_person", "made_at", "pk"))


def told(kinds: Iterable[Notice.Kind], *, about: Iterable[str]) -> dict[tuple[str, UUID], datetime]:
    """When each person was last told one of these about each record, sent or not: by (record, person)."""
    rows = Notice.objects.filter(kind__in=list(kinds), about__in=list(about)).order_by("made_at")
    return {(about, person): made_at for about, person, made_at in rows.values_list("about", "to_person", "made_at")}


def sent(notices: Iterable[Notice], *, at: datetime) -> None:
    """The mail server took a letter with these. What became news again meanwhile is news still."""
    for notice in notices:
        Notice.objects.filter(pk=notice.pk, made_at=notice.made_at).update(sent_at=at)


def not_sent(notices: Iterable[Notice], *, at: datetime) -> None:
    """The mail server did not take a letter with these; they are tried again, at growing pauses."""
    for notice in notices:
        pause = PAUSES[min(notice.attempts, len(PAUSES) - 1)]
        Notice.objects.filter(pk=notice.pk).update(attempts=F("attempts") + 1, send_after=at + pause)


def tidy(at: datetime) -> int:
    """Delete what is long past; how many."""
    count, _ = Notice.objects.filter(made_at__lt=at - KEPT_FOR).delete()
    return count
