"""What a person sees: colors where they help, lines no longer than the window, nothing that steers the terminal."""

import os
import shutil
import textwrap
from dataclasses import dataclass, field
from typing import BinaryIO

import click

WIDEST = 100
NARROWEST = 40
COLORS = {"hold": "red", "review": "yellow", "advice": "blue", "clear": "green"}
# Characters that turn the direction of the words around them or hide: shown, never obeyed.
UNSEEN = {
    **dict.fromkeys(range(8234, 8239), "�"),
    **dict.fromkeys(range(8294, 8298), "�"),
    0x200E: "�",
    0x200F: "�",
    0x2028: " ",
    0x2029: " ",
    0x7F: "␡",
    0x85: " ",
    0x09: "    ",
}


def visible(text: str) -> str:
    """Text that cannot steer a terminal: tabs as spaces, control characters as pictures of them."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(visible_character, text))


def visible_character(c: str) -> str:
    code = ord(c)
    if code in UNSEEN:
        return UNSEEN[code]
    if code < 0x20:
        return chr(0x2400 + code)
    if 0x80 <= code < 0xA0 or 0xD800 <= code < 0xE000:
        return "�"
    return c


@dataclass(slots=True)
class Screen:
    """A terminal or a file that looks like one."""

    stream: BinaryIO = field(repr=False)
    color: bool
    width: int

    def say(self, text: str = "", *, kind: str = "", bold: bool = False, dim: bool = False, end: str = "\n") -> None:
        """Write some words, which must be `visible`; ``kind`` is a weight or a verdict."""
        if self.color and text:
            text = click.style(text, fg=COLORS.get(kind), bold=bold or None, dim=dim or None)
        self.stream.write((text + end).encode("utf-8", "replace"))
        if end.endswith("\n"):
            self.stream.flush()

    def wrapped(
        self, text: str, *, indent: str = "", hang: str | None = None, kind: str = "", dim: bool = False
    ) -> None:
        """Write a paragraph that keeps within the window."""
        lines = textwrap.wrap(
            text,
            width=min(self.width, WIDEST),
            initial_indent=indent,
            subsequent_indent=indent if hang is None else hang,
            break_on_hyphens=False,
        )
        for line in lines:
            self.say(line, kind=kind, dim=dim)

    @staticmethod
    def safe(text: str) -> str:
        return visible(text)


def screen_for(stream: BinaryIO, *, color: str, to_file: bool) -> Screen:
    """A screen as wide as the window; in color when asked for, or when a person sees it.

    NO_COLOR switches color off, FORCE_COLOR on, unless the command says otherwise.
    """
    columns = WIDEST if to_file else shutil.get_terminal_size().columns
    return Screen(stream, wants_color(color, to_file, stream), max(NARROWEST, min(columns, WIDEST)))


def wants_color(asked: str, to_file: bool, stream: BinaryIO) -> bool:
    if asked != "auto":
        return asked == "always"
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return not to_file and stream.isatty()
