"""A policy gives every finding its weight; rules never do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bedside.core.content import Account
from bedside.core.findings import Severity, Weight


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """A piece of law or guidance that rules cite: what it says, since when, and who looked last.

    ``holds`` says in plain words what an organisation has to do or keep because of it; ``status``
    and ``source`` say honestly how well it is known ("in force", "secondary source").
    """

    key: str
    citation: str
    title: str
    effective_from: date
    effective_to: date | None = None
    status: str = "in force"
    source: str = ""
    reviewed_on: date | None = None
    holds: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One of an organisation's own words: what to look for, what to say about it."""

    phrase: str = field(repr=False)
    severity: Severity
    message: str
    advice: str
    provision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Weights, provisions, scales and own words, merged from one or more packs.

    Attributes:
        name, version: of the pack asked for; ``label`` is "name@version".
        weights: per account, what each severity weighs.
        severities: per rule code, a severity that replaces the rule's own.
        disabled: rule codes that do not run.
        provisions: by key, everything that rules and terms cite.
        scales: named tables of numbers that rules read (points of quasi-identifiers, limits).
        terms: an organisation's own words.
        title: of the pack asked for.
        packs: labels of all packs that were merged, the pack asked for last.
        reasons: per rule code, why a pack switched it off or lowered it.
    """

    name: str
    version: str
    weights: Mapping[Account, Mapping[Severity, Weight]]
    severities: Mapping[str, Severity] = field(default_factory=dict)
    disabled: frozenset[str] = frozenset()
    provisions: Mapping[str, Provision] = field(default_factory=dict)
    scales: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    terms: tuple[Term, ...] = ()
    title: str = ""
    packs: tuple[str, ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)

    @property
    def label(self) -> str:
        return f"{self.name}@{self.version}"

    def weigh(self, code: str, *, severity: Severity, account: Account) -> Weight:
        """What a finding of this rule weighs on this account."""
        return self.weights[account][self.severities.get(code, severity)]
