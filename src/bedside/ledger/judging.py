"""What a bundle proves, and what it does not; the same steps as verifier/verify.py, with all that Bedside knows."""

import hashlib
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bedside.ledger import checkpoints, entries, notes, timestamps, tree
from bedside.ledger.checkpoints import Checkpoint
from bedside.ledger.entries import BadEntry, UnknownVersion
from bedside.ledger.manifests import BadBundle, Manifest
from bedside.ledger.notes import BadNote, Note, Verifier
from bedside.ledger.timestamps import BadToken
from bedside.ledger.tree import EMPTY_ROOT, RightEdge

_WHEN = "%Y-%m-%d %H:%M:%S UTC"
_HASH = len(EMPTY_ROOT)


@dataclass(frozen=True)
class Report:
    """What was found, in sentences.

    ``first`` and ``last`` entry in the bundle, ``anchored`` entries of the record that somebody known has seen.
    ``first_bad`` is the first entry that is wrong; ``between`` the first and last of a run in which one is, where
    it cannot be told which.
    """

    first: int
    last: int
    anchored: int
    proven: tuple[str, ...]
    unproven: tuple[str, ...]
    troubles: tuple[str, ...]
    first_bad: int | None
    between: tuple[int, int] | None

    @property
    def fine(self) -> bool:
        return not self.troubles


def judged(
    bundle: zipfile.ZipFile,
    manifest: Manifest,
    raw: bytes,
    *,
    key: Verifier | None,
    witnesses: Sequence[Verifier],
    seen: Sequence[Note],
    roots: bytes | None,
) -> Report:
    judge = _Judge(bundle, manifest, key=key, witnesses=witnesses)
    judge.look_at_manifest(raw)
    judge.look_at_checkpoints()
    judge.look_at_tokens(roots)
    judge.look_at_seen(seen)
    judge.look_at_tree()
    judge.look_at_entries()
    return judge.report()


class _Judge:
    """Looks at one thing after the other; the troubles pile up."""

    def __init__(
        self, bundle: zipfile.ZipFile, manifest: Manifest, *, key: Verifier | None, witnesses: Sequence[Verifier]
    ) -> None:
        self.bundle, self.manifest = bundle, manifest
        self.given_key, self.given = key, tuple(witnesses)
        try:
            self.log = key or notes.verifier_of(manifest.log)
            self.named = tuple(map(notes.verifier_of, manifest.witnesses))
        except BadNote:
            raise BadBundle("a key in the bundle's manifest cannot be read") from None
        self.troubles: list[str] = []
        self.unproven: list[str] = []
        self.shown: list[Checkpoint] = []
        self.anchors: list[tuple[int, str, datetime]] = []  # size, who, when
        self.leaves = b""
        self.safe = 0  # so many leaf hashes are known to be those that were signed
        self.first_bad: int | None = None
        self.between: tuple[int, int] | None = None

    def look_at_manifest(self, raw: bytes) -> None:
        if bytes(self.manifest) != raw:
            self.troubles.append("The manifest was changed: it is not in the only form that it has.")
        if self.given_key is None:
            self.unproven.append("Whose record this is: the log's key came with the bundle.")
        elif str(self.given_key) != self.manifest.log:
            self.troubles.append("The bundle names another key for the log than you do.")
        if not self.given and self.named:
            self.unproven.append("Who the witnesses are: their keys came with the bundle.")
        elif set(self.named) - set(self.given):
            self.unproven.append("What the witnesses say whose keys you did not give.")

    def look_at_checkpoints(self) -> None:
        known = dict.fromkeys([*self.given, *self.named])
        silent = dict(known)
        for size in self.manifest.checkpoints:
            try:
                note = self._note(size)
                self.shown.append(checkpoints.opened(note, self.log))
                times = {w: at for w in known if (at := checkpoints.cosigned_at(note, w)) is not None}
            except BadNote as trouble:
                self.troubles.append(f"The checkpoint at {size} entries does not hold: {trouble}.")
                continue
            if self.shown[-1].size != size:
                self.troubles.append(f"The checkpoint at {size} entries is one of another size.")
            for witness, at in times.items():
                silent.pop(witness, None)
                if witness in (self.given or self.named):
                    self._anchor(size, f"the witness {witness.name}", at)
        self.troubles += [f"The witness {w.name} cosigned nothing in this bundle." for w in silent]

    def _note(self, size: int) -> Note:
        return notes.parse(self.bundle.read(f"checkpoints/{size}.note"))

    def _anchor(self, size: int, who: str, at: int) -> None:
        try:
            self.anchors.append((size, who, datetime.fromtimestamp(at, UTC)))
        except (ValueError, OverflowError, OSError):
            self.troubles.append(f"The checkpoint at {size} entries was cosigned at no time that there is.")

    def look_at_tokens(self, roots: bytes | None) -> None:
        for name, digest in self.manifest.tokens.items():
            size, token = int(name), self.bundle.read(f"tokens/{name}.tsr")
            try:
                note = self._note(size)
            except BadNote:
                continue  # said already
            stamped = hashlib.sha256(note.text.encode()).digest()
            if hashlib.sha256(token).hexdigest() != digest or stamped not in token:
                self.troubles.append(f"The time stamp at {size} entries is not the one of that checkpoint.")
            elif roots is None:
                self.unproven.append(f"The signature in the time stamp at {size} entries was not looked at.")
            else:
                self._check_token(size, token, note, roots)

    def _check_token(self, size: int, token: bytes, note: Note, roots: bytes) -> None:
        try:
            self.anchors.append((size, "a time-stamp authority", timestamps.check(token, note, roots=roots)))
        except BadToken:
            self.troubles.append(f"The time stamp at {size} entries does not hold.")

    def look_at_seen(self, seen: Sequence[Note]) -> None:
        for note in seen:
            try:
                self.shown.append(checkpoints.opened(note, self.log))
            except BadNote as trouble:
                raise BadBundle(f"the checkpoint to compare with is not one of this log: {trouble}") from None

    def look_at_tree(self) -> None:
        """Every checkpoint has to be the root over the leaf hashes: so they are consistent with each other, too."""
        most = max(self.manifest.checkpoints)
        with self.bundle.open("leaves.bin") as file:
            self.leaves = file.read(_HASH * most + 1)
        edge, sizes, found = RightEdge(), {c.size for c in self.shown}, {0: EMPTY_ROOT}
        for start in range(0, len(self.leaves) - _HASH + 1, _HASH):
            edge.append(self.leaves[start : start + _HASH])
            if edge.size in sizes:
                found[edge.size] = edge.root
        wrong = min((c.size for c in self.shown if found.get(c.size) != c.root), default=None)
        self.safe = max((c.size for c in self.shown if wrong is None or c.size < wrong), default=0)
        if wrong is not None:
            # a checkpoint below that nobody but the log vouches for may itself be the forged one
            start = max((size for size, _, _ in self.anchors if size < wrong), default=0)
            self.between = (start, wrong - 1)
            self.troubles.append(
                f"Among entries {start} to {wrong - 1} one is not as it was signed or shown, or missing."
            )
        elif len(self.leaves) != _HASH * self.safe or self.manifest.last >= self.safe:
            self.between = (self.safe, max(self.manifest.last, self.safe))
            self.troubles.append(f"From entry {self.safe} on, no checkpoint fits the hashes of the bundle.")

    def look_at_entries(self) -> None:
        before: datetime | None = None
        with self.bundle.open("entries.jsonl") as lines:
            for seq in range(self.manifest.first, self.manifest.last + 1):
                line = lines.readline(entries.MOST_BYTES + 2)
                wrong, before = self._wrong_with(line, seq, before)
                if wrong:
                    self.first_bad = seq
                    self.troubles.append(f"Entry {seq} is the first that is wrong: {wrong}.")
                    return
            if lines.read(1):
                self.troubles.append("There are more entries than the manifest says.")

    def _wrong_with(self, line: bytes, seq: int, before: datetime | None) -> tuple[str, datetime | None]:
        """What is wrong, empty for nothing, and the entry's time."""
        if not line:
            return "it is missing", None
        raw = line[:-1]
        if not line.endswith(b"\n"):
            return "its line does not end", None
        if seq < self.safe and tree.leaf_hash(raw) != self.leaves[_HASH * seq : _HASH * (seq + 1)]:
            return "it is not the one that was signed", None
        try:
            entry = entries.parse(raw)
        except UnknownVersion:
            raise
        except BadEntry as trouble:
            return str(trouble), None
        if entry.seq != seq:
            return f"entry {entry.seq} stands in its place", None
        if entry.organization != self.manifest.organization:
            return "it is of another organisation", None
        if before is not None and entry.at < before:
            return "it is older than the one before it", None
        return "", entry.at

    def report(self) -> Report:
        first, last = self.manifest.first, self.manifest.last
        proven = [f"Entries {first} to {last} are whole, in order, and those that the log signed."]
        anchors = [a for a in self.anchors if a[0] <= self.safe]
        anchored = max((size for size, _, _ in anchors), default=0)
        proven += [
            f"The first {size} entries were seen by {who} on {at:{_WHEN}}, as they are." for size, who, at in anchors
        ]
        if anchored <= last:
            self.unproven.append(
                f"That entries {max(anchored, first)} to {last} were not written anew: nobody but the holder of the "
                "log's key is known to have seen them."
            )
        self.unproven.append("That entries tell the truth, and what this bundle says about when it was made.")
        return Report(
            first=first,
            last=last,
            anchored=anchored,
            proven=() if self.troubles else tuple(proven),
            unproven=tuple(self.unproven),
            troubles=tuple(self.troubles),
            first_bad=self.first_bad,
            between=self.between,
        )
