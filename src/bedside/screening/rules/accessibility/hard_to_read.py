"""A text that takes much schooling to read. Cases: hard_to_read.md"""

import re
from collections.abc import Iterable

from bedside.core.content import Kind
from bedside.core.findings import Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.reading.reading import Part
from bedside.screening.rule import Rule

VOWELS = re.compile(r"[aeiouy]+")
SILENT = re.compile(r"(?:[^laeiouy]e|[^td]ed|[^scxzaeiou]es)$")
NO_PROSE = re.compile(r"(?<!\S)\S*(?:https?://|www\.|[#@/_])\S*")
SPOKEN = frozenset({Kind.POST, Kind.STORY})


def find(reading: Reading) -> Iterable[Place]:
    if reading.personal or reading.kind not in SPOKEN:
        return
    limits = reading.scales.get("accessibility", {})
    part = reading.body
    if len(part.low) < 240 or len(part.words) < limits.get("grade_words", 30):
        return
    if (grade := grade_of(part)) > limits.get("grade_most", 12):
        yield part.whole(believed=f"about grade {grade:.0f}")


def grade_of(part: Part) -> float:
    """The US school grade that reads this text with ease.

    0.39 words a sentence + 11.8 syllables a word - 15.59 (Kincaid, Fishburne, Rogers, Chissom,
    "Derivation of new readability formulas for Navy enlisted personnel", 1975). Links, handles and
    hashtags are no prose and do not count.
    """
    sentences = [words for a, b in part.sentences if (words := prose(part.low[a:b]))]
    words = [w for sentence in sentences for w in sentence]
    if not words:
        return 0.0
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def prose(sentence: str) -> list[str]:
    return re.findall(r"[a-z]+(?:'[a-z]+)?", NO_PROSE.sub(" ", sentence))


def syllables(word: str) -> int:
    """Groups of vowels, less a silent ending; never fewer than one."""
    return max(1, len(VOWELS.findall(word)) - bool(SILENT.search(word)))


RULE = Rule(
    code="A11Y-READ-1",
    name="hard-to-read",
    provision="reading-level",
    severity=Severity.NOTE,
    label="tone",
    message="Many readers will give up on this text: long sentences, long words.",
    advice="Make two sentences of one, and take the short word where there is one.",
    find=find,
)
