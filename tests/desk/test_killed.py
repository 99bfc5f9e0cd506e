"""Whatever moment a machine dies at, the record is whole. `make prove ONLY=ledger` tries every moment."""

import os
import shutil
import subprocess
import sys

import pytest

FEW = """
import pathlib, sys, tempfile
from benchmarks import record
with tempfile.TemporaryDirectory() as folder:
    sys.exit(0 if getattr(record, sys.argv[1])(pathlib.Path(folder), **{sys.argv[2]: int(sys.argv[3])}) else 1)
"""


def trouble(name: str, *, few: tuple[str, int]) -> str:
    """What a proof in short says when it falls short, run in a process of its own on the database of these tests."""
    if url := os.environ.get("DATABASE_URL"):
        fresh = f"short_{name}"
        subprocess.run(["psql", url, "-qc", f"CREATE DATABASE {fresh}"], check=True)
        backup = os.environ["BEDSIDE_BACKUP_URL"].rpartition("/")[0]
        more = {"PROVE_DATABASE_URL": f"{url.rpartition('/')[0]}/{fresh}", "PROVE_BACKUP_URL": f"{backup}/{fresh}"}
    else:
        more = {}
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("BEDSIDE", "DATABASE", "DJANGO"))} | more
    environment["PYTHONPATH"] = os.pathsep.join(["src", "."])
    done = subprocess.run(
        [sys.executable, "-c", FEW, name, few[0], str(few[1])],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return f"{done.stdout}{done.stderr}" if done.returncode else ""


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
def test_killed_at_any_call_of_an_append_the_record_is_whole() -> None:
    assert trouble("prove_killed", few=("step", 5)) == ""


def test_many_who_append_at_once_leave_no_gap_and_no_fork() -> None:
    assert trouble("prove_appenders", few=("workers", 25)) == ""


def test_whatever_somebody_changes_in_the_database_is_found_and_placed() -> None:
    assert trouble("prove_tampered", few=("runs", 150)) == ""


def test_what_was_erased_is_found_nowhere() -> None:
    assert trouble("prove_erased", few=("count", 25)) == ""


def test_data_keys_are_wrapped_anew_while_everything_stays_readable() -> None:
    assert trouble("prove_rotation", few=("count", 1500)) == ""


def test_checking_stays_linear() -> None:
    assert trouble("prove_million", few=("count", 6000)) == ""
