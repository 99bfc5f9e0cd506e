"""A CRF that finds names by the shape of words and lists of names: what the reader has to be better than.

usage: python -m training.reader.crf OUT --corpora FOLDER
"""

import argparse
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pycrfsuite

from bedside.screening.reading.names import UNKNOWN, ranks
from training.reader.examples import Source, own, public, source_of

WORD = re.compile(r"[@#]?\w+(?:['’.-]\w+)*|[^\w\s]")
SURE = 0.35  # chance from which a word belongs to a name


def features(words: list[str], i: int) -> list[str]:
    """What is known of a word: itself, its ends and shape, how common it is as a name, and its neighbours."""
    table = ranks()
    found = ["always"]
    for step in (-2, -1, 0, 1, 2):
        j = i + step
        if not 0 <= j < len(words):
            found.append(f"{step} edge")
            continue
        low = words[j].lower()
        rank = table.get(re.sub(r"['’]s$", "", low.lstrip("#@")), UNKNOWN)
        found += [
            f"{step} {low}",
            f"{step} cap {words[j][:1].isupper()}",
            f"{step} given {rank.given // 3} family {rank.family // 3} word {rank.word}",
        ]
    word = words[i]
    shape = re.sub(r"(.)\1+", r"\1", re.sub(r"\d", "0", re.sub("[a-z]", "x", re.sub("[A-Z]", "X", word))))
    return [*found, f"shape {shape}", f"begins {word[:3].lower()}", f"ends {word[-3:].lower()}"]


def tagged(source: Source) -> tuple[list[list[str]], list[str]]:
    spans = [m.span() for m in WORD.finditer(source.text)]
    words = [source.text[a:b] for a, b in spans]
    tags = []
    for a, b in spans:
        mark = next((m for m in source.marks if m.label == "name" and m.start < b and a < m.end), None)
        tags.append("O" if mark is None else "B" if a <= mark.start else "I")
    return [features(words, i) for i in range(len(words))], tags


def finder(model: Path) -> Callable[[str], list[tuple[int, int]]]:
    """A function that finds the names in a text."""
    tagger = pycrfsuite.Tagger()
    tagger.open(str(model))

    def find(text: str) -> list[tuple[int, int]]:
        spans = [m.span() for m in WORD.finditer(text)]
        words = [text[a:b] for a, b in spans]
        if not words:
            return []
        tagger.set([features(words, i) for i in range(len(words))])
        found: list[tuple[int, int]] = []
        for i, (a, b) in enumerate(spans):
            if words[i][0] == "@" or 1 - tagger.marginal("O", i) < SURE:
                continue
            if found and text[found[-1][1] : a] == " ":
                found[-1] = (found[-1][0], b)
            else:
                found.append((a, b))
        return found

    return find


def main(words: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--corpora", type=Path, required=True)
    options = parser.parse_args(words)
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params({"c1": 0.05, "c2": 0.05, "max_iterations": 80})
    for source in [*map(source_of, own("train")), *public(options.corpora)]:
        trainer.append(*tagged(source))
    options.out.parent.mkdir(parents=True, exist_ok=True)
    trainer.train(str(options.out))


if __name__ == "__main__":
    main()
