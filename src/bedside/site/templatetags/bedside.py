"""What templates say often: icons, seals, chips, and moments in the reader's time zone."""

import math
import re
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from bedside.core.errors import BadInput
from bedside.desk.drafts.saying import spelled
from bedside.site import seals

register = template.Library()

ICONS = Path(__file__).parents[1] / "icons"

# Per kind: the icon that carries it, the words on screen (short on chips), and the words in full on cards.
KINDS: dict[str, tuple[str, str, str]] = {
    "hold": ("hand-palm-fill", "Change before it goes out", "Change before it goes out"),
    "review": ("eyes-fill", "A person should look", "A person should look"),
    "advice": ("lightbulb-fill", "Advice", "Advice, yours to take or leave"),
    "info": ("info", "Good to know", "Good to know"),
    "clear": ("check-circle-fill", "No rule broken", "No rule broken"),
    "blank": ("circle-dashed-bold", "Not looked at", "Not looked at"),
}

# The letter after `g` that goes to a room.
LETTERS = {
    "write": "w",
    "review": "r",
    "ask": "a",
    "stories": "s",
    "calendar": "c",
    "inbox": "i",
    "incidents": "n",
    "record": "t",
    "reports": "p",
    "policies": "o",
    "people": "e",
}


# Units of distance in seconds, each with the number from which the next one is said.
UNITS = (
    ("minute", 60, 60),
    ("hour", 3600, 24),
    ("day", 86_400, 14),
    ("week", 604_800, 9),
    ("month", 2_629_800, 24),
    ("year", 31_557_600, math.inf),
)


@lru_cache(maxsize=512)
def drawing(name: str) -> str:
    """What is inside an icon's SVG file.

    Raises:
        BadInput: no file has this name; they are added by `node web/icons.mjs NAME`.
    """
    path = ICONS / f"{name}.svg"
    if not re.fullmatch(r"[a-z0-9-]+", name) or not path.is_file():
        raise BadInput(f"there is no icon {name!r}; add it with: node web/icons.mjs {name}")
    inside = re.search(r"<svg[^>]*>(.*)</svg>", path.read_text(encoding="utf-8"), re.S)
    if inside is None:
        raise BadInput(f"the icon {name} is not an SVG")
    return inside[1]


@register.simple_tag
def icon(name: str, **more: str) -> SafeString:
    """An icon beside a word; it says nothing by itself, so screen readers pass over it."""
    return _icon(name, f"i {more['class']}" if more.get("class") else "i")


@lru_cache(maxsize=1_024)
def _icon(name: str, classes: str) -> SafeString:
    return format_html(
        '<svg class="{}" viewBox="0 0 256 256" aria-hidden="true" focusable="false">{}</svg>',
        classes,
        mark_safe(drawing(name)),  # noqa: S308 - our own file
    )


@register.simple_tag
def seal(digest: str, closed: bool = True, size: int = 48) -> SafeString:
    """The rosette of a hex digest: closed for approved words, dashed for words that can change."""
    return mark_safe(seals.svg(str(digest), closed=bool(closed), size=int(size)))  # noqa: S308 - digits only


@register.filter
def code(digest: str) -> str:
    """What stands beside a seal: "7F2A C91B"."""
    return seals.code(str(digest))


@register.simple_tag
def chip(kind: str, words: str = "") -> SafeString:
    """A verdict as icon and words; other words where a page can say more ("2 to look at")."""
    name, short, _ = KINDS[str(kind)]
    return format_html('<span class="chip {}">{}<span>{}</span></span>', kind, icon(name), words or short)


@register.filter
def kind_icon(kind: str) -> SafeString:
    return icon(KINDS[str(kind)][0], **{"class": f"flag k-{kind}"})


@register.filter
def kind_words(kind: str) -> str:
    return KINDS[str(kind)][2]


@register.filter
def letter(room: str) -> str:
    """The key that follows `g` to go to a room; "" where it has none."""
    return LETTERS.get(str(room), "")


@register.filter
def in_letters(count: int) -> str:
    """A count in a sentence: in letters up to ten."""
    return spelled(count)


@register.filter
def lowered(words: str) -> str:
    """Words that begin with a capital, as they stand in the middle of a sentence: "Weekdays, 8 to 6"."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


@register.filter
def clock(moment: datetime | None) -> str:
    """The time of day: "11:50 am", "9 am", "noon"."""
    return _tagged(moment, lambda at: _hour(at)) if moment else ""


@register.filter
def day(moment: datetime | date | None) -> str:
    """The day in full: "Tuesday, December 1"; with the year where it is another one."""
    if isinstance(moment, datetime):
        return _tagged(moment, lambda at: _date(at, short=False))
    if moment is None or moment == "":
        return ""
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(), _date(moment, short=False))


@register.filter
def when(moment: datetime | None) -> str:
    """Day and time: "Tue, Dec 1, 9 am"."""
    return _tagged(moment, lambda at: f"{_date(at, short=True)}, {_on_a_day(at)}") if moment else ""


@register.filter
def ago(moment: datetime | None, now: datetime | None = None) -> str:
    """How far away: "in 8 minutes", "2 hours ago"; ``now`` is the clock unless a page gives its own."""
    if not moment:
        return ""
    return _tagged(moment, lambda at: distance((at - (now or timezone.now())).total_seconds()))


def distance(seconds: float) -> str:
    """Rounded to what a person would say; within half a minute it is "now"."""
    size = abs(seconds)
    if size < 30:
        return "now"
    unit, length = next((unit, length) for unit, length, limit in UNITS if round(size / length) < limit)
    count = round(size / length)
    said = f"{count} {unit}" + ("" if count == 1 else "s")
    return f"in {said}" if seconds > 0 else f"{said} ago"


def _tagged(moment: datetime | None, say: Any) -> str:
    """A `time` element that says ``moment`` in the reader's zone and carries it in UTC."""
    if not isinstance(moment, datetime):
        return ""
    exact = moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return format_html('<time datetime="{}">{}</time>', exact, say(timezone.localtime(moment)))


def _hour(at: datetime) -> str:
    if at.minute == 0 and at.hour in (0, 12):
        return "noon" if at.hour else "midnight"
    minutes = f":{at:%M}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes} {'am' if at.hour < 12 else 'pm'}"


def _on_a_day(at: datetime) -> str:
    """The time beside a date. Midnight is said as the day's first hour: beside its date it reads as the day's end."""
    return "12 am" if (at.hour, at.minute) == (0, 0) else _hour(at)


def _date(at: date, *, short: bool) -> str:
    said = f"{at:%a}, {at:%b} {at.day}" if short else f"{at:%A}, {at:%B} {at.day}"
    return said if at.year == timezone.localdate().year else f"{said}, {at.year}"
