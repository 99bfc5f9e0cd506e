"""What tests of commands share: how a command is started, and how its answers are read."""

import json
import os
import sys
from pathlib import Path
from typing import Any

from click.testing import Result

ROOT = Path(__file__).parents[2]
CANARY = "Zebulonia"


def command(*args: str) -> list[str]:
    return [sys.executable, "-m", "bedside.cli", *args]


def environment(more: dict[str, str] | None = None) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT / "src"), **(more or {})}


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def one_line(stderr: str) -> str:
    """The one line that was said; fails when there were several, or a traceback."""
    told = stderr.strip().splitlines()
    assert len(told) == 1, stderr
    assert "Traceback" not in stderr
    assert told[0].startswith("bedside: ")
    return told[0]
