"""Words with marks at what was found, for pages without an editor."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

ORDER = {"hold": 0, "review": 1, "advice": 2}


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text under one mark, or none. Joined, the pieces of all paragraphs are the text."""

    text: str = field(repr=False)
    finding: dict[str, Any] | None = field(default=None, repr=False)
    first: bool = False  # where the finding begins: the number stands here


def marked(body: str, findings: Sequence[dict[str, Any]]) -> list[list[Piece]]:
    """The body as paragraphs of pieces. Where marks overlap, the heaviest wins the line.

    Args:
        findings: as `looking.findings_for_page` gives them; only those in the body are marked.
    """
    wanted = [f for f in findings if f["part"] == "body" and f["end"] > f["start"]]
    cuts = sorted({0, len(body), *(f["start"] for f in wanted), *(min(f["end"], len(body)) for f in wanted)})
    paragraphs: list[list[Piece]] = [[]]
    begun: set[str] = set()
    for start, end in pairwise(cuts):
        over = [f for f in wanted if f["start"] <= start and f["end"] >= end]
        top = min(over, key=lambda f: (ORDER.get(f["weight"], 9), f["start"])) if over else None
        first = top is not None and top["id"] not in begun
        if top is not None:
            begun.add(top["id"])
        for i, line in enumerate(body[start:end].split("\n")):
            if i:
                paragraphs.append([])
            if line:
                paragraphs[-1].append(Piece(line, top, first))
                first = False
    return paragraphs
