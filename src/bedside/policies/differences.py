"""What one policy says otherwise than another, as values that a command or a page puts into words."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bedside.core.content import Account
from bedside.core.findings import Severity
from bedside.core.policies import Policy, Provision, Term

OFF = "off"  # what a rule "weighs" that a pack switched off


@dataclass(frozen=True, slots=True)
class WeightChange:
    """A rule weighs otherwise on one account; ``was`` and ``now`` are weights or ``OFF``, ``why`` the pack's reason."""

    code: str
    account: Account
    was: str
    now: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class SeverityChange:
    """All findings of a rule count as one severity, or no longer do, while the rule itself weighs the same.

    A rule may give single findings a severity of their own; a pack that names one for the rule overrules that. None
    where the pack says nothing.
    """

    code: str
    was: Severity | None
    now: Severity | None


@dataclass(frozen=True, slots=True)
class TableChange:
    """A severity weighs otherwise on one account, for every rule."""

    account: Account
    severity: Severity
    was: str
    now: str


class Fate(StrEnum):
    ADDED = "added"
    GONE = "gone"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class ProvisionChange:
    """A provision is new, gone, or says something else; ``provision`` is the later one where there is one."""

    fate: Fate
    provision: Provision
    was: Provision | None = None


@dataclass(frozen=True, slots=True)
class ScaleChange:
    """A number that rules read is another; None where it is not there."""

    scale: str
    key: str
    was: float | None
    now: float | None


@dataclass(frozen=True, slots=True)
class TermChange:
    """An own word is new, gone, or is told of otherwise."""

    fate: Fate
    term: Term


Difference = WeightChange | SeverityChange | TableChange | ProvisionChange | ScaleChange | TermChange


def differences(before: Policy, after: Policy, *, rules: Mapping[str, Severity]) -> Iterator[Difference]:
    """Everything in which ``after`` is not ``before``: weights first, then provisions, numbers, own words.

    Args:
        rules: every rule code with its own severity; weights are told rule by rule.
    """
    weights = list(_weights(before, after, rules))
    yield from weights
    yield from _severities(before, after, told={w.code for w in weights})
    yield from _table(before, after)
    yield from _provisions(before, after)
    yield from _scales(before, after)
    yield from _terms(before, after)


def weight_of(policy: Policy, code: str, *, severity: Severity, account: Account) -> str:
    """What a rule weighs, or ``OFF``."""
    return OFF if code in policy.disabled else policy.weigh(code, severity=severity, account=account).value


def _weights(before: Policy, after: Policy, rules: Mapping[str, Severity]) -> Iterator[WeightChange]:
    for code, severity in rules.items():
        for account in Account:
            was, now = (weight_of(p, code, severity=severity, account=account) for p in (before, after))
            if was != now:
                yield WeightChange(code, account, was, now, after.reasons.get(code) or before.reasons.get(code, ""))


def _severities(before: Policy, after: Policy, *, told: Collection[str]) -> Iterator[SeverityChange]:
    for code in sorted({*before.severities, *after.severities} - set(told)):
        was, now = before.severities.get(code), after.severities.get(code)
        if was != now:
            yield SeverityChange(code, was, now)


def _table(before: Policy, after: Policy) -> Iterator[TableChange]:
    for account in Account:
        for severity in Severity:
            was, now = before.weights[account][severity], after.weights[account][severity]
            if was != now:
                yield TableChange(account, severity, was.value, now.value)


def _provisions(before: Policy, after: Policy) -> Iterator[ProvisionChange]:
    for key in sorted({*before.provisions, *after.provisions}):
        was, now = before.provisions.get(key), after.provisions.get(key)
        if was is None and now is not None:
            yield ProvisionChange(Fate.ADDED, now)
        elif now is None and was is not None:
            yield ProvisionChange(Fate.GONE, was)
        elif was is not None and now is not None and was != now:
            yield ProvisionChange(Fate.CHANGED, now, was)


def _scales(before: Policy, after: Policy) -> Iterator[ScaleChange]:
    for name in sorted({*before.scales, *after.scales}):
        was, now = before.scales.get(name, {}), after.scales.get(name, {})
        for key in sorted({*was, *now}):
            if was.get(key) != now.get(key):
                yield ScaleChange(name, key, was.get(key), now.get(key))


def _terms(before: Policy, after: Policy) -> Iterator[TermChange]:
    was, now = _by_phrase(before), _by_phrase(after)
    for phrase in sorted({*was, *now}):
        if was.get(phrase) != now.get(phrase):
            fate = Fate.GONE if phrase not in now else Fate.CHANGED if phrase in was else Fate.ADDED
            yield TermChange(fate, (now.get(phrase) or was[phrase])[0])


def _by_phrase(policy: Policy) -> dict[str, list[Term]]:
    found: dict[str, list[Term]] = {}
    for term in policy.terms:
        found.setdefault(term.phrase, []).append(term)
    return found
