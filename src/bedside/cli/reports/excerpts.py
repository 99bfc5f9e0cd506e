"""Rows of a text around a place, as wide as the window, with the column of the line under it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rich.cells import cell_len

from bedside.cli.screen import visible

CHUNK = re.compile(r"\S+\s*|\s+")
LINE_END = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
NARROWEST = 16


@dataclass(frozen=True, slots=True)
class Row:
    """One row on the screen, and the line to draw under it (spaces where nothing is marked)."""

    gutter: str
    text: str = field(repr=False)
    under: str


Span = tuple[int, int]


def excerpt(text: str, places: Sequence[Span], *, width: int, line: str) -> list[Row]:
    """The rows that these places touch, each row once.

    Args:
        text: the whole text; places are code points of it.
        width: columns of the window, gutter included.
        line: the character that the line under a place is made of.
    """
    lines = list(lines_of(text))
    digits = len(str(len(lines)))
    rows: list[Row] = []
    for number, (first, last) in enumerate(lines, 1):
        if not touching(places, first, last):
            continue
        for start, end in wrapped(text, first, last, max(NARROWEST, width - digits - 7)):
            if here := touching(places, start, end):
                gutter = f"{number if start == first else '':>{digits}} | "
                before, after = ("" if start == first else "… "), ("" if end == last else " …")
                shown = before + visible(text[start:end].rstrip()) + after
                rows.append(Row(gutter, shown, line_under(text, (start, end), here, before, line)))
    return rows


def touching(places: Sequence[Span], first: int, last: int) -> list[Span]:
    return [(a, b) for a, b in places if a < last and first < b]


def line_under(text: str, row: Span, places: Sequence[Span], before: str, line: str) -> str:
    """A line under each place; measured in columns, since one character may fill none, one or two."""
    first, last = row
    drawn = ""
    for start, end in sorted(places):
        column = cell_len(before + visible(text[first : max(first, start)]))
        upto = cell_len(before + visible(text[first : min(last, end)].rstrip()))
        drawn += " " * (column - len(drawn))
        drawn += line * max(1, upto - len(drawn))
    return drawn


def lines_of(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for m in LINE_END.finditer(text):
        yield at, m.start()
        at = m.end()
    yield at, len(text)


def wrapped(text: str, first: int, last: int, width: int) -> Iterator[tuple[int, int]]:
    """Pieces of ``text[first:last]`` that fit the width, broken between words where there are any."""
    start = at = first
    used = 0
    for m in CHUNK.finditer(text, first, last):
        for piece_start, piece_end in pieces(text, m.start(), m.end(), width):
            cells = cell_len(visible(text[piece_start:piece_end]))
            if used and used + cells > width:
                yield start, at
                start, used = piece_start, 0
            used += cells
            at = piece_end
    if at > start:
        yield start, at


def pieces(text: str, first: int, last: int, width: int) -> Iterator[tuple[int, int]]:
    """A chunk as it is, or cut where it is wider than the window."""
    if cell_len(visible(text[first:last])) <= width:
        yield first, last
        return
    step = max(1, width // 2)
    for at in range(first, last, step):
        yield at, min(at + step, last)
