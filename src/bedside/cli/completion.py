"""`bedside completion`: what a shell needs to complete commands, options, rules and packs."""

import click
from click.shell_completion import get_completion_class

from bedside.cli.options import Word


@click.command()
@click.argument("shell", type=Word(["bash", "zsh", "fish"]))
def completion(shell: str) -> int:
    """Print the completion script for SHELL (bash, zsh or fish).

    Put it in your shell's start file: eval "$(bedside completion bash)", the same with zsh, or
    bedside completion fish > ~/.config/fish/completions/bedside.fish
    """
    from bedside.cli.main import cli

    made = get_completion_class(shell)
    if made is None:
        raise click.UsageError(f"no completion for {shell}")
    click.echo(made(cli, {}, "bedside", "_BEDSIDE_COMPLETE").source())
    return 0
