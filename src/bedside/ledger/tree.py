"""The Merkle tree of RFC 6962, section 2.1: roots, proofs, and the subtrees that a growing log keeps.

A log of ``size`` leaves is described by its complete subtrees: the one at ``(level, index)`` covers the
``2**level`` leaves from ``index * 2**level`` on. Those never change once they are complete, so a log that
keeps them answers every proof with at most one look per level.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence

Hash = bytes  # 32 bytes of SHA-256
Subtree = tuple[int, int]  # level, index
Subtrees = Callable[[Subtree], Hash]

EMPTY_ROOT: Hash = hashlib.sha256(b"").digest()
MOST_HASHES = 63  # of any proof: a tree has fewer than 2**63 leaves


def leaf_hash(entry: bytes) -> Hash:
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: Hash, right: Hash) -> Hash:
    return hashlib.sha256(b"\x01" + left + right).digest()


def covering(start: int, end: int) -> Iterator[Subtree]:
    """The complete subtrees that make up the leaves ``start`` to ``end``, from left to right; the largest that fit."""
    while start < end:
        level = (start & -start).bit_length() - 1 if start else end.bit_length()
        while 1 << level > end - start:
            level -= 1
        yield level, start >> level
        start += 1 << level


def completed_by(index: int, leaf: Hash, subtrees: Subtrees) -> list[tuple[Subtree, Hash]]:
    """What is complete for the first time once ``leaf`` stands at ``index``: the leaf, and each subtree it ends."""
    made = [((0, index), leaf)]
    level, place, value = 0, index, leaf
    while place % 2:
        value = node_hash(subtrees((level, place - 1)), value)
        level, place = level + 1, place // 2
        made.append(((level, place), value))
    return made


def folded(hashes: Sequence[Hash]) -> Hash:
    """The root over neighbouring subtrees of falling size."""
    *left, value = hashes
    for other in reversed(left):
        value = node_hash(other, value)
    return value


def root_at(size: int, subtrees: Subtrees) -> Hash:
    """The root of the first ``size`` leaves."""
    return folded([subtrees(s) for s in covering(0, size)]) if size else EMPTY_ROOT


class RightEdge:
    """A growing tree, with memory for one hash per level: leaves go in at the right, roots come out."""

    def __init__(self) -> None:
        self.size = 0
        self._subtrees: list[Hash] = []  # complete, neighbouring, of falling size

    def append(self, leaf: Hash) -> None:
        value, size = leaf, self.size
        while size % 2:
            value = node_hash(self._subtrees.pop(), value)
            size //= 2
        self._subtrees.append(value)
        self.size += 1

    @property
    def root(self) -> Hash:
        return folded(self._subtrees) if self._subtrees else EMPTY_ROOT


def root_of(leaves: Iterable[Hash]) -> Hash:
    """The root over hashes of leaves, in one pass."""
    edge = RightEdge()
    for leaf in leaves:
        edge.append(leaf)
    return edge.root


def _split(size: int) -> int:
    """The largest power of two below ``size``."""
    return 1 << ((size - 1).bit_length() - 1)


def _range_hash(start: int, end: int, subtrees: Subtrees) -> Hash:
    return folded([subtrees(s) for s in covering(start, end)])


def inclusion_proof(index: int, size: int, subtrees: Subtrees) -> list[Hash]:
    """What shows that leaf ``index`` is in the tree of ``size`` leaves; lowest hash first (RFC 6962, 2.1.1).

    Raises:
        ValueError: there is no such leaf.
    """
    if not 0 <= index < size:
        raise ValueError(f"leaf {index} is not among {size}")
    found: list[Hash] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            found.append(_range_hash(middle, end, subtrees))
            end = middle
        else:
            found.append(_range_hash(start, middle, subtrees))
            start = middle
    return found[::-1]


def consistency_proof(old: int, size: int, subtrees: Subtrees) -> list[Hash]:
    """What shows that the tree of ``size`` leaves begins with that of ``old`` leaves (RFC 6962, 2.1.2).

    Raises:
        ValueError: ``old`` is no size of an earlier tree.
    """
    if not 0 <= old <= size:
        raise ValueError(f"a tree of {size} leaves never had {old}")
    if old in {0, size}:
        return []
    found: list[Hash] = []
    start, end, whole = 0, size, True  # whole: the old tree is exactly a left part of what is looked at
    while old < end:
        middle = start + _split(end - start)
        if old <= middle:
            found.append(_range_hash(middle, end, subtrees))
            end = middle
        else:
            found.append(_range_hash(start, middle, subtrees))
            start, whole = middle, False
    if not whole:
        found.append(_range_hash(start, end, subtrees))
    return found[::-1]


def root_by_inclusion(leaf: Hash, index: int, size: int, proof: Sequence[Hash]) -> Hash | None:
    """The root that ``proof`` leads to from ``leaf``; None where the proof has the wrong length."""
    if not 0 <= index < size:
        return None
    inner = (index ^ (size - 1)).bit_length()
    if len(proof) != inner + (index >> inner).bit_count():
        return None
    value = leaf
    for level, other in enumerate(proof):
        on_the_left = level >= inner or (index >> level) & 1
        value = node_hash(other, value) if on_the_left else node_hash(value, other)
    return value


def is_included(leaf: Hash, index: int, size: int, proof: Sequence[Hash], root: Hash) -> bool:
    """Whether ``proof`` shows that ``leaf`` stands at ``index`` in the tree of ``size`` leaves with this root."""
    return all(len(h) == len(EMPTY_ROOT) for h in (leaf, root, *proof)) and (
        root_by_inclusion(leaf, index, size, proof) == root
    )


def is_consistent(old: int, size: int, proof: Sequence[Hash], old_root: Hash, root: Hash) -> bool:
    """Whether ``proof`` shows that the tree of ``size`` leaves begins with the tree of ``old`` leaves.

    From the empty tree there is nothing to show, and the proof has to be empty.
    """
    if not 0 <= old <= size:
        return False
    if old == size > 0:
        return not proof and old_root == root
    if any(len(h) != len(EMPTY_ROOT) for h in (old_root, root, *proof)):
        return False
    if old == 0:
        return not proof and old_root == EMPTY_ROOT and (size > 0 or root == EMPTY_ROOT)
    if not proof:
        return False
    shift = (old & -old).bit_length() - 1
    rest = list(proof)
    first = old_root if old == 1 << shift else rest.pop(0)
    last = (old - 1) >> shift
    inner = (last ^ ((size - 1) >> shift)).bit_length()
    if len(rest) != inner + (last >> inner).bit_count():
        return False
    before = after = first
    for level, other in enumerate(rest):
        if level >= inner or (last >> level) & 1:
            before, after = node_hash(other, before), node_hash(other, after)
        else:
            after = node_hash(after, other)
    return before == old_root and after == root
