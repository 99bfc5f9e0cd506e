"""Near duplicates among our drafts, and between them and a file that is measured on.

Two texts are near when more than half of the shorter one's runs of four words stand in the other. Only ids
are shown, never words.

usage: python -m training.overlap [MEASURED.jsonl ...]
"""

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path

from training.texts import FOLDER, read

RUN = 4
NEAR = 0.5
COMMON = 40  # runs that stand in more texts than this say nothing


def runs(text: str) -> frozenset[str]:
    words = re.findall(r"[^\W_]+", text.casefold())
    return frozenset(" ".join(words[i : i + RUN]) for i in range(max(1, len(words) - RUN + 1)))


def near(texts: Mapping[str, str], others: Mapping[str, str]) -> list[tuple[str, str]]:
    """Pairs of ids whose texts are near each other, one of each side."""
    known = {key: runs(text) for key, text in others.items()}
    where: dict[str, list[str]] = defaultdict(list)
    for key, pieces in known.items():
        for piece in pieces:
            where[piece].append(key)
    pairs = set()
    for key, text in texts.items():
        mine = runs(text)
        shared = Counter(k for piece in mine if len(where[piece]) <= COMMON for k in where[piece] if k != key)
        for other, count in shared.items():
            if count > NEAR * min(len(mine), len(known[other])):
                pairs.add((min(key, other), max(key, other)))
    return sorted(pairs)


def main(files: list[str]) -> int:
    drafts = {t.id: t for file in sorted(FOLDER.glob("*.jsonl")) for t in read(file)}
    texts = {key: t.text for key, t in drafts.items()}
    inside = near(texts, texts)
    split = [(a, b) for a, b in inside if drafts[a].part != drafts[b].part]
    print(f"{len(texts)} drafts; near pairs: {len(inside)}, of them across train, dev and test: {len(split)}")
    for a, b in split:
        print(f"  {a} ({drafts[a].part}) {b} ({drafts[b].part})")
    for name in files:
        rows = [json.loads(line) for line in Path(name).read_text(encoding="utf-8").splitlines()]
        found = near(texts, {str(row["id"]): row["text"] for row in rows})
        print(f"{name}: near pairs with our drafts: {len(found)}")
        for pair in found:
            print("  " + " ".join(pair))
    return 1 if split else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
