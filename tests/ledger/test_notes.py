import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedside.ledger import checkpoints, notes
from bedside.ledger.checkpoints import Checkpoint
from bedside.ledger.notes import COSIGNATURE, BadNote, Note, Signature, Signer, verifier_of
from bedside.ledger.tree import EMPTY_ROOT, leaf_hash

# the example of the C2SP signed-note specification
VKEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
NOTE = (
    "This is an example message.\n\n— example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)

LOG = Signer.from_seed("log.example.org", b"\1" * 32)
OTHER = Signer.from_seed("log.example.org", b"\2" * 32)
WITNESS = Signer.from_seed("witness.example.net", b"\3" * 32, kind=COSIGNATURE)
HEAD = Checkpoint("log.example.org", 3, leaf_hash(b"root"))


def test_the_example_of_the_specification_opens() -> None:
    key = verifier_of(VKEY)
    note = notes.parse(NOTE)

    assert notes.opened(note, [key]) == (key,)
    assert note.text == "This is an example message.\n"
    assert str(note) == NOTE
    assert str(key) == VKEY


@given(st.integers(0, len(NOTE) - 1), st.characters(codec="utf-8"))
def test_no_changed_character_of_a_note_goes_unnoticed(at: int, character: str) -> None:
    changed = NOTE[:at] + character + NOTE[at + 1 :]
    if changed == NOTE:
        return

    with pytest.raises(BadNote):
        notes.opened(notes.parse(changed), [verifier_of(VKEY)])


@given(st.integers(0, len(VKEY) - 1), st.characters(codec="utf-8"))
def test_no_changed_key_is_taken_for_one(at: int, character: str) -> None:
    changed = VKEY[:at] + character + VKEY[at + 1 :]
    if changed == VKEY:
        return

    with pytest.raises(BadNote):
        verifier_of(changed)


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "text\n",
        "text\n\n",
        "text\n\n— a\n",
        "text\n\n— a b\n",
        "text\n\n- a AAAAAAA=\n",
        "text\n\n— a AAAAAAA=",
        "text\n\n— a  AAAAAAA=\n",
        "text\n\n— a+b AAAAAAA=\n",
        "text\n\n— a AAAAAAB=\n",
        "te\txt\n\n— a AAAAAAA=\n",
        "text\r\n\n— a AAAAAAA=\n",
        b"te\xffxt\n\n\xe2\x80\x94 a AAAAAAA=\n",
        "te\ud800xt\n\n— a AAAAAAA=\n",
        "text\n\n" + "— a AAAAAAA=\n" * 65,
        "t" * 1_000_001 + "\n\n— a AAAAAAA=\n",
    ],
    ids=lambda raw: repr(raw[:20]),
)
def test_what_is_no_note_is_not_read(raw: str | bytes) -> None:
    with pytest.raises(BadNote):
        notes.parse(raw)


def test_an_empty_line_in_the_text_belongs_to_the_text() -> None:
    note = notes.sign("one\n\ntwo\n", LOG)

    assert notes.parse(str(note)).text == "one\n\ntwo\n"


def test_signatures_of_strangers_are_passed_over() -> None:
    note = notes.sign(str(HEAD), LOG)
    strange = Signature("stranger.example", b"\0\0\0\0", b"whatever")

    assert notes.opened(note.with_signatures([strange]), [LOG.verifier]) == (LOG.verifier,)


def test_one_bad_signature_of_a_known_key_spoils_the_note() -> None:
    note = notes.sign(str(HEAD), LOG)
    bad = Signature(LOG.name, LOG.verifier.key_id, bytes(64))

    with pytest.raises(BadNote, match="does not hold"):
        notes.opened(note.with_signatures([bad]), [LOG.verifier])


def test_another_key_of_the_same_name_opens_nothing() -> None:
    with pytest.raises(BadNote, match="no known key"):
        notes.opened(notes.sign(str(HEAD), OTHER), [LOG.verifier])


def test_keys_of_kinds_to_come_say_nothing() -> None:
    later = notes.Verifier("log.example.org", 0x06, b"\1" * 1312)

    assert notes.verifier_of(str(later)) == later
    assert not later.holds(bytes(2420), b"text")


def test_a_checkpoint_comes_back_as_it_was() -> None:
    note = checkpoints.signed(HEAD, LOG)

    assert checkpoints.opened(notes.parse(str(note)), LOG.verifier) == HEAD
    assert note.text == f"log.example.org\n3\n{base64.b64encode(HEAD.root).decode()}\n"


@pytest.mark.parametrize(
    "text",
    [
        "a\n3\n",
        "a\n03\n" + notes.as_base64(EMPTY_ROOT) + "\n",
        "a\n-1\n" + notes.as_base64(EMPTY_ROOT) + "\n",
        "a\n٣\n" + notes.as_base64(EMPTY_ROOT) + "\n",
        f"a\n{2**63}\n" + notes.as_base64(EMPTY_ROOT) + "\n",
        "a\n3\nAAAA\n",
        "\n3\n" + notes.as_base64(EMPTY_ROOT) + "\n",
        "a\n3\n" + notes.as_base64(EMPTY_ROOT),
        "a\n3\n" + notes.as_base64(EMPTY_ROOT) + "\nextension\n",
        "a\n0\n" + notes.as_base64(leaf_hash(b"")) + "\n",
    ],
    ids=repr,
)
def test_what_is_no_checkpoint_is_not_read(text: str) -> None:
    with pytest.raises(BadNote):
        checkpoints.checkpoint_of(text)


def test_a_checkpoint_under_the_name_of_another_log_is_refused() -> None:
    note = checkpoints.signed(Checkpoint("other.example.org", 3, HEAD.root), LOG)

    with pytest.raises(BadNote, match="another log"):
        checkpoints.opened(note, LOG.verifier)


def test_a_cosignature_says_when_and_counts_for_nothing_else() -> None:
    note = checkpoints.signed(HEAD, LOG)
    cosigned = note.with_signatures([checkpoints.cosign(note, WITNESS, at=1_700_000_000)])

    assert checkpoints.cosigned_at(notes.parse(str(cosigned)), WITNESS.verifier) == 1_700_000_000
    assert checkpoints.cosigned_at(note, WITNESS.verifier) is None
    with pytest.raises(BadNote):
        notes.opened(Note(note.text, cosigned.signatures[1:]), [WITNESS.verifier])


@pytest.mark.parametrize("bit", range(0, 72 * 8, 7))
def test_no_changed_bit_of_a_cosignature_holds(bit: int) -> None:
    note = checkpoints.signed(HEAD, LOG)
    own = checkpoints.cosign(note, WITNESS, at=1_700_000_000)
    changed = (int.from_bytes(own.value, "big") ^ 1 << bit).to_bytes(72, "big")

    with pytest.raises(BadNote, match="does not hold"):
        checkpoints.cosigned_at(note.with_signatures([Signature(own.name, own.key_id, changed)]), WITNESS.verifier)


def test_each_key_signs_in_its_own_way_only() -> None:
    note = checkpoints.signed(HEAD, LOG)

    with pytest.raises(BadNote, match="Ed25519"):
        notes.sign(str(HEAD), WITNESS)
    with pytest.raises(BadNote, match="witness's key"):
        checkpoints.cosign(note, LOG, at=1)
    with pytest.raises(BadNote, match="time"):
        checkpoints.cosign(note, WITNESS, at=0)


def test_a_private_key_never_shows_in_repr() -> None:
    assert "private" not in repr(LOG)
    assert "0101" not in repr(LOG)
