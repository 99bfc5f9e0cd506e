"""One page for a browser or a printer: no script, nothing fetched, readable in light and dark."""

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib import resources
from itertools import pairwise
from typing import Any

import bedside
from bedside.cli.drafts import Screened, Unread
from bedside.cli.inputs import name_of
from bedside.cli.reports.output import opened_output
from bedside.cli.reports.text import WEIGHTIEST, groups, in_numbers, summary, text_of
from bedside.cli.wording import could_read
from bedside.cli.words import ACCOUNTS, KINDS, VERDICTS, WEIGHTS, count, part_name
from bedside.core.content import Content
from bedside.core.findings import Finding
from bedside.core.policies import Policy
from bedside.core.screenings import Verdict

SHOWN_SWAPS = 3


def write(results: Iterable[Screened | Unread], *, output: str | None, color: str, policy: Policy) -> None:
    with opened_output(output) as stream:
        stream.write(page_of(results, policy).encode("utf-8", "replace"))
        stream.flush()


def page_of(results: Iterable[Screened | Unread], policy: Policy) -> str:
    """The whole page. Its title counts drafts and never quotes one."""
    from jinja2 import Environment
    from markupsafe import Markup

    folder = resources.files("bedside.cli.reports")
    style = "\n" + (folder / "report.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    verdicts: Counter[Verdict | None] = Counter()
    drafts = []
    for number, result in enumerate(results, 1):
        verdicts[result.screening.verdict if isinstance(result, Screened) else None] += 1
        drafts.append(draft_view(result, f"draft-{number}", policy))
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string((folder / "report.html.j2").read_text(encoding="utf-8"))
    return template.render(
        drafts=drafts,
        title=f"{count(len(drafts), 'draft')} looked at",
        summary=summary(verdicts).partition(": ")[2].capitalize(),
        pack=policy.label,
        version=bedside.__version__,
        style=Markup(style),  # noqa: S704  our own file, not a draft's words
        style_hash=f"sha256-{digest}",
    )


def draft_view(result: Screened | Unread, anchor: str, policy: Policy) -> dict[str, Any]:
    """What the template shows of one draft."""
    if isinstance(result, Unread):
        where = f", line {result.line}" if result.line is not None else ""
        return {
            "anchor": anchor,
            "name": name_of(result.path) + where,
            "verdict": "blank",
            "said": "Could not be read",
            "why": result.why,
        }
    content, screening = result.draft.content, result.screening
    grouped = groups(screening.findings)
    cards = [card_view(group, n, f"{anchor}-finding-{n}", content) for n, group in enumerate(grouped, 1)]
    numbered = [(f, n) for n, group in enumerate(grouped, 1) for f in group]
    others = dict.fromkeys(f.part for f in screening.findings if f.part != "body" and f.end > f.start)
    return {
        "anchor": anchor,
        "name": result.draft.name,
        "verdict": screening.verdict.value,
        "said": VERDICTS[screening.verdict],
        "about": ". ".join(
            filter(None, [f"{KINDS[content.kind]}, {ACCOUNTS[content.account]}".capitalize(), in_numbers(screening)])
        ),
        "body": segments(content.body, of_part(numbered, "body"), anchor),
        "others": [
            {
                "name": part_name(part).capitalize(),
                "segments": segments(text_of(part, content), of_part(numbered, part), anchor),
            }
            for part in others
        ],
        "cards": cards,
        "better": could_read(content, screening, policy=policy),
        "unchecked": screening.unchecked,
    }


def of_part(numbered: Iterable[tuple[Finding, int]], part: str) -> list[tuple[Finding, int]]:
    return [(f, n) for f, n in numbered if f.part == part and f.end > f.start]


def card_view(group: Sequence[Finding], number: int, anchor: str, content: Content) -> dict[str, Any]:
    first = group[0]
    swaps = [
        {"old": text_of(f.part, content)[f.start : f.end], "new": f.replacement}
        for f in group
        if f.replacement is not None
    ]
    return {
        "anchor": anchor,
        "number": number,
        "kind": first.weight.value,
        "said": WEIGHTS[first.weight],
        "message": first.message,
        "advice": first.advice,
        "swaps": [s for i, s in enumerate(swaps) if s not in swaps[:i]][:SHOWN_SWAPS],
        "beliefs": list(dict.fromkeys(f.believed for f in group if f.believed)),
        "rule": f"{first.name} ({first.rule})",
        "times": len(group),
        "citation": first.citation,
        "where": "" if first.part == "body" else part_name(first.part),
    }


def segments(text: str, found: Sequence[tuple[Finding, int]], anchor: str) -> list[dict[str, str]]:
    """A text cut where marks begin and end; where they overlap the weightiest gives the look."""
    edges = sorted({0, len(text), *(f.start for f, _ in found), *(f.end for f, _ in found)})
    cut: list[dict[str, str]] = []
    for start, end in pairwise(edges):
        here = [(f, n) for f, n in found if f.start <= start and end <= f.end]
        if not here:
            cut.append({"text": text[start:end], "kind": ""})
            continue
        strongest, number = min(here, key=lambda fn: WEIGHTIEST.index(fn[0].weight))
        starting = sorted({n for f, n in here if f.start == start})
        cut.append(
            {
                "text": text[start:end],
                "kind": strongest.weight.value,
                "numbers": ",".join(map(str, starting)),
                "card": f"{anchor}-finding-{number}",
            }
        )
    return cut
