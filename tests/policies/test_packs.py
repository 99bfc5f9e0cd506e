"""Packs that ship: whole, honest, and stricter where a State is stricter."""

import re
from datetime import date

import pytest

import bedside
from bedside.core.content import Account
from bedside.core.findings import Severity, Weight
from bedside.core.organizations import SENSITIVE_KINDS
from bedside.policies import shipped
from bedside.screening.reading.author import SENSITIVE
from bedside.screening.registry import registry

NAMES = [p.name for p in shipped()]


@pytest.mark.parametrize("name", NAMES)
def test_every_pack_can_be_used_with_the_rules_that_exist(name):
    pack = bedside.load_policy(name)

    assert pack.name == name
    assert re.fullmatch(r"[\d.]+", pack.version)
    assert pack.title
    assert pack.packs[-1] == pack.label
    for account in Account:
        assert set(pack.weights[account]) == set(Severity)
        assert pack.weights[account][Severity.CRITICAL] is Weight.HOLD


@pytest.mark.parametrize("name", NAMES)
def test_every_provision_says_who_looked_when_and_how_well_it_is_known(name):
    for provision in bedside.load_policy(name).provisions.values():
        assert provision.citation
        assert provision.title
        assert provision.source, provision.key
        assert provision.status, provision.key
        assert provision.reviewed_on == date(2026, 11, 24), provision.key


def test_every_rule_cites_something_the_baseline_has():
    provisions = bedside.load_policy().provisions

    assert {r.provision for r in registry().values()} <= set(provisions)


@pytest.mark.parametrize("pack", [p for p in shipped() if p.state], ids=lambda p: p.state)
def test_a_state_adds_and_never_takes_away(pack):
    baseline, state = bedside.load_policy(), bedside.load_policy(pack.state)

    assert state.name == pack.name
    assert set(state.provisions) > set(baseline.provisions)
    assert state.disabled == baseline.disabled
    order = list(Weight)
    for rule in registry().values():
        for account in Account:
            was = baseline.weigh(rule.code, severity=rule.severity, account=account)
            now = state.weigh(rule.code, severity=rule.severity, account=account)
            assert order.index(now) <= order.index(was)


def test_the_states_that_we_know_are_there():
    assert {p.state for p in shipped() if p.state} == {"CA", "TX", "WA", "NY", "IL"}


def test_the_house_example_weighs_its_own_words():
    house = bedside.load_policy("house")

    screening = bedside.screen("We guarantee a good parking spot on Saturday.", policy=house)

    (finding,) = [f for f in screening.findings if f.rule == "HOUSE-1"]
    assert (finding.weight, finding.message) == (Weight.REVIEW, "We do not promise outcomes.")
    assert finding.citation == "Harbor Elm communication handbook, 4.2"
    assert bedside.screen("We guarantee a good parking spot on Saturday.").verdict.value == "clear"


def test_a_shipped_pack_is_read_once():
    assert bedside.load_policy("california") is bedside.load_policy("california")


def test_kinds_of_care_are_named_in_one_way():
    assert set(SENSITIVE) == set(SENSITIVE_KINDS)
