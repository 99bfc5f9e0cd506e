"""A line of progress on the error stream, for people who wait."""

import sys
from collections.abc import Iterable, Iterator
from typing import TextIO, TypeVar

T = TypeVar("T")
WORTH_SHOWING = 20


def counted(items: Iterable[T], *, total: int | None, output: str | None) -> Iterator[T]:
    """The same items; shows how far they are if a person sees it and it would not mix with the report.

    Args:
        total: how many there will be; None when nobody knows yet.
        output: the file that the report goes to, if it does not go to the screen.
    """
    mixes = is_terminal(sys.stdout) and not output
    if mixes or not is_terminal(sys.stderr) or (total is not None and total < WORTH_SHOWING):
        yield from items
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (TextColumn("Checking drafts"), BarColumn(), TextColumn("{task.completed:,.0f} done"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield from progress.track(items, total=total)


def is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()
