"""Styles, scripts, pictures and fonts under names that change with what is in them, so that browsers keep them for good.

`bedside serve` gathers them into the installation's folder when it starts. Where nothing was gathered, in tests and
under other servers, they are served under their plain names from where they lie.
"""

import fcntl
import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage

STAMP, LOCK = ".gathered", ".lock"


class Versioned(CompressedManifestStaticFilesStorage):
    """Names with a digest for what was gathered, plain names for anything else."""

    def stored_name(self, name: str) -> str:
        cleaned = self.clean_name(name)
        return str(self.hashed_files.get(self.hash_key(cleaned), cleaned))


def gather() -> bool:
    """Gather everything anew if anything changed since it was gathered last; whether it did.

    Several servers may start at once: one gathers, the others wait for it.
    """
    root = Path(settings.STATIC_ROOT)
    stamp = _stamp()
    with (root / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = root / STAMP
        changed = not kept.exists() or kept.read_text(encoding="ascii") != stamp
        if changed:
            call_command("collectstatic", interactive=False, verbosity=0)
            kept.write_text(stamp, encoding="ascii")
    storage: Any = staticfiles_storage
    storage.hashed_files, storage.manifest_hash = storage.load_manifest()
    return changed


def _stamp() -> str:
    """A digest of which files there are, how long each is and when it was written."""
    told = hashlib.sha256()
    for finder in finders.get_finders():
        for path, storage in sorted(finder.list([]), key=lambda found: str(found[0])):  # type: ignore[no-untyped-call]
            about = Path(storage.path(path)).stat()
            told.update(f"{path}\0{about.st_size}\0{about.st_mtime_ns}\n".encode())
    return told.hexdigest()
