"""As a shell sees it: pipes, exit statuses, streams that are still being written."""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
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


def test_someone_at_a_keyboard_is_told_what_is_waited_for():
    pty = pytest.importorskip("pty")
    keyboard, terminal = pty.openpty()

    with subprocess.Popen(
        command("check"), stdin=terminal, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    ) as process:
        assert process.stderr
        assert "press Ctrl-D" in process.stderr.readline().decode()
        os.write(keyboard, b"\x04")
        told = process.stderr.read().decode()
        assert process.wait(timeout=30) == 2
    os.close(keyboard)
    os.close(terminal)
    assert "standard input is empty" in told
    assert "bedside check draft.txt" in told


def test_closed_and_full_streams_are_told(tmp_path):
    full = Path("/dev/full")
    for shell, says in (
        ("{} check <&-", "standard input is closed"),
        ("echo fine | {} check >&-", "standard output is closed"),
        *(
            [("echo fine | {} check >/dev/full", "could not read or write (no space left on device)")]
            if full.exists()
            else []
        ),
    ):
        line = shell.format(shlex.join(command()))
        said = subprocess.run(["bash", "-c", line], capture_output=True, env=environment(), timeout=60, text=True)
        assert says in said.stderr
        assert "Traceback" not in said.stderr
        assert said.returncode == 2
