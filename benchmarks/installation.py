"""An installation of its own for a proof: database, keys and one organisation in a folder, or on PostgreSQL."""

import os
import subprocess
import sys
from pathlib import Path
from uuid import UUID

SETTINGS = "bedside.site.settings.development"


def environment(home: Path, *, url: str = "", backup: str = "") -> dict[str, str]:
    return os.environ | {
        "BEDSIDE_HOME": str(home),
        "DATABASE_URL": url,
        "BEDSIDE_BACKUP_URL": backup or url,
        "DJANGO_SETTINGS_MODULE": SETTINGS,
        "PYTHONPATH": os.pathsep.join(["src", "."]),
    }


def command(home: Path, *words: str, url: str = "", backup: str = "") -> subprocess.CompletedProcess[str]:
    """`bedside` with these words in that installation."""
    return subprocess.run(
        [sys.executable, "-m", "bedside.cli", *words],
        env=environment(home, url=url, backup=backup), capture_output=True, text=True, check=False,
    )  # fmt: skip


def begin(home: Path, *, url: str = "", backup: str = "") -> UUID:
    """Make an installation and this process a part of it, once per process; gives its one organisation."""
    os.environ.update(environment(home, url=url, backup=backup))
    made = command(home, "init", "Clinic", "--origin", "record.example.org/clinic", url=url, backup=backup)
    assert made.returncode == 0, made.stderr
    import django

    django.setup()
    from bedside.desk.tenancy.models import Organization

    return Organization.objects.get().pk
