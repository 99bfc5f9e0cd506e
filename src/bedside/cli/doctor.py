"""`bedside doctor`: what is missing, insecure or unchecked, and the cure."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bedside.site.doctor.finding import Found

SIGNS = {"fine": "✓", "look": "?", "wrong": "■", "unchecked": "○"}
WORDS = {"fine": "Fine", "look": "A person should look", "wrong": "To change", "unchecked": "Not looked at"}


@click.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def doctor(form: str) -> None:
    """Look at the whole installation. It changes nothing, and names nobody.

    Exit status 0 where all is fine, 1 where something is to change, to look at or could not be looked at, 2 where the
    settings cannot be read.
    """
    from bedside import site

    site.set_up()
    from bedside.site import logs
    from bedside.site.doctor.examining import examine

    logs.begin()
    found = list(examine())
    click.echo(as_json(found) if form == "json" else as_text(found))
    if any(f.state != "fine" for f in found):
        raise SystemExit(1)


def as_json(found: "list[Found]") -> str:
    whole = all(f.state == "fine" for f in found)
    return json.dumps({"fine": whole, "found": [asdict(f) for f in found]}, indent=2, ensure_ascii=False)


def as_text(found: "list[Found]") -> str:
    """What asks for something first, in the order of how much; then what is fine, in one line each."""
    lines: list[str] = []
    for state in ("wrong", "look", "unchecked", "fine"):
        of_state = [f for f in found if f.state == state]
        if of_state:
            lines += ["", click.style(WORDS[state], bold=True)]
        for one in of_state:
            where = f" [{one.about}]" if one.about else ""
            lines.append(f"{SIGNS[state]} {one.check}{where}: {one.says}")
            lines += [f"    {one.cure}"] if one.cure else []
    counts = [(state, sum(f.state == state for f in found)) for state in ("wrong", "look", "unchecked")]
    told = ", ".join(
        f"{n} {words}" for (_, n), words in zip(counts, ("to change", "to look at", "not looked at"), strict=True) if n
    )
    return "\n".join([*lines[1:], "", f"{told or 'Everything is fine'}."])
