"""Programs that come at the same time, and workers that die: in short here, longer in `make prove ONLY=api`."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize(("name", "few"), [("once", ("keys", 12)), ("delivered", ("kills", 2))])
def test_each_thing_is_done_once_and_told_in_order(name: str, few: tuple[str, int]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.programs", name, few[0], str(few[1])],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"
