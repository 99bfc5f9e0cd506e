"""For people at a terminal: the words, a line under the place, what, why, and better wording."""

from collections import Counter
from collections.abc import Iterable

from bedside.cli.drafts import Screened, Unread
from bedside.cli.reports.excerpts import excerpt
from bedside.cli.reports.output import opened_output
from bedside.cli.screen import Screen, screen_for
from bedside.cli.wording import could_read
from bedside.cli.words import ACCOUNTS, KINDS, VERDICTS, WEIGHTS, count, part_name, tally
from bedside.core.content import Content
from bedside.core.findings import Finding, Fine, Weight
from bedside.core.policies import Policy
from bedside.core.screenings import Screening, Verdict

SIGNS = {Weight.HOLD: "■", Weight.REVIEW: "▲", Weight.ADVICE: "●", Weight.INFO: "·"}
VERDICT_SIGNS = {Verdict.HOLD: "■", Verdict.REVIEW: "▲", Verdict.CLEAR: "✓"}
LINES = {Weight.HOLD: "~", Weight.REVIEW: "~", Weight.ADVICE: ".", Weight.INFO: "."}
ROWS_SHOWN = 5
WEIGHTIEST = list(Weight)


def write(results: Iterable[Screened | Unread], *, output: str | None, color: str, policy: Policy) -> None:
    verdicts: Counter[Verdict | None] = Counter()
    with opened_output(output) as stream:
        screen = screen_for(stream, color=color, to_file=output is not None)
        for result in results:
            if isinstance(result, Unread):
                verdicts[None] += 1
                continue
            if verdicts.total():
                screen.say()
            verdicts[result.screening.verdict] += 1
            tell(screen, result, policy=policy)
        if verdicts.total() > 1:
            screen.say()
            screen.say(summary(verdicts), bold=True)


def tell(screen: Screen, result: Screened, *, policy: Policy) -> None:
    draft, screening = result.draft, result.screening
    content = draft.content
    screen.say(f"{draft.name}", bold=True, end="  ")
    screen.say(f"{KINDS[content.kind]}, {ACCOUNTS[content.account]}, {screening.pack}", dim=True)
    screen.say()
    for group in groups(screening.findings):
        tell_group(screen, group, content)
    tell_fine(screen, result.fine, content)
    for unchecked in screening.unchecked:
        screen.wrapped(f"○ Not looked at: {unchecked.check}. {unchecked.why}", hang="  ")
        screen.say()
    if better := could_read(content, screening, policy=policy):
        screen.say("→ It could read", kind="clear", bold=True)
        for line in better.splitlines():
            screen.wrapped(screen.safe(line), indent="  ")
        screen.say()
    tell_verdict(screen, screening)


def tell_fine(screen: Screen, fine: Iterable[Fine], content: Content) -> None:
    """What is fine, each reason once with the words it holds of."""
    reasons: dict[str, list[str]] = {}
    for f in fine:
        words = " ".join(content.body[f.start : f.end].split())
        reasons.setdefault(f.why, []).append(f'"{screen.safe(words)}"')
    for why, quoted in reasons.items():
        screen.wrapped(f"✓ Fine: {', '.join(dict.fromkeys(quoted))}. {why}", hang="  ")
    if reasons:
        screen.say()


def tell_verdict(screen: Screen, screening: Screening) -> None:
    verdict = screening.verdict
    numbers = in_numbers(screening)
    said = f"{VERDICT_SIGNS[verdict]} {VERDICTS[verdict]}"
    screen.say(said, kind=verdict.value, bold=True, end=f": {numbers}.\n" if numbers else ".\n")


def in_numbers(screening: Screening) -> str:
    """How much there is to do, each thing counted once however often it stands there."""
    return tally(Counter(group[0].weight for group in groups(screening.findings)))


def groups(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Findings that say the same, together; the weightiest first, then in reading order."""
    found: dict[tuple[str, str, str, Weight], list[Finding]] = {}
    for f in findings:
        found.setdefault((f.rule, f.message, f.advice, f.weight), []).append(f)
    return sorted(found.values(), key=lambda group: WEIGHTIEST.index(group[0].weight))


def tell_group(screen: Screen, group: list[Finding], content: Content) -> None:
    first = group[0]
    times = f", {len(group)} times" if len(group) > 1 else ""
    screen.say(f"{SIGNS[first.weight]} {WEIGHTS[first.weight]}", kind=first.weight.value, bold=True, end="  ")
    screen.say(f"{first.name} ({first.rule}){times}", dim=True)
    for part in dict.fromkeys(f.part for f in group):
        show_places(screen, [f for f in group if f.part == part], content)
    screen.wrapped(first.message, indent="  ")
    screen.wrapped(first.advice, indent="  ")
    for wording in dict.fromkeys(f.replacement for f in group if f.replacement):
        screen.wrapped(f"Write instead: {screen.safe(wording)}", indent="  ", hang="    ", kind="clear")
    for belief in dict.fromkeys(f.believed for f in group if f.believed):
        screen.wrapped(f"We read it so: {screen.safe(belief)}", indent="  ", hang="    ", dim=True)
    if first.citation:
        screen.wrapped(f"Why: {first.citation}; `bedside explain {first.rule}` says more.", indent="  ", dim=True)
    screen.say()


def show_places(screen: Screen, group: list[Finding], content: Content) -> None:
    first = group[0]
    if first.part != "body":
        screen.say(f"  in the {part_name(first.part)}:", dim=True)
    places = [(f.start, f.end) for f in group if f.end > f.start]
    rows = excerpt(text_of(first.part, content), places, width=screen.width - 2, line=LINES[first.weight])
    for row in rows[:ROWS_SHOWN]:
        screen.say(f"  {row.gutter}", dim=True, end="")
        screen.say(row.text)
        screen.say(f"  {' ' * (len(row.gutter) - 2)}| ", dim=True, end="")
        screen.say(row.under, kind=first.weight.value)
    if len(rows) > ROWS_SHOWN:
        screen.say(f"  and {count(len(rows) - ROWS_SHOWN, 'more row')} like this", dim=True)


def text_of(part: str, content: Content) -> str:
    """The words of the part that a finding stands in."""
    kind, _, index = part.partition("[")
    if not index:
        return content.body
    return getattr(content, kind)[int(index[:-1])]  # type: ignore[no-any-return]


def summary(verdicts: Counter[Verdict | None]) -> str:
    phrases = {
        Verdict.HOLD: "to change before they go out",
        Verdict.REVIEW: "for a person to look at",
        Verdict.CLEAR: "with no rule broken",
        None: "that could not be read",
    }
    told = ", ".join(f"{verdicts[v]} {phrase}" for v, phrase in phrases.items() if verdicts[v])
    return f"{count(verdicts.total(), 'draft')}: {told}."
