"""How every trouble is told: what, which, what now, in one line, and never a word of a draft."""

import os
import sys
import traceback

import click

from bedside.cli.words import named

CANNOT = 2


def complain(message: str) -> int:
    """Say what went wrong in one line on the error stream."""
    click.echo(f"bedside: {' '.join(message.split())}", err=True)
    return CANNOT


def usage_message(trouble: click.ClickException) -> str:
    """What to say of a command line that cannot be read; words given by mistake are not repeated."""
    context = getattr(trouble, "ctx", None)
    message = trouble.format_message().rstrip(".")
    if isinstance(trouble, click.NoSuchOption):
        close = sorted(trouble.possibilities or [])
        message = f"there is no option {named(trouble.option_name)}" + (f"; did you mean {close[0]}?" if close else "")
    elif message.startswith("No such command"):
        message = "there is no such command"
    elif "unexpected extra argument" in message:
        message = "more words than this command takes; put quotation marks around what belongs together"
    help_of = f"; see `{context.command_path} --help`" if context is not None else ""
    return message + help_of


def fault_message(trouble: Exception) -> str:
    """What to say of a fault of our own: where it is, never the words that led to it."""
    frames = [f for f in traceback.extract_tb(trouble.__traceback__) if "bedside" in f.filename]
    where = f" at {os.path.basename(frames[-1].filename)}:{frames[-1].lineno}" if frames else ""
    return f"a fault in Bedside itself ({type(trouble).__name__}{where}); nothing was decided. Please report this line"


def pipe_closed() -> int:
    """The reader of our output went away: say so, and keep the interpreter from saying it again."""
    sys.stdout = open(os.devnull, "w")  # noqa: SIM115
    return complain("the reader of the output closed it early; the rest was not written. Run again to see all of it")
