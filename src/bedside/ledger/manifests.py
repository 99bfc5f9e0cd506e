"""What a bundle says about itself, and how one is opened without trusting it."""

import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bedside.core.errors import LedgerError
from bedside.ledger.entries import UnknownVersion

VERSION = 1
MOST_SMALL = 1_000_000  # bytes of any file in a bundle but entries and leaves
MOST_ENTRIES = 10_000_000
FIXED = ("README.txt", "entries.jsonl", "leaves.bin", "manifest.json", "verify.py")
LARGE = {"entries.jsonl", "leaves.bin"}
# RuntimeError also covers a way of compression that this Python lacks, and passwords.
_DAMAGE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, KeyError, ValueError)


class BadBundle(LedgerError):
    """A bundle that cannot be read, or cannot be made of what was given."""


@dataclass(frozen=True)
class Manifest:
    """What a bundle says about itself. Nobody signs it: what counts is held against the checkpoints.

    ``log`` and ``witnesses`` are vkeys; ``checkpoints`` are sizes, rising; ``tokens`` the SHA-256 (hex) of each
    token by the size of its checkpoint.
    """

    organization: str
    log: str
    witnesses: tuple[str, ...]
    first: int
    last: int
    checkpoints: tuple[int, ...]
    tokens: Mapping[str, str]
    made: str
    version: int = VERSION

    def __bytes__(self) -> bytes:
        stated = {name: getattr(self, name) for name in self.__dataclass_fields__}
        stated |= {"tokens": dict(self.tokens)}
        return json.dumps(stated, indent=1, sort_keys=True).encode() + b"\n"

    @property
    def names(self) -> list[str]:
        """Every file that the bundle has."""
        notes_in = [f"checkpoints/{size}.note" for size in self.checkpoints]
        return sorted([*FIXED, *notes_in, *(f"tokens/{size}.tsr" for size in self.tokens)])


def manifest_of(raw: bytes) -> Manifest:
    try:
        stated = json.loads(raw)
    except (ValueError, RecursionError):
        raise BadBundle("the bundle's manifest cannot be read") from None
    version = stated.get("version") if isinstance(stated, dict) else None
    if type(version) is int and version > VERSION:
        raise UnknownVersion(f"a bundle of version {version}; this Bedside reads {VERSION}: update Bedside")
    if version != VERSION or set(stated) != set(Manifest.__dataclass_fields__) or not _has_shape(stated):
        raise BadBundle("the bundle's manifest has not the shape of one")
    stated |= {name: tuple(stated[name]) for name in ("witnesses", "checkpoints")}
    return Manifest(**stated)


def _has_shape(stated: dict[str, Any]) -> bool:
    sizes, tokens = stated["checkpoints"], stated["tokens"]
    return (
        all(isinstance(stated[name], str) for name in ("organization", "log", "made"))
        and all(type(stated[name]) is int for name in ("first", "last"))
        and 0 <= stated["first"] <= stated["last"] < MOST_ENTRIES
        and isinstance(stated["witnesses"], list)
        and all(isinstance(w, str) for w in stated["witnesses"])
        and isinstance(sizes, list)
        and bool(sizes)
        and all(type(s) is int and 0 < s <= MOST_ENTRIES for s in sizes)
        and sizes == sorted(set(sizes))
        and isinstance(tokens, dict)
        and all(isinstance(d, str) and k in map(str, sizes) for k, d in tokens.items())
    )


@contextmanager
def opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest, bytes]]:
    """The bundle, its manifest, and the manifest's bytes. Has exactly the files that the manifest says.

    Nothing is ever unpacked to the disk. A small file has at most 1 MB by its header, beyond which it is not read;
    entries and leaves are read piece by piece.

    Raises:
        BadBundle: it cannot be read, here or while it is in use.
        UnknownVersion: a later Bedside made it.
    """
    try:
        with zipfile.ZipFile(path) as bundle:
            for info in bundle.infolist():
                if info.filename not in LARGE and info.file_size > MOST_SMALL:
                    raise BadBundle(f"a file of a bundle has at most {MOST_SMALL} bytes")
                if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
                    raise BadBundle("a file of the bundle is packed in a way that bundles do not use")
            raw = bundle.read("manifest.json")
            manifest = manifest_of(raw)
            if sorted(bundle.namelist()) != manifest.names:
                raise BadBundle("files of the bundle are missing, doubled, or do not belong there")
            yield bundle, manifest, raw
    except LedgerError:
        raise
    except _DAMAGE as trouble:
        raise BadBundle(f"the bundle cannot be read; is it whole? ({type(trouble).__name__})") from None
