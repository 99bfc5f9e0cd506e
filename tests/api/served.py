"""An installation of its own that is really served: `python -m tests.api.served FOLDER` from another process.

It says on its first line, as JSON, where it is and with which tokens programs come in, and ends when its standard
input does. Draft 1 is released; everybody of `acting.ROSTER` is there.
"""

import json
import os
import subprocess
import sys
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

KEYS = {"BEDSIDE_SIGNING_KEY_TEXT": "17" * 32, "DJANGO_SETTINGS_MODULE": "bedside.site.settings.development"}


def environment(folder: Path) -> dict[str, str]:
    """Of a process that belongs to the installation in a folder."""
    ring = folder / "ring.json"
    if not ring.exists():
        from bedside.vault.keyring import LocalKeyRing

        ring.write_text(LocalKeyRing.create_text())
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("BEDSIDE", "DJANGO", "DATABASE"))}
    url = folder / "url"
    return kept | KEYS | {
        "BEDSIDE_HOME": str(folder),
        "BEDSIDE_KEY_RING_TEXT": ring.read_text(),
        "DATABASE_URL": url.read_text() if url.exists() else "",
        "PYTHONPATH": os.pathsep.join(["src", "."]),
    }  # fmt: skip


@dataclass(frozen=True)
class Served:
    """Where programs come in, and with what."""

    url: str
    tokens: dict[str, str]
    organization: str
    folder: Path


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """An installation with a database of its own: PostgreSQL where these tests run on it, else SQLite."""
    if base := os.environ.get("DATABASE_URL", "").rpartition("/")[0]:
        fresh = f"served_{uuid.uuid4().hex[:8]}"
        subprocess.run(["psql", os.environ["DATABASE_URL"], "-qc", f"CREATE DATABASE {fresh}"], check=True)
        (folder / "url").write_text(f"{base}/{fresh}")
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.api.served", str(folder)],
        env=environment(folder), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        assert line, "the installation did not come up"
        yield Served(**json.loads(line), folder=folder)
    finally:
        process.stdin.close()
        process.stdout.close()
        process.wait(timeout=30)


def set_up() -> dict[str, Any]:
    """Everybody, a token for each, and one released draft."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from bedside.desk.tenancy import scope
    from tests.api.programs import token_for
    from tests.desk.acting import roster
    from tests.desk.conftest import founded
    from tests.desk.drafts import making

    call_command("migrate", verbosity=0)
    clinic = founded("Harbor Elm Clinics")
    people = roster(clinic, at=timezone.now() - timedelta(hours=1))
    with scope.within(clinic.pk):
        making.released(people)
    tokens = {role: token_for(person, per_minute=100_000).text for role, person in people.items()}
    return {"tokens": tokens, "organization": str(clinic.pk)}


def main() -> None:
    told = set_up()
    import waitress
    from django.core.wsgi import get_wsgi_application

    server = waitress.create_server(get_wsgi_application(), host="127.0.0.1", port=0, threads=8)
    print(json.dumps(told | {"url": f"http://127.0.0.1:{server.effective_port}/api/v1"}), flush=True)
    threading.Thread(target=server.run, daemon=True).start()
    sys.stdin.read()
    server.close()


if __name__ == "__main__":
    main()
