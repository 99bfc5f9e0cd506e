"""Sets of words that the reading of replies asks for, by the name of their section in data/reply_words.txt."""

from functools import cache
from importlib import resources


def word_set(name: str) -> frozenset[str]:
    """The words of one section."""
    return sections()[name]


@cache
def sections() -> dict[str, frozenset[str]]:
    found: dict[str, list[str]] = {}
    words: list[str] = []
    text = (resources.files("bedside.screening.reading") / "data" / "reply_words.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("["):
            words = found.setdefault(line[1:-1], [])
        elif not line.startswith("#"):
            words += line.split()
    return {name: frozenset(words) for name, words in found.items()}
