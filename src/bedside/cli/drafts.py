"""Drafts on their way through a command: as they came in, and as they were screened."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import bedside
from bedside.cli.inputs import STDIN, json_lines, name_of, read_text
from bedside.cli.trouble import fault_message
from bedside.core.content import Content
from bedside.core.errors import BedsideError
from bedside.core.findings import Fine
from bedside.core.organizations import Organization
from bedside.core.policies import Policy
from bedside.core.records import content_of
from bedside.core.screenings import Screening


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One draft as it came in: ``id`` as given, ``path`` and ``line`` where it stood."""

    id: Any
    path: str
    line: int | None = None
    content: Content = field(repr=False)

    @property
    def name(self) -> str:
        """What a person calls it; never its words."""
        if self.line is None:
            return name_of(self.path)
        return f"{name_of(self.path)}, line {self.line}" if self.id is None else str(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Screened:
    """A draft with what was found in it, and what in it is fine where that was asked for."""

    draft: Draft
    screening: Screening
    fine: tuple[Fine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A draft that could not be read or screened, and why; ``line`` where it stood in a file of lines."""

    path: str
    line: int | None
    why: str


def drafts_in_lines(path: str, organization: Organization | None) -> Iterator[Draft | Unread]:
    for line, record in json_lines(path):
        if isinstance(record, BedsideError):
            yield Unread(path=path, line=line, why=str(record))
            continue
        try:
            content = content_of(record, organization=organization)
        except BedsideError as trouble:
            yield Unread(path=path, line=line, why=str(trouble))
            continue
        yield Draft(id=record.get("id"), path=path, line=line, content=content)


def draft_in_file(path: str, **context: Any) -> Draft | Unread:
    try:
        return Draft(id=path if path != STDIN else "stdin", path=path, content=Content(body=read_text(path), **context))
    except BedsideError as trouble:
        return Unread(path=path, line=None, why=str(trouble))


def screened(
    drafts: Iterable[Draft | Unread], policy: Policy, reader: str = "careful", *, why: bool = False
) -> Iterator[Screened | Unread]:
    """Screen draft after draft; one that fails does not keep the others from being screened.

    Args:
        why: say as well what is fine.
    """
    for draft in drafts:
        if isinstance(draft, Unread):
            yield draft
            continue
        try:
            if why:
                told = bedside.explain(draft.content, policy=policy, reader=reader)
                yield Screened(draft=draft, screening=told.screening, fine=told.fine)
            else:
                yield Screened(draft=draft, screening=bedside.screen(draft.content, policy=policy, reader=reader))
        except BedsideError as trouble:
            yield Unread(path=draft.path, line=draft.line, why=str(trouble))
        except Exception as trouble:
            yield Unread(path=draft.path, line=draft.line, why=fault_message(trouble))
