"""`bedside check FILE`: what a person at a terminal sees."""

from bedside.cli.reports.excerpts import excerpt
from bedside.cli.screen import visible

SSN = "Her social is 219-09-4321, please call."


def test_the_place_is_underlined_and_the_way_forward_told(bedside_says, tmp_path):
    (tmp_path / "draft.txt").write_text(SSN)

    said = bedside_says("check", str(tmp_path / "draft.txt"))

    told = said.stdout.splitlines()
    row = next(i for i, line in enumerate(told) if SSN in line)
    assert told[row + 1].index("~") == told[row].index("219-09-4321")
    assert told[row + 1].strip(" |") == "~" * len("219-09-4321")
    assert "This looks like a Social Security number." in said.stdout
    assert "Take it out." in said.stdout
    assert "45 CFR 164.514(b)(2)(i)(G)" in said.stdout
    assert told[-1].startswith("■ Change before it goes out: ")
    assert said.exit_code == 1


def test_a_fine_draft_gets_one_calm_sentence(bedside_says):
    said = bedside_says("check", given="Come to our open house on Saturday. Free parking at gate 2.")

    assert said.stdout.splitlines()[-1] == "✓ No rule broken."
    assert said.exit_code == 0


def test_the_same_finding_is_told_once_however_often_it_stands_there(bedside_says):
    said = bedside_says("check", given="One: 219-09-4321.\nTwo: 532-44-1189.\nThree: 401-22-9876.\n")

    assert said.stdout.count("This looks like a Social Security number.") == 1
    assert "3 times" in said.stdout
    assert said.stdout.count("~~~~~~~~~~~") >= 3


def test_several_drafts_end_with_a_count(bedside_says, tmp_path):
    (tmp_path / "one.txt").write_text(SSN)
    (tmp_path / "two.txt").write_text("Free parking on Saturday.")

    said = bedside_says("check", str(tmp_path / "one.txt"), str(tmp_path / "two.txt"))

    assert said.stdout.splitlines()[-1] == "2 drafts: 1 to change before they go out, 1 with no rule broken."


def test_one_missing_file_does_not_hide_the_others(bedside_says, tmp_path):
    (tmp_path / "two.txt").write_text("Free parking on Saturday.")

    said = bedside_says("check", str(tmp_path / "one.txt"), str(tmp_path / "two.txt"))

    assert "No rule broken" in said.stdout
    assert "there is no file" in said.stderr
    assert said.exit_code == 2


def test_a_file_of_lines_is_told_draft_by_draft(bedside_says, tmp_path):
    (tmp_path / "all.jsonl").write_text('{"id": "spring", "text": "Free parking."}\n{"text": "Cake at ten."}\n')

    said = bedside_says("check", str(tmp_path / "all.jsonl"))

    assert "spring" in said.stdout
    assert "all.jsonl, line 2" in said.stdout
    assert said.exit_code == 0


def test_color_is_for_those_who_want_it(bedside_says):
    def colored(*args, **env):
        return "\x1b[" in bedside_says("check", *args, given=SSN, **env).stdout

    assert not colored()
    assert colored("--color", "always")
    assert colored(FORCE_COLOR="1")
    assert not colored(NO_COLOR="1", FORCE_COLOR="1")
    assert not colored("--color", "never", FORCE_COLOR="1")


def test_the_line_under_a_place_is_measured_in_columns():
    text = "日本語 👩🏽‍⚕️ é 219-09-4321 ende"
    start = text.index("219")

    (row,) = excerpt(text, [(start, start + 11)], width=80, line="~")

    assert row.under == " " * (6 + 1 + 2 + 1 + 1 + 1) + "~" * 11


def test_long_lines_are_cut_between_words():
    text = "word " * 60 + "219-09-4321" + " word" * 60
    start = text.index("219")

    (row,) = excerpt(text, [(start, start + 11)], width=60, line="~")

    assert len(row.gutter + row.text) <= 60
    assert row.text.startswith("… ")
    assert row.text.endswith(" …")
    assert row.text[row.under.index("~") :].startswith("219-09-4321")


def test_a_place_over_several_lines_is_underlined_on_each():
    text = "one\r\ntwo three\r\nfour"

    rows = excerpt(text, [(5, len(text))], width=80, line="~")

    assert [(r.gutter, r.text, r.under) for r in rows] == [
        ("2 | ", "two three", "~~~~~~~~~"),
        ("3 | ", "four", "~~~~"),
    ]


def test_words_cannot_steer_the_terminal():
    assert visible("\x1b[31mred\x07\u202eback") == "␛[31mred␇�back"
    assert visible("tab\there \ud800") == "tab    here �"


def test_why_tells_what_is_fine_as_well(bedside_says, tmp_path):
    (tmp_path / "draft.txt").write_text(
        "Our flu clinic opens on Saturday, March 14. In a crisis call 988. Her social is 219-09-4321."
    )

    plain = bedside_says("check", str(tmp_path / "draft.txt"))
    told = bedside_says("check", "--why", str(tmp_path / "draft.txt"))

    assert "Fine:" not in plain.stdout
    assert '✓ Fine: "988". A help line that is open to anyone.' in told.stdout
    assert "March 14" not in told.stdout.split("Fine:", 1)[1]  # someone is told about, so no day is called fine
    assert told.stdout.splitlines()[-1] == plain.stdout.splitlines()[-1]
    assert told.exit_code == plain.exit_code == 1


def test_why_says_one_reason_once_for_all_its_places(bedside_says):
    said = bedside_says("check", "--why", given="Dr. Lund and Dr. Haddad run together on Monday.").stdout
    said = " ".join(said.split())

    assert said.count("A title or credentials say that this person works in care.") == 1
    assert '"Dr. Lund", "Dr. Haddad"' in said


def test_why_is_told_in_text_only(bedside_says):
    for words in (("--jsonl",), ("--format", "sarif")):
        said = bedside_says("check", "--why", *words, given='{"text": "Hello"}')

        assert said.exit_code == 2
        assert "text only" in said.stderr
        assert not said.stdout


def test_what_is_fine_cannot_steer_a_terminal(bedside_says):
    words = "Privacy law keeps us from \u202esaying who is here."

    said = bedside_says("check", "--why", "--kind", "rating_reply", given=words).stdout

    assert "\u202e" not in said
    assert '✓ Fine: "Privacy law keeps us from �saying who is here."' in said
