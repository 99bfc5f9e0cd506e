"""A hashtag of several words in lower case. Cases: hashtag_without_capitals.md"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import resources

from bedside.core.findings import Severity
from bedside.screening.reading import Place, Reading
from bedside.screening.rule import Rule

HASHTAG = re.compile(r"(?<![\w&/])#([a-z]{8,60})(?![\w])")


def find(reading: Reading) -> Iterable[Place]:
    if reading.personal:
        return
    for part in reading:
        if "#" not in part.raw:
            continue
        for m in HASHTAG.finditer(part.raw):
            words = words_in(m[1])
            if words:
                written = "".join(w.capitalize() for w in words)
                yield Place(part=part.name, start=m.start(), end=m.end(), replacement=f"#{written}")


@cache
def vocabulary() -> frozenset[str]:
    """Words that tags are made of; a tag is noticed only if it is nothing but these."""
    text = (resources.files(__package__ or "") / "hashtag_words.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())


@lru_cache(maxsize=1024)
def words_in(tag: str) -> tuple[str, ...]:
    """The words that a lower-case tag is made of, as few as will do; empty for one word or an unknown one."""
    known = vocabulary()
    if tag in known:
        return ()
    best: list[tuple[str, ...] | None] = [(), *([None] * len(tag))]
    for end in range(1, len(tag) + 1):
        for start in range(max(0, end - 14), end):
            before, word = best[start], tag[start:end]
            if before is not None and word in known:
                here = (*before, word)
                if best[end] is None or len(here) < len(best[end] or ()):
                    best[end] = here
    return best[len(tag)] or ()


RULE = Rule(
    code="A11Y-TAG-1",
    name="hashtag-without-capitals",
    provision="web-accessibility",
    severity=Severity.ADVISORY,
    label="tone",
    message="Screen readers read this hashtag as one long word, and eyes stumble over it too.",
    advice="Start every word in it with a capital letter.",
    find=find,
)
