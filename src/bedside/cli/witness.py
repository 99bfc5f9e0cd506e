"""`bedside witness`: cosign the records of other installations, and have ours cosigned by them."""

from pathlib import Path

import click

from bedside.cli.installation import begin
from bedside.core.errors import BadInput


@click.group()
def witness() -> None:
    """See that another installation's record only ever grows, and sign that it was seen.

    Two organisations that witness each other need no third party: each gives the other its `key`, names the other's record
    with --log, and sets BEDSIDE_WITNESSES to the other's key and address.
    """


@witness.command()
@click.argument("name")
def key(name: str) -> None:
    """The public key with which this installation signs as the witness NAME (witness.example.org)."""
    begin()
    from bedside.desk.audit import keys

    click.echo(str(keys.witness_signer(name).verifier))


@witness.command()
@click.argument("name")
@click.option(
    "--log", "logs", multiple=True, required=True, metavar="VKEY", help="A record that is watched, by its key."
)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8471, show_default=True, type=click.IntRange(1, 65535))
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path), help="Where what was seen last is kept.")
def serve(name: str, logs: tuple[str, ...], host: str, port: int, folder: Path | None) -> None:
    """Answer as the witness NAME until stopped. TLS is the business of what stands in front of it."""
    begin()
    from django.conf import settings

    from bedside.desk.audit import keys
    from bedside.ledger import notes
    from bedside.ledger.witness import Witness, server_for

    known = {v.name: v for v in map(notes.verifier_of, logs)}
    if len(known) != len(logs):
        raise BadInput("two of the logs have the same origin")
    kept = folder or Path(settings.BEDSIDE_KEY_RING).parent.parent / "witness"
    one = Witness(keys.witness_signer(name), logs=known, folder=kept)
    with server_for(one, host=host, port=port) as server:
        click.echo(f"{name} answers at http://{host}:{port} for {len(known)} records. Stop with Ctrl+C.")
        server.serve_forever()
