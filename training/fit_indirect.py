"""Fit the points of the scale ``indirect`` on labelled drafts, and print them as TOML.

Logistic regression over the signals of a telling, in plain Python: facts that narrow someone down may
only add, signs of a general or private telling may only take away, so that every score can be read.
Drafts flagged for conduct alone say nothing about who is told about and are left out. The figures come
from a fit on one half of each file and a look at the other; the points that are printed are then fitted on
both halves.

usage: python -m training.fit_indirect [FILE.jsonl ...]     (default: training/drafts/*.jsonl)
"""

import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

from bedside.core.content import Account, Kind
from bedside.core.records import content_of
from bedside.policies import load_policy
from bedside.screening.reading import read
from bedside.screening.reading.subjects import signals_of
from benchmarks.drafts import half_of, load

ABOUT_PATIENTS = {"gossip", "phi_identifier", "authorization", "patient_acknowledgement"}
TAKE_AWAY = {"general", "statistic", "hypothetical", "own_kin", "staff", "animal", "own", "question", "private"}
NEVER = {"personal"}
# Facts that a reader needs no second one beside (DOMAIN 1.1): they never count less than this, rare as they are.
FLOORS = {
    "room": 1.0, "schedule": 0.9, "superlative": 0.6, "guess": 0.6, "relation": 0.6, "occupation": 0.5, "event": 0.5,
    "count": 0.5, "condition": 0.4, "procedure": 0.4, "age": 0.4, "measure": 0.4, "implied": 0.3, "outcome": 0.5,
}  # fmt: skip
RIDGE = 0.02
ROUNDS = 4000
STEP = 0.3


def examples(files: list[str], half: str) -> list[tuple[frozenset[str], str]]:
    """Signals and label of each draft in which someone is told about."""
    policy = load_policy()
    found = []
    for row in load(files):
        if half_of(row["id"]) != half:
            continue
        content = content_of(row)
        if (content.answers and content.account is Account.OFFICIAL) or content.kind is Kind.STORY:
            continue
        if row["verdict"] != "allow" and not ABOUT_PATIENTS & set(row["guidelines"]):
            continue
        reading = read(content, scales=policy.scales)
        told, _, signals = signals_of(reading.body, reading)
        if told or signals:
            found.append((signals, row["verdict"]))
    return found


def fit(rows: list[tuple[frozenset[str], str]]) -> tuple[dict[str, float], float]:
    """Weights by signal and the constant, by projected gradient descent."""
    names = sorted({s for signals, _ in rows for s in signals} - NEVER)
    weights, constant = dict.fromkeys(names, 0.0), 0.0
    stop = sum(v != "allow" for _, v in rows)
    balance = {True: len(rows) / (2 * stop), False: len(rows) / (2 * (len(rows) - stop))}
    for _ in range(ROUNDS):
        gradient, drift = dict.fromkeys(names, 0.0), 0.0
        for signals, verdict in rows:
            z = constant + sum(weights[s] for s in signals if s in weights)
            wrong = (1 / (1 + math.exp(-z)) - (verdict != "allow")) * balance[verdict != "allow"]
            drift += wrong
            for s in signals:
                if s in gradient:
                    gradient[s] += wrong
        constant -= STEP * drift / len(rows)
        for s in names:
            moved = weights[s] - STEP * (gradient[s] / len(rows) + RIDGE * weights[s])
            weights[s] = min(moved, 0.0) if s in TAKE_AWAY else max(moved, 0.0)
    return weights, constant


def rates(rows: list[tuple[frozenset[str], str]], weights: dict[str, float], limit: float) -> str:
    score = {True: 0, False: 0}
    total = {True: 0, False: 0}
    for signals, verdict in rows:
        bad = verdict != "allow"
        total[bad] += 1
        score[bad] += sum(weights.get(s, 0.0) for s in signals) >= limit
    return f"stopped {score[True]}/{total[True]}, alarmed {score[False]}/{total[False]}"


def points_of(weights: dict[str, float], constant: float) -> dict[str, float]:
    """Weights on a scale on which the even chance lies at one point; next to nothing is left out."""
    scale = 1.0 / max(-constant, 0.1)
    points = {s: round(w * scale, 2) for s, w in weights.items() if abs(w * scale) >= 0.05}
    return points | {s: max(points.get(s, 0.0), least) for s, least in FLOORS.items()}


def main() -> None:
    files = sys.argv[1:] or [str(f) for f in sorted(pathlib.Path("training/drafts").glob("*.jsonl"))]
    rows, unseen = examples(files, "read"), examples(files, "unread")
    half = points_of(*fit(rows))
    print(f"# {len(rows)} + {len(unseen)} tellings; the even chance lies at 1 point")
    for limit in (0.8, 1.0, 1.2, 1.5, 2.0):
        print(f"# limit {limit}: fitted on {rates(rows, half, limit)}; unseen {rates(unseen, half, limit)}")
    points = points_of(*fit(rows + unseen))
    print("[scales.indirect]")
    for s in sorted(points, key=lambda s: -points[s]):
        print(f"{s} = {points[s]}")


if __name__ == "__main__":
    main()
