"""Entries: what happened, as one line of canonical JSON. The line's bytes are the leaf of the tree.

An entry holds ids, rule codes, numbers and digests. Every value has to be a token without spaces, so that no
sentence of a draft can stand in the record by mistake.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bedside.core.errors import LedgerError

VERSION = 1
MOST_BYTES = 16_000
MOST_FACTS = 32
MOST_NUMBER = 2**53 - 1  # what every JSON reader holds exactly

TOKEN = re.compile(r"[A-Za-z0-9._:/+@-]{1,200}")
EVENT = re.compile(r"[a-z][a-z0-9_]{0,39}(\.[a-z][a-z0-9_]{0,39}){1,3}")
ABOUT = re.compile(r"[a-z][a-z0-9_-]{0,39}:[A-Za-z0-9._:/+@-]{1,159}")
ACTOR = re.compile(r"(person|system):[A-Za-z0-9._:/+@-]{1,159}")
DIGEST = re.compile(r"[0-9a-f]{64}")
FACT = re.compile(r"[a-z][a-z0-9_]{0,39}")

Fact = int | bool | str


class BadEntry(LedgerError):
    """Not an entry, or not in its only form. Says which field, never what stood in it."""


class UnknownVersion(LedgerError):
    """Written by a later Bedside."""


@dataclass(frozen=True)
class Entry:
    """One thing that happened.

    ``seq`` counts from 0 within an organisation's record; ``about`` and ``actor`` are kind and id; ``at`` is UTC,
    to the microsecond; ``reason`` is the hex SHA-256 of the ciphertext of the reason given, if one was.

    Raises:
        BadEntry: a field has the wrong shape.
        UnknownVersion: the version is not one that this Bedside writes.
    """

    seq: int
    organization: str
    event: str
    about: str
    actor: str
    at: datetime
    reason: str | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)
    version: int = VERSION

    def __post_init__(self) -> None:
        if type(self.version) is not int:
            raise BadEntry("an entry's version is a number")
        if self.version != VERSION:
            raise UnknownVersion(f"an entry of version {self.version}; this Bedside reads {VERSION}: update Bedside")
        if type(self.seq) is not int or not 0 <= self.seq <= MOST_NUMBER:
            raise BadEntry("an entry's seq is a number from 0 on")
        _require(self.organization, TOKEN, "organization")
        _require(self.event, EVENT, "event")
        _require(self.about, ABOUT, "about")
        _require(self.actor, ACTOR, "actor")
        if not isinstance(self.at, datetime) or self.at.utcoffset() != timedelta(0):
            raise BadEntry("an entry's at is a time in UTC")
        if self.reason is not None:
            _require(self.reason, DIGEST, "reason")
        _require_facts(self.facts)


def _require(value: object, shape: re.Pattern[str], name: str) -> None:
    if not isinstance(value, str) or not shape.fullmatch(value):
        raise BadEntry(f"an entry's {name} is a token of its kind, without spaces")


def _require_facts(facts: object) -> None:
    if not isinstance(facts, Mapping) or len(facts) > MOST_FACTS:
        raise BadEntry(f"an entry's facts are at most {MOST_FACTS} names with values")
    for name, value in facts.items():
        _require(name, FACT, "name of a fact")
        if isinstance(value, bool):
            continue
        if isinstance(value, int):
            if abs(value) > MOST_NUMBER:
                raise BadEntry("a number among an entry's facts is too large")
        else:
            _require(value, TOKEN, "fact")


def canonical(entry: Entry) -> bytes:
    """The only form of an entry: JSON, keys sorted, no spaces, no newline."""
    fields = {name: getattr(entry, name) for name in FIELDS}
    fields["at"] = time_text(entry.at)
    fields["facts"] = dict(entry.facts)
    return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


FIELDS = tuple(sorted(Entry.__dataclass_fields__))


def time_text(at: datetime) -> str:
    """UTC with six digits of a second and a Z, always as long."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def parse(raw: bytes) -> Entry:
    """Read an entry.

    Raises:
        UnknownVersion: it is of a later version.
        BadEntry: it is not exactly what `canonical` writes.
    """
    fields = _fields_of(raw)
    version = fields.get("version")
    if type(version) is int and version > VERSION:
        raise UnknownVersion(f"an entry of version {version}; this Bedside reads {VERSION}: update Bedside")
    if set(fields) != set(FIELDS):
        raise BadEntry(f"an entry has the fields {', '.join(FIELDS)}, and no others")
    try:
        fields["at"] = datetime.fromisoformat(fields["at"])
    except (TypeError, ValueError):
        raise BadEntry("an entry's at is a time in UTC") from None
    found = Entry(**fields)
    if canonical(found) != raw:
        raise BadEntry("an entry has one form only: keys sorted, no spaces, times to the microsecond")
    return found


def _fields_of(raw: bytes) -> dict[str, Any]:
    if len(raw) > MOST_BYTES:
        raise BadEntry(f"an entry has at most {MOST_BYTES} bytes")
    try:
        fields = json.loads(raw.decode())
    except (ValueError, RecursionError):
        raise BadEntry("an entry is one line of JSON") from None
    if not isinstance(fields, dict):
        raise BadEntry("an entry is a JSON object")
    return fields
