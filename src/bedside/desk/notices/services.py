"""Putting notices into the outbox, and taking them out when they are no longer news."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

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
            defaults={"number": number, "due_at": due_at, "made_at": at, "send_after": at},
        )  # fmt: skip


def settled(about: str, *, at: datetime, kinds: Iterable[Notice.Kind] = ()) -> None:
    """What waited about this record waits no more: what was not sent yet never is."""
    rows = Notice.objects.filter(about=about, seen_at=None)
    if kinds:
        rows = rows.filter(kind__in=list(kinds))
    rows.update(seen_at=at)


def unsent(at: datetime) -> list[Notice]:
    """What should have been sent by now, oldest first."""
    return list(Notice.objects.filter(sent_at=None, seen_at=None, send_after__lte=at).order_by("to_person", "made_at"))
