"""Whatever is given: one clear line, exit status 2, never the words, never a traceback."""

import json

import pytest
from command_line import CANARY, one_line

FINE = "Free parking on Saturday."


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        (CANARY.encode() + b" caf\xe9", "is not text in UTF-8 (byte 14)"),
        (b"\x89PNG\r\n\x1a\n\x00\x00" + CANARY.encode(), "not text in UTF-8"),
        (CANARY.encode() + b"\x00\x00", "control character U+0000 at character 10"),
        (CANARY.encode() + b"\x1b[31m", "control character U+001B at character 10"),
        (b"\xff\xfeo\xd8", "not text in UTF-16"),
        (CANARY.encode() * 1_200_000, "too large"),
        (CANARY.encode() * 30_000, "at most 200,000 are screened in one piece"),
    ],
    ids=["empty", "blank", "latin-1", "png", "nul", "escape", "broken utf-16", "10 MB", "long"],
)
def test_a_file_that_is_no_draft(bedside_says, tmp_path, raw, says):
    (tmp_path / "draft.txt").write_bytes(raw)

    said = bedside_says("check", str(tmp_path / "draft.txt"))

    assert says in one_line(said.stderr)
    assert "draft" in said.stderr
    assert CANARY not in said.output
    assert said.exit_code == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_in_common_encodings_is_read(bedside_says, tmp_path, encoding):
    (tmp_path / "draft.txt").write_bytes("Café open on Saturday – cake!\r\n".encode(encoding))

    said = bedside_says("check", str(tmp_path / "draft.txt"))

    assert said.exit_code == 0
    assert said.stderr == ""


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["check", "nowhere.txt"], "there is no file nowhere.txt; check the path"),
        (["check", "."], "is a folder"),
        (["check", "--kind", "poast"], "--kind cannot be poast; did you mean post?"),
        (["check", "--acount", "official"], "there is no option --acount; did you mean --account?"),
        (["check", "--policy", "califronia"], "there is no policy pack califronia; did you mean california?"),
        (["check", "--policy", "nowhere.toml"], "there is no policy pack at nowhere.toml"),
        (["check", "--organization", "nowhere.toml"], "there is no such file"),
        (["check", "--publish-at", "tomorrow"], '"publish_at" must be RFC 3339'),
        (["check", "--authorization", "nowhere.json"], "there is no file nowhere.json"),
        (["check", "--in-reply-to", "nowhere.txt"], "there is no file nowhere.txt"),
        (["check", "--in-reply-to", "-"], "standard input can be read once only"),
        (["check", "--jsonl", "--format", "html"], "--jsonl writes JSON lines"),
        (["check", "--output", "/nowhere/report.html"], "cannot be written"),
        (["chekc"], "there is no command chekc; did you mean check?"),
        (["explain", "PHI-G11"], "did you mean PHI-G1"),
        (["explain"], "issing argument"),
        (["policy", "check", "hippa-baseline"], "did you mean hipaa-baseline?"),
        (["policy", "test", "nowhere.toml"], "there is no policy pack at nowhere.toml"),
        (["policy", "diff", "hipaa-baseline"], "issing argument"),
        (["completion", "tcsh"], "cannot be tcsh; did you mean zsh?"),
        (["identifiers", "nowhere.txt"], "there is no file nowhere.txt"),
    ],
    ids=lambda v: " ".join(v) if isinstance(v, list) else None,
)
def test_a_slip_is_told_with_what_to_do(bedside_says, args, says):
    said = bedside_says(*args, given=FINE)

    assert says in one_line(said.stderr)
    assert said.exit_code == 2


def test_an_authorization_that_cannot_be_read_names_its_line(bedside_says, tmp_path):
    (tmp_path / "a.json").write_text(f'{{"state": "active",\n "note": "{CANARY}",\n}}')

    said = bedside_says("check", "--authorization", str(tmp_path / "a.json"), given=FINE)

    assert "a.json, line 3: the authorization is not valid JSON" in one_line(said.stderr)
    assert CANARY not in said.output


def test_a_report_does_not_overwrite_the_draft(bedside_says, tmp_path):
    draft = tmp_path / "draft.txt"
    draft.write_text(FINE)

    said = bedside_says("check", str(draft), "--output", str(draft))

    assert "would overwrite" in one_line(said.stderr)
    assert draft.read_text() == FINE


@pytest.mark.parametrize(
    "args",
    [
        ["check", f"{CANARY} was here yesterday, so sad!"],
        [f"{CANARY} was here yesterday, so sad!"],
        ["explain", f"{CANARY}, our patient"],
        ["explain", "PHI-G1", f"{CANARY}, our patient"],
        ["check", "--kind", f"{CANARY}, our patient"],
        ["check", "--publish-at", f"{CANARY}, our patient"],
        ["check", "--policy", f"{CANARY}, our patient"],
        ["policy", f"{CANARY}, our patient"],
        ["check", f"--{CANARY}, our patient"],
    ],
    ids=lambda v: v[0][:8] + str(len(v)),
)
def test_a_draft_given_where_a_name_belongs_is_not_repeated(bedside_says, args):
    said = bedside_says(*args, given=FINE)

    one_line(said.stderr)
    assert CANARY not in said.output
    assert said.exit_code == 2


def test_a_fault_of_ours_is_told_without_the_words(bedside_says, monkeypatch):
    import bedside

    def broken(*args, **kwargs):
        raise ValueError(f"bad word {CANARY}")

    monkeypatch.setattr(bedside, "screen", broken)

    for args, given in (
        (["check"], f"{CANARY} smiled."),
        (["check", "--jsonl"], json.dumps({"id": 1, "text": f"{CANARY} smiled."})),
    ):
        said = bedside_says(*args, given=given)
        assert "a fault in Bedside itself (ValueError" in one_line(said.stderr)
        assert CANARY not in said.output
        assert said.exit_code == 2
