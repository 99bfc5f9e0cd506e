"""When somebody is written to: at once or once a day, and never in their quiet hours, all by the clock on their wall."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from enum import StrEnum

DAILY_AT = time(8, 0)
GATHERED_FOR = timedelta(seconds=30)  # what comes close together goes out as one letter


class HowOften(StrEnum):
    AT_ONCE = "at_once"
    DAILY = "daily"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How somebody wants to be written to. ``quiet_from`` to ``quiet_until`` may go over midnight; both or neither."""

    how_often: HowOften
    zone: tzinfo
    quiet_from: time | None = None
    quiet_until: time | None = None


def is_quiet(at: datetime, wish: Wish) -> bool:
    """Whether a moment lies in somebody's quiet hours."""
    if wish.quiet_from is None or wish.quiet_until is None:
        return False
    now = at.astimezone(wish.zone).time()
    if wish.quiet_from <= wish.quiet_until:
        return wish.quiet_from <= now < wish.quiet_until
    return now >= wish.quiet_from or now < wish.quiet_until


def last_daily(at: datetime, wish: Wish) -> datetime:
    """The last moment, up to ``at``, at which the letter of a day goes out."""
    local = at.astimezone(wish.zone)
    today = datetime.combine(local.date(), DAILY_AT, tzinfo=wish.zone)
    return today if today <= at else datetime.combine(local.date() - timedelta(days=1), DAILY_AT, tzinfo=wish.zone)


def is_due(oldest: datetime, *, at: datetime, wish: Wish) -> bool:
    """Whether a letter goes out now to somebody for whom something waits.

    Args:
        oldest: since when the first thing waits that they have not been written about. After ``at`` only where a
            clock went back; then nothing is gained by waiting for it.
    """
    if wish.how_often is HowOften.NONE or is_quiet(at, wish):
        return False
    if oldest > at:
        return True
    if wish.how_often is HowOften.DAILY:
        return oldest <= last_daily(at, wish)
    return at - oldest >= GATHERED_FOR
