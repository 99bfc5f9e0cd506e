"""Seal words with a data key, bound to the place they stand in.

AES-256-GCM with a random nonce of 96 bits. The associated data is the place: organisation, table, row, field
and version, so that ciphertext moved elsewhere does not open. A data key seals the few fields of one record,
far below the 2**32 messages at which random nonces become a risk (NIST SP 800-38D, 8.3).
"""

import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bedside.core.errors import VaultError

FORMAT = b"\x01"
KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16


class SealBroken(VaultError):
    """Sealed bytes that do not open: another key, another place, changed or cut."""

    def __init__(self) -> None:
        super().__init__("sealed words do not open: another key or place, or they were changed")


class UnknownFormat(VaultError):
    """Sealed bytes in a form that this version does not know."""


def joined(*parts: bytes) -> bytes:
    """Byte strings as one, each behind its length, so that no two sequences look alike."""
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


@dataclass(frozen=True)
class Place:
    """Where sealed words stand; ``version`` is of the record's form."""

    organization: str
    table: str
    row: str
    field: str
    version: int = 1

    def bound(self) -> bytes:
        """The place as associated data."""
        texts = (self.organization, self.table, self.row, self.field, str(self.version))
        return joined(*(text.encode() for text in texts))


def new_data_key() -> bytes:
    return os.urandom(KEY_BYTES)


def encrypted(plain: bytes, key: bytes, *, bound_to: bytes) -> bytes:
    """Format byte, nonce, ciphertext and tag.

    Raises:
        VaultError: the key has not 32 bytes; a shorter one would seal more weakly, and never open.
    """
    if len(key) != KEY_BYTES:
        raise VaultError(f"a key that seals has {KEY_BYTES} bytes")
    nonce = os.urandom(NONCE_BYTES)
    return FORMAT + nonce + AESGCM(key).encrypt(nonce, plain, joined(FORMAT, bound_to))


def decrypted(sealed: bytes, key: bytes, *, bound_to: bytes) -> bytes:
    """What was encrypted.

    Raises:
        UnknownFormat: a later form. SealBroken: anything else that is wrong.
    """
    if sealed[:1] and sealed[:1] != FORMAT:
        raise UnknownFormat(f"sealed words of form {sealed[0]}; this version knows form 1, update first")
    if len(sealed) < 1 + NONCE_BYTES + TAG_BYTES or len(key) != KEY_BYTES:
        raise SealBroken
    try:
        return AESGCM(key).decrypt(sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :], joined(FORMAT, bound_to))
    except InvalidTag:
        raise SealBroken from None


def seal(words: bytes, data_key: bytes, *, place: Place) -> bytes:
    """Words sealed for a place; two seals of the same words differ."""
    return encrypted(words, data_key, bound_to=place.bound())


def unseal(sealed: bytes, data_key: bytes, *, place: Place) -> bytes:
    """The words that were sealed for this place.

    Raises:
        UnknownFormat: sealed by a later version. SealBroken: anything else that is wrong.
    """
    return decrypted(sealed, data_key, bound_to=place.bound())


def seal_text(words: str, data_key: bytes, *, place: Place) -> bytes:
    """As `seal`.

    Raises:
        VaultError: half of a surrogate pair is among the words, which no encoding can hold.
    """
    with suppress(UnicodeEncodeError):  # left behind here: that error carries the words
        return seal(words.encode(), data_key, place=place)
    raise VaultError("words with half of a surrogate pair cannot be sealed")


def unseal_text(sealed: bytes, data_key: bytes, *, place: Place) -> str:
    """As `unseal`; what is no text is `SealBroken` too."""
    with suppress(UnicodeDecodeError):  # left behind here: that error carries the words
        return unseal(sealed, data_key, place=place).decode()
    raise SealBroken


def digest(sealed: bytes) -> str:
    """Hex SHA-256 of sealed bytes: says nothing about the words, since key and nonce are random."""
    return hashlib.sha256(sealed).hexdigest()
