"""`bedside reply`: kind answers to what the public wrote, none of which tells of anyone."""

import click

import bedside
from bedside.cli.inputs import STDIN, read_text
from bedside.cli.options import Word, complete_pack, policy_for
from bedside.cli.reports.output import opened_output
from bedside.cli.reports.record import json_bytes
from bedside.cli.screen import screen_for
from bedside.core.content import ANSWERS, Kind


@click.command()
@click.option("--to", "answered", metavar="FILE", default=STDIN, help="What is answered (default: standard input).")
@click.option(
    "--kind", type=Word([k for k in Kind if k in ANSWERS]), default="rating_reply", help="What the answer is."
)
@click.option("--role", default="", help='Who will post it, such as "psychiatry practice page".')
@click.option("--organization", metavar="FILE", help="TOML file with your telephone and e-mail, among others.")
@click.option("--policy", metavar="PACK", shell_complete=complete_pack, help="Policy pack: a name or a TOML file.")
@click.option("--jsonl", is_flag=True, help='Write {"reply": "..."}, one a line.')
def reply(answered: str, kind: Kind, role: str, organization: str | None, policy: str | None, jsonl: bool) -> int:
    """Offer three kind answers to a rating, a comment or a message.

    No word of what is answered enters an answer, and each has passed a screening. Exit status: 0
    there are answers, 1 none can be offered and a person should write, 2 could not do it.
    """
    house = bedside.load_organization(organization) if organization else None
    offered = bedside.replies(
        read_text(answered), organization=house, kind=kind, role=role, policy=policy_for(policy, house)
    )
    with opened_output(None) as stream:
        if jsonl:
            for text in offered:
                stream.write(json_bytes({"reply": text}))
            stream.flush()
            return 0 if offered else 1
        screen = screen_for(stream, color="auto", to_file=False)
        for number, text in enumerate(offered, 1):
            screen.wrapped(screen.safe(text), indent=f"{number}. ", hang="   ")
            screen.say()
        if not offered:
            screen.wrapped(
                "There is no answer here that is sure to tell of nobody. Ask your point of contact to write it."
            )
        else:
            screen.wrapped(
                f"Not answering is always fine too. Check what you change: bedside check --kind {kind}", dim=True
            )
    return 0 if offered else 1
