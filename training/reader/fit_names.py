"""Fit the points with which lists and reader are heard together for names (`bedside.screening.reading.agreed`).

usage: python -m training.reader.fit_names --corpora FOLDER

Logistic regression on our own dev drafts and the dev parts of public corpora, each corpus with the same weight; from
them nothing else is learnt. Prints the points; they are written into the module by hand.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from bedside.screening.engine import model_for
from bedside.screening.reading import Part
from bedside.screening.reading.agreed import AGREED, is_outright, signs_of, words_of
from bedside.screening.reading.naming import Letters, names_of
from training.reader.evaluate import NAMED, touch
from training.reader.examples import own, source_of

Spans = list[tuple[int, int]]


def labelled(corpora: Path) -> Iterable[tuple[str, str, str, Spans, Spans]]:
    """Corpus, text, context, names of people, and groups, which count for neither side."""
    for text in own("dev"):
        yield "own", text.text, source_of(text).context, [(m.start, m.end) for m in text.marks if m.label == "name"], []
    for corpus in NAMED:
        for line in (corpora / corpus / "dev.jsonl").read_text(encoding="utf-8").splitlines():
            post = json.loads(line)
            people, groups = (
                [(s["start"], s["end"]) for s in post["spans"] if s["label"] == wanted] for wanted in ("PERSON", "ORG")
            )
            yield corpus, post["text"], "", people, groups


def main(words: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    options = parser.parse_args(words)
    model, _ = model_for("careful")
    keys = list(AGREED)
    rows: list[list[float]] = []
    wanted: list[bool] = []
    corpus_of: list[str] = []
    for corpus, text, context, people, groups in labelled(options.corpora):
        part = Part("body", text, model=model, context=context)
        if part.belief is None:
            continue
        letters, found, read = Letters(part), names_of(part), part.belief.names
        seen = []
        for name in found:
            over = [n for n in read if n.start < name.end and name.start < n.end]
            if not is_outright(name):
                seen.append((name, signs_of(letters, name, max(over, key=lambda n: n.odds, default=None))))
        for belief in read:
            inside = words_of(belief, letters)
            if inside and not any(n.start < belief.end and belief.start < n.end for n in found):
                seen.append((belief, signs_of(letters, None, belief, inside)))
        for at, signs in seen:
            span = part.plain.span(at.start, at.end)
            is_name = any(touch(span, g) for g in people)
            if is_name or not any(touch(span, g) for g in groups):
                rows.append([signs.get(k, 0.0) for k in keys])
                wanted.append(is_name)
                corpus_of.append(corpus)
    x, y = np.array(rows), np.array(wanted, float)
    often = Counter(corpus_of)
    worth = np.array([1000 / often[c] for c in corpus_of])
    w = np.zeros(len(keys))
    for _ in range(40):
        p = 1 / (1 + np.exp(-x @ w))
        gain = x.T @ (worth * (y - p)) - w
        w += np.linalg.solve((x.T * (worth * p * (1 - p))) @ x + np.eye(len(keys)), gain)
    for key, value in zip(keys, w, strict=True):
        print(f'"{key}": {value:.2f},')
    print(f"# {len(y)} candidates of {len(often)} corpora")


if __name__ == "__main__":
    main()
