"""Who answers in the place of the point of contact, and whether there is ever a moment in which nobody does."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class Away:
    """Someone does not answer from ``starts`` until just before ``until``; ``cover`` does, where one was named."""

    person: UUID
    starts: datetime
    until: datetime
    cover: UUID | None = None

    def includes(self, at: datetime) -> bool:
        return self.starts <= at < self.until

    def overlaps(self, other: "Away") -> bool:
        return self.starts < other.until and other.starts < self.until


def stand_in(person: UUID, *, at: datetime, away: Collection[Away], able: Collection[UUID]) -> UUID | None:
    """Who answers for someone at a moment: themselves, who covers, or who covers for that one, and so on.

    Args:
        away: absences, at most one of a person at a time.
        able: who may answer and can sign in. The person themselves need not be among them.

    Returns:
        None where the chain ends with somebody who is away or not able, or goes in a circle.
    """
    out = {a.person: a for a in away if a.includes(at)}
    seen: set[UUID] = set()
    current = person
    while absence := out.get(current):
        seen.add(current)
        if absence.cover is None or absence.cover in seen or absence.cover not in able:
            return None
        current = absence.cover
    return current


def first_gap(person: UUID, *, since: datetime, away: Collection[Away], able: Collection[UUID]) -> datetime | None:
    """The first moment from ``since`` on in which nobody answers for someone; None where there is none.

    Whoever answers changes only where an absence begins or ends, so only those moments are looked at.
    """
    turns = {since} | {t for a in away for t in (a.starts, a.until) if t > since}
    return next((t for t in sorted(turns) if stand_in(person, at=t, away=away, able=able) is None), None)
