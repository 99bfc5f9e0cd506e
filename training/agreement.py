"""How far the second, blind rating of a tenth of the drafts agrees with the first: `python -m training.agreement`.

Kappa is Cohen's. The ids of conduct drafts tell what they were written for, so they stand apart.
"""

import json
from collections.abc import Sequence
from pathlib import Path

from training.texts import FOLDER, SAYS, read

SECOND = Path(__file__).parent / "second/ratings.jsonl"
TELLING_IDS = ("sting-",)


def kappa(pairs: Sequence[tuple[object, object]]) -> tuple[float, float]:
    """The share of pairs that agree, and Cohen's kappa."""
    size = len(pairs)
    same = sum(a == b for a, b in pairs) / size
    words = {w for pair in pairs for w in pair}
    chance = sum(sum(a == w for a, _ in pairs) * sum(b == w for _, b in pairs) for w in words) / size**2
    return same, (same - chance) / (1 - chance) if chance < 1 else 1.0


def main() -> None:
    first = {t.id: t for file in sorted(FOLDER.glob("*.jsonl")) for t in read(file)}
    second = [json.loads(line) for line in SECOND.read_text(encoding="utf-8").splitlines()]
    pairs = [(first[row["id"]], row) for row in second if row["id"] in first]
    for name, chosen in (
        ("all", pairs),
        ("ids that tell nothing", [p for p in pairs if not p[0].id.startswith(TELLING_IDS)]),
    ):
        same, agreed = kappa([(a.verdict, b["verdict"]) for a, b in chosen])
        _, stopped = kappa([(a.verdict == "allow", b["verdict"] == "allow") for a, b in chosen])
        print(
            f"{name}: {len(chosen)} drafts, same verdict {same:.1%}, kappa {agreed:.3f}, stopped or not {stopped:.3f}"
        )
    for word in SAYS:
        _, agreed = kappa([(word in (a.says or ()), word in b["says"]) for a, b in pairs])
        print(f"  {word:12s} kappa {agreed:.2f}, said {sum(word in (a.says or ()) for a, _ in pairs)} times")


if __name__ == "__main__":
    main()
