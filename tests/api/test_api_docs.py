"""Every example of docs/api.md is run as it stands, against an installation that is really served, and says what it shows."""

import json
import re
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

import bedside
from bedside.api import problems
from bedside.core.scopes import SAYS
from bedside.desk.integrations import services
from bedside.desk.integrations.models import PER_MINUTE
from bedside.desk.integrations.services import delivering
from bedside.desk.tenancy import scope
from tests.api.programs import made, newest
from tests.api.served import served

PAGE = (Path(bedside.__file__).parents[2] / "docs/api.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(sh|json|python)\n(.*?)```", PAGE, re.S)


def fits(shown: Any, said: Any) -> bool:
    """Whether what came has everything that is shown; "..." stands for anything."""
    if shown == "...":
        return True
    if isinstance(shown, dict):
        return isinstance(said, dict) and all(k in said and fits(v, said[k]) for k, v in shown.items())
    if isinstance(shown, list):
        return isinstance(said, list) and len(shown) == len(said) and all(map(fits, shown, said))
    return bool(shown == said)


@pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl")
def test_the_examples_do_what_they_show(tmp_path: Path) -> None:
    with served(tmp_path) as here:
        named = {"BEDSIDE": here.url, "BEDSIDE_TOKEN": here.tokens["author"]}
        named |= {"BEDSIDE_DESK_TOKEN": here.tokens["point_of_contact"], "BEDSIDE_AUDIT_TOKEN": here.tokens["auditor"]}
        said = ""
        for kind, block in BLOCKS:
            if kind == "sh":
                done = subprocess.run(
                    ["bash", "-euo", "pipefail", "-c", block],
                    env=named | {"PATH": "/usr/bin:/bin"}, capture_output=True, text=True, check=False,
                )  # fmt: skip
                assert done.returncode == 0, (block, done.stderr, done.stdout)
                said = done.stdout.strip()
            elif kind == "json":
                last = json.loads(last_of(said))
                assert fits(json.loads(block), last), (block, last)
    assert sum(kind == "sh" for kind, _ in BLOCKS) >= 12


def last_of(text: str) -> str:
    """The last of the JSON objects that stand one behind the other."""
    reader, at, found = json.JSONDecoder(), 0, ""
    while at < len(text):
        _, end = reader.raw_decode(text, at)
        found, at = text[at:end], end
    return found


@pytest.mark.django_db
def test_the_lines_that_check_a_webhook_do(people: Any, clinic: Any, capsys: pytest.CaptureFixture[str]) -> None:
    now = timezone.now()
    with scope.within(clinic.pk):
        added = services.add_webhook(url="https://hooks.example.org/x", events=[], by=people["owner"], at=now)
    draft = made(people, "started")
    got: list[tuple[bytes, Any]] = []

    def send(url: str, body: bytes, headers: Any) -> int:
        got.append((body, headers))
        return 204

    services.deliver_due(timezone.now(), send=send)
    code = next(block for kind, block in BLOCKS if kind == "python")
    for body, headers in got:
        exec(compile(code, "api.md", "exec"), {"secret": added.secret, "body": body, "headers": headers})  # noqa: S102
    assert f"draft.started draft:{draft.pk} {newest(clinic, 2)[1].seq}" in capsys.readouterr().out


def test_the_page_says_what_the_program_says() -> None:
    for name, says in SAYS.items():
        row = re.search(rf"\| `{name.value}` \| (.*?) \|", PAGE)
        assert row is not None
        assert row[1].casefold() == says.casefold()
    for status in problems.MEANINGS:
        assert re.search(rf"\| [\d, ]*{status}[\d, ]* \|", PAGE), status
    assert f"more than {PER_MINUTE} requests" in PAGE
    assert timedelta(days=3) == delivering.GIVE_UP_AFTER
    assert [w.total_seconds() for w in delivering.WAITS] == [
        5, 30, 120, 600, 1800, 3600, 7200, 14400, 28800, 43200,
    ]  # fmt: skip
