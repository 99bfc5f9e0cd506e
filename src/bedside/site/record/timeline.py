"""Entries as a line through time: days, pauses, and the checkpoints that sealed them; newest first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from django.db.models import OuterRef, Prefetch, Subquery
from django.utils import timezone

from bedside.core.errors import LedgerError
from bedside.core.events import Event
from bedside.desk.audit.checking import signs_of
from bedside.desk.audit.models import Anchor, Checkpoint, Entry
from bedside.site.record import looks
from bedside.site.record.entries import Shown

PAUSE = timedelta(hours=1)  # what is shorter is no waiting
SAVES_TOGETHER = timedelta(hours=1)


@dataclass(frozen=True)
class SeenBy:
    """Who besides this house saw a checkpoint. ``words`` names those whose signs hold, "" where there are none;
    ``unchecked`` counts signs that nobody here has the key for.
    """

    words: str = ""
    unchecked: int = 0


NOBODY = SeenBy()


def seen_by(checkpoint: Checkpoint) -> SeenBy:
    """Tried just now, with the keys of the settings; a checkpoint that cannot be read was seen by nobody."""
    try:
        signs = signs_of(checkpoint)
    except LedgerError:
        return NOBODY
    witnesses = len(set(signs.witnesses))
    said = [f"{witnesses} witness{'' if witnesses == 1 else 'es'}"] if witnesses else []
    said += ["a time-stamp authority"] if signs.stamps else []
    return SeenBy(" and ".join(said), len(signs.unknown))


@dataclass(frozen=True)
class Item:
    """One thing on the line. ``what``: "entry", "saves" (several in one), "pause" or "checkpoint"."""

    what: str
    at: datetime
    entry: Shown | None = None
    count: int = 1
    first: int = 0  # the first entry's place, where several are in one
    since: datetime | None = None  # when the first of several was
    words: str = ""
    checkpoint: Checkpoint | None = None

    @cached_property
    def seen_by(self) -> SeenBy:
        return seen_by(self.checkpoint) if self.checkpoint else NOBODY


@dataclass(frozen=True)
class Day:
    day: date
    line: list[Item] = field(default_factory=list)


def days_of(items: Iterable[Item]) -> list[Day]:
    """Items, newest first, under the days of the reader's zone."""
    found: list[Day] = []
    for item in items:
        day = timezone.localtime(item.at).date()
        if not found or found[-1].day != day:
            found.append(Day(day))
        found[-1].line.append(item)
    return found


def of_all(entries: Sequence[Shown]) -> list[Item]:
    """The line of many things, newest first: saves in a row as one."""
    return _saves_together(list(reversed(entries)))[::-1]


def of_draft(entries: Sequence[Shown], sealed_by: Sequence[Checkpoint]) -> list[Item]:
    """The line of one draft: saves in a row as one, pauses with whose hands it was in, checkpoints where they sealed.

    Args:
        entries: of the draft, newest first.
        sealed_by: the checkpoints to show, any order.
    """
    items = _with_pauses(_saves_together(list(reversed(entries))))
    return _with_checkpoints(items, sorted(sealed_by, key=lambda c: c.size))[::-1]


def _saves_together(entries: Sequence[Shown]) -> list[Item]:
    items: list[Item] = []
    for entry in entries:
        last = items[-1] if items else None
        if last is not None and last.entry is not None and _same_sitting(last.entry, entry):
            first, since = last.first or last.entry.seq, last.since or last.at
            items[-1] = Item("saves", entry.at, entry=entry, count=last.count + 1, first=first, since=since)
        else:
            items.append(Item("entry", entry.at, entry=entry))
    return items


def _same_sitting(before: Shown, entry: Shown) -> bool:
    saved = before.event == entry.event == Event.DRAFT_SAVED and before.fits and entry.fits
    same = (before.who, before.about) == (entry.who, entry.about)
    return saved and same and entry.at - before.at < SAVES_TOGETHER


def _with_pauses(items: Sequence[Item]) -> list[Item]:
    found: list[Item] = []
    hands = ""
    for item in items:
        waited = (item.since or item.at) - found[-1].at if found else timedelta(0)
        if waited >= PAUSE:
            found.append(Item("pause", item.at, words=f"{duration(waited)}{', ' if hands else ''}{hands}"))
        found.append(item)
        event = looks.event_of(item.entry.event) if item.entry else None
        if event is not None and event in looks.HANDS:
            hands = looks.HANDS[event]
    return found


def _with_checkpoints(items: Sequence[Item], checkpoints: Sequence[Checkpoint]) -> list[Item]:
    found: list[Item] = []
    waiting = list(checkpoints)
    for item in items:
        while waiting and item.entry is not None and (item.first or item.entry.seq) >= waiting[0].size:
            found.append(_sealed(waiting.pop(0)))
        found.append(item)
    return [*found, *map(_sealed, waiting)]


def _sealed(checkpoint: Checkpoint) -> Item:
    return Item("checkpoint", checkpoint.signed_at, checkpoint=checkpoint)


def duration(time: timedelta) -> str:
    """How long something took, in two units at most: "2 hours and 40 minutes"."""
    minutes = round(time.total_seconds() / 60)
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [(days, "day"), (hours, "hour"), (minutes if not days else 0, "minute")]
    return " and ".join(f"{n} {unit}{'' if n == 1 else 's'}" for n, unit in parts if n)


def sealing(rows: Sequence[Entry]) -> list[Checkpoint]:
    """For each entry the first checkpoint that covers it, each once; with their anchors. Three queries."""
    if not rows:
        return []
    first = Checkpoint.objects.filter(size__gt=OuterRef("seq")).order_by("size").values("size")[:1]
    sizes = set(Entry.objects.filter(pk__in=[r.pk for r in rows]).values_list(Subquery(first), flat=True)) - {None}
    anchors = Prefetch("anchors", queryset=Anchor.objects.order_by("at"))
    return list(Checkpoint.objects.filter(size__in=sizes).prefetch_related(anchors).order_by("size"))
