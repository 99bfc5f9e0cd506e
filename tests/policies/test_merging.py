"""Packs on top of packs: the stricter word stands, and weakening needs a name under it."""

import pytest

import bedside
from bedside.core.content import Account
from bedside.core.errors import PolicyError
from bedside.core.findings import Severity, Weight


@pytest.fixture
def pack(tmp_path):
    def write(name: str, body: str, extends: str = '"hipaa-baseline"') -> str:
        path = tmp_path / f"{name}.toml"
        path.write_text(f'[pack]\nname = "{name}"\nversion = "1"\nextends = {extends}\n{body}\n')
        return str(path)

    return write


def test_the_stricter_severity_stands_whichever_pack_says_it(pack):
    pack("strict", "[rules.LINK-HTTP-1]\nseverity = 'high'")
    pack("mild", "[rules.LINK-HTTP-1]\nseverity = 'note'")

    for extends in ('["./strict.toml", "./mild.toml"]', '["./mild.toml", "./strict.toml"]'):
        joined = bedside.load_policy(pack("both", "", extends))
        assert joined.severities["LINK-HTTP-1"] is Severity.HIGH

    over = bedside.load_policy(pack("over", "[rules.LINK-HTTP-1]\nseverity = 'note'", '"./strict.toml"'))
    assert over.severities["LINK-HTTP-1"] is Severity.HIGH


def test_two_states_hold_together(pack):
    both = bedside.load_policy(pack("coast", "", '["california", "washington"]'))

    assert {"ca-cmia-authorization", "wa-geofence", "safe-harbor-G"} <= set(both.provisions)
    assert both.packs == ("hipaa-baseline@2026.11", "california@2026.11", "washington@2026.11", "coast@1")


def test_a_rule_off_in_one_and_weighed_in_another_is_on(pack):
    pack("off", "[rules.LINK-HTTP-1]\ndisabled = true")
    pack("on", "[rules.LINK-HTTP-1]\nseverity = 'medium'")

    for extends in ('["./off.toml", "./on.toml"]', '["./on.toml", "./off.toml"]'):
        assert "LINK-HTTP-1" not in bedside.load_policy(pack("both", "", extends)).disabled


def test_a_house_may_switch_off_what_is_not_critical_and_says_why(pack):
    ours = bedside.load_policy(pack("ours", "[rules.LINK-HTTP-1]\ndisabled = true\nreason = 'our pages redirect'"))

    screening = bedside.screen("Hours: http://harborelm.example/hours", policy=ours)

    assert ours.disabled == {"LINK-HTTP-1"}
    assert ours.reasons["LINK-HTTP-1"] == "our pages redirect"
    assert "LINK-HTTP-1" not in {f.rule for f in screening.findings}


def test_what_another_pack_made_critical_is_not_switched_off_in_silence(pack):
    pack("state", "[rules.LINK-HTTP-1]\nseverity = 'critical'")

    with pytest.raises(
        PolicyError, match=r"ours\.toml, line 5: cannot disable LINK-HTTP-1: a pack that this one extends"
    ):
        bedside.load_policy(pack("ours", "[rules.LINK-HTTP-1]\ndisabled = true", '"./state.toml"'))


def test_counsel_may_override_with_a_reason(pack):
    body = "[rules.PHI-G1]\nseverity = 'medium'\nstatus = 'counsel override'\nreason = 'we only post our own numbers'"

    ours = bedside.load_policy(pack("ours", body))

    assert ours.weigh("PHI-G1", severity=Severity.CRITICAL, account=Account.OFFICIAL) is Weight.REVIEW
    assert ours.reasons["PHI-G1"] == "we only post our own numbers"


def test_weights_only_get_stricter(pack):
    body = "[weights.personal]\nmedium = 'hold'\nhigh = 'advice'"

    ours = bedside.load_policy(pack("ours", body))

    assert ours.weights[Account.PERSONAL][Severity.MEDIUM] is Weight.HOLD
    assert ours.weights[Account.PERSONAL][Severity.HIGH] is Weight.HOLD
    assert ours.weights[Account.OFFICIAL][Severity.MEDIUM] is Weight.REVIEW


def test_scales_and_words_add_up(pack):
    term = "[[terms]]\nphrase = '{}'\nseverity = 'note'\nmessage = 'A word of ours.'\nadvice = 'Ask first.'\n"
    pack("first", term.format("Lantern"))

    ours = bedside.load_policy(
        pack("ours", "[scales.accessibility]\nemoji_run = 2\n" + term.format("Anchor"), '"./first.toml"')
    )

    assert [t.phrase for t in ours.terms] == ["Lantern", "Anchor"]
    assert ours.scales["accessibility"]["emoji_run"] == 2
    assert ours.scales["accessibility"]["emoji_most"] == 8
