import pytest

from bedside.ledger import checkpoints, proofs, tree
from bedside.ledger.checkpoints import Checkpoint
from bedside.ledger.notes import BadNote, Signer

LOG = Signer.from_seed("log.example.org", b"\1" * 32)
BODIES = [str(n).encode() for n in range(7)]
SUBTREES: dict[tree.Subtree, tree.Hash] = {}
for place, body in enumerate(BODIES):
    SUBTREES.update(tree.completed_by(place, tree.leaf_hash(body), SUBTREES.__getitem__))
NOTE = checkpoints.signed(Checkpoint("log.example.org", 7, tree.root_of(map(tree.leaf_hash, BODIES))), LOG)


@pytest.mark.parametrize("index", range(7))
def test_one_entry_is_shown_without_the_others(index: int) -> None:
    proof = proofs.parse(str(proofs.proof_of(index, note=NOTE, subtrees=SUBTREES.__getitem__)).encode())

    assert proof.shows(BODIES[index])
    assert not proof.shows(BODIES[index - 1])
    assert checkpoints.opened(proof.note, LOG.verifier).size == 7


def test_extra_lines_are_passed_over() -> None:
    text = str(proofs.proof_of(3, note=NOTE, subtrees=SUBTREES.__getitem__))

    assert proofs.parse(text.replace("\nindex", "\nextra aGVsbG8=\nindex").encode()).shows(BODIES[3])


@pytest.mark.parametrize(
    "change",
    [
        ("@v1", "@v2"),
        ("index 3", "index 03"),
        ("index 3", "index"),
        ("index 3\n", ""),
        ("index 3\n", "index 3\nAAAA\n"),
        ("index 3\n", "index 3\n" + "A" * 43 + "=\n" * 64),
        ("index 3\n", "index 3\né\n"),
        ("\n\n", "\n"),
    ],
    ids=repr,
)
def test_what_is_no_proof_is_not_read(change: tuple[str, str]) -> None:
    text = str(proofs.proof_of(3, note=NOTE, subtrees=SUBTREES.__getitem__))

    with pytest.raises(BadNote):
        proofs.parse(text.replace(*change, 1).encode())


def test_the_proof_of_an_entry_that_came_later_is_refused() -> None:
    with pytest.raises(ValueError, match="is not among"):
        proofs.proof_of(7, note=NOTE, subtrees=SUBTREES.__getitem__)
