"""Ratios against named peers and baselines, measured in one run: `make bench` or `make bench ONLY=name`.

speed     identifiers() by rules and screen() with each reader against presidio-analyzer with spaCy md
growth    CPU time of texts of 12,500 to 100,000 characters: linear or not
live      explain(), rewrites() and a screening after an edit, as ratios to one screening
beside    how often harmless sentences beside it talk the engine out of stopping a draft
drafts    how labelled drafts come out, on the half that nobody looked at
"""

import sys

from benchmarks import beside, drafts, growth, live, speed
from training.texts import FOLDER


def unread_drafts() -> None:
    drafts.main([*sorted(str(f) for f in FOLDER.glob("*.jsonl")), "--half", "unread"])


BENCHES = {
    "speed": speed.main,
    "growth": growth.main,
    "live": live.main,
    "beside": lambda: beside.main([]),
    "drafts": unread_drafts,
}


def main() -> int:
    wanted = sys.argv[1:] or list(BENCHES)
    if unknown := set(wanted) - set(BENCHES):
        print(f"unknown benchmark {sorted(unknown)[0]!r}; there are {', '.join(BENCHES)}", file=sys.stderr)
        return 2
    for name in wanted:
        print(f"== {name}")
        BENCHES[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main())
