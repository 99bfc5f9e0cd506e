#!/usr/bin/env python3
"""Set the points of evidence for names (reading/data/name_points.txt) by logistic regression.

usage: name_points.py CORPORA [--drafts FILE.jsonl ...] [--strength 0.3] [--drop 0.08]

CORPORA is a folder with wnut17/train.jsonl and btc/train.jsonl (CC BY 4.0), tweebank_ner/train.jsonl
(Apache-2.0) and benign/health_posts.jsonl (CC BY 4.0; every second plain post, by a hash of its id,
stands for text without names), besides our own posts with every name marked: people.txt here, and drafts
given as {"text", "spans"}.
Needs numpy and scikit-learn, which nothing else here needs.
"""

import argparse
import collections
import hashlib
import itertools
import json
import pathlib
import re
from collections.abc import Iterator
from typing import Any

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from bedside.screening.reading import naming
from bedside.screening.reading.reading import Part

OWN = pathlib.Path(__file__).parent / "people.txt"
MARK = re.compile(r"\{\{(\w+)\|(.+?)\}\}")
TARGET = pathlib.Path(naming.__file__).parent / "data/name_points.txt"
RARE = 8
OWN_WEIGHT = 3.0
# What the corpora hardly hold and charts and stories are full of; set by hand.
BY_HAND = {
    "title before": 2.6, "small title before": 1.4, "given True after i": 2.2, "credential after": 1.4, "age after": 1.0,
    "greeting before True": 1.2, "courtesy before": 2.0, "list brand": -1.4, "list city": -0.6, "list city -": -1.2, "title in a headline": 0.6,
}  # fmt: skip
HEAD = """# Points of evidence for a word to be part of a person's name: logarithms of odds, added up from "base".
# Made by training/name_points.py; sources and licences in README.md. Columns: evidence, points.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=pathlib.Path)
    parser.add_argument("--drafts", type=pathlib.Path, nargs="*", default=[])
    parser.add_argument("--strength", type=float, default=0.3, help="inverse of the penalty")
    parser.add_argument("--drop", type=float, default=0.08, help="points below this are left out")
    options = parser.parse_args()
    rows = [r for c in ("wnut17", "btc", "tweebank_ner") for r in load(options.corpora / c / "train.jsonl")]
    rows += [r for r in load(options.corpora / "benign/health_posts.jsonl") if r["subset"] == "plain" and even(r["id"])]
    weights = [1.0] * len(rows)
    own = [*marked_posts(OWN), *(r for file in options.drafts for r in load(file))]
    rows += own
    weights += [OWN_WEIGHT] * len(own)
    write(fitted(rows, weights, strength=options.strength) | BY_HAND, drop=options.drop)


def load(file: pathlib.Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line.strip()]


def marked_posts(file: pathlib.Path) -> Iterator[dict[str, Any]]:
    """Our own posts; every marked name is a person's, whatever the role."""
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            text, spans, at = "", [], 0
            marked = line.split(" | ")[-1]
            for m in MARK.finditer(marked):
                text += marked[at : m.start()]
                spans.append({"start": len(text), "end": len(text) + len(m[2]), "label": "PERSON"})
                text += m[2]
                at = m.end()
            yield {"text": text + marked[at:], "spans": spans}


def even(identity: str) -> bool:
    return hashlib.sha256(identity.encode()).digest()[0] % 2 == 0


def fitted(rows: list[dict[str, Any]], weights: list[float], *, strength: float) -> dict[str, float]:
    examples: list[dict[str, int]] = []
    labels: list[bool] = []
    counted: list[float] = []
    for row, weight in zip(rows, weights, strict=True):
        part = Part("body", row["text"])
        letters = naming.Letters(part)
        spans = [(s["start"], s["end"]) for s in row["spans"] if s["label"] == "PERSON"]
        for i in range(len(letters.words)):
            if naming.could_be_name(letters, i):
                start, end = part.plain.span(letters.words[i].start, letters.words[i].end)
                examples.append(dict.fromkeys(itertools.chain(*naming.evidence(letters, i)), 1))
                labels.append(any(start < e and s < end for s, e in spans))
                counted.append(weight)
    seen = collections.Counter(k for x in examples for k in x)
    examples = [{k: 1 for k in x if seen[k] >= RARE} for x in examples]
    vectors = DictVectorizer()
    matrix = vectors.fit_transform(examples)
    model = LogisticRegression(C=strength, max_iter=500).fit(matrix, labels, sample_weight=counted)
    found = dict(zip(vectors.feature_names_, model.coef_[0], strict=True))
    return {"base": float(model.intercept_[0])} | found


def write(found: dict[str, float], *, drop: float) -> None:
    kept = {k: v for k, v in found.items() if k == "base" or abs(v) >= drop}
    lines = [f"{k}\t{v:.2f}" for k, v in sorted(kept.items())]
    TARGET.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(kept)} of {len(found)} kept")


if __name__ == "__main__":
    main()
