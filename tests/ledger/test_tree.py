import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedside.ledger import tree
from bedside.ledger.tree import Hash, Subtree

VECTORS: dict[str, Any] = json.loads((Path(__file__).parent / "vectors" / "rfc6962.json").read_text())
LEAVES = [tree.leaf_hash(bytes.fromhex(leaf)) for leaf in VECTORS["leaves"]]

sizes = st.integers(1, 300)


def kept(leaves: list[Hash]) -> Callable[[Subtree], Hash]:
    """Subtrees as a growing log keeps them."""
    found: dict[Subtree, Hash] = {}
    for index, leaf in enumerate(leaves):
        found.update(tree.completed_by(index, leaf, found.__getitem__))
    return found.__getitem__


def numbered(size: int) -> list[Hash]:
    return [tree.leaf_hash(str(n).encode()) for n in range(size)]


MANY = numbered(300)
SUBTREES = kept(MANY)


def by_definition(leaves: list[Hash]) -> Hash:
    """RFC 6962, 2.1, word for word."""
    if len(leaves) < 2:
        return leaves[0] if leaves else tree.EMPTY_ROOT
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return tree.node_hash(by_definition(leaves[:half]), by_definition(leaves[half:]))


@pytest.mark.parametrize("size", range(9))
def test_roots_are_those_of_the_public_vectors(size: int) -> None:
    root = bytes.fromhex(VECTORS["roots"][size])

    assert tree.root_of(LEAVES[:size]) == root
    assert tree.root_at(size, kept(LEAVES)) == root
    assert by_definition(LEAVES[:size]) == root


@pytest.mark.parametrize("case", VECTORS["inclusion"], ids=lambda c: c[0])
def test_inclusion_is_judged_like_the_public_vectors(case: list[Any]) -> None:
    _, holds, index, size, root, leaf, proof = case
    raw = base64.b64decode

    assert tree.is_included(raw(leaf), index, size, [raw(h) for h in proof], raw(root)) is holds


@pytest.mark.parametrize("case", VECTORS["consistency"], ids=lambda c: c[0])
def test_consistency_is_judged_like_the_public_vectors(case: list[Any]) -> None:
    _, holds, old, size, old_root, root, proof = case
    raw = base64.b64decode

    assert tree.is_consistent(old, size, [raw(h) for h in proof], raw(old_root), raw(root)) is holds


@given(sizes)
def test_a_root_is_the_same_however_it_is_computed(size: int) -> None:
    assert tree.root_at(size, SUBTREES) == tree.root_of(MANY[:size]) == by_definition(MANY[:size])


@given(sizes, st.data())
def test_every_entry_can_be_shown_and_in_its_place_only(size: int, data: st.DataObject) -> None:
    index, other = (data.draw(st.integers(0, size - 1)) for _ in range(2))
    proof, root = tree.inclusion_proof(index, size, SUBTREES), tree.root_at(size, SUBTREES)

    assert tree.is_included(MANY[index], index, size, proof, root)
    assert len(proof) <= 9
    assert tree.is_included(MANY[index], other, size, proof, root) is (other == index)
    assert not tree.is_included(MANY[index], index, size, [*proof, root], root)
    assert not tree.is_included(MANY[index], index, size, proof, tree.leaf_hash(root))


@given(sizes, st.data())
def test_every_earlier_state_can_be_shown_and_no_other(size: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(0, size))
    proof = tree.consistency_proof(old, size, SUBTREES)
    before, after = tree.root_at(old, SUBTREES), tree.root_at(size, SUBTREES)

    assert tree.is_consistent(old, size, proof, before, after)
    assert not tree.is_consistent(old, size, proof, tree.leaf_hash(before), after)
    assert not tree.is_consistent(old, size, [*proof, after], before, after)
    assert tree.is_consistent(old, size, proof, before, tree.leaf_hash(after)) is (old == 0 < size)


@given(sizes, st.data())
def test_a_changed_hash_in_a_proof_shows_nothing(size: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, size))
    proof = tree.consistency_proof(old, size, SUBTREES)
    if not proof:
        return
    place, bit = data.draw(st.integers(0, len(proof) - 1)), data.draw(st.integers(0, 255))
    changed = (int.from_bytes(proof[place], "big") ^ 1 << bit).to_bytes(32, "big")
    proof[place] = changed

    assert not tree.is_consistent(old, size, proof, tree.root_at(old, SUBTREES), tree.root_at(size, SUBTREES))


@given(sizes, st.data())
def test_a_record_with_another_past_is_never_consistent(size: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, size))
    changed = list(MANY[:size])
    changed[data.draw(st.integers(0, old - 1))] = tree.leaf_hash(b"forged")
    forged = kept(changed)
    proof = tree.consistency_proof(old, size, forged)

    assert not tree.is_consistent(old, size, proof, tree.root_at(old, SUBTREES), tree.root_at(size, forged))


def test_a_million_entries_need_twenty_hashes() -> None:
    asked: list[Subtree] = []

    def look(subtree: Subtree) -> Hash:
        asked.append(subtree)
        return tree.EMPTY_ROOT

    assert max(len(tree.inclusion_proof(i, 1_000_000, look)) for i in (0, 1, 524_287, 524_288, 999_999)) <= 20
    assert max(len(tree.consistency_proof(i, 1_000_000, look)) for i in (1, 524_287, 999_999)) <= 21


def test_a_proof_of_what_is_not_there_is_refused() -> None:
    for index, size in ((3, 3), (-1, 3), (0, 0)):
        with pytest.raises(ValueError, match="is not among"):
            tree.inclusion_proof(index, size, SUBTREES)
    with pytest.raises(ValueError, match="never had"):
        tree.consistency_proof(4, 3, SUBTREES)


def test_hashes_of_another_length_show_nothing() -> None:
    root = tree.root_at(2, SUBTREES)

    assert not tree.is_included(MANY[0], 0, 2, [MANY[1] + b"\0"], root)
    assert not tree.is_included(MANY[0][:31], 0, 2, [MANY[1]], root)
    assert not tree.is_consistent(1, 2, [MANY[1][:31]], MANY[0], root)
