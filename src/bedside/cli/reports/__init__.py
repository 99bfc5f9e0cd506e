"""Ways to tell what was found: each takes the results and writes them as they come."""

from collections.abc import Iterable
from importlib import import_module
from types import MappingProxyType
from typing import Protocol

from bedside.cli.drafts import Screened, Unread
from bedside.core.policies import Policy


class Report(Protocol):
    """Writes results to ``output``, or to the screen when that is None."""

    def __call__(
        self, results: Iterable[Screened | Unread], *, output: str | None, color: str, policy: Policy
    ) -> None: ...


def report(name: str) -> Report:
    """The report of this format; read only when asked for, since some need a template engine."""

    def write(results: Iterable[Screened | Unread], *, output: str | None, color: str, policy: Policy) -> None:
        module = import_module(f"bedside.cli.reports.{name}")
        module.write(results, output=output, color=color, policy=policy)

    return write


REPORTS = MappingProxyType({name: report(name) for name in ("text", "json", "jsonl", "sarif", "html")})
