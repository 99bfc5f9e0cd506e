"""A TOML file that knows its lines, so that every mistake is told with the line it stands on."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from bedside.core.errors import PolicyError

Trail = tuple[str | int, ...]
Choice = TypeVar("Choice", bound=StrEnum)

NAME = r"(?:[\w-]+|\"[^\"]*\"|'[^']*')"
DOTTED = rf"{NAME}(?:\s*\.\s*{NAME})*"
ARRAY = re.compile(rf"\[\[\s*({DOTTED})\s*\]\]")
TABLE = re.compile(rf"\[\s*({DOTTED})\s*\]")
ENTRY = re.compile(rf"({DOTTED})\s*=")
SAID_WHERE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")
LIMIT_BYTES = 2_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """One TOML file taken in: what it says, and on which line.

    Methods take the trail of a key, such as ``"rules", "PHI-G1", "severity"``, and raise
    `PolicyError` with its line where the value is not what it must be.
    """

    label: str
    path: str
    table: Mapping[str, Any] = field(repr=False)
    text_of_file: str = field(repr=False)

    def line_of(self, trail: Trail) -> int:
        """The line of a key, or of the nearest thing around it."""
        lines = key_lines(self.text_of_file)
        for size in range(len(trail), 0, -1):
            if here := [line for key, line in lines.items() if key[:size] == trail[:size]]:
                return min(here)
        return 1

    def wrong(self, *trail: str | int, say: str) -> PolicyError:
        """The error to raise for the key at ``trail``."""
        return PolicyError(f"{self.label}, line {self.line_of(trail)}: {say}")

    def section(self, *trail: str | int) -> Mapping[str, Any]:
        """The table at ``trail``; empty where there is none."""
        value: Any = self.table
        for step in trail:
            value = value[step] if isinstance(step, int) else value.get(step, {})
        if not isinstance(value, Mapping):
            raise self.wrong(*trail, say=f"{shown(trail)} must be a table, written as [{dotted(trail)}]")
        return value

    def check_keys(self, *trail: str | int, known: Iterable[str]) -> None:
        """Refuse a key that nobody reads: it is a slip of the pen, and would be silent."""
        known = list(known)
        for key in self.section(*trail):
            if key not in known:
                where = f" in [{dotted(trail)}]" if trail else ""
                raise self.wrong(*trail, key, say=f"unknown key {key}{where}; {near(key, known)}")

    def text(self, *trail: str | int, default: str | None = None) -> str:
        """A string; required when there is no default."""
        value = self.section(*trail[:-1]).get(str(trail[-1]), default)
        if value is None:
            raise self.wrong(*trail[:-1], say=f'{shown(trail[:-1])} lacks {trail[-1]}; add {trail[-1]} = "..."')
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.wrong(*trail, say=f"{trail[-1]} must be words in quotes")
        return value

    def texts(self, *trail: str | int) -> tuple[str, ...]:
        """A list of strings; empty where there is none."""
        value = self.section(*trail[:-1]).get(str(trail[-1]), [])
        if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
            raise self.wrong(*trail, say=f'{trail[-1]} must be a list of words in quotes, such as ["one", "two"]')
        return tuple(v.strip() for v in value)

    def day(self, *trail: str | int) -> date:
        """A date written bare, such as 2026-11-24."""
        value = self.section(*trail[:-1]).get(str(trail[-1]))
        if value is None:
            raise self.wrong(*trail[:-1], say=f"{shown(trail[:-1])} lacks {trail[-1]}; add {trail[-1]} = 2026-11-24")
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.wrong(*trail, say=f"{trail[-1]} must be a date without quotes, such as 2026-11-24")
        return value

    def day_if_any(self, *trail: str | int) -> date | None:
        return self.day(*trail) if trail[-1] in self.section(*trail[:-1]) else None

    def choice(self, *trail: str | int, of: type[Choice]) -> Choice:
        """One of a fixed set of words."""
        value = self.text(*trail)
        if value not in list(of):
            raise self.wrong(*trail, say=f"unknown {of.__name__.lower()} {value}; {near(value, list(of))}")
        return of(value)

    def flag(self, *trail: str | int) -> bool:
        """True or false; false where nothing is said."""
        value = self.section(*trail[:-1]).get(str(trail[-1]), False)
        if not isinstance(value, bool):
            raise self.wrong(*trail, say=f"{trail[-1]} must be true or false, without quotes")
        return value


def read_source(path: Path, *, label: str) -> Source:
    """Take in a TOML file.

    Args:
        path: where it lies.
        label: how messages name it ("policy pack coworker.toml").

    Raises:
        PolicyError: not to be read, not UTF-8, or not TOML.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise PolicyError(f"{label}: there is no such file; check the path") from None
    except IsADirectoryError:
        raise PolicyError(f"{label} is a folder; name the file inside it") from None
    except OSError as trouble:
        raise PolicyError(f"{label} cannot be read ({trouble.strerror}); check its permissions") from None
    return source_of(raw, label=label, path=str(path))


def source_of(raw: bytes, *, label: str, path: str = "") -> Source:
    """Take in the bytes of a TOML file that may lie nowhere on this machine.

    Raises:
        PolicyError: too large, not UTF-8, or not TOML.
    """
    if len(raw) > LIMIT_BYTES:
        raise PolicyError(f"{label} is larger than {LIMIT_BYTES:,} bytes; this is no such file")
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as trouble:
        line = raw[: trouble.start].count(b"\n") + 1
        raise PolicyError(f"{label}, line {line}: not UTF-8; save the file as UTF-8") from None
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        raise PolicyError(syntax_message(str(trouble), text, label)) from None
    except (ValueError, RecursionError):  # a number of thousands of digits, lists in lists without end
        raise PolicyError(
            f"{label}: not to be read: a number is too long, or lists stand too deep in each other"
        ) from None
    return Source(label, path, table, text)


def syntax_message(said: str, text: str, label: str) -> str:
    m = SAID_WHERE.search(said)
    line = int(m[1]) if m and m[1] else text.rstrip().count("\n") + 1
    what = SAID_WHERE.sub("", said)
    return f"{label}, line {line}: not valid TOML: {what[:1].lower()}{what[1:]}; correct this line or the one above it"


def key_lines(text: str) -> dict[Trail, int]:
    """The line of every table and key, found by looking at the source again.

    The parser keeps no lines. This reads what stands at the start of a line, outside of strings
    and lists that span lines; keys of an inline table get the line of the table.
    """
    found: dict[Trail, int] = {}
    counts: dict[Trail, int] = {}
    table: Trail = ()
    quote, depth = "", 0
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.strip()
        if quote or depth:
            quote, depth = after(line, quote, depth)
        elif m := ARRAY.match(stripped):
            path = names(m[1])
            table = (*path, counts.get(path, 0))
            counts[path] = counts.get(path, 0) + 1
            found.setdefault(path, number)
            found[table] = number
        elif m := TABLE.match(stripped):
            table = names(m[1])
            found.setdefault(table, number)
        elif m := ENTRY.match(stripped):
            found.setdefault((*table, *names(m[1])), number)
            quote, depth = after(stripped[m.end() :], "", 0)
    return found


def names(dotted_name: str) -> Trail:
    return tuple(n.strip("\"'") for n in re.findall(NAME, dotted_name))


def after(line: str, quote: str, depth: int) -> tuple[str, int]:
    """The open quotation mark and the depth of brackets after one more line."""
    i = 0
    while i < len(line):
        if quote:
            if line[i] == "\\" and quote[0] == '"':
                i += 1
            elif line.startswith(quote, i):
                i += len(quote) - 1
                quote = ""
        elif line[i] == "#":
            break
        elif line[i] in "\"'":
            quote = line[i] * 3 if line.startswith(line[i] * 3, i) else line[i]
            i += len(quote) - 1
        elif line[i] in "[{":
            depth += 1
        elif line[i] in "]}":
            depth -= 1
        i += 1
    return (quote if len(quote) == 3 else ""), max(depth, 0)


def near(word: str, known: Iterable[str]) -> str:
    """What to try instead of a word that nobody knows."""
    known = sorted(known)
    close = get_close_matches(word, known, n=1, cutoff=0.5)
    if close:
        return f"did you mean {close[0]}?"
    listed = ", ".join(known[:12])
    return f"it may be one of {listed}{', ...' if len(known) > 12 else ''}"


def dotted(trail: Trail) -> str:
    return ".".join(str(t) for t in trail if isinstance(t, str))


def shown(trail: Trail) -> str:
    """How a message names the table at ``trail``."""
    if not trail:
        return "the file"
    brackets = "[[{}]]" if isinstance(trail[-1], int) else "[{}]"
    return brackets.format(dotted(trail))
