"""Labelled texts as numbers to learn from: our own drafts whole, public corpora for names alone."""

import hashlib
import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from bedside.core.records import content_of
from bedside.screening.reading.learned.encoding import MARKS, ROLES, SAYS, Window, context_of, windows_of
from bedside.screening.reading.text import normalise
from bedside.screening.reading.words import sentences_of
from training.texts import FOLDER, Mark, Text, read

# Public corpora whose licences allow training, as files below the folder that is given; see training/README.md.
CORPORA = ("btc/train.jsonl", "wnut17/train.jsonl", "tweebank_ner/train.jsonl")
BENIGN = "benign/health_posts.jsonl"
IGNORED = -100


@dataclass(frozen=True, slots=True)
class Example:
    """One window with its labels; `IGNORED` and NaN stand where nobody has said what is right."""

    window: Window
    names: tuple[int, ...]
    roles: tuple[int, ...]
    marks: tuple[int, ...]
    says: tuple[float, ...]


@dataclass(frozen=True)
class Source:
    """A text before it becomes numbers, so that it can be varied in every epoch."""

    text: str
    marks: tuple[Mark, ...]
    context: str
    says: frozenset[str] | None
    verdict: str = ""
    handles: tuple[tuple[int, int], ...] = ()

    @property
    def own(self) -> bool:
        return self.says is not None


def own(part: str, folder: Path = FOLDER) -> list[Text]:
    """Our own drafts of train, dev or test."""
    return [t for file in sorted(folder.glob("*.jsonl")) for t in read(file) if t.part == part]


def source_of(text: Text) -> Source:
    content = content_of({"text": text.text, "context": text.context})
    context = context_of(content.kind, content.account, content.author_role, content.in_reply_to)
    return Source(text.text, text.marks, context, text.says or frozenset(), text.verdict)


def public(corpora: Path) -> list[Source]:
    """Posts of public corpora with the names of people marked, and plain posts that name nobody."""
    found = []
    for name in CORPORA:
        for line in (corpora / name).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            found.append(of_corpus(row))
    for line in (corpora / BENIGN).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["subset"] == "plain" and is_learnt_from(row["id"]):
            found.append(of_corpus(row))
    return found


def is_learnt_from(identity: str) -> bool:
    """Whether a benign post is in the half that may be learnt from; the other half is measured on."""
    return hashlib.sha256(identity.encode()).digest()[0] % 2 == 0


def of_corpus(row: dict) -> Source:  # type: ignore[type-arg]
    spans = [(s["start"], s["end"], s["label"]) for s in row["spans"]]
    return Source(
        row["text"],
        tuple(Mark(a, b, "name") for a, b, label in spans if label == "PERSON"),
        "",
        None,
        handles=tuple((a, b) for a, b, label in spans if label == "USERNAME"),
    )


def encoded(tokenizer: Tokenizer, source: Source) -> list[Example]:
    """A text's windows with labels."""
    plain = normalise(source.text)
    marks = [(*inner(plain, m.start, m.end), m) for m in source.marks]
    hidden = [inner(plain, a, b) for a, b in source.handles]
    examples = []
    for window in windows_of(tokenizer, plain.text, source.context, sentences_of(plain.low)):
        names, roles, found = [], [], []
        for at, (start, end) in enumerate(window.offsets):
            mark = next((x for x in marks if x[0] < end and start < x[1]), None)
            skip = any(a < end and start < b for a, b in hidden)
            if mark and mark[2].label == "name":
                before = at and window.offsets[at - 1][1] > mark[0]
                names.append(IGNORED if skip else 2 if before else 1)
                roles.append(ROLES.index(mark[2].role) if mark[2].role else IGNORED)
                found.append(0 if source.own else IGNORED)
            else:
                names.append(IGNORED if skip else 0)
                roles.append(IGNORED)
                found.append((MARKS.index(mark[2].label) + 1 if mark else 0) if source.own else IGNORED)
        says = tuple(said(source, word) for word in SAYS)
        examples.append(Example(window, tuple(names), tuple(roles), tuple(found), says))
    return examples


def said(source: Source, word: str) -> float:
    if source.says is None:
        return float("nan")
    if word == "stop":
        return float(source.verdict != "allow")
    if word == "block":
        return float(source.verdict == "block")
    return float(word in source.says)


def inner(plain, start: int, end: int) -> tuple[int, int]:  # type: ignore[no-untyped-def]
    """Offsets of the normalised text for offsets of the original."""
    if plain.starts is None:
        return start, end
    first = next((i for i, e in enumerate(plain.ends) if e > start), len(plain.text))
    last = next((i for i, s in enumerate(plain.starts) if s >= end), len(plain.text))
    return first, last


def varied(source: Source, chance: random.Random, people: Sequence[str]) -> Source:
    """The same text as others might type it: other names, lower case, capitals, no context."""
    if source.marks and chance.random() < 0.35:
        source = renamed(source, chance, people)
    draw = chance.random()
    if draw < 0.3:
        source = recased(source, str.lower)
    elif draw < 0.33:
        source = recased(source, str.upper)
    if source.own and chance.random() < 0.12:
        source = replace(source, context=source.context.split(" by ")[0] if chance.random() < 0.7 else "")
    return source


WORST = ("allow", "review", "block")


def joined(one: Source, other: Source, chance: random.Random) -> Source:
    """Two drafts as one, so that neither hides in the other; it says what either says, and the worse verdict stands."""
    first, second = (one, other) if chance.random() < 0.5 else (other, one)
    gap = chance.choice((" ", "\n", "\n\n"))
    shift = len(first.text) + len(gap)
    marks = (*first.marks, *(replace(m, start=m.start + shift, end=m.end + shift) for m in second.marks))
    verdict = max(one.verdict, other.verdict, key=WORST.index)
    says = (one.says or frozenset()) | (other.says or frozenset())
    return replace(one, text=first.text + gap + second.text, marks=marks, verdict=verdict, says=says)


def recased(source: Source, how) -> Source:  # type: ignore[no-untyped-def]
    text = how(source.text)
    return replace(source, text=text) if len(text) == len(source.text) else source


def renamed(source: Source, chance: random.Random, people: Sequence[str]) -> Source:
    """Every name replaced by another name of about as many words; a name said twice changes alike."""
    new: dict[str, str] = {}
    pieces, marks, at, size = [], [], 0, 0
    for mark in sorted(source.marks, key=lambda m: m.start):
        old = source.text[mark.start : mark.end]
        pieces.append(source.text[at : mark.start])
        size += len(pieces[-1])
        phrase = old
        if mark.label == "name" and old[:1].isalpha() and " " not in old.strip()[:1]:
            words = [new.setdefault(w, chance.choice(people)) for w in old.split()]
            phrase = " ".join(words) if old[:1].isupper() else " ".join(words).lower()
        pieces.append(phrase)
        marks.append(replace(mark, start=size, end=size + len(phrase)))
        size += len(phrase)
        at = mark.end
    pieces.append(source.text[at:])
    return replace(source, text="".join(pieces), marks=tuple(marks), handles=())


def padded(examples: Sequence[Example]) -> dict[str, np.ndarray]:
    """A batch as arrays; labels stand at the places of the text's own pieces."""
    width = max(len(e.window.ids) for e in examples)
    shape = (len(examples), width)
    batch = {
        "input_ids": np.zeros(shape, np.int64),
        "attention_mask": np.zeros(shape, np.int64),
        "token_type_ids": np.zeros(shape, np.int64),
        "text_mask": np.zeros(shape, np.int64),
    } | {key: np.full(shape, IGNORED, np.int64) for key in ("names", "roles", "marks")}
    for i, example in enumerate(examples):
        window, size = example.window, len(example.window.ids)
        batch["input_ids"][i, :size] = window.ids
        batch["attention_mask"][i, :size] = 1
        batch["token_type_ids"][i, :size] = window.capitals
        inside = slice(window.first, window.first + len(window.offsets))
        batch["text_mask"][i, inside] = 1
        for key in ("names", "roles", "marks"):
            batch[key][i, inside] = getattr(example, key)
    batch["says"] = np.array([e.says for e in examples], np.float32)
    return batch


def batches(examples: Sequence[Example], size: int, chance: random.Random) -> Iterable[dict[str, np.ndarray]]:
    """Batches of windows of like length, in random order."""
    order = sorted(range(len(examples)), key=lambda i: len(examples[i].window.ids) + chance.random() * 8)
    groups = [order[i : i + size] for i in range(0, len(order), size)]
    chance.shuffle(groups)
    for group in groups:
        yield padded([examples[i] for i in group])
