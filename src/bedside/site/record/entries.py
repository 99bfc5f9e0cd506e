"""Entries as a page shows them: read from their bodies, with names in the place of ids."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from bedside.core.roles import Right
from bedside.desk.audit.checking import fits
from bedside.desk.audit.models import Entry
from bedside.desk.audit.selectors import HASH_BYTES, reasons_of
from bedside.desk.drafts.models import Draft, Question
from bedside.desk.people.models import Person
from bedside.ledger.entries import Fact
from bedside.site.record import looks

MACHINES = {
    "anchor": "Bedside, showing the record",
    "backup": "Bedside, making a backup",
    "init": "Bedside, setting up",
    "restore": "Bedside, restoring",
    "sign-in": "Bedside, at the door",
    "worker": "Bedside, on time",
}
THINGS = {
    "organization": "the whole house",
    "checkpoint": "a checkpoint",
    "policy": "the rules",
    "facts": "what is public",
    "invitation": "an invitation",
    "facility": "a facility",
    "guidance": "guidance for everyone",
    "reason": "a reason",
    "version": "a version of a draft",
    "picture": "a picture",
    "comment": "a comment",
    "token": "a token",
    "webhook": "a webhook",
    "hold": "a legal hold",
    "note": "a note",
}
PLACES = {"policy": "policies", "facts": "public"}


@dataclass(frozen=True)
class Name:
    """What an id is called, and where its page is ("" where there is none for this reader)."""

    words: str
    url: str = ""


@dataclass(frozen=True)
class Shown:
    """One entry. ``reason`` is None where none is shown; ``why_not`` says why where one was given."""

    seq: int
    at: datetime
    event: str
    heading: str
    sentence: str
    icon: str
    kind: str
    who: Name
    about: Name
    details: list[str] = field(default_factory=list)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    reason: str | None = None
    why_not: str = ""
    leaf: str = ""
    fits: bool = True

    @property
    def short_leaf(self) -> str:
        return f"{self.leaf[:4]}…{self.leaf[-4:]}"


def shown(rows: Sequence[Entry], *, to: Person) -> list[Shown]:
    """Entries in the order given, for one reader; a fixed number of queries, however many they are.

    Args:
        rows: read with their ``reason``.
    """
    names = Names(rows, to=to)
    sees = to.may(Right.SEE_RECORD)
    reasons = reasons_of(rows) if sees else {}
    return [_shown(row, names, reasons, sees=sees) for row in rows]


def _shown(row: Entry, names: "Names", reasons: Mapping[int, str | None], *, sees: bool) -> Shown:
    entry = fits(row)
    event, facts = (entry.event, entry.facts) if entry else (row.event, {})
    known = looks.event_of(event)
    icon, kind = looks.look_of(event, facts) if entry else ("warning-circle-fill", "hold")
    reason = reasons.get(row.seq)
    why_not = "" if row.reason is None or reason is not None else _why_not(row, reasons, sees=sees)
    return Shown(
        seq=row.seq,
        at=entry.at if entry else row.at,
        event=event,
        heading=looks.heading_of(event, facts) if entry else "This entry does not fit",
        sentence=known.sentence if known else "An event of a later version of Bedside.",
        icon=icon,
        kind=kind,
        who=names.of(entry.actor if entry else row.actor),
        about=names.of(entry.about if entry else row.about),
        details=looks.details_of(event, facts),
        facts=facts,
        reason=reason,
        why_not=why_not,
        leaf=bytes(row.hashes[:HASH_BYTES]).hex(),
        fits=entry is not None,
    )


def _why_not(row: Entry, reasons: Mapping[int, str | None], *, sees: bool) -> str:
    if not sees:
        return WITHHELD
    return ERASED if row.seq in reasons else BROKEN


ERASED = "A reason was given. Its words were erased; the record still proves that they were there."
BROKEN = "A reason was given, and its words do not open: somebody changed them."
WITHHELD = "A reason was given."


class Names:
    """Names for everything that entries are by or about, asked for all at once."""

    def __init__(self, rows: Iterable[Entry], *, to: Person) -> None:
        self.to = to
        self.sees = to.may(Right.SEE_RECORD)
        ids: dict[str, set[UUID]] = {}
        for row in rows:
            for reference in (row.about, row.actor):
                kind, _, said = reference.partition(":")
                if (found := _uuid(said)) is not None:
                    ids.setdefault(kind, set()).add(found)
        self.people = dict(Person.objects.filter(pk__in=ids.get("person", ())).values_list("pk", "name"))
        self.drafts = dict(Draft.objects.filter(pk__in=ids.get("draft", ())).values_list("pk", "number"))
        self.questions = dict(Question.objects.filter(pk__in=ids.get("question", ())).values_list("pk", "number"))
        self._said: dict[str, Name] = {}

    def of(self, reference: str) -> Name:
        """What an ``about`` or ``actor`` of an entry is called."""
        if reference not in self._said:
            self._said[reference] = self._of(reference)
        return self._said[reference]

    def _of(self, reference: str) -> Name:
        kind, _, said = reference.partition(":")
        found = _uuid(said)
        if kind == "system":
            return Name(MACHINES.get(said, f"Bedside, {said.replace('-', ' ')}"))
        if kind == "person" and found in self.people:
            return Name(self.people[found], reverse("record-person", args=[found]) if self.sees else "")
        if kind == "draft" and found in self.drafts:
            number = self.drafts[found]
            return Name(f"Draft {number}", reverse("record-draft", args=[number]) if self.sees else "")
        if kind == "question" and found in self.questions:
            return Name(f"Question {self.questions[found]}")
        words = THINGS.get(kind, kind.replace("_", " "))
        return Name(words, reverse(PLACES[kind]) if kind in PLACES else "")


def _uuid(said: str) -> UUID | None:
    try:
        return UUID(said)
    except ValueError:
        return None
