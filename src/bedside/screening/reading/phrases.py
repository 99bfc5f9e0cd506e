"""Patterns kept as data: ``data/<file>.txt`` holds heads and, indented below each, its alternatives.

A line "NAME = pattern" gives a piece that later lines hold as <NAME>; "#" starts a comment line.
Patterns are compiled when first asked for.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources

PIECE = re.compile(r"<([A-Z_]+)>")
DEFINES = re.compile(r"([A-Z_]+) = (.+)")


def blocks(file: str) -> Iterator[tuple[str, str]]:
    """Every head of a file with its alternatives joined."""
    text = (resources.files("bedside.screening.reading") / "data" / f"{file}.txt").read_text(encoding="utf-8")
    pieces: dict[str, str] = {}
    head, found = "", list[str]()
    for line in [*text.splitlines(), ""]:
        if line.startswith("  "):
            found.append(PIECE.sub(lambda m: pieces[m[1]], line.strip()))
            continue
        if found:
            yield head, "|".join(found)
            found = []
        if m := DEFINES.fullmatch(line):
            pieces[m[1]] = PIECE.sub(lambda m: pieces[m[1]], m[2])
        elif line and not line.startswith("#"):
            head = line.rstrip(":")


@cache
def sources(file: str) -> dict[str, str]:
    return dict(blocks(file))


@cache
def phrase(file: str, head: str) -> re.Pattern[str]:
    """The pattern under a head, for lower-case text."""
    return re.compile(sources(file)[head], re.M)
