"""Names of the lists and names of the learned reader, heard as one.

Each says how sure it is in logarithms of odds; what both say is added up with the points of `AGREED`,
which `training/reader/fit_names.py` sets by logistic regression; "base" and "posted" were then moved by hand, so that
plain prose alarms less.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import TYPE_CHECKING

from bedside.screening.reading.learned.inference import NameBelief
from bedside.screening.reading.naming import OF_EPONYMS, POSSIBLE, SURE, TITLES, Letters, Name, without_overlaps

if TYPE_CHECKING:
    from bedside.screening.reading.reading import Part

AGREED: Mapping[str, float] = {
    "base": -4.0,
    "lists": 1.80,  # lists and grammar see a name,
    "lists point": 0.58,  # and each of their points
    "read": 1.94,  # the reader sees one,
    "read point": 0.40,  # and each point of its odds
    "other list": -0.92,  # only the reader surely sees one, in a word that is listed as an illness, drug, brand or place
    "posted": 1.1,  # a handle or hashtag stands in the text: posts name more people than other prose
    "capitals": -1.02,  # only the reader surely sees one, in a short word of capitals
}
MOST = 6.0  # points of either from which it gets no surer
OTHER_LISTS = frozenset(["health", "brand", "eponym", "thing", "hospital", "region"])
SHORT = 5
WIDENS = 0.5  # chance from which the reader's words beside a name belong to it


def signs_of(
    letters: Letters, name: Name | None, belief: NameBelief | None, words: Sequence[int] = ()
) -> dict[str, float]:
    """What speaks for and against a name that one or both see; ``words`` are the numbers of its words."""
    signs = {"base": 1.0, "posted": float("@" in letters.text or "#" in letters.text)}
    if name is not None:
        words = range(name.first, name.last + 1)
        signs |= {"lists": 1.0, "lists point": min(MOST, name.points)}
    if belief is not None:
        odds = min(max(belief.odds, 1e-3), 1 - 1e-3)
        signs |= {"read": 1.0, "read point": min(MOST, math.log(odds / (1 - odds)))}
    if words and (name is None or name.points < SURE):
        kinds = {kind.rstrip("+") for i in words for kind in letters.listed.get(i, ())}
        signs["other list"] = float(bool(kinds & OTHER_LISTS))
        typed = letters.text[letters.words[words[0]].start : letters.words[words[-1]].end]
        signs["capitals"] = float(typed.isupper() and 1 < len(typed) <= SHORT and not letters.shouted)
    return signs


def points_of(signs: Mapping[str, float]) -> float:
    return round(sum(AGREED[key] * value for key, value in signs.items()), 2)


def is_an_illness_or_drug(letters: Letters, words: Sequence[int]) -> bool:
    """Whether the words are listed as such, and in no list of names."""
    return all(
        "health" in letters.listed.get(i, ()) and not letters.ranks[i].given and not letters.ranks[i].family
        for i in words
    )


def is_outright(name: Name) -> bool:
    """Whether the writing itself makes it a name, whatever anyone believes: "Mr. D.", "Dr. Chen", "DOE, JOHN"."""
    return bool(name.title or name.initials or name.why == "written as in a chart")


def names_agreed(found: tuple[Name, ...], read: Sequence[NameBelief], part: "Part") -> tuple[Name, ...]:
    """Names for which lists and reader together have something to say, with the points of both."""
    letters = Letters(part)
    believed = {i for belief in read if belief.odds >= WIDENS for i in words_of(belief, letters)}
    kept: list[Name] = []
    for name in found:
        over = [n for n in read if n.start < name.end and name.start < n.end]
        belief = max(over, key=lambda n: n.odds, default=None)
        points = points_of(signs_of(letters, name, belief))
        if belief is not None and belief.odds >= WIDENS:
            name = widened(name, believed, letters)
        if is_outright(name):
            kept.append(replace(name, points=max(points, name.points)))
        elif points >= POSSIBLE and not is_an_illness_or_drug(letters, range(name.first, name.last + 1)):
            told = points >= SURE > name.points
            kept.append(
                replace(name, points=points, why="the learned reader takes it for a name" if told else name.why)
            )
    for belief in read:
        if not any(n.start < belief.end and belief.start < n.end for n in found):
            kept += believed_name(belief, letters)
    return tuple(without_overlaps(kept))


def widened(name: Name, believed: AbstractSet[int], letters: Letters) -> Name:
    """The name with the words beside it that the reader takes for part of it ("Johannes" of "Johannes Varvio")."""
    first, last = name.first, name.last
    while first - 1 in believed and letters.glued(first) and letters.words[first - 1].low not in TITLES:
        first -= 1
    while last + 1 in believed and letters.glued(last + 1):
        last += 1
    if (first, last) == (name.first, name.last):
        return name
    start = letters.words[first].start if first < name.first else name.start
    end = letters.words[last].start + len(letters.words[last].low) if last > name.last else name.end
    return replace(name, start=start, end=end, first=first, last=last, text=letters.text[start:end], common=False)


def words_of(belief: NameBelief, letters: Letters) -> list[int]:
    """The numbers of the words of a name that only the reader saw; none where it cannot be one."""
    text = letters.text
    inside = [i for i, w in enumerate(letters.words) if belief.start <= w.start and w.start + len(w.low) <= belief.end]
    if not inside or letters.skipped.intersection(inside):
        return []  # part of a handle, a link or an address
    if not any(c.isalpha() for i in inside for c in letters.words[i].low[1:]):
        return []  # "R.", "Mr"
    after = inside[-1] + 1
    if (
        after < len(letters.words)
        and letters.words[after].low in OF_EPONYMS
        and text[belief.end :][:1] in {" ", "'", "’"}
    ):
        return []
    return inside


def believed_name(belief: NameBelief, letters: Letters) -> Iterator[Name]:
    """A name that only the reader saw, without signs at its edges and a possessive 's."""
    inside = words_of(belief, letters)
    if not inside or is_an_illness_or_drug(letters, inside):
        return
    points = points_of(signs_of(letters, None, belief, inside))
    if points < SURE:
        return
    first, last = inside[0], inside[-1]
    start, end = letters.words[first].start, letters.words[last].start + len(letters.words[last].low)
    title = letters.words[first - 1].low if first and letters.words[first - 1].low in TITLES else ""
    yield Name(
        start=start, end=end, first=first, last=last, points=points, text=letters.text[start:end], title=title,
        title_start=letters.words[first - 1].start if title else -1, given=True, family=last > first, common=False,
        why="the learned reader takes it for a name",
    )  # fmt: skip
