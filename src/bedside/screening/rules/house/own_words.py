"""A word that the organisation asked to watch. Cases: own_words.md"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from bedside.core.findings import Severity
from bedside.core.policies import Term
from bedside.screening.reading import Place, Reading
from bedside.screening.reading import words as w
from bedside.screening.reading.text import normalise
from bedside.screening.rule import Rule


def find(reading: Reading) -> Iterable[Place]:
    if not reading.terms:
        return
    phrases = trie_of(reading.terms)
    for part in reading:
        for number, cues in w.cues_of(part.low, part.words, phrases).items():
            term = reading.terms[int(number)]
            for cue in cues:
                yield part.place(
                    cue.start,
                    cue.end,
                    message=term.message,
                    advice=term.advice,
                    severity=term.severity,
                    provision=term.provision,
                )


@lru_cache(maxsize=32)
def trie_of(terms: tuple[Term, ...]) -> Mapping[str, object]:
    """All own words for one pass over a text; each is a list of its own, named by its number."""
    trie: dict[str, object] = {}
    for i, term in enumerate(terms):
        w.add(trie, str(i), [normalise(term.phrase).low.replace("#", " ")])
    return trie


RULE = Rule(
    code="HOUSE-1",
    name="own-words",
    provision="house-words",
    severity=Severity.MEDIUM,
    label="internal",
    message="This is one of the words that your organization asked to watch.",
    advice="Ask your point of contact how to say it.",
    find=find,
)
