"""An operator's days: set up, read and check the record, erase, rotate, back up, drill, restore; and what is refused."""

import os
import shutil
import subprocess
import sys
import uuid
import zipfile
from pathlib import Path

import pytest

URL = os.environ.get("DATABASE_URL", "")


class Installation:
    """`bedside` in a folder of its own, and on PostgreSQL in a database of its own."""

    def __init__(self, home: Path, *, like: "Installation | None" = None) -> None:
        self.home = home
        if like is not None:
            shutil.copytree(like.home, home)
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith(("BEDSIDE", "DJANGO", "DATABASE"))}
        self.environment |= {"BEDSIDE_HOME": str(home), "DJANGO_SETTINGS_MODULE": "bedside.site.settings.development"}
        if URL:
            self.name = f"own_{uuid.uuid4().hex[:10]}"
            template = f" TEMPLATE {like.name}" if like is not None else ""
            base = URL.rpartition("/")[0]
            subprocess.run(["psql", URL, "-qc", f"CREATE DATABASE {self.name}{template}"], check=True)
            backup = os.environ["BEDSIDE_BACKUP_URL"].rpartition("/")[0]
            self.environment |= {"DATABASE_URL": f"{base}/{self.name}", "BEDSIDE_BACKUP_URL": f"{backup}/{self.name}"}

    def run(self, *words: str, status: int = 0, **more: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "bedside.cli", *words],
            env=self.environment | more,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == status, (words, done.returncode, done.stdout, done.stderr)
        assert "Traceback" not in done.stderr
        return done.stdout + done.stderr


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """Set up once; nothing is done in it."""
    made = Installation(tmp_path_factory.mktemp("founded") / "home")
    told = made.run("init", "St. Ada Clinic", "--origin", "record.example.org/st-ada")
    assert "record.example.org/st-ada+" in told
    return made


@pytest.fixture
def clinic(founded: Installation, tmp_path: Path) -> Installation:
    """An installation of one's own, as it was right after it was set up."""
    return Installation(tmp_path / "home", like=founded)


def test_the_record_is_read_checked_and_handed_out(clinic: Installation, tmp_path: Path) -> None:
    assert "organization.created" in clinic.run("audit", "list")
    assert "The organisation was set up" in clinic.run("audit", "list")
    assert '"seq":0' in clinic.run("audit", "list", "--jsonl")
    assert "system:init" in clinic.run("audit", "show", "0")
    told = clinic.run("audit", "verify")
    assert "Nothing was changed" in told
    assert "could write it anew" in told
    bundle = tmp_path / "bundle.zip"
    clinic.run("audit", "export", str(bundle))
    with zipfile.ZipFile(bundle) as zipped:
        assert {"verify.py", "entries.jsonl", "manifest.json"} <= set(zipped.namelist())
        (tmp_path / "verify.py").write_bytes(zipped.read("verify.py"))
    outside = subprocess.run(
        [sys.executable, "-I", str(tmp_path / "verify.py"), str(bundle)], capture_output=True, text=True, check=False
    )
    assert outside.returncode == 0, outside.stdout + outside.stderr


def test_a_bundle_is_inspected_with_what_is_known_from_elsewhere(clinic: Installation, tmp_path: Path) -> None:
    bundle = tmp_path / "bundle.zip"
    clinic.run("audit", "export", str(bundle))
    key = zipfile.ZipFile(bundle).read("manifest.json").decode().partition('"log": "')[2].partition('"')[0]
    told = clinic.run("audit", "inspect", str(bundle), "--key", key)
    assert "not proven" in told.lower() or "nobody" in told.lower()
    other = clinic.run("witness", "key", "witness.example.org").strip()
    assert clinic.run("audit", "inspect", str(bundle), "--key", key, "--witness", other, status=1)
    clinic.run("audit", "inspect", str(bundle), "--key", "nonsense", status=2)
    cut = tmp_path / "cut.zip"
    cut.write_bytes(bundle.read_bytes()[:-30])
    clinic.run("audit", "inspect", str(cut), status=2)


def test_a_record_on_hold_is_not_erased_until_the_hold_is_lifted(clinic: Installation) -> None:
    held = (
        clinic.run("hold", "place", f"reason:{uuid.uuid4()}", "--reason", "an inquiry is open").split()[-1].strip(".")
    )
    assert "an inquiry is open" in clinic.run("hold", "list")
    assert "no longer" in clinic.run("hold", "lift", held, "--reason", "the inquiry is over")
    assert clinic.run("hold", "list") == ""
    assert "lifted" in clinic.run("hold", "list", "--all")
    clinic.run("hold", "lift", held, "--reason", "again", status=2)
    clinic.run("hold", "place", "about Ada Example", "--reason", "x", status=2)
    given = [line.split()[-1] for line in clinic.run("audit", "list").splitlines() if "hold.placed" in line]
    assert len(given) == 1


def test_what_the_law_wants_kept_is_not_erased(clinic: Installation) -> None:
    clinic.run("backup", str(clinic.home / "one"))
    told = clinic.run("erase", f"reason:{uuid.uuid4()}", "--reason", "asked", "--yes", status=2)
    assert "there is no such reason" in told
    assert "there are" in clinic.run("erase", "draft:7", "--reason", "asked", "--yes", status=2)
    assert "there is no such" in clinic.run("erase", "reason:Ada", "--reason", "asked", "--yes", status=2)


def test_keys_are_shown_and_changed(clinic: Installation) -> None:
    before = clinic.run("keys", "status")
    assert "active" in before
    assert "Every data key is wrapped by" in clinic.run("keys", "rotate")
    after = clinic.run("keys", "status")
    assert after.count("active") == 1
    assert len(after.splitlines()) == len(before.splitlines()) + 1
    old = before.split()[0]
    assert "no longer in the ring" in clinic.run("keys", "retire", old, "--yes")
    assert old not in clinic.run("keys", "status")
    clinic.run("keys", "retire", after.split()[-5], "--yes", status=2)
    clinic.run("keys", "create", status=2)
    clinic.run("audit", "verify")


def test_a_backup_is_drilled_and_restored(clinic: Installation) -> None:
    target = clinic.home / "one.backup"
    assert "Organisations: 1" in clinic.run("backup", str(target))
    assert b"st-ada" not in target.read_bytes()
    assert not any(p.stat().st_mode & 0o077 for p in clinic.home.rglob("*"))
    assert "never written over" in clinic.run("backup", str(target), status=2)
    more = {}
    if URL:
        other = Installation(clinic.home / "drill")
        more = {"BEDSIDE_DRILL_URL": other.environment["DATABASE_URL"]}
    told = clinic.run("drill", str(target), **more)
    assert "Nothing was changed" in told
    assert "Restored and checked in" in told
    assert "say --replace" in clinic.run("restore", str(target), status=2)
    clinic.run("restore", str(target), "--replace")
    assert "backup.restored" in clinic.run("audit", "list")
    clinic.run("audit", "verify")


def test_a_cut_backup_or_another_ring_restores_nothing(clinic: Installation, tmp_path: Path) -> None:
    target = clinic.home / "one.backup"
    clinic.run("backup", str(target))
    cut = tmp_path / "cut.backup"
    cut.write_bytes(target.read_bytes()[:-40])
    clinic.run("restore", str(cut), "--replace", status=2)
    cut.write_bytes(b"not a backup at all")
    clinic.run("restore", str(cut), "--replace", status=2)
    other = Installation(tmp_path / "other")
    other.run("init", "Other", "--origin", "record.example.org/other")
    other.run("restore", str(target), "--replace", status=2)
    assert "record.example.org/other" in other.run("audit", "verify", "-o", "nobody", status=2)
    clinic.run("audit", "verify")


def test_it_says_what_is_missing(tmp_path: Path) -> None:
    empty = Installation(tmp_path / "empty")
    assert "bedside init" in empty.run("audit", "list", status=2)
    assert "bedside init" in empty.run("keys", "status", status=2)
    assert "an origin is an address" in empty.run("init", "X", "--origin", "https://x.example", status=2)


def test_a_ring_that_others_can_read_is_refused(clinic: Installation) -> None:
    (clinic.home / "keys" / "ring.json").chmod(0o644)
    assert "chmod 600" in clinic.run("keys", "status", status=2)


def test_nobody_to_show_the_record_to(clinic: Installation) -> None:
    assert "BEDSIDE_WITNESSES" in clinic.run("audit", "anchor", status=2)


@pytest.mark.parametrize("missing", ["django", "cryptography", "structlog", "csp"])
def test_without_its_packages_it_says_what_to_install(clinic: Installation, missing: str) -> None:
    script = (
        f"import sys; sys.modules[{missing!r}] = None; from bedside.cli.main import cli; cli.main(['audit', 'list'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], env=clinic.environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "install bedside[desk]" in done.stderr


def test_a_setting_that_is_missing_is_named(tmp_path: Path) -> None:
    made = Installation(tmp_path / "home")
    told = made.run("audit", "list", status=2, DJANGO_SETTINGS_MODULE="bedside.site.settings.production")
    assert "BEDSIDE_SECRET_KEY is not set" in told
    told = made.run("audit", "list", status=2, DATABASE_URL="mysql://a:secret@h/n")
    assert "secret" not in told
