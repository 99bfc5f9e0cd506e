"""Lists of names and words, and how common each is: what a word could be, before any context.

The files and where they come from are described in data/README.md.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import NamedTuple

ADDED_BAND = 3  # names of our own lists: known, but not how frequent
WORD_EDGES = (300, 1_500, 5_000)


class Rank(NamedTuple):
    """How common a word is as a given name (0-10), a family name (0-9) and a word (1-4, 1 the commonest).

    0 says that the list does not have it.
    """

    given: int
    family: int
    word: int


UNKNOWN = Rank(0, 0, 0)


@cache
def ranks() -> Mapping[str, Rank]:
    """Every word of the lists, in lower case."""
    given = banded("given_names.txt") | dict.fromkeys(added("given_names_added.txt"), ADDED_BAND)
    family = dict.fromkeys(added("family_names_added.txt"), ADDED_BAND) | banded("family_names.txt")
    given |= {n: b for n, b in banded("given_names.txt").items() if b > ADDED_BAND}
    words = {w: 1 + sum(i >= edge for edge in WORD_EDGES) for i, w in enumerate(word_list())}
    known: dict[tuple[int, int, int], Rank] = {}
    table = {}
    for word in given.keys() | family.keys() | words.keys():
        key = given.get(word, 0), family.get(word, 0), words.get(word, 0)
        rank = known.get(key)
        if rank is None:
            rank = known[key] = Rank(*key)
        table[word] = rank
    return table


@cache
def word_list() -> tuple[str, ...]:
    """English words, the commonest first."""
    return tuple(text_of("words.txt").split())


def banded(name: str) -> dict[str, int]:
    """Names by band; the file has sections "[band]"."""
    found: dict[str, int] = {}
    band = 0
    for line in text_of(name).splitlines():
        if line.startswith("["):
            band = int(line[1:-1])
        else:
            found |= dict.fromkeys(line.split(), band)
    return found


def added(name: str) -> Iterator[str]:
    for line in text_of(name).splitlines():
        if not line.startswith("#"):
            yield from line.split()


def text_of(name: str) -> str:
    return (resources.files("bedside.screening.reading") / "data" / name).read_text(encoding="utf-8")
