"""What the documentation tells people to type works, and what it points to exists."""

import re
import shlex
import tomllib

import pytest
from command_line import ROOT

from bedside.cli.main import COMMANDS, cli
from bedside.screening.registry import registry

PAGES = sorted([*(ROOT / "docs").rglob("*.md"), ROOT / "samples/README.md"])


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text()):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_commands_and_options_exist(page):
    for line in re.findall(r"(?:^\$ |`)(bedside [^`\n]+)", page.read_text(), re.M):
        words = shlex.split(line.partition("<")[0].partition("&&")[0].replace("\\|", "|"))
        command = cli.get_command(None, words[1].partition("|")[0]) if words[1] != "..." else None
        if words[1] == "--version" or command is None:
            assert words[1] == "--version" or words[1] in COMMANDS, line
            continue
        if hasattr(command, "commands"):
            if len(words) == 2:
                continue  # the group itself
            command = command.commands[words[2].partition("|")[0]]
        known = {option for p in command.params for option in p.opts}
        assert {w for w in words if w.startswith("--")} <= known | {"--help"}, line


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_rules_that_are_named_exist(page):
    for code in re.findall(r"\b(?:PHI|LINK|A11Y|HOUSE|AUTH|ACK)-[A-Z0-9-]*\d\b", page.read_text()):
        assert code in registry() or code == "PHI-G9", code


def test_the_pack_in_the_documentation_loads(tmp_path):
    import bedside

    pack = re.search(r"```toml\n(.*?)```", (ROOT / "docs/policies.md").read_text(), re.S)[1]
    (tmp_path / "ours.toml").write_text(pack)

    ours = bedside.load_policy(str(tmp_path / "ours.toml"))

    assert ours.label == "harbor-elm@2026.12"
    assert tomllib.loads(pack)["terms"][0]["phrase"] == "guarantee+"


def test_what_the_command_page_shows_is_what_the_command_says(bedside_says, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "draft.txt").write_text("Her social is 219-09-4321, please call.")
    shown = re.search(r"\$ bedside check draft.txt\n(.*?)```", (ROOT / "docs/cli.md").read_text(), re.S)[1]

    said = bedside_says("check", "draft.txt").stdout.splitlines()
    assert [line for line in said if not line.startswith("  We read it so: ")] == shown.splitlines()


def test_the_library_page_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ours.toml").write_text('[pack]\nname = "ours"\nversion = "1"\nextends = "hipaa-baseline"\n')
    code = re.search(r"```python\n(.*?)```", (ROOT / "docs/guides/developer.md").read_text(), re.S)[1]

    names: dict[str, object] = {}
    exec(compile(code, "developer.md", "exec"), names)  # noqa: S102
    assert "bedside" in names
