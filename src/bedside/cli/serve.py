"""`bedside serve`: the workspace for browsers, by one process with several threads."""

import click

from bedside.cli.installation import begin, require_up_to_date
from bedside.core.errors import BadInput


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Where to listen.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65_535))
@click.option("--threads", default=8, show_default=True, type=click.IntRange(1, 64), help="Requests at the same time.")
def serve(host: str, port: int, threads: int) -> None:
    """Serve the pages, until stopped. It speaks plain HTTP; a proxy in front of it speaks HTTPS.

    Letters, reminders and webhooks are the work of `bedside worker`, which runs beside it.
    """
    begin()
    require_up_to_date()
    from bedside.site import serving

    serving.require_private(host)
    server = serving.bound(host, port, threads=threads)
    if server is None:
        raise BadInput(f"something else listens on port {port} already; stop it, or choose another one with --port")
    click.echo("Warming up ...")
    for sentence in serving.warm_up():
        click.echo(sentence)
    click.echo(f"Bedside is at {server.address}. Stop it with Ctrl-C.")
    server.run()
    click.echo("The server has ended.")
