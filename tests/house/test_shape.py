"""The house stays guide-able: one place each, no clock in core, no words in what is printed."""

import ast
import dataclasses
import re
from pathlib import Path

import pytest

import bedside
from bedside.core.content import Content
from bedside.policies import load_policy
from bedside.screening.registry import module_of, registry

SOURCE = Path(bedside.__file__).parent
MODULES = sorted(SOURCE.rglob("*.py"))
RULES = list(registry().values())


def test_core_asks_no_clock() -> None:
    for module in (SOURCE / "core").rglob("*.py"):
        calls = [
            n.func.attr
            for n in ast.walk(ast.parse(module.read_text()))
            if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)
        ]
        assert not {"now", "today", "utcnow"} & set(calls), module.name


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.code)
def test_a_rule_is_named_in_one_place(rule: object) -> None:
    code, home = rule.code, module_of(rule)
    named = [m for m in MODULES if f'code="{code}"' in m.read_text()]
    assert [".".join(m.relative_to(SOURCE.parent).with_suffix("").parts) for m in named] == [home]


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.code)
def test_a_rule_speaks_plainly_and_cites(rule: object) -> None:
    assert re.fullmatch(r"[A-Z0-9]+(-[A-Z0-9]+)+", rule.code)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name)
    assert not rule.name.startswith(("no-", "avoid-", "use-"))
    assert 10 < len(rule.message) <= 140
    assert 10 < len(rule.advice) <= 200
    assert rule.provision in load_policy().provisions


def test_no_two_rules_share_a_name() -> None:
    names = [r.name for r in RULES]
    assert len(names) == len(set(names))


def test_every_public_name_is_documented() -> None:
    for name in bedside.__all__:
        thing = getattr(bedside, name)
        assert (thing.__doc__ or "").strip(), name


def test_the_words_of_a_draft_never_show_in_repr() -> None:
    draft = Content(
        body="Canary Zebulon", author_role="Zebulon", in_reply_to="Zebulon", alt_texts=("Zebulon",), thread=("Zebulon",)
    )
    screening = bedside.screen(dataclasses.replace(draft, body="Zebulon's social is 219-09-4321"))

    assert "Zebulon" not in repr(draft)
    assert "219" not in repr(screening)


def test_nothing_waits_to_be_written() -> None:
    for module in MODULES:
        text = module.read_text()
        assert not re.search(r"\b(?:TODO|FIXME|XXX)\b|NotImplementedError", text), module
