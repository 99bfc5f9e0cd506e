"""Words, sentences and cues: where the phrases of our word lists stand in a text.

A word list is a file ``lexicon/<category>.txt`` with a phrase a line. ``word~`` adds plurals,
``word+`` adds the forms of a verb; "#" starts a comment. All lists are matched in one pass over
the words, so another list costs next to nothing.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import NamedTuple

WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
SENTENCE_END = re.compile(r"[.!?…]+[\"')\]]*(?=\s|$)|\n+")
ABBREVIATION = re.compile(r"(?:^|[\s(])(?:dr|mr|mrs|ms|st|vs|jr|sr|no|rm|pt|prof|rev|sgt|lt|capt|approx|dept|[a-z])$")
GAPS = frozenset(a + b for a in " -/" for b in ("", *" -/"))  # what may stand between the words of a phrase
END = ""


class Word(NamedTuple):
    """A word at ``start:end`` of the part's plain text; ``low`` without a possessive 's."""

    start: int
    end: int
    low: str

    def __repr__(self) -> str:
        return f"Word(start={self.start}, end={self.end})"


class Cue(NamedTuple):
    """A phrase of the word list ``category``; ``first`` and ``last`` are word numbers."""

    category: str
    start: int
    end: int
    first: int
    last: int
    phrase: str

    def __repr__(self) -> str:
        return f"Cue(category={self.category!r}, start={self.start}, end={self.end})"


def words_of(low: str) -> list[Word]:
    new, make = tuple.__new__, Word  # a NamedTuple's own constructor costs as much as the search
    if "'s" not in low:
        return [new(make, (*m.span(), m[0])) for m in WORD.finditer(low)]
    return [new(make, (*m.span(), w[:-2] if w.endswith("'s") else w)) for m in WORD.finditer(low) for w in (m[0],)]


LONGEST_SENTENCE = 800  # code points; what asks for every sentence at each of its words stays linear


def sentences_of(low: str) -> list[tuple[int, int]]:
    """Start and end of every sentence; "Dr." and initials end none.

    Without a stop for ``LONGEST_SENTENCE`` code points a sentence is cut between two words.
    """
    return [piece for start, end in stopped(low) for piece in cut(low, start, end)]


def cut(low: str, start: int, end: int) -> list[tuple[int, int]]:
    pieces = []
    while end - start > LONGEST_SENTENCE:
        gap = low.rfind(" ", start + 1, start + LONGEST_SENTENCE)
        at = gap if gap > start else start + LONGEST_SENTENCE
        pieces.append((start, at))
        start = at
    pieces.append((start, end))
    return pieces


def stopped(low: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    at = 0
    for m in SENTENCE_END.finditer(low):
        if m[0].startswith(".") and ABBREVIATION.search(low, max(0, m.start() - 8), m.start()):
            continue
        if low[at : m.end()].strip():
            found.append((at, m.end()))
        at = m.end()
    if low[at:].strip():
        found.append((at, len(low)))
    return found


Trie = dict[str, "Trie | tuple[str, ...]"]


def cues_of(low: str, words: list[Word], trie: Mapping[str, object]) -> dict[str, list[Cue]]:
    """Every list phrase in the text, longest first at each word and without overlaps per list."""
    found: dict[str, list[Cue]] = {}
    until: dict[str, int] = {}
    get, size = trie.get, len(words)
    for i, word in enumerate(words):
        node = get(word[2])
        if node is None:
            continue
        j = i
        ends: dict[str, int] = {}
        while isinstance(node, dict):
            for category in node.get(END, ()):
                ends[category] = j
            j += 1
            if j >= size or len(node) == (END in node) or low[words[j - 1][1] : words[j][0]] not in GAPS:
                break
            node = node.get(words[j][2])
        for category, last in ends.items():
            if until.get(category, -1) >= i:
                continue
            until[category] = last
            start, end = word[0], words[last][1]
            cue = Cue(category, start, end, i, last, low[start:end])
            if category in found:
                found[category].append(cue)
            else:
                found[category] = [cue]
    return found


@cache
def lexicon() -> Mapping[str, object]:
    """All word lists as one trie of words."""
    trie: dict[str, object] = {}
    folder = resources.files("bedside.screening.reading") / "lexicon"
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.endswith(".txt"):
            add(trie, file.name[:-4], file.read_text(encoding="utf-8").splitlines())
    return trie


@cache
def listed(name: str) -> frozenset[str]:
    """The lines of ``data/<name>.txt``, for sets of words that are asked about but not searched for."""
    file = resources.files("bedside.screening.reading") / "data" / f"{name}.txt"
    return frozenset(line.strip() for line in file.read_text(encoding="utf-8").splitlines() if line.strip())


def add(trie: dict[str, object], category: str, lines: Iterable[str]) -> None:
    for line in lines:
        entry = line.split("#", 1)[0].strip().lower()
        if not entry:
            continue
        for phrase in forms(entry):
            node = trie
            for word in WORD.findall(phrase):
                node = node.setdefault(word[:-2] if word.endswith("'s") else word, {})  # type: ignore[assignment]
            known: tuple[str, ...] = node.get(END, ())  # type: ignore[assignment]
            if category not in known:
                node[END] = (*known, category)


def forms(entry: str) -> list[str]:
    """The spellings behind one line of a word list."""
    if entry.endswith("~"):
        return [entry[:-1], plural(entry[:-1])]
    if entry.endswith("+"):
        head, _, rest = entry[:-1].partition(" ")
        return [f"{verb} {rest}".strip() for verb in verb_forms(head)]
    return [entry]


def plural(noun: str) -> str:
    if re.search(r"(?:s|x|z|ch|sh)$", noun):
        return noun + "es"
    if re.search(r"[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    return noun + "s"


def verb_forms(verb: str) -> list[str]:
    stem = verb
    if verb.endswith("e"):
        stem = verb[:-1]
        return [verb, verb + "s", stem + "ed", stem + "ing"]
    if re.search(r"[^aeiou]y$", verb):
        return [verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    if re.search(r"(?:^|[^aeiou])[aeiou][bdgmnprt]$", verb) and len(verb) <= 5:
        stem = verb + verb[-1]
    return [verb, plural(verb), stem + "ed", stem + "ing"]
