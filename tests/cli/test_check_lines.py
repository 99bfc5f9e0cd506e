"""`bedside check --jsonl`: one object a line, in order, whatever stands on it."""

import json

from click.testing import CliRunner
from command_line import CANARY, lines, one_line
from hypothesis import given
from hypothesis import strategies as st

from bedside.cli.main import cli

SSN = "Her social is 219-09-4321, please call."
FINE = "Thank you for the feedback."


def test_each_line_is_answered_in_order(bedside_says):
    given = "".join(json.dumps({"id": i, "text": t}) + "\n" for i, t in (("a", FINE), ("b", SSN), (3, FINE)))

    said = bedside_says("check", "--jsonl", given=given)

    answers = lines(said)
    assert [a["id"] for a in answers] == ["a", "b", 3]
    assert [a["verdict"] for a in answers] == ["clear", "hold", "clear"]
    assert said.exit_code == 1
    assert said.stderr == ""


def test_a_finding_says_all_that_the_format_promises(bedside_says):
    said = bedside_says("check", "--jsonl", given=json.dumps({"id": "x", "text": SSN}))

    (answer,) = lines(said)
    finding = next(f for f in answer["findings"] if f["rule"] == "PHI-G1")
    assert SSN[finding["start"] : finding["end"]] == "219-09-4321"
    assert finding["weight"] == "hold"
    assert finding["class"] == "G"
    assert finding["label"] == "SSN"
    assert finding["citation"] == "45 CFR 164.514(b)(2)(i)(G)"
    assert "part" not in finding


def test_offsets_count_code_points_not_bytes(bedside_says):
    text = "👩🏽‍⚕️ 日本語 é " + SSN

    (answer,) = lines(bedside_says("check", "--jsonl", given=json.dumps({"text": text}, ensure_ascii=False)))

    finding = next(f for f in answer["findings"] if f["rule"] == "PHI-G1")
    assert text[finding["start"] : finding["end"]] == "219-09-4321"


def test_a_finding_in_a_picture_description_has_offsets_of_its_own(bedside_says):
    alt = "A card that reads 219-09-4321"

    (answer,) = lines(bedside_says("check", "--jsonl", given=json.dumps({"text": FINE, "alt_texts": [alt]})))

    finding = next(f for f in answer["findings"] if f["rule"] == "PHI-G1")
    assert (finding["start"], finding["end"], finding["part"]) == (None, None, "alt_texts[0]")
    assert alt[finding["part_start"] : finding["part_end"]] == "219-09-4321"


def test_a_broken_line_is_told_and_the_others_go_on(bedside_says):
    given = f'{{"id": 1, "text": "{FINE}"}}\n\n{{"id": 2, "text": "{CANARY}\n[1]\n{{"id": 5, "text": "{FINE}"}}\n'

    said = bedside_says("check", "--jsonl", given=given)

    answers = lines(said)
    assert [(a["id"], a.get("line")) for a in answers] == [(1, None), (None, 3), (None, 4), (5, None)]
    assert "not valid JSON" in answers[1]["error"]
    assert "not an object" in answers[2]["error"]
    assert said.exit_code == 2
    assert len(said.stderr.splitlines()) == 2
    assert CANARY not in said.output


def test_what_is_wrong_with_a_field_is_named_and_its_words_are_not(bedside_says):
    rows = [
        {"text": 5},
        {"text": FINE, "kind": CANARY},
        {"text": FINE, "publish_at": CANARY},
        {"text": FINE, "alt_texts": CANARY},
        {"text": FINE, "authorization": {"state": CANARY}},
        {"text": FINE, "context": {"channel": CANARY}},
        {},
    ]

    said = bedside_says("check", "--jsonl", given="".join(json.dumps(r) + "\n" for r in rows))

    errors = [a["error"] for a in lines(said)]
    assert len(errors) == len(rows)
    for error, word in zip(
        errors, ["text", "kind", "publish_at", "alt_texts", "state", "channel", "text"], strict=True
    ):
        assert f'"{word}"' in error
    assert CANARY not in said.output
    assert said.exit_code == 2


def test_strange_lines_do_not_stop_the_stream(bedside_says):
    strange = [
        b'{"id": 1, "text": "' + b"[" * 100_000 + b'"}',
        b"[" * 100_000,
        b'{"id": 2, "text": "\xff\xfe"}',
        b'{"id": 3, "text": "\\ud800 half a character"}',
        b'{"id": 4, "text": ' + b"9" * 5000 + b"}",
        b'{"id": 5, "text": "' + b"x" * 300_000 + b'"}',
        b"\x00\x01\x02",
        b'{"id": 6, "text": "nul \\u0000 and bell \\u0007"}',
        b'{"id": 7, "text": "fine"}',
    ]

    said = bedside_says("check", "--jsonl", given=b"\n".join(strange))

    answers = lines(said)
    assert len(answers) == len(strange)
    assert answers[-1]["id"] == 7
    assert [a["line"] for a in answers if a.get("error")] == [2, 3, 5, 6, 7]
    assert said.exit_code == 2


def test_byte_order_marks_are_passed_over(bedside_says):
    row = json.dumps({"id": 1, "text": FINE})

    for encoded in (b"\xef\xbb\xbf" + row.encode(), f"{row}\n{row}\n".encode("utf-16")):
        said = bedside_says("check", "--jsonl", given=encoded)
        assert {a["verdict"] for a in lines(said)} == {"clear"}
        assert said.exit_code == 0


def test_cases_with_a_context_are_read(bedside_says):
    row = {
        "id": "c",
        "text": FINE,
        "context": {"channel": "review_reply", "author_role": "office manager", "authorization": "none"},
    }

    (answer,) = lines(bedside_says("check", "--jsonl", given=json.dumps(row)))

    assert answer["verdict"] == "clear"


def test_nothing_at_all_is_told_and_not_called_clear(bedside_says):
    said = bedside_says("check", "--jsonl", given="\n\n")

    assert said.stdout == ""
    assert said.exit_code == 2
    assert "no drafts" in one_line(said.stderr)


def test_options_of_one_draft_do_not_mix_with_lines(bedside_says):
    said = bedside_says("check", "--jsonl", "--kind", "story", given="{}")

    assert said.exit_code == 2
    assert "every line says its own" in one_line(said.stderr)


@given(
    st.lists(st.one_of(st.binary(max_size=60), st.text(max_size=60).map(lambda t: json.dumps({"text": t}).encode())))
)
def test_whatever_the_bytes_each_line_gets_one_answer(rows):
    rows = [r.replace(b"\n", b" ") for r in rows]

    said = CliRunner().invoke(cli, ["check", "--jsonl"], input=b"\n".join(rows))

    assert isinstance(said.exception, SystemExit | None)
    assert "Traceback" not in said.output
    assert "fault in Bedside" not in said.stderr
    for answer in lines(said):
        assert ("error" in answer) != ("verdict" in answer)
