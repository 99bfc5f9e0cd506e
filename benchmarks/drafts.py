"""How labelled drafts come out: missed and falsely alarmed, with 95 % intervals.

usage: python -m benchmarks.drafts FILE.jsonl ... [--half read|unread|all] [--channel NAME] [--misses] [--why]

FILE holds cases ({"id", "text", "context", "verdict", ...}) or our own marked drafts
({"id", "marked": "... {{label|phrase}} ...", ...}). Every file is split once by a hash of the id: the
read half may be looked at and learnt from, of the unread half only figures are shown.
"""

import argparse
import collections
import hashlib
import json
import math
import pathlib
from typing import Any

import bedside
from bedside.core.records import content_of
from training.texts import unmarked

SAID = {"clear": "allow", "review": "review", "hold": "block"}


def half_of(identity: str) -> str:
    return "unread" if hashlib.sha256(identity.encode()).digest()[0] % 2 else "read"


def case_of(row: dict[str, Any]) -> dict[str, Any]:
    """A marked draft as a case with text and spans."""
    if "text" in row:
        return row
    text, marks = unmarked(row["marked"])
    spans = [{"start": m.start, "end": m.end, "label": m.label} for m in marks]
    return {k: v for k, v in row.items() if k != "marked"} | {"text": text, "spans": spans}


def load(files: list[str]) -> list[dict[str, Any]]:
    lines = (line for f in files for line in pathlib.Path(f).read_text(encoding="utf-8").split("\n") if line.strip())
    return [case_of(json.loads(line)) for line in lines]


def interval(k: int, n: int) -> str:
    """Wilson's 95 % interval."""
    if not n:
        return "      -"
    z, p = 1.96, k / n
    middle, half = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    d = 1 + z * z / n
    return f"{100 * p:5.1f} % ({k}/{n}, {100 * (middle - half) / d:.1f}-{100 * (middle + half) / d:.1f})"


def main(words: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--half", choices=["read", "unread", "all"], default="read")
    parser.add_argument("--channel")
    parser.add_argument("--misses", action="store_true", help="show drafts that came out wrong (read half only)")
    parser.add_argument("--why", action="store_true", help="with --misses: which rules spoke, and where")
    parser.add_argument("--reader", choices=["careful", "fast", "off"], default="careful")
    options = parser.parse_args(words)
    if options.misses and options.half != "read":
        parser.error("only the read half may be looked at")
    rows = [
        r
        for r in load(options.files)
        if options.half in ("all", half_of(r["id"])) and options.channel in (None, r["context"]["channel"])
    ]
    table: dict[str, collections.Counter[tuple[str, str]]] = collections.defaultdict(collections.Counter)
    wrong = []
    for row in rows:
        screening = bedside.screen(content_of(row), reader=options.reader)
        said = SAID[screening.verdict.value]
        for key in ("all", row["context"]["channel"]):
            table[key][row["verdict"], said] += 1
        if (row["verdict"] == "allow") != (said == "allow"):
            wrong.append((row, screening))
    print(f"{'':16s}{'block passed':>34s}{'review passed':>34s}{'fine alarmed':>34s}   exact")
    for key, counts in table.items():
        gold = {v: sum(n for (g, _), n in counts.items() if g == v) for v in ("allow", "review", "block")}
        cells = [
            interval(counts["block", "allow"], gold["block"]),
            interval(counts["review", "allow"], gold["review"]),
            interval(gold["allow"] - counts["allow", "allow"], gold["allow"]),
        ]
        exact = sum(n for (g, s), n in counts.items() if g == s)
        print(f"{key:16s}" + "".join(f"{c:>34s}" for c in cells) + f"   {100 * exact / sum(gold.values()):.0f} %")
    if options.misses:
        show(wrong, why=options.why)


def show(wrong: list[tuple[dict[str, Any], bedside.Screening]], *, why: bool) -> None:
    for row, screening in sorted(wrong, key=lambda w: (w[0]["verdict"], w[0]["context"]["channel"])):
        context = row["context"]
        marked = " | ".join(f"{s['label']}={row['text'][s['start'] : s['end']]}" for s in row["spans"])
        print(
            f"\n{row['verdict'].upper()} said {screening.verdict.value}  {row['id']} [{context['channel']}, {context.get('author_role', '')}, {context.get('authorization', 'none')}]"
        )
        if context.get("in_reply_to"):
            print("  TO  ", context["in_reply_to"])
        if context.get("authorization_note"):
            print("  NOTE", context["authorization_note"])
        print("  ", row["text"].replace("\n", " / "))
        if marked:
            print("   =>", marked)
        if why:
            for f in screening.findings:
                print(
                    f"   !! {f.rule} {f.weight.value} {row['text'][f.start : f.end] if f.part == 'body' else f.part!r} ({f.believed or ''})"
                )


if __name__ == "__main__":
    main()
