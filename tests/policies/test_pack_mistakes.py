"""Every mistake in a pack is told with file, line, what, and what next."""

import pytest

import bedside
from bedside.core.errors import PolicyError
from bedside.core.policies import Policy
from bedside.policies import load_policy_text
from bedside.policies.source import key_lines
from bedside.screening.registry import registry

HEAD = '[pack]\nname = "ours"\nversion = "1"\nextends = "hipaa-baseline"\n\n'


def mistake(tmp_path, text: str, name: str = "ours.toml") -> str:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(PolicyError) as told:
        bedside.load_policy(str(tmp_path / name))
    return str(told.value)


@pytest.mark.parametrize(
    ("rest", "says"),
    [
        ("[rules.PHI-G9]\nseverity = 'high'", "line 6: unknown rule PHI-G9; did you mean PHI-G1?"),
        ("[rules.PHI-G1]\nseverty = 'high'", "line 7: unknown key severty in [rules.PHI-G1]; did you mean severity?"),
        ("[rules.PHI-G1]\nseverity = 'hihg'", "line 7: unknown severity hihg; did you mean high?"),
        ("[rules.PHI-G1]\nseverity = 3", "line 7: severity must be words in quotes"),
        ("[rules.PHI-G1]\nseverity = 'high'", "line 6: cannot weaken PHI-G1: it is critical; add status"),
        ("[rules.PHI-G1]\ndisabled = true", "line 6: cannot disable PHI-G1: it is critical; add status"),
        ("[rules.PHI-G1]\ndisabled = 'yes'", "line 7: disabled must be true or false"),
        ("[rules.PHI-G1]\ndisabled = true\nstatus = 'counsel override'", "line 6: a counsel override needs its reason"),
        ("[rules.PHI-G1]\nstatus = 'fine'", 'line 7: the only status a rule can have is "counsel override"'),
        ("[rules.HOUSE-1]\ndisabled = true\nseverity = 'note'", "line 6: [rules.HOUSE-1] is disabled and has"),
        ("[rulez.PHI-G1]\n", "line 6: unknown key rulez; did you mean rules?"),
        ("[weights.offical]\n", "line 6: unknown key offical in [weights]; did you mean official?"),
        ("[weights.official]\nhigh = 'block'", "line 7: unknown weight block; it may be one of"),
        ("[weights.official]\ncritical = 'review'", "line 7: critical always weighs hold"),
        ("[provisions.x]\ncitation = 'C'", "[provisions.x] lacks effective_from; add effective_from ="),
        ("[provisions.x]\neffective_from = 2026-01-01", '[provisions.x] lacks citation; add citation = "..."'),
        (
            "[provisions.x]\ncitation = 'C'\ntitle = 'T'\neffective_from = '2026-01-01'",
            "line 9: effective_from must be a date without quotes",
        ),
        (
            "[provisions.x]\ncitation = 'C'\ntitle = 'T'\neffective_from = 2026-01-01T00:00:00",
            "line 9: effective_from must be a date without quotes",
        ),
        (
            "[provisions.x]\ncitation = 'C'\ntitle = 'T'\neffective_from = 2026-01-01\neffective_to = 2025-01-01",
            "line 10: effective_to is before effective_from (2026-01-01)",
        ),
        ("[scales.accessibility]\nemoji_run = 'many'", "line 7: emoji_run must be a number"),
        ("[scales.acessibility]\nx = 3", "line 6: no rule reads the scale acessibility; did you mean accessibility?"),
        ("[[terms]]\nphrase = '...'", "line 7: phrase must have letters or digits"),
        ("[[terms]]\nphrase = 'a'\nseverity = 'note'\nmessage = 'm'", '[[terms]] lacks advice; add advice = "..."'),
        (
            "[[terms]]\nphrase = 'a'\nseverity = 'note'\nmessage = 'm'\nadvice = 'b'\nprovision = 'house-word'",
            "line 11: missing provision house-word; did you mean house-words?",
        ),
        ("terms = 3", "unknown key terms in [pack]"),
        ("rules = 3", "unknown key rules in [pack]"),
        ("[rules]\nPHI-G1 = 3", "line 7: [rules.PHI-G1] must be a table"),
        ("[rules.PHI-G1\nseverity = 'high'", "line 6: not valid TOML"),
        ("[rules.PHI-G1]\nseverity = ", "line 7: not valid TOML"),
        ("[rules.PHI-G1]\nseverity = 'high'\n[rules.PHI-G1]\n", "not valid TOML"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_where_it_stands(tmp_path, rest, says):
    told = mistake(tmp_path, HEAD + rest + "\n")

    assert told.startswith("policy pack ours.toml, line ")
    assert says in told
    assert "\n" not in told


def test_the_pack_itself_must_be_named(tmp_path):
    assert "[pack] lacks name" in mistake(tmp_path, '[pack]\nversion = "1"\n')
    assert "line 2: name must be words in quotes" in mistake(tmp_path, "[pack]\nname = 3\n")
    assert "unknown key pak" in mistake(tmp_path, "[pak]\n")


def test_what_a_pack_extends_must_exist(tmp_path):
    told = mistake(tmp_path, HEAD.replace("hipaa-baseline", "hipa-baseline"))

    assert "ours.toml, line 4: there is no policy pack hipa-baseline; did you mean hipaa-baseline?" in told


def test_packs_cannot_extend_each_other_in_a_ring(tmp_path):
    (tmp_path / "b.toml").write_text('[pack]\nname = "b"\nversion = "1"\nextends = "./ours.toml"\n')

    told = mistake(tmp_path, HEAD.replace("hipaa-baseline", "./b.toml"))

    assert "b.toml, line 4: ./ours.toml in the end extends b again; take one of the two out" in told


def test_a_pack_that_stands_alone_must_weigh_everything(tmp_path):
    told = mistake(tmp_path, '[pack]\nname = "ours"\nversion = "1"\n\n[weights.official]\ncritical = "hold"\n')

    assert 'line 5: [weights.official] lacks high; add it, or extend "hipaa-baseline"' in told


def test_a_file_that_is_no_pack(tmp_path):
    (tmp_path / "dir.toml").mkdir()
    (tmp_path / "latin.toml").write_bytes(b'[pack]\nname = "caf\xe9"\n')

    for name, says in (("dir.toml", "is a folder"), ("latin.toml", "line 2: not UTF-8")):
        with pytest.raises(PolicyError, match=says):
            bedside.load_policy(str(tmp_path / name))


def test_lines_are_found_in_whatever_layout():
    text = "\n".join(
        [
            "# comment",
            "[a.'b c']",
            'key = """',
            "[not.a.table]",
            "no = 1",
            '""" # end',
            "list = [",
            "  'x', # ]",
            "  { y = 1 },",
            "]",
            "dotted.inside = 1",
            "[[rows]]",
            "x = 1",
            "[[rows]]",
            "x = 2",
        ]
    )

    assert key_lines(text) == {
        ("a", "b c"): 2,
        ("a", "b c", "key"): 3,
        ("a", "b c", "list"): 7,
        ("a", "b c", "dotted", "inside"): 11,
        ("rows",): 12,
        ("rows", 0): 12,
        ("rows", 0, "x"): 13,
        ("rows", 1): 14,
        ("rows", 1, "x"): 15,
    }


def handed_in(text: str) -> Policy:
    return load_policy_text(text.encode(), known={code: rule.severity for code, rule in registry().items()})


def test_a_pack_that_is_handed_in_says_what_it_says_in_a_file(tmp_path):
    text = '[pack]\nname = "coast"\nversion = "3"\nextends = ["california", "WA"]\n[rules.LINK-HTTP-1]\nseverity = "high"\n'
    (tmp_path / "coast.toml").write_text(text)
    assert handed_in(text) == bedside.load_policy(str(tmp_path / "coast.toml"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[pack]\nname = "x"\nversion = "1"\nextends = "/etc/x.toml"\n', "your pack, line 4: a pack that is handed in"),
        (
            '[pack]\nname = "x"\nversion = "1"\nextends = "../other.toml"\n',
            "your pack, line 4: a pack that is handed in",
        ),
        (
            '[pack]\nname = "x"\nversion = "1"\nextends = "C:\\\\x.toml"\n',
            "your pack, line 4: a pack that is handed in",
        ),
        ('[pack]\nname = "california"\nversion = "1"\n', "your pack, line 2: california is a pack that ships"),
        ('[pack]\nname = "our pack"\nversion = "1"\n', "your pack, line 2: name is short"),
        ('[pack]\nname = "x"\nversion = "<b>"\n', "your pack, line 3: version is short"),
        (
            '[pack]\nname = "x"\nversion = "1"\nextends = "hipaa-baseline"\n[rules.PHI-Q99]\n',
            "your pack, line 5: unknown",
        ),
        (
            '[pack]\nname = "x"\nversion = "1"\n[scales.indirect]\nroom = nan\n',
            "your pack, line 5: room must be a number",
        ),
        (
            '[pack]\nname = "x"\nversion = "1"\n[scales.indirect]\nroom = inf\n',
            "your pack, line 5: room must be a number",
        ),
        (
            f'[pack]\nname = "x"\nversion = "1"\n[scales.indirect]\nroom = 1{"0" * 400}\n',
            "line 5: room must be a number",
        ),
        (f"a = 1{'0' * 5000}\n", "your pack: not to be read"),
        (f"a = {'[' * 5000}{']' * 5000}\n", "your pack: not to be read"),
    ],
)
def test_a_pack_that_is_handed_in_reads_no_file_and_says_its_mistakes(text, said):
    with pytest.raises(PolicyError) as refused:
        handed_in(text)
    assert said in str(refused.value)
