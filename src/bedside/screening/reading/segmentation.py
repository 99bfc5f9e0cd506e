"""Hashtags taken apart into words."""

import math
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import pairwise

from bedside.screening.reading.names import ranks, word_list

CAMEL = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
RUN_TOGETHER = re.compile(r"[A-Z]?[a-z]{6,40}")
# Other words of two letters are pieces of longer ones more often than words.
SHORT = frozenset(
    "of to in is it we my me be by at as an am no so go do or up us he on if er ed rn np pa md tv ot pt dr mr ms jo bo al ty vi".split()
)
LONGEST = 18
PER_WORD = 2.0  # so that a whole word costs less than its pieces
DEAREST = 13.0  # a tag whose words cost more than this on average is left whole


def split_hashtag(tag: str) -> list[str]:
    """The words of a hashtag without its "#"; they join back to the tag exactly.

    "PrayForElias" -> ["Pray", "For", "Elias"], "prayforelias" -> ["pray", "for", "elias"]. A tag that
    cannot be split is one word.
    """
    parts = [p for p in re.split(r"(_)", tag) if p]
    words: list[str] = []
    for part in parts:
        found = CAMEL.findall(part)
        if "".join(found) != part:
            words.append(part)
        else:
            words += [w for piece in with_whole_acronyms(found) for w in run_together(piece)]
    return words


def with_whole_acronyms(pieces: list[str]) -> list[str]:
    """Give an acronym back the letter that the next word took from it: "IC Unurse" is "ICU nurse"."""
    for i, (one, other) in enumerate(pairwise(pieces[:])):
        if one.isupper() and len(one) > 1 and len(other) > 3 and other[0].isupper() and other[1:].islower():
            if other.lower() not in costs() and other[1:] in costs():
                pieces[i : i + 2] = [one + other[0], other[1:]]
    return pieces


@lru_cache(maxsize=2048)
def run_together(piece: str) -> tuple[str, ...]:
    """The words of a piece without capitals inside; the piece itself where it is one word or none are known."""
    if not RUN_TOGETHER.fullmatch(piece):
        return (piece,)
    low, known = piece.lower(), costs()
    best: list[tuple[float, int]] = [(0.0, 0)]  # least cost of the first letters, and where their last word starts
    for end in range(1, len(low) + 1):
        best.append(
            min(
                (best[start][0] + known.get(low[start:end], math.inf), start)
                for start in range(max(0, end - LONGEST), end)
            )
        )
    cost, end = best[-1][0], len(low)
    edges = [end]
    while end:
        end = best[end][1]
        edges.append(end)
    edges.reverse()
    count = len(edges) - 1
    if count < 2 or cost / count > DEAREST:
        return (piece,)
    return tuple(piece[a:b] for a, b in pairwise(edges))


@cache
def costs() -> Mapping[str, float]:
    """What each word costs: the rarer the dearer; names count as rare words."""
    by_band = [math.log(2_000 + 2_500 * (10 - band)) + PER_WORD for band in range(11)]
    found = {
        word: by_band[max(rank.given, rank.family)]
        for word, rank in ranks().items()
        if (rank.given or rank.family > 3) and (len(word) > 3 or (len(word) == 3 and rank.given > 5))
    }
    for place, word in enumerate(word_list()):
        if len(word) > 2 or word in SHORT or word in {"a", "i"}:
            cost = math.log(60 + place) + PER_WORD + (3.0 if len(word) == 1 else 0.0)
            found[word] = min(cost, found.get(word, math.inf))
    for word in SHORT:
        found.setdefault(word, math.log(4_000) + PER_WORD)
    return found
