"""A PostgreSQL of the tests' own, started from the installed binaries and gone when they end.

`python -m tests.postgres` runs the database tests on it. Where there are no binaries it says so loudly; with
BEDSIDE_EVERYTHING=1 in the environment that is a failure.
"""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROLE, PASSWORD = "bedside_app", "only-here"


def binaries() -> Path | None:
    """The folder of the newest PostgreSQL on this machine."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: float(p.parent.name))
    if found:
        return found[-1]
    server = shutil.which("postgres")
    return Path(server).resolve().parent if server else None


def _as_somebody(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() == 0:
        pwd.getpwnam("postgres")
        return ["runuser", "-u", "postgres", "--", *command]
    return command


@contextmanager
def started() -> Iterator[tuple[str, str]]:
    """URLs of a fresh database: for the application, whose role is neither superuser nor exempt from row security,
    and for backups, whose role sees every row and changes none.
    """
    where = binaries()
    assert where is not None, "no PostgreSQL on this machine"
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        if os.geteuid() == 0:
            shutil.chown(home, "postgres")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        data = str(home / "data")
        subprocess.run(
            _as_somebody([str(where / "initdb"), "-D", data, "-A", "trust", "-U", "postgres", "-N"]),
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/",
        )  # fmt: skip
        options = ["-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={home}", "-c", "fsync=off"]
        options += ["-c", "max_connections=150"]  # a hundred who append at once, and those who look
        with (home / "log").open("w") as log:
            server = subprocess.Popen(
                _as_somebody([str(where / "postgres"), "-D", data, "-p", str(port), *options]),
                stdout=log,
                stderr=log,
                cwd="/",
            )
            try:
                base = f"postgresql://postgres@127.0.0.1:{port}"
                _wait(where, port)
                for statement in (
                    f"CREATE ROLE {ROLE} LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS PASSWORD '{PASSWORD}'",
                    f"CREATE ROLE bedside_backup LOGIN NOSUPERUSER BYPASSRLS PASSWORD '{PASSWORD}'",
                    "GRANT pg_read_all_data TO bedside_backup",
                    f"CREATE DATABASE bedside OWNER {ROLE}",
                ):
                    subprocess.run(
                        [str(where / "psql"), f"{base}/postgres", "-qc", statement],
                        check=True,
                        stdout=subprocess.DEVNULL,
                    )
                at = f"127.0.0.1:{port}/bedside"
                yield f"postgresql://{ROLE}:{PASSWORD}@{at}", f"postgresql://bedside_backup:{PASSWORD}@{at}"
            finally:
                subprocess.run(
                    _as_somebody([str(where / "pg_ctl"), "-D", data, "-m", "immediate", "-w", "stop"]),
                    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/", check=False,
                )  # fmt: skip
                server.wait()


def _wait(where: Path, port: int) -> None:
    for _ in range(150):
        ready = subprocess.run([str(where / "pg_isready"), "-qh", "127.0.0.1", "-p", str(port)], check=False).returncode
        if ready == 0:
            return
        time.sleep(0.1)
    raise RuntimeError("PostgreSQL did not start")


def main() -> int:
    if binaries() is None:
        print("NOT RUN: the database tests on PostgreSQL; no PostgreSQL binaries on this machine", file=sys.stderr)
        return 1 if os.environ.get("BEDSIDE_EVERYTHING") == "1" else 0
    with started() as (url, backup):
        environment = os.environ | {"DATABASE_URL": url, "BEDSIDE_BACKUP_URL": backup}
        return subprocess.run(
            [sys.executable, "-m", "pytest", *(sys.argv[1:] or ["tests/desk", "tests/api"])],
            env=environment,
            check=False,
        ).returncode


if __name__ == "__main__":
    sys.exit(main())
