"""`bedside rules` and `bedside explain`: what is looked for, why, and what is left alone."""

import re
from collections.abc import Iterator
from typing import Any

import click

from bedside.cli.options import complete_pack, complete_rule, pack_named
from bedside.cli.reports.output import opened_output
from bedside.cli.reports.record import json_bytes
from bedside.cli.screen import Screen, screen_for
from bedside.cli.words import ACCOUNTS, KINDS, WEIGHTS, count, named
from bedside.core.content import Account, Content, Kind
from bedside.core.errors import UnknownRule
from bedside.core.policies import Policy, Provision
from bedside.policies import BASELINE
from bedside.screening.pages import Case, Page, page_of
from bedside.screening.registry import module_of, registry, rule_named
from bedside.screening.rule import Rule


@click.command()
@click.option("--policy", metavar="PACK", default=BASELINE, shell_complete=complete_pack, help="Weighed by this pack.")
@click.option("--jsonl", is_flag=True, help="One JSON object a rule and line.")
def rules(policy: str, jsonl: bool) -> int:
    """List every rule: its code, its name, and what it weighs on an official and a personal account."""
    pack = pack_named(policy)
    with opened_output(None) as stream:
        screen = screen_for(stream, color="auto", to_file=False)
        for family, members in families().items():
            if not jsonl:
                screen.say(family.replace("_", " "), bold=True)
            for rule in members:
                if jsonl:
                    stream.write(json_bytes(rule_record(rule, pack)))
                else:
                    list_rule(screen, rule, pack)
        if not jsonl:
            screen.say(f"{count(len(registry()), 'rule')}; weights of {pack.label}. `bedside explain RULE` says more.")
    return 0


def families() -> dict[str, list[Rule]]:
    """Rules by the folder they lie in."""
    found: dict[str, list[Rule]] = {}
    for rule in registry().values():
        found.setdefault(module_of(rule).split(".")[-2], []).append(rule)
    return dict(sorted(found.items()))


def list_rule(screen: Screen, rule: Rule, pack: Policy) -> None:
    weights = "off" if rule.code in pack.disabled else "/".join(dict.fromkeys(weights_of(rule, pack).values()))
    screen.say(f"  {rule.code:<16} ", end="")
    screen.say(f"{weights:<8}", kind=weights.partition("/")[0], end="")
    screen.say(f" {rule.name}")


def weights_of(rule: Rule, pack: Policy) -> dict[str, str]:
    return {a.value: pack.weigh(rule.code, severity=rule.severity, account=a).value for a in Account}


def rule_record(rule: Rule, pack: Policy) -> dict[str, Any]:
    provision = pack.provisions.get(rule.provision)
    return {
        "rule": rule.code,
        "name": rule.name,
        "family": module_of(rule).split(".")[-2],
        "severity": pack.severities.get(rule.code, rule.severity).value,
        "weights": weights_of(rule, pack),
        "disabled": rule.code in pack.disabled,
        "guidelines": [g.value for g in rule.guidelines],
        "class": rule.identifier_class,
        "label": rule.label,
        "message": rule.message,
        "advice": rule.advice,
        "citation": provision.citation if provision else "",
    }


@click.command()
@click.argument("rule", shell_complete=complete_rule)
@click.option("--policy", metavar="PACK", default=BASELINE, shell_complete=complete_pack, help="Weighed by this pack.")
def explain(rule: str, policy: str) -> int:
    """Say what RULE (a code or a name) looks for, under which law, with examples of both sides."""
    if named(rule) != rule:
        raise UnknownRule("there is no rule by the name you gave; `bedside rules` lists all")
    found, pack = rule_named(rule), pack_named(policy)
    page = page_of(found)
    with opened_output(None) as stream:
        screen = screen_for(stream, color="auto", to_file=False)
        screen.say(found.name, bold=True, end="  ")
        screen.say(found.code, dim=True)
        screen.say()
        explain_prose(screen, found, page)
        explain_weight(screen, found, pack)
        explain_provision(screen, pack.provisions.get(found.provision))
        explain_cases(screen, page)
    return 0


def explain_prose(screen: Screen, rule: Rule, page: Page) -> None:
    for paragraph in re.split(r"\n\s*\n", page.prose):
        screen.wrapped(" ".join(paragraph.split()))
        screen.say()
    screen.wrapped(f"It says: {rule.message} {rule.advice}", hang="  ")
    screen.say()


def explain_weight(screen: Screen, rule: Rule, pack: Policy) -> None:
    if rule.code in pack.disabled:
        screen.wrapped(f"Switched off by {pack.label}. {pack.reasons.get(rule.code, '')}")
        return
    for account in Account:
        weight = pack.weigh(rule.code, severity=rule.severity, account=account)
        screen.say(f"On the {ACCOUNTS[account]}: ", end="")
        screen.say(f"{WEIGHTS[weight]} ({weight.value})", kind=weight.value)
    screen.say(f"Weighed by {pack.label}.", dim=True)


def explain_provision(screen: Screen, provision: Provision | None) -> None:
    if provision is None:
        return
    until = f" until {provision.effective_to}" if provision.effective_to else ""
    screen.say()
    screen.wrapped(f"{provision.citation}: {provision.title}.", hang="  ")
    screen.wrapped(f"From {provision.effective_from}{until}; {provision.status}.", indent="  ", dim=True)
    if provision.source:
        looked = f", looked at {provision.reviewed_on}" if provision.reviewed_on else ""
        screen.wrapped(f"Source: {provision.source}{looked}.", indent="  ", dim=True)
    if provision.holds:
        screen.wrapped(provision.holds, indent="  ")


def explain_cases(screen: Screen, page: Page) -> None:
    for heading, cases in (("Flagged", page.flagged), ("Left alone", page.left_alone)):
        screen.say()
        screen.say(heading, bold=True)
        for case in cases:
            screen.wrapped(f"- {screen.safe(marked(case))}", hang="  ")


def marked(case: Case) -> str:
    """The words of a case with [[marks]], after what must be known to judge them."""
    text, at = "", 0
    body = case.content.body
    for start, end in case.spans:
        text += f"{body[at:start]}[[{body[start:end]}]]"
        at = end
    said = " ".join((text + body[at:]).split())
    known = "; ".join(known_of(case.content))
    return f"({known}) {said}" if known else said


def known_of(content: Content) -> Iterator[str]:
    """What is said of a draft beside its words; what is usual goes without saying."""
    if content.kind is not Kind.POST:
        yield KINDS[content.kind]
    if content.account is Account.PERSONAL:
        yield ACCOUNTS[content.account]
    if content.author_role:
        yield f"by {content.author_role}"
    if content.in_reply_to:
        yield f"to: {content.in_reply_to}"
    if content.publish_at:
        yield f"goes out {content.publish_at:%Y-%m-%d}"
    if content.authorization:
        covering = "" if content.authorization.covering else ", not covering"
        terms = f": {content.authorization.note}" if content.authorization.note else ""
        yield f"authorization {content.authorization.state}{covering}{terms}"
    for description in content.alt_texts:
        yield f"picture: {description or 'not described'}"
    for earlier in content.thread:
        yield f"earlier post: {earlier}"
