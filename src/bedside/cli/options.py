"""Options that several commands share."""

from collections.abc import Iterable
from typing import Any

import click
from click.shell_completion import CompletionItem

import bedside
from bedside.cli.words import named
from bedside.core.errors import PolicyError
from bedside.core.organizations import Organization
from bedside.core.policies import Policy
from bedside.core.screenings import READERS
from bedside.policies import BASELINE, pack_of_state, shipped
from bedside.policies.source import near


class Word(click.ParamType[Any]):
    """One of a few words; says the nearest when it is another."""

    name = "word"

    def __init__(self, words: Iterable[Any]) -> None:
        self.words = {str(w): w for w in words}

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if str(value) not in self.words:
            what = param.opts[-1] if param else "value"
            raise click.UsageError(f"{what} cannot be {named(str(value))}; {near(str(value), self.words)}", ctx)
        return self.words[str(value)]

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return "|".join(self.words)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        return [CompletionItem(w) for w in self.words if w.startswith(incomplete)]


def policy_for(name: str | None, organization: Organization | None) -> Policy:
    """The pack asked for; else the one of the organization's State; else the HIPAA baseline."""
    of_state = pack_of_state(organization.state) if organization and organization.state else None
    return pack_named(name or of_state or BASELINE)


def pack_named(name: str) -> Policy:
    """The policy of a pack.

    Raises:
        PolicyError: no such pack, or a mistake in it.
    """
    if named(name) != name:
        raise PolicyError("there is no policy pack by the name you gave; `bedside policy list` shows all")
    return bedside.load_policy(name)


def complete_pack(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    return [CompletionItem(p.name, help=p.title) for p in shipped() if p.name.startswith(incomplete)] or [
        CompletionItem(incomplete, type="file")
    ]


def complete_rule(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from bedside.screening.registry import registry

    start = incomplete.lower()
    return [
        CompletionItem(word, help=rule.message)
        for rule in registry().values()
        for word in (rule.code, rule.name)
        if word.lower().startswith(start)
    ]


reader_option = click.option(
    "--reader", type=Word(list(READERS)), default=READERS[0], help="How the learned reader reads (default: careful)."
)
