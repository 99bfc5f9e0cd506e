"""People who are named, and what each is to the telling.

`naming` says where a name stands, `roles` whose it is: the same name is a patient after "rang the
bell", a nurse after "welcome", and nobody's secret after "in 1903". Every role keeps the reason that
decided it, so that a reviewer can disagree with it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bedside.screening.reading.naming import CREDENTIALS, SURE
from bedside.screening.reading.roles import BY_DEFAULT, OUTRIGHT, STAFF_TITLES, Role, Scene, Seen, role_of, seen_at

if TYPE_CHECKING:
    from bedside.screening.reading.reading import Reading

__all__ = ["Person", "Role", "people_of", "roster_of"]

EVEN = 0.5  # points that an everyday word needs where only its neighbourhood speaks of care
WEAK = -1.2  # points enough where the context suggests a name
STRONG = -2.2  # points enough where grammar says outright that a name stands here


@dataclass(frozen=True, slots=True)
class Person:
    """A name at ``start:end`` of the part's plain text, courtesy title included.

    ``named`` is False where only initials stand for the name. ``why`` is the sign that decided the
    role, in our own words; ``odds`` the chance that this is a name at all.
    """

    part: str
    start: int
    end: int
    name: str = field(repr=False)
    role: Role
    named: bool = True
    why: str = ""
    odds: float = 1.0


def people_of(reading: "Reading") -> tuple[Person, ...]:
    """Everyone named in the parts that are judged, in reading order."""
    seen = []
    for part in reading:
        if part.names:
            scene = Scene(part)
            seen += [seen_at(name, part, scene, reading) for name in part.names]
    decided = agreed([(s, *heard(s, *role_of(s))) for s in seen])
    return tuple(person(s, role, why) for s, role, why in decided if counts(s, role, why))


ROLES_READ = {
    "told_about": Role.TOLD_ABOUT, "relative": Role.RELATIVE, "addressee": Role.ADDRESSEE, "workforce": Role.WORKFORCE,
    "public_figure": Role.PUBLIC_FIGURE, "author": Role.AUTHOR, "fictional": Role.FICTIONAL,
}  # fmt: skip
SURE_OF_ROLE = 0.6  # chance from which the reader's role stands where grammar says nothing firm


def heard(seen: Seen, role: Role, why: str) -> tuple[Role, str]:
    """The role, from the learned reader where grammar says nothing firm about it."""
    belief = seen.part.belief
    if belief is None or firmness(role, why) > 1:
        return role, why
    read = next((n for n in belief.names if n.start < seen.name.end and seen.start < n.end), None)
    if read is None or max(read.roles) < SURE_OF_ROLE or read.role not in ROLES_READ:
        return role, why
    return ROLES_READ[read.role], f"the learned reader is {max(read.roles):.0%} sure"


def counts(seen: Seen, role: Role, why: str) -> bool:
    """Whether a word with these points is a name, given what the grammar says."""
    points = seen.name.points
    if seen.name.common and role is Role.TOLD_ABOUT and why in BY_DEFAULT:
        return points >= EVEN
    if points >= SURE:
        return True
    if role is Role.UNKNOWN:
        return False
    return seen.name.initials or points >= (STRONG if why in OUTRIGHT else WEAK)


def person(seen: Seen, role: Role, why: str) -> Person:
    name = seen.name
    return Person(
        part=seen.part.name, start=seen.start, end=name.end, name=seen.part.text[seen.start : name.end], role=role,
        named=not name.initials, why=why, odds=round(name.odds, 2),
    )  # fmt: skip


def agreed(decided: list[tuple[Seen, Role, str]]) -> Iterator[tuple[Seen, Role, str]]:
    """Let every mention of a name have the role of the mention that says most."""
    best: dict[str, tuple[Role, str]] = {}
    for seen, role, why in decided:
        for word in seen.words:
            if word not in best or firmness(role, why) > firmness(*best[word]):
                best[word] = (role, why)
    for seen, role, why in decided:
        other = max((best[w] for w in seen.words), key=lambda o: firmness(*o), default=(role, why))
        yield (seen, *other) if firmness(*other) > firmness(role, why) else (seen, role, why)


def firmness(role: Role, why: str) -> int:
    return 0 if role is Role.UNKNOWN else 1 if why in BY_DEFAULT else 2


def roster_of(staff: tuple[str, ...]) -> frozenset[frozenset[str]]:
    """The words of each name on a roster, titles and credentials left out."""
    return frozenset(
        frozenset(
            w for w in re.findall(r"[a-z'-]+", entry.lower()) if len(w) > 2 and w not in STAFF_TITLES | CREDENTIALS
        )
        for entry in staff
    )
