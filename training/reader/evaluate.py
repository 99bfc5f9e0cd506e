"""The figures of the reader's card, written into it: test drafts, sayings, names, size.

usage: python -m training.reader.evaluate [--corpora FOLDER] [--crf MODEL]
"""

import argparse
import json
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import bedside
from bedside.core.records import content_of
from bedside.screening.engine import model_for
from bedside.screening.reading import read
from bedside.screening.reading.learned.encoding import SAYS
from bedside.screening.reading.learned.inference import card_of
from benchmarks.drafts import interval
from training.reader.examples import own
from training.texts import TEST_AUTHORS, Text

CARD = Path("docs/reader-card.md")
WEIGHTS = Path("src/bedside/screening/reading/learned/weights")
BEGIN, END = "<!-- figures: written by training -->", "<!-- end of figures -->"
NAMED = ("wnut17", "btc", "tweebank_ner", "uner_ewt_reviews", "uner_ewt_other", "asq_phi")


def verdict_of(text: Text, reader: str, *, lower: bool = False) -> str:
    words = text.text.lower() if lower else text.text
    screening = bedside.screen(content_of({"text": words, "context": text.context}), reader=reader)
    weights = {f.weight.value for f in screening.findings}  # what is unchecked is no finding
    return "block" if "hold" in weights else "review" if "review" in weights else "allow"


def drafts(texts: Sequence[Text]) -> Iterable[str]:
    yield "| setting | must not go out, but passed | doubtful, passed | fine, stopped | exact verdict |"
    yield "|---|---|---|---|---|"
    for name, reader, lower in (
        ("careful", "careful", False), ("careful, all in lower case", "careful", True), ("fast", "fast", False),
        ("rules alone", "off", False),
    ):  # fmt: skip
        if reader in {"careful", "fast"} and model_for(reader)[0] is None:
            continue
        said = [(t.verdict, verdict_of(t, reader, lower=lower)) for t in texts]
        row = []
        for wanted, stopped in (("block", False), ("review", False), ("allow", True)):
            chosen = [v for w, v in said if w == wanted]
            row.append(interval(sum((v != "allow") == stopped for v in chosen), len(chosen)))
        yield f"| {name} | {' | '.join(row)} | {interval(sum(w == v for w, v in said), len(said))} |"


def sayings(texts: Sequence[Text]) -> Iterable[str]:
    model, _ = model_for("careful")
    policy = bedside.load_policy()
    pairs: dict[str, list[tuple[bool, bool]]] = {word: [] for word in SAYS}
    for text in texts:
        content = content_of({"text": text.text, "context": text.context})
        belief = read(content, scales=policy.scales, model=model).body.belief
        for word in SAYS:
            wanted = (
                text.verdict != "allow"
                if word == "stop"
                else text.verdict == "block"
                if word == "block"
                else word in (text.says or ())
            )
            pairs[word].append((wanted, belief is not None and belief.saying(word) >= 0.5))
    yield "| saying | precision | recall | F1 | times said |"
    yield "|---|---|---|---|---|"
    for word, seen in pairs.items():
        hit, wanted, given = (
            sum(1 for w, g in seen if keep(w, g)) for keep in (lambda w, g: w and g, lambda w, g: w, lambda w, g: g)
        )
        precision, recall = hit / given if given else 0.0, hit / wanted if wanted else 0.0
        f1 = 2 * precision * recall / (precision + recall) if hit else 0.0
        yield f"| {word} | {precision:.2f} | {recall:.2f} | {f1:.2f} | {wanted} |"


Spans = Callable[[str], list[tuple[int, int]]]


def people_in(reader: str) -> Spans:
    return lambda text: [(s.start, s.end) for s in bedside.identifiers(text, reader=reader) if s.label == "PERSON"]


def names(corpora: Path, crf: Path | None) -> Iterable[str]:
    """PERSON F1 with a span counted as found where it is touched; groups never count against anyone."""
    finders: dict[str, Spans] = {"careful": people_in("careful")}
    if model_for("fast")[0] is not None:
        finders["fast"] = people_in("fast")
    finders["rules alone"] = people_in("off")
    if crf is not None and crf.exists():
        from training.reader.crf import finder

        finders["CRF with name lists"] = finder(crf)
    yield "| PERSON F1 | " + " | ".join(NAMED) + " | CPU ms a post |"
    yield "|---|" + "---|" * (len(NAMED) + 1)
    for name, find in finders.items():
        row, spent, posts = [], 0.0, 0
        for corpus in NAMED:
            rows = [
                json.loads(line) for line in (corpora / corpus / "dev.jsonl").read_text(encoding="utf-8").splitlines()
            ]
            hit = found = wanted = right = 0
            for post in rows:
                gold = [(s["start"], s["end"]) for s in post["spans"] if s["label"] == "PERSON"]
                free = [(s["start"], s["end"]) for s in post["spans"] if s["label"] == "ORG"]
                begun = time.process_time()
                spans = [
                    s
                    for s in find(post["text"])
                    if not any(touch(s, f) for f in free) or any(touch(s, g) for g in gold)
                ]
                spent, posts = spent + time.process_time() - begun, posts + 1
                wanted, found = wanted + len(gold), found + len(spans)
                hit += sum(any(touch(g, s) for s in spans) for g in gold)
                right += sum(any(touch(s, g) for g in gold) for s in spans)
            recall, precision = hit / max(1, wanted), right / max(1, found)
            row.append(f"{200 * recall * precision / max(1e-9, recall + precision):.1f}")
        yield f"| {name} | {' | '.join(row)} | {1000 * spent / posts:.2f} |"


def touch(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def figures(corpora: Path | None, crf: Path | None) -> str:
    texts = own("test")
    whole = [t for t in texts if t.author in TEST_AUTHORS]
    lines = [f"### {len(texts)} test drafts of our own", "", *drafts(texts), ""]
    for author in sorted(TEST_AUTHORS):
        by_one = [t for t in whole if t.author == author]
        lines += [f"### {len(by_one)} of them by `{author}`, of whom nothing was learnt", "", *drafts(by_one), ""]
    lines += ["### What a draft says, on the test drafts, at a chance of one half", "", *sayings(texts), ""]
    if corpora is not None:
        lines += [
            "### Names, on development parts of public corpora that nothing was learnt from",
            "",
            *names(corpora, crf),
            "",
        ]
    lines += ["### Files", "", "| setting | version | file | size |", "|---|---|---|---|"]
    for setting in ("careful", "fast"):
        if model_for(setting)[0] is not None:
            card = card_of(setting)
            size = (WEIGHTS / card["file"]).stat().st_size / 1e6
            lines.append(
                f"| {setting} | {card['version']} | {card['file']} (SHA-256 {card['sha256'][:12]}...) | {size:.1f} MB |"
            )
    return "\n".join(lines) + "\n"


def main(words: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path)
    parser.add_argument("--crf", type=Path)
    options = parser.parse_args(words)
    text = figures(options.corpora, options.crf)
    print(text)
    card = CARD.read_text(encoding="utf-8")
    before, _, rest = card.partition(BEGIN)
    CARD.write_text(f"{before}{BEGIN}\n{text}{END}{rest.partition(END)[2]}", encoding="utf-8")


if __name__ == "__main__":
    main()
