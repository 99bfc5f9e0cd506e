"""`bedside policy`: look at packs, check them, try them, and compare them."""

from collections.abc import Iterator

import click

from bedside.cli.options import complete_pack, pack_named
from bedside.cli.reports.output import opened_output
from bedside.cli.screen import Screen, screen_for
from bedside.cli.trouble import complain
from bedside.cli.words import count
from bedside.core.errors import BedsideError, PolicyError
from bedside.core.policies import Policy
from bedside.policies import differences as compared
from bedside.policies import shipped
from bedside.policies.differences import (
    Difference,
    Fate,
    ProvisionChange,
    ScaleChange,
    SeverityChange,
    TableChange,
    TermChange,
    WeightChange,
)
from bedside.screening.engine import findings_of, model_for, stops
from bedside.screening.pages import Case, page_of
from bedside.screening.registry import registry
from bedside.screening.rule import Rule


@click.group()
def policy() -> None:
    """Look at policy packs: what a finding weighs, under which law, since when."""


@policy.command("list")
def list_packs() -> int:
    """List the packs that come with Bedside."""
    with opened_output(None) as stream:
        screen = screen_for(stream, color="auto", to_file=False)
        for pack in shipped():
            extends = f" (on top of {', '.join(pack.extends)})" if pack.extends else ""
            screen.say(f"{pack.name}@{pack.version}", bold=True, end="  ")
            screen.say(f"{pack.state}  " if pack.state else "", end="")
            screen.say(f"{pack.title}{extends}")
    return 0


@policy.command()
@click.argument("packs", nargs=-1, required=True, shell_complete=complete_pack)
def check(packs: tuple[str, ...]) -> int:
    """Read PACKS as a screening would, and say what is wrong with them."""
    status = 0
    with opened_output(None) as stream:
        screen = screen_for(stream, color="auto", to_file=False)
        for name in packs:
            try:
                pack = pack_named(name)
                check_citations(pack)
            except BedsideError as trouble:
                status = complain(str(trouble))
                continue
            screen.wrapped(f"{pack.label} is fine: {contents_of(pack)}.", hang="  ")
    return status


def check_citations(pack: Policy) -> None:
    """Refuse a pack in which a finding would have nothing to cite.

    Raises:
        PolicyError: names the first rule and the provision that is missing.
    """
    for rule in registry().values():
        if rule.provision not in pack.provisions:
            raise PolicyError(
                f"policy pack {pack.label}: missing provision {rule.provision}, which rule {rule.code} cites; "
                f"add [provisions.{rule.provision}], or extend a pack that has it"
            )


def contents_of(pack: Policy) -> str:
    parts = [
        count(len(registry()) - len(pack.disabled), "rule"),
        count(len(pack.provisions), "provision"),
        f"{len(pack.severities)} with a severity of their own" if pack.severities else "",
        f"{len(pack.disabled)} switched off" if pack.disabled else "",
        count(len(pack.terms), "own word") if pack.terms else "",
        f"joined from {', '.join(pack.packs)}" if len(pack.packs) > 1 else "",
    ]
    return ", ".join(p for p in parts if p)


@policy.command()
@click.argument("pack", shell_complete=complete_pack)
def test(pack: str) -> int:
    """Try the pages of all rules against PACK, and say which of their examples come out differently.

    Exit status: 0 all as the pages say, 1 some are not, 2 could not do it.
    """
    rules = pack_named(pack)
    check_citations(rules)
    tried = different = 0
    with opened_output(None) as stream:
        screen = screen_for(stream, color="auto", to_file=False)
        for rule in registry().values():
            if rule.code in rules.disabled:
                why = rules.reasons.get(rule.code, "no reason given")
                screen.wrapped(f"{rule.code} {rule.name} is switched off ({why}).", hang="  ")
                continue
            for what, case, right in outcomes(rule, rules):
                tried += 1
                if not right:
                    different += 1
                    screen.wrapped(f"{rule.code} {rule.name}: {what} comes out differently.", hang="  ")
                    show_case(screen, case)
        verdict = f"{count(different, 'example')} of {tried} came out differently" if different else "all as they say"
        screen.say(f"{rules.label}: {count(tried, 'example')} on the pages of the rules, {verdict}.")
    return 1 if different else 0


def outcomes(rule: Rule, pack: Policy) -> Iterator[tuple[str, Case, bool]]:
    """Every example of a rule's page, and whether it comes out as the page says."""
    page = page_of(rule)
    if rule.reads and model_for("careful")[0] is None:
        return  # what the learned reader believes cannot be tried without it
    for side, cases in (("flagged", page.flagged), ("left alone", page.left_alone)):
        for number, case in enumerate(cases, 1):
            if rule.reads:
                flagged = side == "flagged"
                stopped = stops(rule, case.content, policy=pack, alone=not flagged)
                yield f"example {number} of those {side}", case, stopped == flagged
                continue
            found = list(findings_of(rule, case.reading(pack), pack))
            spans = {(f.start, f.end) for f in found if f.part == "body"}
            right = spans == set(case.spans) and bool(found) == (side == "flagged")
            yield f"example {number} of those {side}", case, right


def show_case(screen: Screen, case: Case) -> None:
    screen.wrapped(screen.safe(" ".join(case.content.body.split())), indent="    ", dim=True)


@policy.command()
@click.argument("one", metavar="A", shell_complete=complete_pack)
@click.argument("other", metavar="B", shell_complete=complete_pack)
def diff(one: str, other: str) -> int:
    """Show what weighs differently in pack B than in pack A.

    Exit status: 0 no difference, 1 there are some, 2 could not do it.
    """
    before, after = pack_named(one), pack_named(other)
    lines = list(differences(before, after))
    with opened_output(None) as stream:
        screen = screen_for(stream, color="auto", to_file=False)
        screen.say(f"{before.label} -> {after.label}", bold=True)
        for line in lines:
            screen.wrapped(line, indent="  ", hang="    ")
        if not lines:
            screen.say("  no difference")
    return 1 if lines else 0


def differences(before: Policy, after: Policy) -> Iterator[str]:
    changes = list(compared.differences(before, after, rules={c: r.severity for c, r in registry().items()}))
    for change in changes:
        yield from told(change)
    fates = [c.fate for c in changes if isinstance(c, TermChange)]
    for fate, said in ((Fate.ADDED, "adds {}"), (Fate.GONE, "lacks {}"), (Fate.CHANGED, "says otherwise of {}")):
        if fate in fates:
            yield said.format(count(fates.count(fate), "own word"))


def told(change: Difference) -> Iterator[str]:
    """A difference as a line; own words are counted, not shown."""
    match change:
        case WeightChange(code, account, was, now, why):
            yield f"{code} {registry()[code].name}, {account} account: {was} -> {now}" + (f" ({why})" if why else "")
        case SeverityChange(code, was, now):
            yield f"{code}, severity of every finding: {was or 'its own'} -> {now or 'its own'}"
        case TableChange(account, severity, was, now):
            yield f"{severity} on the {account} account: {was} -> {now}"
        case ProvisionChange(Fate.CHANGED, provision):
            yield f"provision {provision.key} says something else"
        case ProvisionChange(fate, provision):
            word = "adds" if fate is Fate.ADDED else "lacks"
            yield f"{word} provision {provision.key}: {provision.citation}, {provision.title}"
        case ScaleChange(scale, key, was, now):
            yield f"scale {scale}, {key}: {'none' if was is None else was} -> {'none' if now is None else now}"
