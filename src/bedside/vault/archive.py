"""An encrypted stream for backups.

A fresh data key, wrapped by the ring, stands in the header. Each chunk of 64 KiB is sealed on its own, with its
number and whether it is the last in the nonce (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizar,
2015), so that a stream that is cut, reordered or joined from others does not open. Nothing is written out that was
not verified.
"""

import json
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bedside.vault.keyring import KeyRing, Wrapped
from bedside.vault.sealing import TAG_BYTES, SealBroken, UnknownFormat, joined, new_data_key

MAGIC = b"bedside archive "
FORMAT = b"1\n"
CHUNK_BYTES = 64 * 1024
MOST_HEADER_BYTES = 4096


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


def encrypt(source: BinaryIO, target: BinaryIO, ring: KeyRing, *, purpose: str) -> None:
    """Seal everything in ``source``. ``purpose`` has to be the same when it is opened.

    ``source`` may give less than it was asked for, as pipes do; ``target`` takes what it is given, as buffered
    files do.
    """
    key = new_data_key()
    wrapped = ring.wrap(key, bound_to=joined(b"archive", purpose.encode()))
    header = json.dumps({"key": wrapped.key_id, "blob": wrapped.blob.hex()}, sort_keys=True).encode()
    header = MAGIC + FORMAT + len(header).to_bytes(4, "big") + header
    target.write(header)
    cipher, number, chunk = AESGCM(key), 0, _filled(source, CHUNK_BYTES)
    while True:
        following = _filled(source, CHUNK_BYTES)
        target.write(cipher.encrypt(_nonce(number, last=not following), chunk, header))
        if not following:
            return
        number, chunk = number + 1, following


def decrypt(source: BinaryIO, target: BinaryIO, ring: KeyRing, *, purpose: str) -> None:
    """Write out what was sealed; what is wrong is found before the chunk it is in is written.

    After an error ``target`` holds the chunks before it: true words, but not all of them. Throw it away.

    Raises:
        UnknownFormat: no archive, or one of a later version.
        SealBroken: another ring's or purpose's, changed, reordered or cut short.
    """
    if _filled(source, len(MAGIC)) != MAGIC:
        raise UnknownFormat("this is no archive of Bedside")
    if _filled(source, len(FORMAT)) != FORMAT:
        raise UnknownFormat("this archive was made by a later version; update first")
    header, key = _header(source, ring, purpose)
    cipher, number, chunk = AESGCM(key), 0, _filled(source, CHUNK_BYTES + TAG_BYTES)
    while True:
        following = _filled(source, CHUNK_BYTES + TAG_BYTES)
        try:
            plain = cipher.decrypt(_nonce(number, last=not following), chunk, header)
        except InvalidTag:
            raise SealBroken from None
        target.write(plain)
        if not following:
            return
        number, chunk = number + 1, following


def _header(source: BinaryIO, ring: KeyRing, purpose: str) -> tuple[bytes, bytes]:
    """Everything before the first chunk, and the data key in it."""
    length = _filled(source, 4)
    size = int.from_bytes(length, "big")
    if size > MOST_HEADER_BYTES:
        raise SealBroken
    header = _filled(source, size)
    try:
        told = json.loads(header)
        wrapped = Wrapped(str(told["key"]), bytes.fromhex(told["blob"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        raise SealBroken from None
    key = ring.unwrap(wrapped, bound_to=joined(b"archive", purpose.encode()))
    return MAGIC + FORMAT + length + header, key


def _filled(source: BinaryIO, size: int) -> bytes:
    """The next ``size`` bytes, fewer only at the end."""
    found = source.read(size)
    while len(found) < size and (more := source.read(size - len(found))):
        found += more
    return found
