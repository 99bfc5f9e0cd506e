"""Times as people here read them: in the reader's zone, in US English."""

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from bedside.desk.people.models import Person

DEFAULT = "America/New_York"
FIRST_OFFERED = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
    "America/Puerto_Rico",
    "Pacific/Guam",
)


def zone_of(person: Person | None) -> ZoneInfo:
    try:
        return ZoneInfo(person.time_zone if person else DEFAULT)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(DEFAULT)


def is_zone(name: str) -> bool:
    return name in available_timezones()


def spoken(at: datetime, reader: Person | None) -> str:
    """A moment in words: Tue, Dec 1, 9 am; with minutes where there are some."""
    local = at.astimezone(zone_of(reader))
    minutes = f":{local:%M}" if local.minute else ""
    return f"{local:%a, %b} {local.day}, {local.hour % 12 or 12}{minutes} {'am' if local.hour < 12 else 'pm'}"
