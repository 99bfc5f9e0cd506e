"""Find policy packs by name or path, follow what they extend, and join them into one policy.

Stricter wins: of two packs that say something of one rule or weight, the stricter word stands
(45 CFR 160.203 for State law; here for every pack). A pack may switch a rule off or lower it, but
a critical one only with a counsel override and its reason.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TypeVar

from bedside.core.content import Account
from bedside.core.errors import PolicyError
from bedside.core.findings import Severity, Weight
from bedside.core.policies import Policy
from bedside.policies.pack import OVERRIDE, Pack, Setting, check_codes, check_terms, pack_of
from bedside.policies.source import near, read_source, source_of

Key = TypeVar("Key")
Value = TypeVar("Value")
Word = TypeVar("Word")
BASELINE = "hipaa-baseline"
STRICT_SEVERITIES = list(Severity)
STRICT_WEIGHTS = list(Weight)
LIMIT_DEPTH = 16
LABEL = {
    "name": re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,47}"),
    "version": re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,19}"),
}
PACKS = Path(__file__).with_name("packs")


def load_policy(name: str = BASELINE, *, known: Mapping[str, Severity] | None = None) -> Policy:
    """The policy of one pack, joined with all that it extends.

    Args:
        name: a pack that ships with Bedside ("california", or "CA"), or the path of a TOML file.
        known: the rule codes that exist, with their severities; without it codes are not checked.

    Raises:
        PolicyError: no such pack, or a mistake in it; says file, line, what and what next.
    """
    return policy_from(*joined_packs(name, known=known, base=Path(), above=()))


def load_policy_text(raw: bytes, *, known: Mapping[str, Severity] | None = None, label: str = "your pack") -> Policy:
    """The policy of a pack that somebody hands in. It may extend packs that ship, and no file of this machine is read.

    Args:
        raw: the bytes of a TOML file.
        known: as for `load_policy`.
        label: how messages name it.

    Raises:
        PolicyError: a mistake in it, or the name of a pack that ships; says line, what and what next.
    """
    pack = pack_of(source_of(raw, label=label))
    if pack.name in {p.name for p in shipped()}:
        raise pack.source.wrong("pack", "name", say=f"{pack.name} is a pack that ships; give yours a name of its own")
    for key, shape in LABEL.items():
        if not shape.fullmatch(getattr(pack, key)):
            say = f"{key} is short and has letters, digits, dots and hyphens only, as in harbor-elm@2026.12; the record cites it"
            raise pack.source.wrong("pack", key, say=say)
    return policy_from(*joined_with_parents(pack, known=known, above=()))


def policy_from(joined: Pack, order: tuple[str, ...]) -> Policy:
    complete_weights(joined)
    return Policy(
        name=joined.name,
        version=joined.version,
        title=joined.title,
        weights=joined.weights,
        severities={code: s.severity for code, s in joined.rules.items() if s.severity},
        disabled=frozenset(code for code, s in joined.rules.items() if s.disabled),
        reasons={code: s.reason for code, s in joined.rules.items() if s.reason},
        provisions=joined.provisions,
        scales=joined.scales,
        terms=joined.terms,
        packs=order,
    )


class MissingPack(PolicyError):
    """No pack to be had by this name; the pack that extends it adds file and line."""


@dataclass(frozen=True, slots=True)
class Shipped:
    """A pack that comes with Bedside, as a list shows it."""

    name: str
    version: str
    title: str
    state: str
    extends: tuple[str, ...] = field(default=())


@cache
def shipped() -> tuple[Shipped, ...]:
    """All packs that come with Bedside, sorted by name."""
    stems = sorted(f.name[:-5] for f in PACKS.iterdir() if f.name.endswith(".toml"))
    packs = [pack_of(read_source(PACKS / f"{s}.toml", label=f"policy pack {s}")) for s in stems]
    return tuple(Shipped(p.name, p.version, p.title, p.state, p.extends) for p in packs)


def pack_of_state(state: str) -> str | None:
    """The name of the pack for a State's two-letter code, if one ships."""
    return next((p.name for p in shipped() if p.state and p.state == state.upper()), None)


def joined_packs(
    name: str, *, known: Mapping[str, Severity] | None, base: Path, above: tuple[str, ...]
) -> tuple[Pack, tuple[str, ...]]:
    """A pack on top of all that it extends, and the labels of all of them, itself last."""
    return joined_with_parents(read_pack(name, base), known=known, above=above)


def joined_with_parents(
    pack: Pack, *, known: Mapping[str, Severity] | None, above: tuple[str, ...]
) -> tuple[Pack, tuple[str, ...]]:
    here = pack.source.path
    if known is not None:
        check_codes(pack, known)
    under: Pack | None = None
    order: list[str] = []
    for parent in pack.extends:
        try:
            if not here and looks_like_path(parent):
                raise MissingPack(f"a pack that is handed in extends packs that ship, by name; {parent} is a path")
            path = found_path(parent, Path(here).parent)
            if path in (*above, here) or len(above) >= LIMIT_DEPTH:
                raise MissingPack(f"{parent} in the end extends {pack.name} again; take one of the two out")
            other, labels = joined_packs(path, known=known, base=Path(), above=(*above, here))
        except MissingPack as trouble:
            raise pack.source.wrong("pack", "extends", say=str(trouble)) from None
        under = beside(under, other) if under else other
        order += [label for label in labels if label not in order]
    whole = on_top(pack, under) if under else pack
    check_terms(pack, whole.provisions)
    return whole, (*order, pack.label)


def read_pack(name: str, base: Path) -> Pack:
    path = Path(found_path(name, base))
    is_shipped = path.parent == PACKS.resolve()
    return pack_of(read_source(path, label=f"policy pack {path.stem if is_shipped else path.name}"))


def found_path(name: str, base: Path) -> str:
    """The file of a pack: a path as given or beside ``base``, else the name of a shipped pack."""
    if looks_like_path(name):
        if not (base / name).exists():
            raise MissingPack(f"there is no policy pack at {name}; check the path")
        return str((base / name).resolve())
    stem = name if (PACKS / f"{name}.toml").is_file() else pack_of_state(name)
    if not stem:
        known = [p.name for p in shipped()]
        raise MissingPack(f"there is no policy pack {name}; {near(name, known)} (`bedside policy list` shows all)")
    return str((PACKS / f"{stem}.toml").resolve())


def looks_like_path(name: str) -> bool:
    return name.endswith(".toml") or "/" in name or "\\" in name


def beside(one: Pack, other: Pack) -> Pack:
    """Two packs that one pack extends: of everything, the stricter word."""
    return replace(
        one,
        weights=stricter_weights(one.weights, other.weights),
        rules=merged(one.rules, other.rules, stricter_setting),
        provisions={**one.provisions, **other.provisions},
        scales=joined_scales(one, other),
        terms=tuple(dict.fromkeys((*one.terms, *other.terms))),
    )


def on_top(pack: Pack, under: Pack) -> Pack:
    """A pack over what it extends."""
    for name in pack.scales:
        if name not in under.scales:
            say = f"no rule reads the scale {name}; {near(name, under.scales)}"
            raise pack.source.wrong("scales", name, say=say)
    return replace(
        pack,
        weights=stricter_weights(under.weights, pack.weights),
        rules={**under.rules, **{c: over(s, under.rules.get(c), c) for c, s in pack.rules.items()}},
        provisions={**under.provisions, **pack.provisions},
        scales=joined_scales(under, pack),
        terms=tuple(dict.fromkeys((*under.terms, *pack.terms))),
    )


def over(setting: Setting, under: Setting | None, code: str) -> Setting:
    """What a pack says of a rule, over what the packs below it say."""
    if under is None or setting.override:
        return setting
    if setting.disabled:
        if under.severity is Severity.CRITICAL:
            raise setting.source.wrong(
                "rules",
                code,
                say=f"cannot disable {code}: a pack that this one extends makes it critical; "
                f'add status = "{OVERRIDE}" and a reason, or take this out',
            )
        return setting
    return replace(setting, severity=stricter(setting.severity, under.severity, STRICT_SEVERITIES))


def stricter_setting(one: Setting, other: Setting) -> Setting:
    if one.disabled != other.disabled:
        return other if one.disabled else one
    return replace(one, severity=stricter(one.severity, other.severity, STRICT_SEVERITIES))


def stricter_weights(
    one: Mapping[Account, Mapping[Severity, Weight]], other: Mapping[Account, Mapping[Severity, Weight]]
) -> dict[Account, dict[Severity, Weight]]:
    return {
        account: merged(
            one.get(account, {}),
            other.get(account, {}),
            lambda a, b: min(a, b, key=STRICT_WEIGHTS.index),
        )
        for account in Account
    }


def stricter(one: Word | None, other: Word | None, order: Sequence[Word]) -> Word | None:
    given = [word for word in (one, other) if word is not None]
    return min(given, key=order.index) if given else None


def merged(
    one: Mapping[Key, Value], other: Mapping[Key, Value], both: Callable[[Value, Value], Value]
) -> dict[Key, Value]:
    """Two mappings as one; ``both`` decides where each has the key."""
    return {**one, **{k: both(one[k], v) if k in one else v for k, v in other.items()}}


def joined_scales(one: Pack, other: Pack) -> dict[str, Mapping[str, float]]:
    return merged(one.scales, other.scales, lambda a, b: {**a, **b})


def complete_weights(pack: Pack) -> None:
    """Refuse a policy in which some finding would have no weight."""
    for account in Account:
        for severity in Severity:
            if severity not in pack.weights.get(account, {}):
                raise pack.source.wrong(
                    "weights",
                    account,
                    say=f'[weights.{account}] lacks {severity}; add it, or extend "{BASELINE}" which has all',
                )
