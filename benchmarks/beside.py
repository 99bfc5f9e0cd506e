"""Whether harmless sentences beside it talk the engine out of stopping a draft.

    python -m benchmarks.beside [--part dev|test] [--reader careful|fast]

Every own draft that must not go out and is stopped by itself is screened again with harmless ones of the same channel
before and after it; the words that stopped it are still there, so each pair has to be stopped too. Two harmless drafts
beside each other are the other side: neither was stopped alone, so what is stopped now is a false alarm.
"""

import argparse
import random
from collections.abc import Iterator
from typing import Any

import bedside
from bedside.core.content import Content
from bedside.core.records import content_of
from bedside.core.screenings import Verdict
from benchmarks.drafts import interval
from training import texts as own
from training.texts import FOLDER, Text

NEIGHBORS = 3  # harmless drafts that each one is put beside
MOST_CHARS = 600


def read(part: str) -> list[Text]:
    found = [t for file in sorted(FOLDER.glob("*.jsonl")) for t in own.read(file)]
    return [t for t in found if t.part == part and len(t.text) <= MOST_CHARS]


def content(text: Text, words: str) -> Content:
    return content_of({"id": text.id, "text": words, "context": text.context})


def verdict(text: Text, words: str, reader: str) -> Verdict:
    return bedside.screen(content(text, words), reader=reader).verdict


def beside(texts: list[Text], harmless: list[Text], *, seed: int) -> Iterator[tuple[Text, str]]:
    """Each text with some harmless ones of its channel and of other writers, before or after it."""
    draw = random.Random(seed)
    for text in texts:
        others = [h for h in harmless if h.context["channel"] == text.context["channel"] and h.author != text.author]
        for other in draw.sample(others, min(NEIGHBORS, len(others))):
            pair = [other.text.strip(), text.text.strip()]
            yield text, " ".join(pair if draw.random() < 0.5 else pair[::-1])


def main(words: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=["dev", "test"], default="test")
    parser.add_argument("--reader", choices=["careful", "fast"], default="careful")
    parser.add_argument("--show", action="store_true", help="pairs that came out clear (dev part only)")
    options = parser.parse_args(words)
    if options.show and options.part != "dev":
        parser.error("only the dev part may be looked at")
    texts = read(options.part)
    alone = {t.id: verdict(t, t.text, options.reader) for t in texts}
    stopped = [t for t in texts if t.verdict != "allow" and alone[t.id] is not Verdict.CLEAR]
    held = [t for t in stopped if alone[t.id] is Verdict.HOLD]
    fine = [t for t in texts if t.verdict == "allow" and alone[t.id] is Verdict.CLEAR]
    general = [
        t for t in fine if t.says is not None and not t.marks and t.context.get("authorization", "none") == "none"
    ]
    outcomes: dict[str, list[Any]] = {"stopped": [], "fine": []}
    for text, pair in beside(stopped, general, seed=1):
        outcomes["stopped"].append((text, pair, verdict(text, pair, options.reader)))
    for text, pair in beside(fine, general, seed=2):
        outcomes["fine"].append((text, pair, verdict(text, pair, options.reader)))
    passed = [o for o in outcomes["stopped"] if o[2] is Verdict.CLEAR]
    ids = {t.id for t in held}
    weaker = [o for o in outcomes["stopped"] if o[0].id in ids and o[2] is not Verdict.HOLD]
    alarmed = [o for o in outcomes["fine"] if o[2] is not Verdict.CLEAR]
    print(f"{options.part}, reader {options.reader}: {len(stopped)} stopped, {len(fine)} fine, {len(general)} harmless")
    print("stopped alone, clear beside harmless words: " + interval(len(passed), len(outcomes["stopped"])))
    print(
        "held alone, not held beside harmless words: "
        + interval(len(weaker), sum(o[0].id in ids for o in outcomes["stopped"]))
    )
    print("fine alone, stopped beside harmless words:  " + interval(len(alarmed), len(outcomes["fine"])))
    if options.show:
        for text, pair, said in passed:
            print(f"\n{text.id} {said} {text.context['channel']}\n   {pair}")


if __name__ == "__main__":
    main()
