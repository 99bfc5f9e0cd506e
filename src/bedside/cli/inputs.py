"""Take in what someone gives: bytes of a file or a stream, as text, or a clear word why not."""

import codecs
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import click

from bedside.cli.words import named
from bedside.core.content import LIMIT_CHARS
from bedside.core.errors import BadInput, BedsideError, UnsupportedContent

LIMIT_BYTES = 4 * LIMIT_CHARS + 4
LIMIT_LINE_BYTES = 8_000_000  # every character escaped, and its context
STDIN = "-"
LAYOUT = frozenset("\t\n\v\f\r\x85")
WAYS_IN = "Give a file (`bedside check draft.txt`) or pipe words in (`bedside check < draft.txt`)"


def name_of(path: str) -> str:
    return "standard input" if path == STDIN else named(path)


def read_bytes(path: str, *, limit: int = LIMIT_BYTES) -> bytes:
    """All bytes of a file, or of standard input for "-".

    Raises:
        BadInput: not there, a folder, not to be read.
        UnsupportedContent: more than ``limit`` bytes.
    """
    if path == STDIN:
        raw = standard_input().read(limit + 1)
    else:
        with opened(path) as file:
            raw = file.read(limit + 1)
    if len(raw) > limit:
        raise UnsupportedContent(
            f"{name_of(path)} is too large to be screened in one piece (limit {LIMIT_CHARS:,} characters); split it"
        )
    return raw


def opened(path: str) -> BinaryIO:
    try:
        return Path(path).open("rb")
    except FileNotFoundError:
        raise BadInput(f"there is no file {name_of(path)}; check the path. {WAYS_IN}") from None
    except IsADirectoryError:
        raise BadInput(f"{name_of(path)} is a folder; name the files in it, such as {named(path)}/*.txt") from None
    except (OSError, ValueError) as trouble:
        why = trouble.strerror if isinstance(trouble, OSError) and trouble.strerror else "not a usable path"
        raise BadInput(f"{name_of(path)} cannot be read ({why.lower()}); check the path and its permissions") from None


def standard_input() -> BinaryIO:
    """The bytes that are piped in, or typed; tells someone at a keyboard what is being waited for.

    Raises:
        BadInput: the stream is closed.
    """
    if sys.stdin is None:
        raise BadInput(f"standard input is closed. {WAYS_IN}")
    if sys.stdin.isatty():
        click.echo("Write or paste the draft, then press Ctrl-D on a line of its own (Ctrl-C stops).", err=True)
    return sys.stdin.buffer


def read_text(path: str) -> str:
    """The words in a file; line ends stay as they are, so that offsets are those of the file.

    Raises:
        BadInput, UnsupportedContent: says which file, what is wrong, what to do; quotes nothing.
    """
    text = decoded(read_bytes(path), name_of(path))
    if not text.strip():
        ways = f". {WAYS_IN}" if path == STDIN else "; write something in it first"
        raise BadInput(f"{name_of(path)} is empty, so there is nothing to check{ways}")
    for i, c in enumerate(text):
        if c < " " or "\x7f" <= c < "\xa0":
            if c not in LAYOUT:
                raise UnsupportedContent(
                    f"{name_of(path)} is not plain text: control character U+{ord(c):04X} at character {i + 1}; "
                    "save the words as plain text (UTF-8)"
                )
    return text


def decoded(raw: bytes, name: str) -> str:
    """UTF-8, with or without its mark, or UTF-16 with its mark.

    Raises:
        UnsupportedContent: another encoding, or not text at all.
    """
    encoding = encoding_of(raw)
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as trouble:
        raise UnsupportedContent(
            f"{name} is not text in {encoding.removesuffix('-sig').upper()} (byte {trouble.start + 1}); "
            "save it as UTF-8 and try again"
        ) from None


def encoding_of(start: bytes) -> str:
    return "utf-16" if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"


def json_file(path: str, *, about: str) -> Any:
    """What a JSON file says.

    Raises:
        BadInput: not JSON; says on which line.
    """
    try:
        return json.loads(decoded(read_bytes(path), name_of(path)))
    except json.JSONDecodeError as trouble:
        where = f"{name_of(path)}, line {trouble.lineno}"
        raise BadInput(f"{where}: the {about} is not valid JSON ({trouble.msg.lower()}); mend that line") from None
    except (ValueError, RecursionError):
        raise BadInput(f"{name_of(path)}: the {about} is not valid JSON; mend it") from None


def json_lines(path: str) -> Iterator[tuple[int, dict[str, Any] | BedsideError]]:
    """Line numbers from 1 with the object of each line, or the reason why a line cannot be read.

    Empty lines are passed over. Lines are read one at a time, so that a stream can be answered
    while it is still being written.
    """
    if path == STDIN:
        yield from objects(standard_input())
    else:
        with opened(path) as file:
            yield from objects(file)


def objects(stream: BinaryIO) -> Iterator[tuple[int, dict[str, Any] | BedsideError]]:
    first = stream.readline(LIMIT_LINE_BYTES + 1)
    if encoding_of(first) == "utf-16":
        yield from objects_of_utf16(first + stream.read(LIMIT_LINE_BYTES * 8))
        return
    line, number = first.removeprefix(codecs.BOM_UTF8), 0
    while line:
        number += 1
        whole = line.endswith(b"\n") or len(line) <= LIMIT_LINE_BYTES
        if not whole:
            skip_to_next_line(stream)
            yield number, BadInput(f"the line is longer than {LIMIT_LINE_BYTES:,} bytes; split the draft")
        elif line.strip():
            yield number, object_of(line)
        line = stream.readline(LIMIT_LINE_BYTES + 1)


def objects_of_utf16(raw: bytes) -> Iterator[tuple[int, dict[str, Any] | BedsideError]]:
    text = decoded(raw, "the input")
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, object_of(line.encode("utf-8", "surrogatepass"))


def skip_to_next_line(stream: BinaryIO) -> None:
    while (rest := stream.readline(LIMIT_LINE_BYTES)) and not rest.endswith(b"\n"):
        pass


def object_of(line: bytes) -> dict[str, Any] | BedsideError:
    try:
        value = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as trouble:
        return BadInput(f"not UTF-8 (byte {trouble.start + 1} of the line); save the file as UTF-8")
    except json.JSONDecodeError as trouble:
        return BadInput(f"not valid JSON: {trouble.msg.lower()} (character {trouble.colno}); one object a line is read")
    except RecursionError:
        return BadInput("not valid JSON: nested too deep; one object a line is read")
    except ValueError:
        return BadInput("not valid JSON: a number is too long; one object a line is read")
    if not isinstance(value, dict):
        return BadInput('not an object; write {"id": "...", "text": "..."} on one line')
    return value
