"""`bedside audit`: read the record of an organisation, check it, show it to others, hand it out."""

import json
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from bedside.cli.installation import at_work, begin, option_organization, organization_of
from bedside.core.errors import BadInput


@click.group()
def audit() -> None:
    """The record of what was done: entries that only ever grow.

    Each organisation has one. Nothing here shows the words of a draft; the reasons people gave are shown by
    `show`, as long as they were not erased.
    """


@audit.command("list")
@option_organization
@click.option("--about", default="", metavar="RECORD", help="Only entries about this record (draft:ID).")
@click.option("--actor", default="", metavar="WHO", help="Only what this person or part did (person:ID).")
@click.option("--event", default="", help="Only this event (draft.approved).")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 10_000))
@click.option("--jsonl", is_flag=True, help="Entries as JSON lines, in their canonical form.")
def listed(organization: str, about: str, actor: str, event: str, limit: int, jsonl: bool) -> None:
    """The newest entries, newest first."""
    with at_work(organization):
        from bedside.core.events import Event
        from bedside.desk.audit import selectors

        for entry in selectors.listed(selectors.Filter(about, actor, event), limit=limit):
            if jsonl:
                click.echo(bytes(entry.body).decode())
            else:
                sentence = Event(entry.event).sentence if entry.event in set(Event) else ""
                click.echo(
                    f"{entry.seq:>7}  {entry.at:%Y-%m-%d %H:%M:%S} UTC  {entry.event:<24} {entry.about}  {sentence}"
                )


@audit.command()
@option_organization
@click.argument("seq", type=click.IntRange(0))
def show(organization: str, seq: int) -> None:
    """One entry: what it holds, the reason given, and how it stands in the tree."""
    with at_work(organization):
        from bedside.desk.audit.models import Entry
        from bedside.desk.tenancy.fields import Erased

        entry = Entry.objects.filter(seq=seq).select_related("reason").first()
        if entry is None:
            raise BadInput(f"there is no entry {seq}")
        for name, value in json.loads(bytes(entry.body)).items():
            click.echo(f"{name:>13}: {value}")
        if entry.reason:
            try:
                click.echo(f"{'given reason':>13}: {entry.reason.words}")
            except Erased:
                click.echo(f"{'given reason':>13}: erased; the digest above still stands for it")
        click.echo(f"{'leaf':>13}: {bytes(entry.hashes)[:32].hex()}")


@audit.command()
@option_organization
def verify(organization: str) -> None:
    """Check every entry, the tree, and every checkpoint and anchor. Exit 1 where something was changed."""
    with at_work(organization):
        from bedside.desk.audit.checking import check

        report = check()
        for line in report.lines:
            click.echo(line)
    if not report.fine:
        raise SystemExit(1)


@audit.command()
@option_organization
@click.option(
    "--every", type=click.IntRange(1), metavar="MINUTES", help="Go on until stopped, with this pause between."
)
def anchor(organization: str, every: int | None) -> None:
    """Sign the record as it stands and show it to the authority and the witnesses of the settings.

    Without an anchor, whoever holds the signing key could write the record anew. Run it on a schedule, or leave it
    running with --every.
    """
    begin()
    from bedside.desk.audit import anchoring

    chosen = organization_of(organization)
    while True:
        for line in anchoring.anchor_now(chosen, at=datetime.now(UTC)):
            click.echo(line)
        if every is None:
            return
        time.sleep(every * 60)


@audit.command()
@click.argument("bundle", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--key", metavar="VKEY", help="The record's key, from its operator and not from the bundle.")
@click.option("--witness", "witnesses", multiple=True, metavar="VKEY", help="A witness's key, from the witness.")
@click.option(
    "--seen",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A checkpoint kept from before.",
)
@click.option(
    "--roots", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Certificates for time stamps (PEM)."
)
def inspect(
    bundle: Path, key: str | None, witnesses: tuple[str, ...], seen: tuple[Path, ...], roots: Path | None
) -> None:
    """Check a BUNDLE that somebody handed out. Exit 1 where it was tampered with, 2 where it cannot be read.

    The verify.py inside a bundle does the same without Bedside.
    """
    from bedside.ledger import bundles, notes

    report = bundles.verify(
        bundle,
        key=notes.verifier_of(key) if key else None,
        witnesses=[notes.verifier_of(w) for w in witnesses],
        seen=[notes.parse(path.read_bytes()) for path in seen],
        roots=roots.read_bytes() if roots else None,
    )
    for line in (*report.troubles, *report.proven, *report.unproven):
        click.echo(line)
    if not report.fine:
        raise SystemExit(1)


@audit.command()
@option_organization
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--first", default=0, type=click.IntRange(0), help="First entry of the bundle.")
@click.option("--last", default=None, type=click.IntRange(0), help="Last entry of the bundle.")
def export(organization: str, target: Path, first: int, last: int | None) -> None:
    """Write a bundle that proves itself: entries, checkpoints, tokens, proofs, and a verifier to run anywhere."""
    with at_work(organization):
        from bedside.desk.audit import exporting

        made: Any = exporting.export(target, first=first, last=last, at=datetime.now(UTC))
    click.echo(f"{made.entries} entries up to checkpoint {made.size} are in {target.name}.")
    click.echo(f"Whoever gets it runs: unzip -p {target.name} verify.py > verify.py; python verify.py {target.name}")
