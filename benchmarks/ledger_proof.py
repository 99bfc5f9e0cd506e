"""Tampering with bundles, 30 kinds in turn; `python -m benchmarks.ledger_proof` takes 10,000 and 1,000 untouched ones.

Everything has to be found twice: by `bundles.verify` and by the verify.py that travels in the bundle, both with the
keys of the log and its witnesses from elsewhere. Where a kind of tampering has a place, the place has to be named.
"""

import contextlib
import importlib.util
import io
import json
import random
import re
import subprocess
import sys
import tempfile
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from types import ModuleType

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from bedside.core.errors import LedgerError
from bedside.ledger import bundles, checkpoints, entries, notes, timestamps, tree
from bedside.ledger.checkpoints import Checkpoint
from bedside.ledger.entries import Entry
from bedside.ledger.notes import COSIGNATURE, Note, Signer

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
RUNS, UNTOUCHED = 10_000, 1_000
Parts = dict[str, bytes]


class Authority:
    """A time-stamp authority of our own: two certificates and the openssl command."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
        root = _certificate("Example Root", root_key, issuer="Example Root", by=root_key, ca=True)
        leaf = _certificate("Example Authority", key, issuer="Example Root", by=root_key, ca=False)
        self.roots = root.public_bytes(serialization.Encoding.PEM)
        (folder / "leaf.pem").write_bytes(leaf.public_bytes(serialization.Encoding.PEM))
        (folder / "leaf.key").write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        # without a line "certs": with one, openssl writes the set of certificates in another order than DER wants
        (folder / "tsa.cnf").write_text(
            f"[tsa]\ndefault_tsa=t\n[t]\nserial={folder}/serial\nsigner_cert={folder}/leaf.pem\n"
            f"signer_key={folder}/leaf.key\nsigner_digest=sha256\ndefault_policy=1.2.3.4.1\n"
            "digests=sha256\ness_cert_id_alg=sha256\n"
        )

    def answer(self, request: bytes) -> bytes:
        (self._folder / "q").write_bytes(request)
        subprocess.run(
            [
                *("openssl", "ts", "-reply", "-section", "t", "-config", self._folder / "tsa.cnf"),
                *("-queryfile", self._folder / "q", "-out", self._folder / "r"),
            ],
            check=True,
            capture_output=True,
        )
        return (self._folder / "r").read_bytes()


def _certificate(
    name: str, key: ec.EllipticCurvePrivateKey, *, issuer: str, by: ec.EllipticCurvePrivateKey, ca: bool
) -> x509.Certificate:
    def named(common: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, common)])

    made = (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(named(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2060, 1, 1, tzinfo=UTC))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
    )
    if not ca:
        usage = x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.TIME_STAMPING])
        made = made.add_extension(usage, critical=True)
    return made.sign(by, hashes.SHA256())


@dataclass
class Record:
    """A record with its keys, signed at some sizes, the last of them the whole."""

    log: Signer
    witnesses: tuple[Signer, ...]
    kept: list[Entry]
    sizes: list[int]
    anchored: list[int]
    tokens: dict[int, bytes] = field(default_factory=dict)
    first: int = 0
    last: int = 0

    @property
    def bodies(self) -> list[bytes]:
        return [entries.canonical(e) for e in self.kept]

    @property
    def leaves(self) -> list[bytes]:
        return [tree.leaf_hash(b) for b in self.bodies]

    def note_at(self, size: int, *, leaves: list[bytes] | None = None, cosigned: bool | None = None) -> Note:
        root = tree.root_of((leaves or self.leaves)[:size])
        note = checkpoints.signed(Checkpoint(self.log.name, size, root), self.log)
        if size in self.anchored if cosigned is None else cosigned:
            at = int(NOON.timestamp()) + 100_000 + size
            note = note.with_signatures(checkpoints.cosign(note, w, at=at) for w in self.witnesses)
        return note

    def packed(self, target: Path) -> Parts:
        bundles.write(
            target,
            log=self.log.verifier,
            witnesses=[w.verifier for w in self.witnesses],
            organization=self.kept[0].organization,
            first=self.first,
            last=self.last,
            lines=self.bodies[self.first : self.last + 1],
            leaves=self.leaves[: self.sizes[-1]],
            signed=[self.note_at(size) for size in self.sizes],
            tokens=self.tokens,
            made=NOON + timedelta(days=40),
        )
        return unpacked(target)


def unpacked(path: Path) -> Parts:
    with zipfile.ZipFile(path) as bundle:
        return {name: bundle.read(name) for name in bundle.namelist()}


def pack(parts: Parts, target: Path) -> None:
    with zipfile.ZipFile(target, "w") as bundle:
        for name, value in parts.items():
            bundle.writestr(name, value)


def an_entry(rng: random.Random, seq: int, *, organization: str) -> Entry:
    return Entry(
        seq=seq,
        organization=organization,
        event=rng.choice(["draft.approved", "note.made", "record.erased", "hold.placed"]),
        about=f"draft:{rng.randrange(10**9)}",
        actor=f"person:{rng.randrange(1000)}",
        at=NOON + timedelta(hours=seq, microseconds=rng.randrange(10**6)),
        reason=rng.randbytes(32).hex() if rng.random() < 0.6 else None,
        facts={"size": rng.randrange(1000), "rule": "PHI-G1"} if rng.random() < 0.5 else {},
    )


def a_record(rng: random.Random, *, authority: Authority | None = None) -> Record:
    """Between 12 and 40 entries, signed at three sizes, cosigned at the second and, half the time, at the last."""
    size = rng.randrange(12, 41)
    sizes = [*sorted(rng.sample(range(3, size - 3), 2)), size]
    record = Record(
        log=Signer.from_seed("log.example.org/record", rng.randbytes(32)),
        witnesses=tuple(
            Signer.from_seed(f"witness.example.net/{n}", rng.randbytes(32), kind=COSIGNATURE) for n in ("one", "two")
        ),
        kept=[an_entry(rng, seq, organization="6f1c") for seq in range(size)],
        sizes=sizes,
        anchored=sizes[1:] if rng.random() < 0.5 else sizes[1:2],
        last=size - 1,
    )
    if rng.random() < 0.3:
        record.first = rng.randrange(0, size // 3)
        record.last = rng.randrange(2 * size // 3, size)
    if authority is not None:
        note = record.note_at(sizes[1])
        record.tokens = {sizes[1]: authority.answer(timestamps.request_for(note))}
    return record


@dataclass
class Case:
    """A bundle taken apart, to be changed; and what has to be found in it."""

    rng: random.Random
    record: Record
    parts: Parts
    exact: int | None = None
    within: int | None = None
    seen: list[Note] = field(default_factory=list)
    cut: int | None = None  # bytes of the packed file that are left
    doubled: str = ""

    @property
    def lines(self) -> list[bytes]:
        return self.parts["entries.jsonl"].split(b"\n")[:-1]

    @lines.setter
    def lines(self, lines: list[bytes]) -> None:
        self.parts["entries.jsonl"] = b"".join(line + b"\n" for line in lines)

    def seq(self, *, below: int | None = None, above: int = 0) -> int:
        """Any entry in the bundle."""
        first = max(self.record.first, above)
        last = self.record.last if below is None else min(self.record.last, below - 1)
        return self.rng.randint(first, last) if first <= last else -1

    def change(self, seq: int, body: bytes) -> None:
        lines = self.lines
        lines[seq - self.record.first] = body
        self.lines = lines

    def entry(self, seq: int) -> Entry:
        return entries.parse(self.lines[seq - self.record.first])

    def edited(self, seq: int) -> bytes:
        changes = [
            {"about": "draft:forged"},
            {"actor": "person:9999"},
            {"event": "draft.returned"},
            {"facts": {"n": 1}},
        ]
        return entries.canonical(replace(self.entry(seq), **self.rng.choice(changes)))

    def rehash(self, seq: int) -> list[bytes]:
        """Write the leaf hash of a changed entry anew; all of them."""
        leaves = self.record.leaves
        leaves[seq] = tree.leaf_hash(self.lines[seq - self.record.first])
        self.parts["leaves.bin"] = b"".join(leaves[: self.record.sizes[-1]])
        return leaves

    def restate(self, **changes: object) -> None:
        stated = json.loads(self.parts["manifest.json"]) | changes
        self.parts["manifest.json"] = json.dumps(stated, indent=1, sort_keys=True).encode() + b"\n"

    @property
    def stated(self) -> dict[str, object]:
        return json.loads(self.parts["manifest.json"])

    def flip(self, name: str, *, start: int = 0, end: int | None = None) -> None:
        value = bytearray(self.parts[name])
        value[self.rng.randrange(start, len(value) if end is None else end)] ^= 1 << self.rng.randrange(8)
        self.parts[name] = bytes(value)

    def repack(self, record: Record) -> None:
        """The bundle of another record, in order from its own point of view."""
        self.record = record
        with tempfile.TemporaryDirectory() as folder:
            self.parts = record.packed(Path(folder) / "bundle.zip")


def edit(case: Case) -> None:
    case.exact = case.seq()
    case.change(case.exact, case.edited(case.exact))


def flip_a_bit(case: Case) -> None:
    case.exact = case.seq()
    line = bytearray(case.lines[case.exact - case.record.first])
    line[case.rng.randrange(len(line))] ^= 1  # a newline never comes of it
    case.change(case.exact, bytes(line))


def delete(case: Case) -> None:
    case.exact = case.seq()
    case.lines = [line for n, line in enumerate(case.lines, case.record.first) if n != case.exact]


def delete_and_renumber(case: Case) -> None:
    case.exact = case.seq()
    lines = [line for n, line in enumerate(case.lines, case.record.first) if n != case.exact]
    case.lines = [
        entries.canonical(replace(entries.parse(line), seq=n)) for n, line in enumerate(lines, case.record.first)
    ]


def swap(case: Case) -> None:
    one, other = sorted(case.rng.sample(range(len(case.lines)), 2))
    lines = case.lines
    lines[one], lines[other] = lines[other], lines[one]
    case.lines, case.exact = lines, one + case.record.first


def duplicate(case: Case) -> None:
    seq = case.seq(below=case.record.last)
    at = seq - case.record.first
    case.lines = [*case.lines[: at + 1], *case.lines[at:]]
    case.exact = seq + 1


def cut_entries(case: Case) -> None:
    left = case.rng.randrange(len(case.lines))
    case.lines, case.exact = case.lines[:left], case.record.first + left


def cut_within_a_line(case: Case) -> None:
    case.exact = case.seq()
    at = case.exact - case.record.first
    whole = b"".join(line + b"\n" for line in case.lines[:at])
    case.parts["entries.jsonl"] = whole + case.lines[at][: case.rng.randrange(1, len(case.lines[at]))]


def insert(case: Case) -> None:
    case.exact = case.seq()
    forged = an_entry(case.rng, case.exact, organization="6f1c")
    at = case.exact - case.record.first
    case.lines = [*case.lines[:at], entries.canonical(replace(forged, at=case.entry(case.exact).at)), *case.lines[at:]]


def edit_and_rehash(case: Case) -> None:
    edit(case)
    assert case.exact is not None
    case.rehash(case.exact)
    case.within, case.exact = case.exact, None


def reroot_unsigned(case: Case) -> None:
    edit(case)
    assert case.exact is not None
    leaves, case.exact = case.rehash(case.exact), None
    for size in case.record.sizes:
        before = notes.parse(case.parts[f"checkpoints/{size}.note"])
        forged = Checkpoint(case.record.log.name, size, tree.root_of(leaves[:size]))
        case.parts[f"checkpoints/{size}.note"] = str(Note(str(forged), before.signatures)).encode()
    if all(tree.root_of(leaves[:s]) == tree.root_of(case.record.leaves[:s]) for s in case.record.sizes):
        raise AssertionError("nothing was changed")


def operator_resigns_after_the_anchor(case: Case) -> None:
    """What was anchored stays as it was, all else is signed anew over a changed entry below it."""
    anchored = case.record.anchored[0]
    case.within = case.seq(below=anchored)
    if case.within < 0:
        return edit(case)
    case.change(case.within, case.edited(case.within))
    leaves = case.rehash(case.within)
    for size in set(case.record.sizes) - set(case.record.anchored):
        case.parts[f"checkpoints/{size}.note"] = str(case.record.note_at(size, leaves=leaves)).encode()
    return None


def operator_resigns_and_drops_cosignatures(case: Case) -> None:
    seq = case.seq()
    case.change(seq, case.edited(seq))
    leaves = case.rehash(seq)
    for size in case.record.sizes:
        case.parts[f"checkpoints/{size}.note"] = str(case.record.note_at(size, leaves=leaves, cosigned=False)).encode()
    case.restate(witnesses=[])
    _drop_tokens(case)


def _drop_tokens(case: Case) -> None:
    case.restate(tokens={})
    case.parts = {name: value for name, value in case.parts.items() if not name.startswith("tokens/")}


def split_view(case: Case) -> None:
    """Somebody was shown another record, of the same or a smaller size, signed by the same log."""
    size = case.rng.choice(case.record.sizes)
    leaves = case.record.leaves[:size]
    case.within = case.rng.randrange(size)
    leaves[case.within] = tree.leaf_hash(b"something else")
    case.seen = [case.record.note_at(size, leaves=leaves, cosigned=False)]
    case.within = case.within if size == case.record.sizes[0] else None


def dropped_tail(case: Case) -> None:
    """The bundle ends at an earlier checkpoint than one that was shown."""
    *sizes, size = case.record.sizes
    shorter = replace(case.record, sizes=sizes, first=0, last=sizes[-1] - 1, anchored=sizes[-1:])
    case.seen = [case.record.note_at(size)]
    case.repack(shorter)
    case.within = sizes[-1]


def clock_rolled_back(case: Case) -> None:
    """The clock went back before anything was signed; everything was signed and seen like this."""
    seq = case.seq(above=case.record.first + 1)
    kept = list(case.record.kept)
    kept[seq] = replace(kept[seq], at=kept[seq - 1].at - timedelta(microseconds=case.rng.randrange(1, 10**9)))
    case.repack(replace(case.record, kept=kept, tokens={}))
    case.exact = seq


def entry_of_another_organisation(case: Case) -> None:
    """It stood there before anything was signed; everything was signed and seen like this."""
    seq = case.seq(above=case.record.first + 1)
    kept = list(case.record.kept)
    kept[seq] = replace(kept[seq], organization="77aa")
    if seq == 0:
        return edit(case)
    record = replace(case.record, kept=kept, tokens={})
    case.repack(record)
    case.restate(organization="6f1c")
    case.exact = seq
    return None


def swapped_reasons(case: Case) -> None:
    given = [s for s in range(case.record.first, case.record.last + 1) if case.entry(s).reason]
    if len(given) < 2:
        return edit(case)
    one, other = sorted(case.rng.sample(given, 2))
    first, second = case.entry(one), case.entry(other)
    case.change(one, entries.canonical(replace(first, reason=second.reason)))
    case.change(other, entries.canonical(replace(second, reason=first.reason)))
    case.exact = one
    return None


def replaced_key(case: Case) -> None:
    other = Signer.from_seed(case.record.log.name, case.rng.randbytes(32))
    forger = replace(case.record, log=other)
    for size in case.record.sizes:
        case.parts[f"checkpoints/{size}.note"] = str(forger.note_at(size)).encode()
    case.restate(log=str(other.verifier))


def replaced_witness(case: Case) -> None:
    other = tuple(Signer.from_seed(w.name, case.rng.randbytes(32), kind=COSIGNATURE) for w in case.record.witnesses)
    forger = replace(case.record, witnesses=other)
    for size in case.record.sizes:
        case.parts[f"checkpoints/{size}.note"] = str(forger.note_at(size)).encode()
    case.restate(witnesses=[str(w.verifier) for w in other])


def _flip_signature(case: Case, line: int) -> None:
    name = f"checkpoints/{case.rng.choice(case.record.anchored)}.note"
    note = notes.parse(case.parts[name])
    value = bytearray(note.signatures[line].value)
    value[case.rng.randrange(len(value))] ^= 1 << case.rng.randrange(8)
    signatures = list(note.signatures)
    signatures[line] = replace(signatures[line], value=bytes(value))
    case.parts[name] = str(Note(note.text, tuple(signatures))).encode()


def altered_cosignature(case: Case) -> None:
    _flip_signature(case, case.rng.choice([1, 2]))


def altered_signature(case: Case) -> None:
    _flip_signature(case, 0)


def altered_checkpoint(case: Case) -> None:
    name = f"checkpoints/{case.rng.choice(case.record.sizes)}.note"
    case.flip(name, end=case.parts[name].index(b"\n\n"))


def removed_checkpoint(case: Case) -> None:
    del case.parts[f"checkpoints/{case.rng.choice(case.record.sizes)}.note"]


def altered_token(case: Case) -> None:
    if not case.record.tokens:
        return altered_checkpoint(case)
    return case.flip(f"tokens/{next(iter(case.record.tokens))}.tsr")


def token_of_another_checkpoint(case: Case) -> None:
    if not case.record.tokens:
        return altered_checkpoint(case)
    (size, token), to = next(iter(case.record.tokens.items())), case.record.sizes[-1]
    digest = json.loads(case.parts["manifest.json"])["tokens"][str(size)]
    del case.parts[f"tokens/{size}.tsr"]
    case.parts[f"tokens/{to}.tsr"] = token
    case.restate(tokens={str(to): digest})
    return None


def altered_leaves(case: Case) -> None:
    case.flip("leaves.bin")
    changed = zip(case.record.leaves, _chunks(case.parts["leaves.bin"]), strict=False)
    case.within = next(n for n, (one, other) in enumerate(changed) if one != other)


def _chunks(value: bytes) -> list[bytes]:
    return [value[i : i + 32] for i in range(0, len(value), 32)]


def altered_manifest(case: Case) -> None:
    stated = case.stated
    changes: list[dict[str, object]] = [
        {"first": case.record.first + 1},
        {"last": case.record.last + 1},
        {"last": case.record.last - 1},
        {"organization": "77aa"},
        {"checkpoints": case.record.sizes[:-1]},
        {"log": str(case.record.witnesses[0].verifier)},
        {"witnesses": [str(case.record.log.verifier)]},
        {"tokens": {str(case.record.sizes[0]): "00"}},
        {"version": 0},
        {"remark": "added"},
    ]
    case.restate(**case.rng.choice([c for c in changes if any(stated.get(k) != v for k, v in c.items())]))


def truncated_file(case: Case) -> None:
    case.cut = case.rng.randrange(1, 5_000)


def doubled_file(case: Case) -> None:
    case.doubled = case.rng.choice(list(case.parts))


KINDS: tuple[Callable[[Case], None], ...] = (
    edit,
    flip_a_bit,
    delete,
    delete_and_renumber,
    swap,
    duplicate,
    cut_entries,
    cut_within_a_line,
    insert,
    edit_and_rehash,
    reroot_unsigned,
    operator_resigns_after_the_anchor,
    operator_resigns_and_drops_cosignatures,
    split_view,
    dropped_tail,
    clock_rolled_back,
    entry_of_another_organisation,
    swapped_reasons,
    replaced_key,
    replaced_witness,
    altered_cosignature,
    altered_signature,
    altered_checkpoint,
    removed_checkpoint,
    altered_token,
    token_of_another_checkpoint,
    altered_leaves,
    altered_manifest,
    truncated_file,
    doubled_file,
)


def carried_verifier() -> ModuleType:
    """The verify.py that bundles carry, as a module of its own."""
    path = files("bedside.ledger") / "verifier" / "verify.py"
    spec = importlib.util.spec_from_file_location("carried_verifier", str(path))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@dataclass
class Verdict:
    """What one of the two verifiers said."""

    alarm: bool
    first_bad: int | None = None
    between: tuple[int, int] | None = None

    def misses(self, case: Case) -> str:
        """Why this is not enough for the case; empty where it is."""
        if not self.alarm:
            return "not found"
        if case.exact is not None and self.first_bad != case.exact:
            return f"first bad entry is {case.exact}, named was {self.first_bad}"
        if case.within is not None and not (self.between and self.between[0] <= case.within <= self.between[1]):
            return f"entry {case.within} is not within {self.between}"
        return ""


def by_bedside(path: Path, case: Case, *, roots: bytes | None) -> Verdict:
    try:
        report = bundles.verify(
            path,
            key=case.record.log.verifier,
            witnesses=[w.verifier for w in case.record.witnesses],
            seen=case.seen,
            roots=roots,
        )
    except LedgerError:
        return Verdict(alarm=True)
    return Verdict(not report.fine, report.first_bad, report.between)


def by_carried(module: ModuleType, path: Path, case: Case) -> Verdict:
    options = ["--key", str(case.record.log.verifier)]
    for witness in case.record.witnesses:
        options += ["--witness", str(witness.verifier)]
    for number, note in enumerate(case.seen):
        shown = path.with_name(f"seen-{number}")
        shown.write_text(str(note), encoding="utf-8")
        options += ["--seen", str(shown)]
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        status = module.main(str(path), *options)
    first = re.search(r"^Entry (\d+) is the first", said.getvalue(), re.M)
    run = re.search(r"^Among the first (\d+) entries", said.getvalue(), re.M)
    return Verdict(status != 0, int(first[1]) if first else None, (0, int(run[1]) - 1) if run else None)


@dataclass
class Result:
    """How often each kind was tried, and a sentence for everything that fell short."""

    tried: Counter[str] = field(default_factory=Counter)
    short: list[str] = field(default_factory=list)


def _tamper_once(kind: Callable[[Case], None], record: Record, rng: random.Random, path: Path) -> Case:
    case = Case(rng, record, record.packed(path))
    before = dict(case.parts)
    kind(case)
    pack(case.parts, path)
    if case.doubled:
        with zipfile.ZipFile(path, "a") as bundle, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            bundle.writestr(case.doubled, case.parts[case.doubled])
    if case.cut is not None:
        whole = path.read_bytes()
        path.write_bytes(whole[: max(0, len(whole) - case.cut)])
    assert case.parts != before or case.seen or case.doubled or case.cut, f"{kind.__name__} changed nothing"
    return case


def tamper(runs: int, seed: int) -> Result:
    """Tamper ``runs`` times, the kinds in turn; the same seed does the same."""
    rng, result, module = random.Random(seed), Result(), carried_verifier()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        authority = Authority(folder)
        for number in range(runs):
            if number % (2 * len(KINDS)) == 0:
                record = a_record(rng, authority=authority)
            kind = KINDS[number % len(KINDS)]
            case = _tamper_once(kind, record, rng, folder / "bundle.zip")
            result.tried[kind.__name__] += 1
            for who, verdict in (
                ("Bedside", by_bedside(folder / "bundle.zip", case, roots=authority.roots)),
                ("verify.py", by_carried(module, folder / "bundle.zip", case)),
            ):
                if why := verdict.misses(case):
                    result.short.append(f"run {number}, {kind.__name__}, {who}: {why}")
    return result


def untouched(runs: int, seed: int) -> Result:
    """The same bundles left alone: nothing may be said against them."""
    rng, result, module = random.Random(seed), Result(), carried_verifier()
    with tempfile.TemporaryDirectory() as name:
        path, authority = Path(name) / "bundle.zip", Authority(Path(name))
        for number in range(runs):
            record = a_record(rng, authority=authority if number % 20 == 0 else None)
            case = Case(rng, record, record.packed(path), seen=[record.note_at(record.sizes[0])])
            result.tried["untouched"] += 1
            if by_bedside(path, case, roots=authority.roots).alarm:
                result.short.append(f"run {number}: an alarm of Bedside")
            if by_carried(module, path, case).alarm:
                result.short.append(f"run {number}: an alarm of verify.py")
    return result


def main() -> int:
    found, quiet = tamper(RUNS, 1), untouched(UNTOUCHED, 2)
    for kind, times in found.tried.items():
        print(f"  {kind.replace('_', ' ')}: {times}")
    print(*(found.short + quiet.short)[:20], sep="\n")
    missed = {line.partition(",")[0] for line in found.short}
    print(f"tamperings of {len(KINDS)} kinds, found and placed by both verifiers: {RUNS - len(missed):,} of {RUNS:,}")
    print(f"alarms over {UNTOUCHED:,} untouched bundles: {len(quiet.short)}; at most 0")
    return 1 if found.short or quiet.short else 0


if __name__ == "__main__":
    sys.exit(main())
