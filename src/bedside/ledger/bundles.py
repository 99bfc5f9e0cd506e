"""Bundles: a zip that carries entries of a record with everything that proves them, to be checked anywhere.

A bundle holds a run of entries and the leaf hash of every entry of the record, so that all checkpoints can be
computed from it, a part of a record is as provable as all of it, and the first entry that is wrong can be named.
"""

import hashlib
import os
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from bedside.ledger import checkpoints, entries, judging, manifests
from bedside.ledger.judging import Report
from bedside.ledger.manifests import MOST_SMALL, BadBundle, Manifest
from bedside.ledger.notes import Note, Verifier
from bedside.ledger.tree import EMPTY_ROOT, Hash

__all__ = ["BadBundle", "Manifest", "Report", "verify", "write"]


def write(
    target: Path,
    *,
    log: Verifier,
    witnesses: Sequence[Verifier],
    organization: str,
    first: int,
    last: int,
    lines: Iterable[bytes],
    leaves: Iterable[Hash],
    signed: Sequence[Note],
    tokens: Mapping[int, bytes],
    made: datetime,
) -> Manifest:
    """Write a bundle. It is there whole or not at all, and readable by its owner only.

    Args:
        target: replaced if it exists.
        log: the key of the log, under its origin.
        witnesses: keys of witnesses; those that cosigned none of ``signed`` are left out.
        organization: as it stands in the entries.
        first: seq of the first entry, ``last`` of the last one.
        lines: those entries in their canonical form, in order.
        leaves: the leaf hashes of all entries below the largest checkpoint, in order, as they were kept when the
            entries were written; so a changed entry can be told from its neighbours.
        signed: checkpoints of the record with their cosignatures; the largest lies beyond ``last``.
        tokens: time stamps by the size of their checkpoint.
        made: when, timezone-aware.

    Raises:
        BadBundle: the parts do not belong together. Nothing is written.
        BadEntry, BadNote: one of them has the wrong shape.
    """
    by_size = {checkpoints.opened(note, log).size: note for note in signed if checkpoints.head_of(note.text).size}
    if not by_size or not 0 <= first <= last < max(by_size) or not set(tokens) <= set(by_size):
        raise BadBundle("a bundle needs a checkpoint beyond its last entry, and time stamps of checkpoints in it")
    manifest = Manifest(
        organization=organization,
        log=str(log),
        witnesses=tuple(str(w) for w in witnesses if any(checkpoints.cosigned_at(n, w) for n in by_size.values())),
        first=first,
        last=last,
        checkpoints=tuple(sorted(by_size)),
        tokens={str(size): hashlib.sha256(token).hexdigest() for size, token in sorted(tokens.items())},
        made=entries.time_text(made),
    )
    small = {"manifest.json": bytes(manifest), **_carried()}
    small |= {f"checkpoints/{size}.note": str(note).encode() for size, note in by_size.items()}
    small |= {f"tokens/{size}.tsr": token for size, token in tokens.items()}
    if any(len(value) > MOST_SMALL for value in small.values()):
        raise BadBundle(f"a file of a bundle has at most {MOST_SMALL} bytes")
    with _replacing(target) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, value in sorted(small.items()):
            bundle.writestr(_member(name, made), value)
        _stream(bundle, _member("entries.jsonl", made), _checked(lines, first=first, last=last))
        _stream(bundle, _member("leaves.bin", made), _counted(leaves, count=max(by_size)))
    return manifest


def _carried() -> dict[str, bytes]:
    folder = files("bedside.ledger") / "verifier"
    return {name: (folder / name).read_bytes() for name in ("README.txt", "verify.py")}


def _member(name: str, made: datetime) -> zipfile.ZipInfo:
    at = made.astimezone(UTC)
    info = zipfile.ZipInfo(name, (max(at.year, 1980), at.month, at.day, at.hour, at.minute, at.second))
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info


@contextmanager
def _replacing(target: Path) -> Iterator[Any]:
    """A new file that takes the place of ``target`` once all of it is on the disk."""
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
        try:
            yield file
            file.flush()
            os.fsync(file.fileno())
            os.replace(file.name, target)
        except BaseException:
            os.unlink(file.name)
            raise


def _stream(bundle: zipfile.ZipFile, member: zipfile.ZipInfo, parts: Iterable[bytes]) -> None:
    with bundle.open(member, "w", force_zip64=True) as file:
        for part in parts:
            file.write(part)


def _checked(lines: Iterable[bytes], *, first: int, last: int) -> Iterator[bytes]:
    seq = first
    for line in lines:
        if entries.parse(line).seq != seq or seq > last:
            raise BadBundle(f"entry {seq} was to come next, and another one came")
        yield line + b"\n"
        seq += 1
    if seq != last + 1:
        raise BadBundle(f"entries {seq} to {last} did not come")


def _counted(leaves: Iterable[Hash], *, count: int) -> Iterator[bytes]:
    seen = 0
    for leaf in leaves:
        if len(leaf) != len(EMPTY_ROOT):
            raise BadBundle("a leaf hash has 32 bytes")
        seen += 1
        yield leaf
    if seen != count:
        raise BadBundle(f"the largest checkpoint has {count} entries, and {seen} leaf hashes came")


def verify(
    path: Path,
    *,
    key: Verifier | None = None,
    witnesses: Sequence[Verifier] = (),
    seen: Sequence[Note] = (),
    roots: bytes | None = None,
) -> Report:
    """Check a bundle.

    Args:
        key: the log's key, from elsewhere than the bundle; without it the bundle's own is taken, and that is said.
        witnesses: keys of witnesses, from elsewhere; each must have cosigned a checkpoint in the bundle. Without
            any, the bundle's own are looked at, and that is said.
        seen: checkpoints of this log that somebody was shown.
        roots: certificates (PEM) that time stamps must lead to; without them only digests are compared.

    Raises:
        BadBundle: it cannot be read, or what was given to compare it with does not belong to its log.
        UnknownVersion: a later Bedside made it.
    """
    with manifests.opened(path) as (bundle, manifest, raw):
        return judging.judged(bundle, manifest, raw, key=key, witnesses=witnesses, seen=seen, roots=roots)
