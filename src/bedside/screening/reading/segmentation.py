"""Hashtags taken apart into words."""

import re

CAMEL = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def split_hashtag(tag: str) -> list[str]:
    """The words of a hashtag without its "#"; they join back to the tag exactly.

    "PrayForElias" -> ["Pray", "For", "Elias"]. A tag that cannot be split is one word.
    """
    parts = [p for p in re.split(r"(_)", tag) if p]
    words: list[str] = []
    for part in parts:
        found = CAMEL.findall(part)
        words += found if "".join(found) == part else [part]
    return words
