"""Counts, names and lengths of time as people say them."""

import unicodedata
from collections.abc import Sequence
from datetime import timedelta

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
JOINER = "\N{ZERO WIDTH JOINER}"


def spelled(count: int) -> str:
    """A count in a sentence: in letters up to ten."""
    return NUMBERS[count] if 0 <= count < len(NUMBERS) else f"{count:,}"


def counted(count: int, one: str, many: str = "") -> str:
    """A count with its noun: "one draft", "three drafts"; ``many`` where an s is not enough."""
    return f"{spelled(count)} {one if count == 1 else many or one + 's'}"


def listed(names: Sequence[str], last: str = "and") -> str:
    """Names in a row: "Rosa", "Rosa and Jonas", "Rosa, Jonas and Imani"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def lasted(span: timedelta) -> str:
    """A length of time, rounded to what a person would say: "26 minutes", "3 hours"."""
    minutes = max(0, round(span.total_seconds() / 60))
    if minutes < 1:
        return "under a minute"
    for size, unit in ((60 * 24, "day"), (60, "hour")):
        if minutes >= 2 * size:
            return f"{round(minutes / size)} {unit}s"
    return f"{minutes} minute{'' if minutes == 1 else 's'}"


def since(span: timedelta) -> str:
    """How long ago something was: "just now", "20 seconds ago", "3 hours ago"."""
    seconds = round(span.total_seconds())
    if seconds < 5:
        return "just now"
    return f"{seconds} seconds ago" if seconds < 60 else f"{lasted(span)} ago"


def characters(text: str) -> int:
    """Characters as people see them, near enough for a limit: a letter with its accent is one, and so is an emoji
    with its skin and its joined parts (Unicode annex 29, without its rarer scripts).
    """
    count, joined, flags = 0, False, 0
    for c in text:
        flags = flags + 1 if "\U0001f1e6" <= c <= "\U0001f1ff" else 0
        extends = unicodedata.category(c) in {"Mn", "Me"} or c == JOINER or "\U0001f3fb" <= c <= "\U0001f3ff"
        if not (extends or joined or (flags and flags % 2 == 0)):
            count += 1
        joined = c == JOINER
    return count
