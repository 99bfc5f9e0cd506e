"""As a shell sees it: pipes, exit statuses, streams that are still being written."""

import json
import subprocess
import sys

from command_line import CANARY, command, environment

FINE = b'{"id": 1, "text": "Free parking on Saturday."}\n'
SSN = b'{"id": 2, "text": "Her social is 219-09-4321."}\n'


def test_exit_status_says_how_it_went(bedside_process):
    assert bedside_process("check", "--jsonl", given=FINE).returncode == 0
    assert bedside_process("check", "--jsonl", given=FINE + SSN).returncode == 1
    assert bedside_process("check", "--jsonl", given=FINE + b"{\n" + SSN).returncode == 2
    assert bedside_process("--version").returncode == 0
    assert bedside_process("--help").returncode == 0
    assert bedside_process("check", "nowhere.txt").returncode == 2


def test_every_line_is_answered_before_the_next_is_written():
    with subprocess.Popen(
        command("check", "--jsonl"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment()
    ) as process:
        assert process.stdin and process.stdout
        for row in (FINE, SSN, b"{\n", FINE):
            process.stdin.write(row)
            process.stdin.flush()
            answer = json.loads(process.stdout.readline())
            assert ("error" in answer) == (row == b"{\n")
        process.stdin.close()
        assert process.wait(timeout=30) == 2


def test_a_reader_that_goes_away_is_told_in_one_line():
    with subprocess.Popen(
        command("check", "--jsonl"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as process:
        assert process.stdin and process.stdout and process.stderr
        process.stdin.write(FINE)
        process.stdin.flush()
        process.stdout.readline()
        process.stdout.close()
        process.stdin.write(FINE * 3)
        process.stdin.close()
        told = process.stderr.read().decode()
        assert process.wait(timeout=30) == 2
    assert told.startswith("bedside: the reader of the output closed it early")
    assert len(told.splitlines()) == 1


def test_the_words_reach_no_error_stream(bedside_process, tmp_path):
    draft = tmp_path / "draft.txt"
    draft.write_bytes(
        f"{CANARY} was our youngest patient, ssn 219-09-4321, seen yesterday \ud83d".encode("utf-8", "replace")
    )
    broken = f'{{"id": 1, "text": "{CANARY}'.encode()

    for said in (
        bedside_process("check", str(draft)),
        bedside_process("check", str(draft), "--format", "sarif"),
        bedside_process("check", str(draft), "--format", "html"),
        bedside_process("check", "--jsonl", given=broken),
        bedside_process("identifiers", "--jsonl", given=broken),
        bedside_process("check", given=CANARY.encode() + b"\xff"),
        bedside_process("check", given=CANARY.encode() + b"\x00"),
    ):
        assert CANARY.encode() not in said.stderr
        assert b"Traceback" not in said.stderr


def test_output_is_utf8_whatever_the_locale(bedside_process):
    said = bedside_process(
        "check", given="Café 219-09-4321".encode(), LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0"
    )

    assert "Café" in said.stdout.decode("utf-8")
    assert said.returncode == 1


def test_help_and_completion_do_not_wait_for_the_word_lists():
    code = (
        "import sys; import bedside.cli.main; "
        "print(','.join(m for m in ('jinja2', 'rich.console', 'bedside.screening.reading') if m in sys.modules))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment(), timeout=60, text=True)

    assert said.stdout.strip() == ""


def test_shells_get_their_completion(bedside_process):
    for shell, word in (("bash", b"complete "), ("zsh", b"compdef"), ("fish", b"complete --no-files")):
        said = bedside_process("completion", shell)
        assert said.returncode == 0
        assert word in said.stdout

    asked = {"_BEDSIDE_COMPLETE": "bash_complete", "COMP_WORDS": "bedside explain PHI-G", "COMP_CWORD": "2"}
    assert b"PHI-G1" in bedside_process(**asked).stdout
