"""The vectors of docs/ledger.md are what the code does."""

import re
from datetime import UTC, datetime
from pathlib import Path

from bedside.ledger import checkpoints, entries, notes, tree
from bedside.ledger.notes import COSIGNATURE, Signer

PAGE = (Path(__file__).parents[2] / "docs" / "ledger.md").read_text(encoding="utf-8")
ENTRIES, KEYS, CHECKPOINT = re.findall(r"^```\n(.*?)^```$", PAGE.partition("## Vectors")[2], re.M | re.S)
LOG = Signer.from_seed("log.example.org/record", bytes(range(32)))
WITNESS = Signer.from_seed("witness.example.net/one", bytes(range(32, 64)), kind=COSIGNATURE)


def test_the_entries_of_the_page_have_the_leaves_of_the_page() -> None:
    lines = ENTRIES.splitlines()
    for line, leaf in zip(lines[::2], lines[1::2], strict=True):
        assert entries.canonical(entries.parse(line.encode())) == line.encode()
        assert tree.leaf_hash(line.encode()).hex() == leaf


def test_the_checkpoint_of_the_page_is_what_its_keys_sign() -> None:
    assert KEYS.splitlines() == [str(LOG.verifier), str(WITNESS.verifier)]
    leaves = [bytes.fromhex(leaf) for leaf in ENTRIES.splitlines()[1::2]]
    note = checkpoints.signed(checkpoints.Checkpoint(LOG.name, 2, tree.root_of(leaves)), LOG)
    at = int(datetime(2026, 11, 24, 12, tzinfo=UTC).timestamp())

    assert str(note.with_signatures([checkpoints.cosign(note, WITNESS, at=at)])) == CHECKPOINT
    assert notes.parse(CHECKPOINT.encode()).signatures[1].name == "witness.example.net/one"


def test_the_page_names_every_field() -> None:
    for name in entries.FIELDS:
        assert f"| `{name}` |" in PAGE
