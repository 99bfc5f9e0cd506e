"""A draft while it is written: explain(), rewrites() and a screening after an edit, as ratios to one screening.

CPU time of one process, least of three; what the reader remembers is forgotten before each screening that stands
for a first one. Only the ratios are worth passing on.
"""

import pathlib
import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any

import bedside
from bedside.core.content import Content
from bedside.core.findings import STOPS
from bedside.core.records import content_of
from bedside.screening.reading.learned.inference import model_of
from benchmarks.drafts import load

ROUNDS = 3
DRAFTS = 60  # of each number of findings
NUMBERS = (1, 2, 4, 8)
LENGTHS = (300, 1_000, 3_000)
LONG = 20  # drafts of each length


def cpu(work: Callable[[], Any]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def least(first: Callable[[], Any], then: Callable[[], Any]) -> tuple[float, float]:
    """CPU seconds of what is done first, with nothing remembered, and of what is done right after it."""
    times = []
    for _ in range(ROUNDS):
        model_of("careful").forget()
        times.append((cpu(first), cpu(then)))
    return min(a for a, _ in times), min(b for _, b in times)


def contents() -> list[Content]:
    files = sorted(str(f) for f in pathlib.Path("training/drafts").glob("*.jsonl"))
    rows = load(files)
    random.Random(1).shuffle(rows)
    return [content_of(row) for row in rows]


def stopped(drafts: Sequence[Content], number: int) -> Iterator[tuple[Content, bedside.Screening]]:
    """Drafts that are stopped by so many findings."""
    for draft in drafts:
        screening = bedside.screen(draft)
        if sum(f.weight in STOPS for f in screening.findings) == number:
            yield draft, screening


def told(what: str, pairs: Sequence[tuple[float, float]]) -> None:
    """One line on pairs of CPU seconds: of one screening, and of what is compared with it."""
    ratios = sorted(then / first for first, then in pairs)
    one = statistics.median(first for first, _ in pairs)
    print(
        f"{what:34s} {statistics.median(ratios):6.2f} times   p95 {ratios[int(0.95 * len(ratios))]:5.2f}   "
        f"(one screening {1000 * one:.1f} ms)"
    )


def rewriting(drafts: Sequence[Content]) -> None:
    for number in NUMBERS:
        some = islice(stopped(drafts, number), DRAFTS)
        told(
            f"rewrites, {number} findings",
            [least(partial(bedside.screen, c), partial(bedside.rewrites, c, s)) for c, s in some],
        )


def explaining(drafts: Sequence[Content]) -> None:
    """Both from the first, with nothing remembered."""
    model = model_of("careful")
    pairs = []
    for draft in drafts[: 2 * DRAFTS]:
        screened, explained = [], []
        for _ in range(ROUNDS):
            for work, times in ((bedside.screen, screened), (bedside.explain, explained)):
                model.forget()
                times.append(cpu(partial(work, draft)))
        pairs.append((min(screened), min(explained)))
    told("explain", pairs)


def editing(drafts: Sequence[Content]) -> None:
    """A screening after one word was added in the middle of a draft, and after nothing was changed."""
    fine = [d.body for d in drafts if not d.answers]
    draw = random.Random(2)
    for length in LENGTHS:
        bodies = [long(fine, length, draw) for _ in range(LONG)]
        told(f"after an edit, {length:,} characters", [least(*screenings(b, edited(b))) for b in bodies])
        told(f"unchanged, {length:,} characters", [least(*screenings(b, b)) for b in bodies])


def screenings(one: str, other: str) -> tuple[Callable[[], Any], Callable[[], Any]]:
    return partial(bedside.screen, one), partial(bedside.screen, other)


def long(texts: Sequence[str], length: int, draw: random.Random) -> str:
    body = ""
    while len(body) < length:
        body += draw.choice(texts) + " "
    return body[:length]


def edited(body: str) -> str:
    middle = body.find(" ", len(body) // 2)
    return body[:middle] + " really" + body[middle:]


def main() -> None:
    bedside.screen("warm up")
    drafts = contents()
    explaining(drafts)
    rewriting(drafts)
    editing(drafts)


if __name__ == "__main__":
    main()
