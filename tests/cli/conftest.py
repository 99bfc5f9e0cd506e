"""Run a command as a person or a program would, and look at all that comes out."""

import subprocess
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result
from command_line import command, environment

from bedside.cli.main import cli


@pytest.fixture
def bedside_says() -> Callable[..., Result]:
    """`bedside_says("check", "draft.txt")`: the command in this process."""

    def run(*args: str, given: str | bytes | None = None, **env: str) -> Result:
        result = CliRunner().invoke(cli, list(args), input=given, env=env or None, prog_name="bedside")
        assert isinstance(result.exception, SystemExit | None), result.exception
        return result

    return run


@pytest.fixture
def bedside_process() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """The command in a process of its own, for pipes and exit statuses as a shell sees them."""

    def run(*args: str, given: bytes = b"", **env: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(command(*args), input=given, capture_output=True, env=environment(env), timeout=60)

    return run
