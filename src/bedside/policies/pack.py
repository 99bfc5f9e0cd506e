"""One pack as it stands in its file, before it is joined with the packs it extends."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bedside.core.content import Account
from bedside.core.findings import Severity, Weight
from bedside.core.policies import Provision, Term
from bedside.policies.source import Source, near, shown

SECTIONS = ("pack", "weights", "rules", "provisions", "scales", "terms")
OVERRIDE = "counsel override"
MOST_POINTS = 1_000_000


@dataclass(frozen=True, slots=True)
class Setting:
    """What a pack says of one rule. ``override``: counsel takes responsibility for weakening it."""

    source: Source
    severity: Severity | None = None
    disabled: bool = False
    override: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A pack read and checked by itself."""

    source: Source
    name: str
    version: str
    title: str
    state: str = ""
    extends: tuple[str, ...] = ()
    weights: Mapping[Account, Mapping[Severity, Weight]] = field(default_factory=dict)
    rules: Mapping[str, Setting] = field(default_factory=dict)
    provisions: Mapping[str, Provision] = field(default_factory=dict)
    scales: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    terms: tuple[Term, ...] = ()

    @property
    def label(self) -> str:
        return f"{self.name}@{self.version}"


def pack_of(source: Source) -> Pack:
    """The pack in a TOML file.

    Raises:
        PolicyError: anything that nobody could read as meant, with file and line.
    """
    source.check_keys(known=SECTIONS)
    source.check_keys("pack", known=("name", "version", "title", "extends", "state"))
    return Pack(
        source=source,
        name=source.text("pack", "name"),
        version=source.text("pack", "version"),
        title=source.text("pack", "title", default=""),
        state=source.text("pack", "state", default=""),
        extends=extends_of(source),
        weights=weights_of(source),
        rules={code: setting_of(source, code) for code in source.section("rules")},
        provisions={key: provision_of(source, key) for key in source.section("provisions")},
        scales={name: scale_of(source, name) for name in source.section("scales")},
        terms=terms_of(source),
    )


def extends_of(source: Source) -> tuple[str, ...]:
    value = source.section("pack").get("extends", [])
    return (value,) if isinstance(value, str) and value.strip() else source.texts("pack", "extends")


def weights_of(source: Source) -> dict[Account, dict[Severity, Weight]]:
    source.check_keys("weights", known=tuple(Account))
    found: dict[Account, dict[Severity, Weight]] = {}
    for account in source.section("weights"):
        source.check_keys("weights", account, known=tuple(Severity))
        row = source.section("weights", account)
        found[Account(account)] = {Severity(s): source.choice("weights", account, s, of=Weight) for s in row}
        if row.get(Severity.CRITICAL, Weight.HOLD) != Weight.HOLD:
            raise source.wrong("weights", account, "critical", say="critical always weighs hold; write hold")
    return found


def setting_of(source: Source, code: str) -> Setting:
    at = ("rules", code)
    source.check_keys(*at, known=("severity", "disabled", "status", "reason"))
    row = source.section(*at)
    status = source.text(*at, "status", default="")
    if status not in {"", OVERRIDE}:
        raise source.wrong(*at, "status", say=f'the only status a rule can have is "{OVERRIDE}"; take it out or say so')
    setting = Setting(
        source=source,
        severity=source.choice(*at, "severity", of=Severity) if "severity" in row else None,
        disabled=source.flag(*at, "disabled"),
        override=status == OVERRIDE,
        reason=source.text(*at, "reason", default=""),
    )
    if setting.override and not setting.reason.strip():
        raise source.wrong(*at, say=f'a counsel override needs its reason; add reason = "..." to {shown(at)}')
    if setting.disabled and setting.severity:
        raise source.wrong(*at, say=f"{shown(at)} is disabled and has a severity; keep one of the two")
    return setting


def provision_of(source: Source, key: str) -> Provision:
    at = ("provisions", key)
    source.check_keys(
        *at,
        known=("citation", "title", "effective_from", "effective_to", "status", "source", "reviewed_on", "holds"),
    )
    since = source.day(*at, "effective_from")
    until = source.day_if_any(*at, "effective_to")
    if until and until < since:
        raise source.wrong(
            *at, "effective_to", say=f"effective_to is before effective_from ({since}); swap or mend them"
        )
    return Provision(
        key=key,
        citation=source.text(*at, "citation"),
        title=source.text(*at, "title"),
        effective_from=since,
        effective_to=until,
        status=source.text(*at, "status", default="in force"),
        source=source.text(*at, "source", default=""),
        reviewed_on=source.day_if_any(*at, "reviewed_on"),
        holds=source.text(*at, "holds", default=""),
    )


def scale_of(source: Source, name: str) -> dict[str, float]:
    numbers: dict[str, float] = {}
    for key, value in source.section("scales", name).items():
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= MOST_POINTS:
            raise source.wrong("scales", name, key, say=f"{key} must be a number, without quotes, of a million at most")
        numbers[key] = value
    return numbers


def terms_of(source: Source) -> tuple[Term, ...]:
    rows = source.table.get("terms", [])
    if not isinstance(rows, list):
        raise source.wrong("terms", say="own words are written as [[terms]], one a word")
    return tuple(term_of(source, i) for i in range(len(rows)))


def term_of(source: Source, index: int) -> Term:
    at = ("terms", index)
    source.check_keys(*at, known=("phrase", "severity", "message", "advice", "provision"))
    phrase = source.text(*at, "phrase")
    if not any(c.isalnum() for c in phrase):
        raise source.wrong(*at, "phrase", say="phrase must have letters or digits in it")
    return Term(
        phrase=phrase,
        severity=source.choice(*at, "severity", of=Severity),
        message=source.text(*at, "message"),
        advice=source.text(*at, "advice"),
        provision=source.text(*at, "provision", default="house-words"),
    )


def check_codes(pack: Pack, known: Mapping[str, Severity]) -> None:
    """Refuse settings of rules that do not exist, and critical rules weakened without counsel."""
    for code, setting in pack.rules.items():
        source = pack.source
        if code not in known:
            raise source.wrong("rules", code, say=f"unknown rule {code}; {near(code, known)}")
        if known[code] is Severity.CRITICAL and not setting.override and weakens(setting):
            what = "disable" if setting.disabled else "weaken"
            raise source.wrong(
                "rules",
                code,
                say=f'cannot {what} {code}: it is critical; add status = "{OVERRIDE}" and a reason, or take this out',
            )


def weakens(setting: Setting) -> bool:
    return setting.disabled or setting.severity not in {None, Severity.CRITICAL}


def check_terms(pack: Pack, provisions: Mapping[str, Provision]) -> None:
    """Refuse an own word that cites a provision neither in its pack nor in what that extends."""
    for i, term in enumerate(pack.terms):
        if term.provision not in provisions:
            raise pack.source.wrong(
                "terms",
                i,
                "provision",
                say=f"missing provision {term.provision}; {near(term.provision, provisions)} "
                f"Or add [provisions.{term.provision}]",
            )
