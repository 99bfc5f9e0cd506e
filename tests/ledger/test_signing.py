import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedside.ledger import checkpoints, notes, tree
from bedside.ledger.checkpoints import Checkpoint
from bedside.ledger.notes import BadNote, Signer
from bedside.ledger.signing import Inconsistent, next_checkpoint

LOG = Signer.from_seed("log.example.org", b"\1" * 32)
LEAVES = [tree.leaf_hash(str(n).encode()) for n in range(40)]
SUBTREES: dict[tree.Subtree, tree.Hash] = {}
for place, one in enumerate(LEAVES):
    SUBTREES.update(tree.completed_by(place, one, SUBTREES.__getitem__))


def at(size: int) -> notes.Note:
    return checkpoints.signed(Checkpoint(LOG.name, size, tree.root_of(LEAVES[:size])), LOG)


def test_the_first_checkpoint_needs_no_other() -> None:
    note = next_checkpoint(LOG, last=None, size=5, root=tree.root_of(LEAVES[:5]), proof=[])

    assert checkpoints.opened(note, LOG.verifier) == Checkpoint("log.example.org", 5, tree.root_of(LEAVES[:5]))


@given(st.integers(0, 40), st.integers(0, 40))
def test_only_what_continues_the_last_is_signed(old: int, size: int) -> None:
    proof = tree.consistency_proof(old, size, SUBTREES.__getitem__) if old <= size else []
    root = tree.root_of(LEAVES[:size])

    if old > size:
        with pytest.raises(Inconsistent, match="entries are missing"):
            next_checkpoint(LOG, last=at(old), size=size, root=root, proof=proof)
    else:
        assert next_checkpoint(LOG, last=at(old), size=size, root=root, proof=proof) == at(size)


def test_a_changed_past_is_not_signed() -> None:
    forged = [tree.leaf_hash(b"forged"), *LEAVES[1:]]
    subtrees: dict[tree.Subtree, tree.Hash] = {}
    for index, leaf in enumerate(forged):
        subtrees.update(tree.completed_by(index, leaf, subtrees.__getitem__))
    proof = tree.consistency_proof(10, 20, subtrees.__getitem__)

    with pytest.raises(Inconsistent, match="first 10 entries are not those that were signed"):
        next_checkpoint(LOG, last=at(10), size=20, root=tree.root_of(forged[:20]), proof=proof)
    with pytest.raises(Inconsistent):
        next_checkpoint(LOG, last=at(10), size=10, root=tree.root_of(forged[:10]), proof=[])


def test_a_last_checkpoint_by_somebody_else_is_no_ground_to_sign_on() -> None:
    other = Signer.from_seed("log.example.org", b"\2" * 32)
    last = checkpoints.signed(Checkpoint(LOG.name, 0, tree.EMPTY_ROOT), other)

    with pytest.raises(BadNote):
        next_checkpoint(LOG, last=last, size=5, root=tree.root_of(LEAVES[:5]), proof=[])
