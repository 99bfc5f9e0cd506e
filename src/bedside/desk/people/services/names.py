"""Names as they can be read, by eye and by ear."""

import unicodedata

JOINERS = "\u200c\u200d"  # Persian and Indic names are written with them


def readable(name: str) -> str:
    """A name without what no eye sees (controls, marks of direction, blanks of no width); "" where no letter is left."""
    seen = "".join(
        " " if c.isspace() else c for c in name if c.isspace() or c in JOINERS or unicodedata.category(c)[0] != "C"
    )
    kept = " ".join(seen.split())
    return kept if any(c.isalnum() for c in kept) else ""
