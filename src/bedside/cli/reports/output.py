"""Where a report goes: the screen, or a file."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from bedside.cli.words import named
from bedside.core.errors import BadInput


@contextmanager
def opened_output(output: str | None) -> Iterator[BinaryIO]:
    """A stream of bytes to write a report to.

    Raises:
        BadInput: the file cannot be written.
    """
    if output is None:
        if sys.stdout is None:
            raise BadInput("standard output is closed; name a file with --output")
        yield sys.stdout.buffer
        return
    try:
        file = Path(output).open("wb")  # noqa: SIM115
    except (OSError, ValueError) as trouble:
        why = getattr(trouble, "strerror", None) or "not a usable path"
        raise BadInput(
            f"{named(output)} cannot be written ({why.lower()}); name a file in a folder that exists"
        ) from None
    with file:
        yield file
