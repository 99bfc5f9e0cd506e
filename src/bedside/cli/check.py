"""`bedside check`: what publishing a draft would disclose or say amiss."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

import bedside
from bedside.cli.drafts import Draft, Screened, Unread, draft_in_file, drafts_in_lines, screened
from bedside.cli.inputs import STDIN, json_file, name_of, read_text
from bedside.cli.options import Word, complete_pack, policy_for, reader_option
from bedside.cli.progress import counted
from bedside.cli.reports import REPORTS
from bedside.cli.trouble import CANNOT, complain
from bedside.core.content import Account, Kind
from bedside.core.errors import BadInput
from bedside.core.records import authorization_of, moment_of
from bedside.core.screenings import Verdict

# Options that describe one draft; a file of lines says all this itself.
CONTEXT = ("kind", "account", "role", "channel", "in_reply_to", "publish_at", "authorization", "alt_text")


@click.command()
@click.argument("files", metavar="[FILE|-]...", nargs=-1)
@click.option("--kind", type=Word(Kind), help="What the words are for (default: post).")
@click.option("--account", type=Word(Account), help="Whose account says them (default: official).")
@click.option("--role", help='Who writes, such as "ED nurse" or "practice manager".')
@click.option("--channel", help='Where it goes, such as "instagram".')
@click.option("--in-reply-to", metavar="FILE", help="The rating, comment or message being answered; never judged.")
@click.option("--publish-at", metavar="TIME", help="When it goes out, such as 2026-11-24T09:00:00-05:00.")
@click.option("--authorization", metavar="FILE", help="JSON file with the facts of the linked authorization.")
@click.option("--alt-text", multiple=True, metavar="WORDS", help="Description of a picture; once for each picture.")
@click.option("--policy", metavar="PACK", shell_complete=complete_pack, help="Policy pack: a name or a TOML file.")
@reader_option
@click.option("--organization", metavar="FILE", help="TOML file with what is public about your organization.")
@click.option("--format", "form", type=Word(list(REPORTS)), help="How to tell it (default: text).")
@click.option("--why", is_flag=True, help="Say as well what is fine, and why; in text only.")
@click.option("--jsonl", is_flag=True, help="Read and write one JSON object a line, in order.")
@click.option("--output", metavar="FILE", help="Write there instead of on the screen.")
@click.option("--color", type=Word(["auto", "always", "never"]), default="auto", help="When to use color.")
def check(
    files: tuple[str, ...],
    policy: str | None,
    reader: str,
    organization: str | None,
    form: str | None,
    why: bool,
    jsonl: bool,
    output: str | None,
    color: str,
    **context: Any,
) -> int:
    """Say what publishing a draft would disclose or say amiss, why, and how to say it well.

    Reads text files, or words from standard input. A file that ends in .jsonl, or any input with
    --jsonl, holds one draft a line: {"id": ..., "text": ..., "kind": ..., "account": ...}.

    Exit status: 0 nothing to change, 1 review or hold, 2 could not do it.
    """
    form = form or ("jsonl" if jsonl else "text")
    if jsonl and form != "jsonl":
        raise BadInput(f"--jsonl writes JSON lines; for {form} leave it out, and name a file that ends in .jsonl")
    if why and form != "text":
        raise BadInput(f"--why is told in text only; leave it out for {form}")
    files = files or (STDIN,)
    check_paths(files, output, context)
    known = bedside.load_organization(organization) if organization else None
    rules = policy_for(policy, known)
    drafts = drafts_from(files, jsonl, context, known)
    results = Tally(screened(counted(drafts, total=how_many(files, jsonl), output=output), rules, reader, why=why))
    REPORTS[form](results, output=output, color=color, policy=rules)
    return results.status


class Tally:
    """Results on their way to a report; complains of what could not be read, and keeps the status."""

    def __init__(self, results: Iterable[Screened | Unread]) -> None:
        self.results = results
        self.status = 0
        self.empty = True

    def __iter__(self) -> Iterator[Screened | Unread]:
        for result in self.results:
            self.empty = False
            self.status = max(self.status, status_of(result))
            if isinstance(result, Unread):
                where = f"{name_of(result.path)}, line {result.line}: " if result.line is not None else ""
                complain(where + result.why)
            yield result
        if self.empty:
            self.status = complain("there were no drafts in the input; write one object a line, or give a text file")


def status_of(result: Screened | Unread) -> int:
    if isinstance(result, Unread):
        return CANNOT
    return 0 if result.screening.verdict is Verdict.CLEAR else 1


def how_many(files: tuple[str, ...], jsonl: bool) -> int | None:
    """The number of drafts, where it is known before they are read."""
    return None if jsonl or any(f.endswith(".jsonl") for f in files) else len(files)


def check_paths(files: tuple[str, ...], output: str | None, context: dict[str, Any]) -> None:
    read = [*files, *(context[k] for k in ("in_reply_to", "authorization") if context[k])]
    if read.count(STDIN) > 1:
        raise BadInput("standard input can be read once only; give the other words in a file")
    if output and any(path != STDIN and same_file(path, output) for path in read):
        raise BadInput(f"--output {name_of(output)} would overwrite what is to be checked; name another file")


def same_file(one: str, other: str) -> bool:
    try:
        return Path(one).samefile(other)
    except (OSError, ValueError):
        return False


def drafts_from(
    files: tuple[str, ...], jsonl: bool, context: dict[str, Any], organization: Any
) -> Iterator[Draft | Unread]:
    of_lines = [f for f in files if jsonl or f.endswith(".jsonl")]
    given = [f"--{name.replace('_', '-')}" for name in CONTEXT if context[name]]
    if of_lines and given:
        raise BadInput(f"{given[0]} belongs to one draft; in {name_of(of_lines[0])} every line says its own")
    shared = {} if of_lines and len(of_lines) == len(files) else context_of(context)
    if organization:
        shared["organization"] = organization
    return each_draft(files, frozenset(of_lines), shared, organization)


def each_draft(
    files: tuple[str, ...], of_lines: frozenset[str], shared: dict[str, Any], organization: Any
) -> Iterator[Draft | Unread]:
    for path in files:
        if path not in of_lines:
            yield draft_in_file(path, **shared)
            continue
        try:
            yield from drafts_in_lines(path, organization)
        except bedside.BedsideError as trouble:
            yield Unread(path=path, line=None, why=str(trouble))


def context_of(given: dict[str, Any]) -> dict[str, Any]:
    """The options of one draft as the fields of its content."""
    found: dict[str, Any] = {
        "kind": given["kind"] or Kind.POST,
        "account": given["account"] or Account.OFFICIAL,
        "author_role": given["role"] or "",
        "channel": given["channel"] or "",
        "alt_texts": given["alt_text"],
    }
    if given["in_reply_to"]:
        found["in_reply_to"] = read_text(given["in_reply_to"])
    if given["publish_at"]:
        found["publish_at"] = moment_of(given["publish_at"])
    if given["authorization"]:
        found["authorization"] = authorization_of(json_file(given["authorization"], about="authorization"))
    return found
