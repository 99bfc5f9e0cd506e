"""Names as they can be read, by eye and by ear."""

import unicodedata


def readable(name: str) -> str:
    """A name without what no eye sees (controls, marks of direction, blanks of no width); "" where no letter is left."""
    seen = "".join(" " if c.isspace() else c for c in name if c.isspace() or unicodedata.category(c)[0] != "C")
    kept = " ".join(seen.split())
    return kept if any(c.isalnum() for c in kept) else ""
