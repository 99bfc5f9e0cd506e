"""All rules, found by walking the folder: a new rule is a new module there and nothing else."""

import importlib
import pkgutil
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache

from bedside.core.errors import UnknownRule
from bedside.screening import rules
from bedside.screening.rule import Rule


@cache
def registry() -> Mapping[str, Rule]:
    """Every rule by its code, sorted by code."""
    found: dict[str, Rule] = {}
    for module in pkgutil.walk_packages(rules.__path__, rules.__name__ + "."):
        if module.ispkg:
            continue
        rule: Rule = importlib.import_module(module.name).RULE
        if rule.code in found:
            raise ValueError(f"two rules have the code {rule.code}: {found[rule.code].name}, {rule.name}")
        found[rule.code] = rule
    return dict(sorted(found.items()))


def rule_named(word: str) -> Rule:
    """The rule with this code or name.

    Raises:
        UnknownRule: none has it; says which is nearest.
    """
    for rule in registry().values():
        if word.upper() == rule.code or word.lower() == rule.name:
            return rule
    known = [n for r in registry().values() for n in (r.code, r.name)]
    near = get_close_matches(word, known, n=1, cutoff=0.5)
    hint = f"; did you mean {near[0]}?" if near else "; `bedside rules` lists all"
    raise UnknownRule(f"unknown rule {word!r}{hint}")


def module_of(rule: Rule) -> str:
    """Dotted name of the module that holds a rule."""
    return rule.find.__module__
