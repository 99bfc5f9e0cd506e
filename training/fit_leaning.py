"""Fit the points of the scale ``leaning`` on labelled replies, and print them as TOML.

Logistic regression over the signs of a reply, in plain Python: signs of an episode may only add, signs
of a general reply only take away, so that every score can be read. Replies that another family stops
count a third, since this one is for the rest. Replies flagged for conduct alone say nothing about care
and are left out. Of each file of drafts only the read half is used, and all of
training/drafts/answers.jsonl (written to be learnt from); figures of the unread half are printed beside. The
constant is set so that the score is positive for at most ``ALARMS`` of the fine replies that no other
family flags.

usage: python -m training.fit_leaning [FILE.jsonl ...]     (default: training/drafts/*.jsonl)
"""

import collections
import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

from bedside.core.content import Kind
from bedside.core.records import content_of
from bedside.screening.reading import read
from bedside.screening.reading.presuppositions.leaning import signs_of
from bedside.screening.reading.replies import Reply
from benchmarks.drafts import half_of, load

CONDUCT = {"tone", "coworker_test", "professional_in_personal"}
RARE = 8
TAKE_AWAY = {
    "house", "contact", "words_thanked", "private", "figures", "figures_general", "crisis", "long_ago", "laugh",
    "all_general", "about_author", "to_staff", "to_question", "comment", "message", "past_house", "exclaims",
}  # fmt: skip
ADD = {
    "reader", "third", "past", "past_episode", "condition", "procedure", "drug", "outcome", "body", "thing", "order",
    "definite", "measure", "clock", "day", "amount", "care_noun", "care_verb", "record_noun", "bill_noun", "name",
    "kin", "endearment", "fragment", "sensitive", "to_kin", "reader_general", "third_general",
}  # fmt: skip
STOPPED_ALREADY = 0.3
RIDGE = 0.02
ROUNDS = 1500
STEP = 0.5
ALARMS = 0.008
Example = tuple[frozenset[str], bool, bool]


def examples(files: list[str], halves: set[str]) -> list[Example]:
    """Signs, whether it must be stopped, and whether another family stops it already."""
    found = []
    for row in load(files):
        if half_of(row["id"]) not in halves:
            continue
        content = content_of(row)
        if content.kind in {Kind.POST, Kind.STORY}:
            continue
        bad = row["verdict"] != "allow"
        if bad and set(row["guidelines"]) <= CONDUCT:
            continue
        reading = read(content, scales={})
        found.append((frozenset(signs_of(Reply(reading))), bad, bool(reading.presuppositions)))
    return found


def fit(rows: list[Example]) -> dict[str, float]:
    """Points by sign, with the constant under "base"."""
    seen = collections.Counter(s for signs, _, _ in rows for s in signs)
    points = {s: 0.0 for s, n in seen.items() if n >= RARE and s in TAKE_AWAY | ADD} | {"base": 0.0}
    for _ in range(ROUNDS):
        slope = dict.fromkeys(points, 0.0)
        for signs, bad, flagged in rows:
            wrong = 1 / (1 + math.exp(-score(signs, points))) - bad
            wrong *= STOPPED_ALREADY if bad and flagged else 1.0
            for s in (*signs, "base"):
                if s in slope:
                    slope[s] += wrong
        for s in points:
            points[s] -= STEP * (slope[s] / len(rows) + (RIDGE * points[s] if s != "base" else 0))
            if s != "base":
                points[s] = min(points[s], 0.0) if s in TAKE_AWAY else max(points[s], 0.0)
    return points


def score(signs: frozenset[str], points: dict[str, float]) -> float:
    return points["base"] + sum(points.get(s, 0.0) for s in signs)


def lowered(rows: list[Example], points: dict[str, float]) -> dict[str, float]:
    """The same points with a constant that few fine replies can outweigh."""
    fine = sorted((score(signs, points) for signs, bad, flagged in rows if not bad and not flagged), reverse=True)
    return points | {"base": points["base"] - fine[int(ALARMS * len(fine))] - 0.01}


def rates(rows: list[Example], points: dict[str, float]) -> str:
    left = [(score(signs, points) > 0, bad) for signs, bad, flagged in rows if not flagged]
    caught = sum(over for over, bad in left if bad)
    alarmed = sum(over for over, bad in left if not bad)
    bad = sum(b for _, b in left)
    return f"of what no other family flags, caught {caught}/{bad}, falsely alarmed {alarmed}/{len(left) - bad}"


def main() -> None:
    here = pathlib.Path(__file__).resolve().parent
    answers = [str(here / "drafts/answers.jsonl")]
    files = sys.argv[1:] or sorted(set(map(str, (here / "drafts").glob("*.jsonl"))) - set(answers))
    rows = examples(files, {"read"}) + examples(answers, {"read", "unread"})
    points = lowered(rows, fit(rows))
    print(f"# read: {rates(rows, points)}")
    print(f"# unread: {rates(examples(files, {'unread'}), points)}")
    print("[scales.leaning]")
    print(f"base = {points.pop('base'):.2f}")
    for sign, worth in sorted(points.items(), key=lambda sp: -sp[1]):
        if abs(worth) >= 0.02:
            print(f"{sign} = {worth:.2f}")


if __name__ == "__main__":
    main()
