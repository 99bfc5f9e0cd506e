"""`bedside tour`: a walk through sample drafts, what each finding means, and what passes without a word."""

import sys
from collections import Counter
from pathlib import Path
from typing import Any

import click

import bedside
from bedside.cli.drafts import Draft, Screened
from bedside.cli.inputs import json_lines
from bedside.cli.reports.output import opened_output
from bedside.cli.reports.text import summary, tell
from bedside.cli.screen import Screen, screen_for, visible
from bedside.cli.trouble import complain, pipe_closed
from bedside.core.errors import BadInput, BedsideError
from bedside.core.policies import Policy
from bedside.core.records import content_of
from bedside.core.screenings import Verdict

SAMPLES = Path("samples/drafts.jsonl")


def walk(path: Path) -> None:
    """Show every draft of a file with what was found in it.

    Lines are as `bedside check` reads them, with a ``title`` and an ``about`` for the reader.

    Raises:
        BadInput: a line that cannot be read.
    """
    policy = bedside.load_policy()
    verdicts: Counter[Verdict | None] = Counter()
    with opened_output(None) as stream:
        screen = screen_for(stream, color="auto", to_file=False)
        screen.wrapped("A walk through sample drafts. All people, places and numbers in them are invented.")
        for line, record in json_lines(str(path)):
            if isinstance(record, BedsideError):
                raise BadInput(f"{path}, line {line}: {record}")
            content = content_of(record)
            result = Screened(
                draft=Draft(id=record.get("id"), path=str(path), line=line, content=content),
                screening=bedside.screen(content, policy=policy),
            )
            verdicts[result.screening.verdict] += 1
            show(screen, record, result, number=verdicts.total(), policy=policy)
        screen.say()
        screen.say(summary(verdicts), bold=True)
        screen.wrapped(
            "Now yours: `bedside check draft.txt`, or paste into `bedside check`. "
            "For a page to send around: `bedside check draft.txt --format html --output report.html`."
        )


def show(screen: Screen, record: dict[str, Any], result: Screened, *, number: int, policy: Policy) -> None:
    screen.say()
    screen.say(f"{number}. {record.get('title', 'A draft')} ".ljust(screen.width, "─"), bold=True)
    if answered := result.draft.content.in_reply_to:
        screen.wrapped(f"Someone wrote: {visible(answered)}", hang="    ", indent="  ", dim=True)
    screen.wrapped(visible(" ".join(result.draft.content.body.split())), indent="  ")
    screen.say()
    tell(screen, result, policy=policy)
    screen.wrapped(str(record.get("about", "")), indent="  ")


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), default=SAMPLES)
def tour(file: Path) -> None:
    """Show each draft of FILE with what was found in it. Without a FILE, the samples of the project."""
    if not file.exists():
        raise BadInput(f"there is no file {file}; run this from the folder of the project, or name a file of drafts")
    walk(file)


def main() -> int:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES
    try:
        tour.callback(path)  # type: ignore[misc]
    except BrokenPipeError:
        return pipe_closed()
    except BedsideError as trouble:
        return complain(str(trouble))
    return 0


if __name__ == "__main__":
    sys.exit(main())
