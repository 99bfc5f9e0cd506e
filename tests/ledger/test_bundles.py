# ruff: noqa: S311 (the same case every time, and no secret)
import ast
import json
import random
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import timedelta
from importlib.resources import files
from pathlib import Path

import pytest

from bedside.ledger import bundles, notes, tree
from bedside.ledger.bundles import BadBundle
from bedside.ledger.entries import BadEntry, UnknownVersion
from bedside.ledger.notes import BadNote
from benchmarks.ledger_proof import (
    NOON,
    Authority,
    Case,
    Parts,
    Record,
    a_record,
    by_bedside,
    by_carried,
    carried_verifier,
    pack,
)

VERIFIER = files("bedside.ledger") / "verifier" / "verify.py"


@pytest.fixture
def record() -> Record:
    """Twenty entries, signed at 5, 12 and 20, cosigned at 12."""
    made = a_record(random.Random(4))
    kept = (made.kept * 2)[:20]
    kept = [replace(e, seq=n, at=NOON + timedelta(hours=n)) for n, e in enumerate(kept)]
    return replace(made, kept=kept, sizes=[5, 12, 20], anchored=[12], first=0, last=19)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "bundle.zip"


def verified(path: Path, record: Record) -> bundles.Report:
    return bundles.verify(
        path, key=record.log.verifier, witnesses=[w.verifier for w in record.witnesses], seen=[record.note_at(5)]
    )


def test_a_bundle_says_what_it_proves_and_what_it_does_not(record: Record, path: Path) -> None:
    record.packed(path)
    report = verified(path, record)

    assert report.fine
    assert report.anchored == 12
    assert report.proven == (
        "Entries 0 to 19 are whole, in order, and those that the log signed.",
        "The first 12 entries were seen by the witness witness.example.net/one on 2026-11-03 15:46:52 UTC, as they are.",
        "The first 12 entries were seen by the witness witness.example.net/two on 2026-11-03 15:46:52 UTC, as they are.",
    )
    assert report.unproven[0].startswith("That entries 12 to 19 were not written anew: nobody but the holder")
    assert report.troubles == ()


def test_keys_that_came_with_the_bundle_prove_nothing_about_who(record: Record, path: Path) -> None:
    record.packed(path)
    report = bundles.verify(path)

    assert report.fine
    assert "Whose record this is: the log's key came with the bundle." in report.unproven
    assert "Who the witnesses are: their keys came with the bundle." in report.unproven


def test_a_part_of_a_record_is_as_provable_as_all_of_it(record: Record, path: Path) -> None:
    part = replace(record, first=7, last=9)
    parts = part.packed(path)
    report = verified(path, record)

    assert report.fine
    assert (report.first, report.last) == (7, 9)
    assert parts["entries.jsonl"].count(b"\n") == 3
    assert not any("written anew" in line for line in report.unproven)


def test_whoever_gets_a_bundle_can_check_it_without_bedside(record: Record, path: Path) -> None:
    parts = record.packed(path)
    alone = path.with_name("verify.py")
    alone.write_bytes(parts["verify.py"])

    def run(*options: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-W", "error", "-I", alone, *options], capture_output=True, text=True, cwd=path.parent
        )
        return done.returncode, done.stdout + done.stderr

    keys = ["--key", str(record.log.verifier), "--witness", str(record.witnesses[0].verifier)]
    status, said = run("bundle.zip", *keys)
    assert status == 0, said
    assert "witness.example.net/one saw the first 12 entries, Tue Nov  3 15:46:52 2026 UTC." in said
    assert "Not proven" in said

    case = Case(random.Random(1), record, parts)
    case.change(3, case.edited(3))
    pack(case.parts, path)
    status, said = run("bundle.zip", *keys)
    assert status == 1
    assert "Entry 3 is the first that is wrong" in said

    assert run("nothing.zip", *keys)[0] == 2
    assert run("bundle.zip", "--key", "no+key+at all")[0] == 2
    assert run("--key")[0] == 2


def test_the_verifier_is_short_and_stands_alone() -> None:
    source = VERIFIER.read_text()
    imported = {line.split()[1].split(".")[0] for line in source.splitlines() if line.startswith(("import ", "from "))}

    assert ast.parse(source, feature_version=(3, 9))
    assert len(source.splitlines()) <= 120
    assert imported - set(sys.stdlib_module_names) == {"cryptography"}


def test_an_operator_who_signs_anew_what_nobody_had_seen_is_not_found(record: Record, path: Path) -> None:
    """The limit of every such record: only what was anchored is safe from the holder of the key. Both verifiers say so."""
    rewritten = [*record.kept[:12], *(replace(e, about="draft:rewritten") for e in record.kept[12:])]
    forged = replace(record, kept=rewritten)
    forged.packed(path)

    assert forged.note_at(12) == record.note_at(12)
    assert forged.note_at(20) != record.note_at(20)
    report = verified(path, record)
    assert report.fine
    assert any("entries 12 to 19 were not written anew" in line for line in report.unproven)
    assert not by_carried(carried_verifier(), path, Case(random.Random(1), record, {})).alarm


def test_an_operator_who_signs_anew_what_a_witness_saw_is_found(record: Record, path: Path) -> None:
    rewritten = [*record.kept[:11], replace(record.kept[11], about="draft:rewritten"), *record.kept[12:]]
    parts = replace(record, kept=rewritten, anchored=[]).packed(path)
    parts["checkpoints/12.note"] = str(record.note_at(12)).encode()
    stated = json.loads(parts["manifest.json"]) | {"witnesses": [str(w.verifier) for w in record.witnesses]}
    parts["manifest.json"] = json.dumps(stated, indent=1, sort_keys=True).encode() + b"\n"
    pack(parts, path)

    report = verified(path, record)
    assert report.between == (0, 11)
    assert by_carried(carried_verifier(), path, Case(random.Random(1), record, {})).between == (0, 11)


def test_a_tail_that_somebody_was_shown_cannot_be_dropped(record: Record, path: Path) -> None:
    shown = record.note_at(20)
    replace(record, sizes=[5, 12], last=11).packed(path)
    case = Case(random.Random(1), record, {}, seen=[shown])

    assert by_bedside(path, replace(case, seen=[]), roots=None).alarm is False
    assert by_bedside(path, case, roots=None).between == (12, 19)
    assert by_carried(carried_verifier(), path, case).alarm


def test_an_anchor_that_is_left_out_counts_for_nothing_until_the_witness_shows_it(record: Record, path: Path) -> None:
    """The operator keeps the first anchor, rewrites what came after, and drops the second one."""
    shown = replace(record, anchored=[12, 20]).note_at(20)
    rewritten = [*record.kept[:12], *(replace(e, about="draft:rewritten") for e in record.kept[12:])]
    replace(record, kept=rewritten).packed(path)
    case = Case(random.Random(1), record, {}, seen=[shown])

    report = verified(path, record)
    assert report.fine and report.anchored == 12
    assert by_bedside(path, case, roots=None).between == (12, 19)
    assert by_carried(carried_verifier(), path, case).alarm


def test_a_checkpoint_of_another_log_is_nothing_to_compare_with(record: Record, path: Path) -> None:
    record.packed(path)
    other = a_record(random.Random(9))

    with pytest.raises(BadBundle, match="not one of this log"):
        bundles.verify(path, key=record.log.verifier, seen=[other.note_at(3)])


def test_the_signature_of_a_time_stamp_is_checked_where_its_authority_is_known(
    record: Record, path: Path, tmp_path: Path
) -> None:
    """verify.py compares digests and leaves the signature to openssl; it says so."""
    authority = Authority(tmp_path)
    from bedside.ledger import timestamps

    token = authority.answer(timestamps.request_for(record.note_at(20)))
    parts = replace(record, tokens={20: token}).packed(path)

    report = bundles.verify(path, roots=authority.roots)
    assert report.fine and report.anchored == 20
    assert "The signature in the time stamp at 20 entries was not looked at." in bundles.verify(path).unproven
    (tmp_path / "stamped").write_bytes(b"\n".join(parts["checkpoints/20.note"].split(b"\n")[:3]) + b"\n")
    (tmp_path / "roots.pem").write_bytes(authority.roots)
    (tmp_path / "20.tsr").write_bytes(parts["tokens/20.tsr"])
    done = subprocess.run(
        ["openssl", "ts", "-verify", "-in", "20.tsr", "-data", "stamped", "-CAfile", "roots.pem"],
        capture_output=True,
        cwd=tmp_path,
    )
    assert done.returncode == 0, "the command of README.txt"

    forged = bytearray(token)
    forged[-20] ^= 1
    replace(record, tokens={20: bytes(forged)}).packed(path)
    assert not bundles.verify(path, roots=authority.roots).fine


def with_manifest(parts: Parts, **changes: object) -> Parts:
    stated = json.loads(parts["manifest.json"]) | changes
    return parts | {"manifest.json": json.dumps(stated, indent=1, sort_keys=True).encode() + b"\n"}


def test_a_bundle_of_a_later_version_asks_for_an_update(record: Record, path: Path) -> None:
    pack(with_manifest(record.packed(path), version=2), path)

    with pytest.raises(UnknownVersion, match="update Bedside"):
        bundles.verify(path)
    assert carried_verifier().main(str(path)) == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"first": -1},
        {"first": 5, "last": 4},
        {"last": True},
        {"last": 10**12},
        {"checkpoints": []},
        {"checkpoints": [20, 5]},
        {"checkpoints": ["5"]},
        {"checkpoints": [10**12]},
        {"witnesses": "none"},
        {"witnesses": ["a+b+c"]},
        {"tokens": {"7": "00"}},
        {"tokens": []},
        {"log": 5},
        {"log": "a+b"},
        {"more": 1},
    ],
    ids=str,
)
def test_a_strange_manifest_is_not_read(record: Record, path: Path, changes: dict[str, object]) -> None:
    pack(with_manifest(record.packed(path), **changes), path)

    with pytest.raises(BadBundle):
        bundles.verify(path)
    assert carried_verifier().main(str(path)) != 0


def test_a_cut_bundle_is_said_to_be_cut(record: Record, path: Path) -> None:
    record.packed(path)
    whole = path.read_bytes()
    for left in range(0, len(whole), len(whole) // 40):
        path.write_bytes(whole[:left])
        with pytest.raises(BadBundle, match="is it whole"):
            bundles.verify(path)
        assert carried_verifier().main(str(path)) == 2


def test_no_flipped_byte_of_the_file_crashes_or_passes_as_another_record(record: Record, path: Path) -> None:
    proving = {n: v for n, v in record.packed(path).items() if n not in {"README.txt", "verify.py"}}
    whole, rng = path.read_bytes(), random.Random(3)
    for _ in range(300):
        changed = bytearray(whole)
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
        path.write_bytes(changed)
        try:
            if verified(path, record).fine:
                with zipfile.ZipFile(path) as bundle:
                    assert {name: bundle.read(name) for name in proving} == proving
        except BadBundle:
            continue


@pytest.mark.parametrize("name", ["../escape", "/etc/escape", "checkpoints/../../escape", "entries.jsonl/", "more.txt"])
def test_files_that_do_not_belong_there_are_refused(record: Record, path: Path, name: str) -> None:
    pack(record.packed(path) | {name: b"x"}, path)

    with pytest.raises(BadBundle, match="do not belong"):
        bundles.verify(path)
    assert carried_verifier().main(str(path)) == 2
    assert not (path.parent.parent / "escape").exists()


def test_a_huge_file_is_refused_before_it_is_read(record: Record, path: Path) -> None:
    parts = record.packed(path)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, value in parts.items():
            bundle.writestr(name, bytes(50_000_000) if name == "README.txt" else value)

    with pytest.raises(BadBundle, match="at most"):
        bundles.verify(path)


@pytest.mark.parametrize("name", ["entries.jsonl", "leaves.bin"])
def test_an_endless_line_is_not_read_to_its_end(record: Record, path: Path, name: str) -> None:
    parts = record.packed(path)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bundle:
        for other, value in parts.items():
            bundle.writestr(other, bytes(50_000_000) if name == other else value)

    report = verified(path, record)
    assert not report.fine
    assert (report.first_bad == 0) == (name == "entries.jsonl")


def test_files_packed_in_another_way_are_refused(record: Record, path: Path) -> None:
    parts = record.packed(path)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as bundle:
        for name, value in parts.items():
            bundle.writestr(name, value)

    with pytest.raises(BadBundle, match="packed in a way"):
        bundles.verify(path)


def test_a_bundle_is_there_whole_or_not_at_all(record: Record, path: Path) -> None:
    path.write_bytes(b"what was there")
    broken = replace(record, kept=[*record.kept[:10], replace(record.kept[10], seq=11), *record.kept[11:]])

    with pytest.raises(BadBundle, match="entry 10 was to come next"):
        broken.packed(path)
    assert path.read_bytes() == b"what was there"
    assert [p.name for p in path.parent.iterdir()] == ["bundle.zip"]


def test_a_bundle_is_for_its_owner_only(record: Record, path: Path) -> None:
    record.packed(path)

    assert path.stat().st_mode & 0o077 == 0


def test_parts_that_do_not_belong_together_make_no_bundle(record: Record, path: Path) -> None:
    good = {
        "log": record.log.verifier,
        "witnesses": [],
        "organization": "6f1c",
        "first": 0,
        "last": 19,
        "lines": record.bodies,
        "leaves": record.leaves,
        "signed": [record.note_at(20)],
        "tokens": {},
        "made": NOON,
    }
    stranger = a_record(random.Random(8))
    for wrong, trouble in (
        ({"last": 20}, BadBundle),
        ({"first": 3, "last": 2}, BadBundle),
        ({"signed": []}, BadBundle),
        ({"tokens": {7: b"token"}}, BadBundle),
        ({"tokens": {20: bytes(2_000_000)}}, BadBundle),
        ({"leaves": record.leaves[:19]}, BadBundle),
        ({"leaves": [b"short"] * 20}, BadBundle),
        ({"lines": record.bodies[:19]}, BadBundle),
        ({"lines": [b"{}"]}, BadEntry),
        ({"log": stranger.log.verifier}, BadNote),
        ({"signed": [stranger.note_at(3)]}, BadNote),
    ):
        with pytest.raises(trouble):
            bundles.write(path, **(good | wrong))  # type: ignore[arg-type]
        assert not path.exists()
    bundles.write(path, **good)  # type: ignore[arg-type]
    assert bundles.verify(path).fine


def test_a_changed_entry_in_the_store_is_named_in_the_bundle(record: Record, path: Path) -> None:
    """The leaf hashes are those of the time of writing, so what was changed since is told from its neighbours."""
    changed = [*record.bodies]
    changed[8] = changed[8].replace(b"draft:", b"draft:9")
    bundles.write(
        path,
        log=record.log.verifier,
        witnesses=[],
        organization="6f1c",
        first=0,
        last=19,
        lines=changed,
        leaves=record.leaves,
        signed=[record.note_at(20)],
        tokens={},
        made=NOON,
    )

    assert bundles.verify(path).first_bad == 8
    assert tree.root_of(record.leaves) == notes.base64_of(record.note_at(20).text.split("\n")[2])
