"""The `bedside` command: its parts, and how every trouble is told in one line."""

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

import click

import bedside
from bedside.cli.trouble import complain, fault_message, pipe_closed, usage_message
from bedside.cli.words import named
from bedside.core.errors import BedsideError

# Each command: where it lives, and its line in the help. The module is read only when the command is
# asked for, so that help and completion are quick.
COMMANDS = {
    "check": ("bedside.cli.check:check", "Say what publishing a draft would disclose or say amiss."),
    "identifiers": ("bedside.cli.identifiers:identifiers", "Mark what identifies an individual."),
    "rules": ("bedside.cli.rules:rules", "List every rule and what it weighs."),
    "explain": ("bedside.cli.rules:explain", "Say what a rule looks for, under which law, with examples."),
    "policy": ("bedside.cli.policy:policy", "Look at policy packs, check them, compare them."),
    "reply": ("bedside.cli.reply:reply", "Offer kind answers to a rating, a comment or a message."),
    "tour": ("bedside.cli.tour:tour", "Walk through sample drafts, with what each finding means."),
    "demo": ("bedside.cli.demo:demo", "Open the workspace on invented people, on this machine only."),
    "init": ("bedside.cli.init:init", "Set up the workspace: database, keys and an organisation."),
    "serve": ("bedside.cli.serve:serve", "Serve the workspace to browsers."),
    "worker": ("bedside.cli.worker:worker", "Do what nobody waits for: letters, reminders, signing the record."),
    "doctor": ("bedside.cli.doctor:doctor", "Say what is missing, insecure or unchecked, and the cure."),
    "migrate": ("bedside.cli.migrate:migrate", "Bring the database up to this version."),
    "audit": ("bedside.cli.audit:audit", "Read, check, anchor and hand out the record."),
    "witness": ("bedside.cli.witness:witness", "Cosign the records of other installations."),
    "keys": ("bedside.cli.keys:keys", "Make, look at and change the keys."),
    "hold": ("bedside.cli.hold:hold", "Keep a record from being erased."),
    "erase": ("bedside.cli.init:erase", "Make the words of a record unreadable for good."),
    "backup": ("bedside.cli.backup:backup", "Write an encrypted backup of the installation."),
    "restore": ("bedside.cli.backup:restore", "Bring a backup back, erase again, and check it."),
    "drill": ("bedside.cli.backup:drill", "Restore a backup elsewhere and say how long it took."),
    "completion": ("bedside.cli.completion:completion", "Print what your shell needs to complete commands."),
}


# Packages that come with an extra, and which.
DESK = (
    *("allauth", "argon2", "axes", "cryptography", "csp", "django", "django_htmx", "ninja", "PIL"),
    *("rfc3161_client", "standardwebhooks", "structlog", "waitress", "whitenoise"),
)
EXTRAS = dict.fromkeys(DESK, "desk") | {"psycopg": "postgresql"}


class Bedside(click.Group):
    """Commands read on demand, and one clear line for everything that goes wrong."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from bedside.policies.source import near

            raise click.UsageError(f"there is no command {named(args[0])}; {near(args[0], COMMANDS)}", ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # caught here, since click would end with a status of its own
            return pipe_closed()

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any) -> NoReturn:  # type: ignore[override]
        try:
            status = super().main(args, prog_name or "bedside", standalone_mode=False, **extra)
        except (click.Abort, KeyboardInterrupt):
            status = complain("stopped on request; what is not shown was not checked")
        except click.ClickException as trouble:
            status = complain(usage_message(trouble))
        except BedsideError as trouble:
            status = complain(str(trouble))
        except OSError as trouble:
            status = complain(
                f"could not read or write ({(trouble.strerror or 'no reason given').lower()}); nothing more was told"
            )
        except ModuleNotFoundError as trouble:
            needed = EXTRAS.get((trouble.name or "").partition(".")[0])
            install = f"a part of this command is not installed; install bedside[{needed}]"
            status = complain(install if needed else fault_message(trouble))
        except Exception as trouble:
            status = complain(fault_message(trouble))
        sys.exit(status or 0)


@click.group(
    cls=Bedside,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit status: 0 nothing to change, 1 a person should look or something to change, 2 could not do it.",
)
@click.version_option(bedside.__version__, "-V", "--version", prog_name="bedside", message="%(prog)s %(version)s")
def cli() -> None:
    """Keep what you post from telling on a patient, and share it well.

    Start with `bedside check draft.txt`, or paste words into `bedside check`.
    """


def main() -> NoReturn:
    """Entry point of the `bedside` script."""
    cli.main()
