"""Rules, pages, packs and identifiers, as commands show them."""

import json

from command_line import CANARY, lines, one_line

from bedside.screening.registry import registry


def test_every_rule_is_listed_with_its_weight(bedside_says):
    said = bedside_says("rules")

    for rule in registry().values():
        assert f"{rule.code} " in said.stdout
        assert rule.name in said.stdout
    assert said.exit_code == 0


def test_rules_for_programs_are_lines(bedside_says):
    rows = lines(bedside_says("rules", "--jsonl"))

    assert {r["rule"] for r in rows} == set(registry())
    number = next(r for r in rows if r["rule"] == "PHI-G1")
    assert number["weights"] == {"official": "hold", "personal": "hold"}
    assert number["family"] == "identifiers"


def test_a_rule_is_explained_with_law_and_both_sides(bedside_says):
    by_code, by_name = bedside_says("explain", "phi-g1"), bedside_says("explain", "social-security-number")

    assert by_code.stdout == by_name.stdout
    assert "45 CFR 164.514(b)(2)(i)(G): Social Security numbers." in by_code.stdout
    assert "Her social is [[219-09-4321]], please call." in by_code.stdout
    assert "Call 219-094-4321 to book a visit." in by_code.stdout
    assert "Change before it goes out (hold)" in by_code.stdout
    assert by_code.exit_code == 0


def test_a_rule_that_a_pack_switches_off_says_who_and_why(bedside_says):
    said = bedside_says("explain", "hard-to-read", "--policy", "house")

    assert "Switched off by house@1. our editor has a reading check of its own" in said.stdout


def test_packs_are_listed_and_checked(bedside_says):
    listed = bedside_says("policy", "list")
    assert "hipaa-baseline@" in listed.stdout
    assert "CA  California" in listed.stdout

    checked = bedside_says("policy", "check", "hipaa-baseline", "TX", "nowhere.toml")
    assert checked.stdout.count("is fine") == 2
    assert "no policy pack at nowhere.toml" in one_line(checked.stderr)
    assert checked.exit_code == 2


def test_what_weighs_differently_is_shown(bedside_says):
    same = bedside_says("policy", "diff", "hipaa-baseline", "hipaa-baseline")
    assert "no difference" in same.stdout
    assert same.exit_code == 0

    other = bedside_says("policy", "diff", "hipaa-baseline", "california")
    assert "LINK-TRACK-1 condition-in-tracking, official account: advice -> review" in other.stdout
    assert "adds provision ca-cmia-authorization" in other.stdout
    assert other.exit_code == 1


def test_the_pages_of_the_rules_are_tried_against_a_pack(bedside_says, tmp_path):
    fine = bedside_says("policy", "test", "hipaa-baseline")
    assert "all as they say" in fine.stdout
    assert fine.exit_code == 0

    (tmp_path / "loose.toml").write_text(
        '[pack]\nname = "loose"\nversion = "1"\nextends = "hipaa-baseline"\n[scales.accessibility]\nemoji_run = 40\n'
    )
    loose = bedside_says("policy", "test", str(tmp_path / "loose.toml"))
    assert "A11Y-EMOJI-1 emoji-crowd: example 1 of those flagged comes out differently." in loose.stdout
    assert loose.exit_code == 1


def test_the_state_of_an_organization_picks_its_pack(bedside_says, tmp_path):
    (tmp_path / "o.toml").write_text('names = ["Harbor Elm Clinics"]\nstate = "wa"\n')
    row = json.dumps({"text": "Free parking."})

    def pack(*args):
        (answer,) = lines(
            bedside_says("check", "--jsonl", "--organization", str(tmp_path / "o.toml"), *args, given=row)
        )
        return answer["pack"].partition("@")[0]

    assert pack() == "washington"
    assert pack("--policy", "texas") == "texas"


def test_own_words_of_a_pack_are_found(bedside_says, tmp_path):
    (tmp_path / "ours.toml").write_text(
        '[pack]\nname = "ours"\nversion = "1"\nextends = "hipaa-baseline"\n[[terms]]\nphrase = "Café Nord"\n'
        'severity = "medium"\nmessage = "This place is not open yet."\nadvice = "Wait for the newsroom."\n'
    )

    said = bedside_says("check", "--policy", str(tmp_path / "ours.toml"), given="Meet us at cafe nord!")

    assert "This place is not open yet." in said.stdout
    assert "▲ A person should look: 1 to look at." in said.stdout
    assert said.exit_code == 1


def test_identifiers_are_marked_line_by_line(bedside_says):
    given = json.dumps({"id": "a", "text": "Call 555-201-0134 or write ada@mail.example"}) + "\n{\n"

    said = bedside_says("identifiers", "--jsonl", given=given)

    first, second = lines(said)
    assert first["id"] == "a"
    assert {s["label"] for s in first["spans"]} == {"PHONE", "EMAIL"}
    assert (second["id"], second["line"]) == (None, 2)
    assert said.exit_code == 2


def test_identifiers_of_a_text_are_underlined(bedside_says):
    said = bedside_says("identifiers", given="Call 555-201-0134 today")

    assert "~~~~~~~~~~~~ PHONE" in said.stdout
    assert "1 identifier marked." in said.stdout
    assert said.exit_code == 1


def test_identifiers_refuse_what_they_cannot_read_without_its_words(bedside_says):
    said = bedside_says("identifiers", given=CANARY.encode() + b"\xff")

    assert CANARY not in said.output
    assert said.exit_code == 2


def test_answers_are_offered_that_pass_a_screening_themselves(bedside_says, tmp_path):
    (tmp_path / "rating.txt").write_text(f"{CANARY} here. Two hours in a cold hallway after my surgery. Two stars.")
    (tmp_path / "o.toml").write_text('phones = ["555-555-0134"]\n')

    said = bedside_says(
        "reply", "--to", str(tmp_path / "rating.txt"), "--organization", str(tmp_path / "o.toml"), "--jsonl"
    )

    offered = [row["reply"] for row in lines(said)]
    assert len(set(offered)) == 3
    assert CANARY not in said.output
    assert "surgery" not in said.output
    assert any("555-555-0134" in text for text in offered)
    assert said.exit_code == 0
    for text in offered:
        assert bedside_says("check", "--kind", "rating_reply", given=text).exit_code == 0


def test_answers_for_people_are_numbered(bedside_says):
    said = bedside_says("reply", given="Great parking, five stars.")

    assert said.stdout.startswith("1. ")
    assert "\n3. " in said.stdout
    assert "bedside check --kind rating_reply" in " ".join(said.stdout.split())


def test_an_answer_that_tells_too_much_comes_with_one_that_does_not(bedside_says):
    args = ("check", "--kind", "rating_reply")

    said = bedside_says(*args, given="Thank you for choosing us for your surgery!")

    told = said.stdout.splitlines()
    better = told[told.index("→ It could read") + 1].strip()
    assert "surgery" not in better
    assert bedside_says(*args, given=better).exit_code == 0
