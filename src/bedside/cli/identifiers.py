"""`bedside identifiers`: what in a text identifies an individual; marks, and judges nothing."""

from typing import Any

import click

import bedside
from bedside.cli.inputs import STDIN, json_lines, name_of, read_text
from bedside.cli.options import reader_option
from bedside.cli.reports.excerpts import excerpt
from bedside.cli.reports.output import opened_output
from bedside.cli.reports.record import json_bytes
from bedside.cli.screen import screen_for
from bedside.cli.trouble import complain, fault_message
from bedside.cli.words import count
from bedside.core.content import LIMIT_CHARS
from bedside.core.errors import BadInput, BedsideError, UnsupportedContent
from bedside.screening.engine import OFF, model_for


@click.command()
@click.argument("files", metavar="[FILE|-]...", nargs=-1)
@click.option("--jsonl", is_flag=True, help='Read {"id", "text"} and write {"id", "spans"}, one a line, in order.')
@reader_option
def identifiers(files: tuple[str, ...], jsonl: bool, reader: str) -> int:
    """Mark what identifies an individual: names, dates, places, contacts, numbers.

    Marking is not judging: a clinic's own telephone number is marked too. Exit status: 0 nothing
    marked, 1 something marked, 2 could not do it.
    """
    status = 0
    _, missing = model_for(reader)
    if missing and reader != OFF:
        status, reader = complain(f"{missing[0].why}. Names are marked by lists and grammar alone"), OFF
    for path in files or (STDIN,):
        try:
            mark = mark_lines if jsonl or path.endswith(".jsonl") else mark_text
            status = max(status, mark(path, reader))
        except BedsideError as trouble:
            status = complain(str(trouble))
    return status


def mark_lines(path: str, reader: str) -> int:
    status = 0
    with opened_output(None) as stream:
        for line, record in json_lines(path):
            marked = marked_line(line, record, reader)
            if "error" in marked:
                status = complain(f"{name_of(path)}, line {line}: {marked['error']}")
            elif marked["spans"]:
                status = max(status, 1)
            stream.write(json_bytes(marked))
            stream.flush()
    return status


def marked_line(line: int, record: dict[str, Any] | BedsideError, reader: str) -> dict[str, Any]:
    """The spans of one line, or why there are none to be had."""
    try:
        if isinstance(record, BedsideError):
            raise record
        text = record.get("text")
        if not isinstance(text, str):
            raise BadInput('"text" must be a string')
        return {"id": record.get("id"), "spans": spans_in(text, reader)}
    except BedsideError as trouble:
        return {"id": None, "line": line, "error": str(trouble)}
    except Exception as trouble:
        return {"id": None, "line": line, "error": fault_message(trouble)}


def spans_in(text: str, reader: str) -> list[dict[str, Any]]:
    if len(text) > LIMIT_CHARS:
        raise UnsupportedContent(f"the text has {len(text):,} characters; at most {LIMIT_CHARS:,} are read. Split it")
    return [{"start": s.start, "end": s.end, "label": s.label} for s in bedside.identifiers(text, reader=reader)]


def mark_text(path: str, reader: str) -> int:
    text = read_text(path)
    spans = spans_in(text, reader)
    with opened_output(None) as stream:
        screen = screen_for(stream, color="auto", to_file=False)
        screen.say(name_of(path), bold=True)
        for span in spans:
            for row in excerpt(text, [(span["start"], span["end"])], width=screen.width, line="~"):
                screen.say(f"{row.gutter}{row.text}")
                screen.say(f"{' ' * (len(row.gutter) - 2)}| {row.under} {span['label']}", kind="review")
        screen.say(f"{count(len(spans), 'identifier')} marked." if spans else "Nothing marked.")
    return 1 if spans else 0
