"""The one place that signs checkpoints. It never signs two that contradict each other."""

from collections.abc import Sequence

from bedside.core.errors import LedgerError
from bedside.ledger import checkpoints, tree
from bedside.ledger.checkpoints import Checkpoint
from bedside.ledger.notes import Note, Signer
from bedside.ledger.tree import EMPTY_ROOT, Hash


class Inconsistent(LedgerError):
    """The record is no continuation of what was signed last. It was cut or changed; do not sign, look."""


def next_checkpoint(signer: Signer, *, last: Note | None, size: int, root: Hash, proof: Sequence[Hash]) -> Note:
    """Sign the log as it stands now.

    Args:
        signer: the log's key; its name is the log's origin.
        last: the checkpoint that this key signed last, None only where it never signed one.
        size: number of entries now.
        root: 32 bytes.
        proof: consistency from the last size to this one; empty where there is no last one, or the same size.

    Raises:
        Inconsistent: the log is smaller than, or does not begin with, what ``last`` says.
        BadNote: ``last`` is not a checkpoint that this key signed.
    """
    before = checkpoints.opened(last, signer.verifier) if last else Checkpoint(signer.name, 0, EMPTY_ROOT)
    if size < before.size:
        raise Inconsistent(f"{before.size} entries were signed, and there are {size}: entries are missing")
    if not tree.is_consistent(before.size, size, proof, before.root, root):
        raise Inconsistent(f"the first {before.size} entries are not those that were signed")
    return checkpoints.signed(Checkpoint(signer.name, size, root), signer)
