"""What is sealed opens with its own key at its own place, and in no other way."""

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from bedside.core.errors import VaultError
from bedside.vault.sealing import (
    Place,
    SealBroken,
    UnknownFormat,
    digest,
    joined,
    new_data_key,
    seal,
    seal_text,
    unseal,
    unseal_text,
)

PLACE = Place("st-ada", "audit_reason", "7", "words")
WORDS = b"Ada Example asked us to wait"
names = st.text(max_size=12)


@given(st.binary(max_size=300), st.tuples(names, names, names, names))
def test_what_is_sealed_opens_again_at_its_place(words: bytes, parts: tuple[str, str, str, str]) -> None:
    place, key = Place(*parts), new_data_key()
    assert unseal(seal(words, key, place=place), key, place=place) == words


@given(st.text(max_size=80))
def test_any_text_comes_back(words: str) -> None:
    key = new_data_key()
    assert unseal_text(seal_text(words, key, place=PLACE), key, place=PLACE) == words


def test_every_flipped_bit_and_every_cut_is_refused() -> None:
    key = new_data_key()
    sealed = seal(WORDS, key, place=PLACE)
    for bit in range(len(sealed) * 8):
        changed = bytearray(sealed)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises((SealBroken, UnknownFormat)):
            unseal(bytes(changed), key, place=PLACE)
    for length in range(len(sealed)):
        with pytest.raises(SealBroken):
            unseal(sealed[:length], key, place=PLACE)


@given(
    st.tuples(names, names, names, names, st.integers(0, 3)), st.tuples(names, names, names, names, st.integers(0, 3))
)
def test_words_moved_to_another_place_do_not_open(one: tuple, other: tuple) -> None:  # type: ignore[type-arg]
    key = new_data_key()
    sealed = seal(WORDS, key, place=Place(*one))
    if one != other:
        with pytest.raises(SealBroken):
            unseal(sealed, key, place=Place(*other))


@given(st.lists(st.binary(max_size=6), max_size=5), st.lists(st.binary(max_size=6), max_size=5))
def test_no_two_sequences_look_alike_when_joined(one: list[bytes], other: list[bytes]) -> None:
    assert (joined(*one) == joined(*other)) == (one == other)


@pytest.mark.parametrize("key", [new_data_key(), b"short", b""])
def test_another_key_is_refused_and_nothing_is_told(key: bytes) -> None:
    sealed = seal(WORDS, new_data_key(), place=PLACE)
    with pytest.raises(VaultError) as refused:
        unseal(sealed, key, place=PLACE)
    assert "Ada" not in str(refused.value)
    assert "7" not in str(refused.value)
    assert refused.value.__cause__ is None


@pytest.mark.parametrize("size", [0, 16, 24, 31, 33])
def test_nothing_is_sealed_with_a_key_of_another_length(size: int) -> None:
    with pytest.raises(VaultError, match="32 bytes"):
        seal(WORDS, bytes(size), place=PLACE)


def test_what_is_no_text_is_refused_without_carrying_the_words() -> None:
    key = new_data_key()
    with pytest.raises(SealBroken) as broken:
        unseal_text(seal(WORDS + b"\xff", key, place=PLACE), key, place=PLACE)
    with pytest.raises(VaultError, match="surrogate") as refused:
        seal_text("Ada Example \ud800", key, place=PLACE)
    for trouble in (broken.value, refused.value):
        assert "Ada" not in str(trouble)
        assert trouble.__context__ is None


def test_a_later_form_is_named_not_guessed() -> None:
    sealed = seal(WORDS, new_data_key(), place=PLACE)
    with pytest.raises(UnknownFormat, match="update"):
        unseal(b"\x02" + sealed[1:], new_data_key(), place=PLACE)


def test_the_same_words_never_look_the_same_and_their_digest_tells_nothing() -> None:
    key = new_data_key()
    sealed = {seal(WORDS, key, place=PLACE) for _ in range(50)}
    assert len(sealed) == 50
    assert not any(WORDS[:6] in s for s in sealed)
    assert len({digest(s) for s in sealed}) == 50


KNOWN = {  # the GCM specification (McGrew and Viega, 2005), appendix B, 256-bit keys: nonce, plain, associated, answer
    13: ("00" * 32, "00" * 12, "", "", "530f8afbc74536b9a963b4f1c4cb738b"),
    14: (
        "00" * 32,
        "00" * 12,
        "00" * 16,
        "",
        "cea7403d4d606b6e074ec5d3baf39d18" + "d0d1c8a799996bf0265b98b5d48ab919",
    ),
    16: (
        "feffe9928665731c6d6a8f9467308308" * 2,
        "cafebabefacedbaddecaf888",
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
        "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
        "feedfacedeadbeeffeedfacedeadbeefabaddad2",
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
        "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662" + "76fc6ece0f4e1768cddf8853bb2d551b",
    ),
}


@pytest.mark.parametrize("case", KNOWN)
def test_the_library_gives_the_known_answer(case: int) -> None:
    key, nonce, plain, associated, answer = map(bytes.fromhex, KNOWN[case])
    assert AESGCM(key).encrypt(nonce, plain, associated) == answer
    assert AESGCM(key).decrypt(nonce, answer, associated) == plain
    with pytest.raises(InvalidTag):
        AESGCM(key).decrypt(nonce, answer[:-1] + bytes([answer[-1] ^ 1]), associated)
