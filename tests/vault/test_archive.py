"""A backup's stream opens whole or not at all."""

import io
import os
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedside.core.errors import VaultError
from bedside.vault.archive import CHUNK_BYTES, decrypt, encrypt
from bedside.vault.keyring import LocalKeyRing
from bedside.vault.sealing import TAG_BYTES, SealBroken, UnknownFormat

RING = LocalKeyRing.new()
SEALED_CHUNK = CHUNK_BYTES + TAG_BYTES


def sealed(plain: bytes, *, purpose: str = "backup") -> bytes:
    out = io.BytesIO()
    encrypt(io.BytesIO(plain), out, RING, purpose=purpose)
    return out.getvalue()


def opened(raw: bytes, *, ring: LocalKeyRing = RING, purpose: str = "backup") -> bytes:
    out = io.BytesIO()
    decrypt(io.BytesIO(raw), out, ring, purpose=purpose)
    return out.getvalue()


@given(st.sampled_from([0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES]), st.binary(max_size=9))
def test_what_went_in_comes_out(size: int, end: bytes) -> None:
    plain = os.urandom(size) + end
    assert opened(sealed(plain)) == plain


def test_cut_at_every_border_and_anywhere_near_it() -> None:
    raw = sealed(os.urandom(3 * CHUNK_BYTES + 100))
    header = len(raw) - 3 * SEALED_CHUNK - 100 - TAG_BYTES
    for border in (header, header + SEALED_CHUNK, header + 2 * SEALED_CHUNK, header + 3 * SEALED_CHUNK, len(raw)):
        for length in {border - 1, border, border + 1} - {len(raw), len(raw) + 1}:
            with pytest.raises(VaultError):
                opened(raw[:length])


def test_chunks_that_changed_places_were_left_out_or_come_from_elsewhere() -> None:
    raw, other = sealed(bytes(3 * CHUNK_BYTES)), sealed(bytes(3 * CHUNK_BYTES))
    header = len(raw) - 3 * SEALED_CHUNK
    chunks = [raw[header + i * SEALED_CHUNK : header + (i + 1) * SEALED_CHUNK] for i in range(3)]
    foreign = other[header : header + SEALED_CHUNK]
    for order in ([1, 0, 2], [0, 2], [0, 1], [0, 1, 1, 2], [0, 1, 2, 2]):
        with pytest.raises(SealBroken):
            opened(raw[:header] + b"".join(chunks[i] for i in order))
    with pytest.raises(SealBroken):
        opened(raw[:header] + foreign + chunks[1] + chunks[2])
    with pytest.raises(VaultError):
        opened(other[:header] + b"".join(chunks))


def test_another_ring_purpose_or_version_is_refused() -> None:
    raw = sealed(b"words")
    with pytest.raises(SealBroken):
        opened(raw, ring=LocalKeyRing.new())
    with pytest.raises(SealBroken):
        opened(raw, purpose="something else")
    with pytest.raises(UnknownFormat, match="no archive"):
        opened(b"PK\x03\x04 something else")
    with pytest.raises(UnknownFormat, match="update"):
        opened(raw.replace(b"archive 1\n", b"archive 2\n", 1))


def test_nothing_is_written_out_that_was_not_verified() -> None:
    raw = bytearray(sealed(bytes(2 * CHUNK_BYTES)))
    raw[-1] ^= 1
    out = io.BytesIO()
    with pytest.raises(SealBroken):
        decrypt(io.BytesIO(bytes(raw)), out, RING, purpose="backup")
    assert len(out.getvalue()) == CHUNK_BYTES


class Endless(io.RawIOBase):
    """Zeros, as many as are asked for in all."""

    def __init__(self, size: int) -> None:
        self.left = size

    def read(self, size: int = -1) -> bytes:
        size = min(size, self.left)
        self.left -= size
        return bytes(size)


class Nowhere(io.RawIOBase):
    def write(self, data: bytes) -> int:  # type: ignore[override]
        return len(data)


def test_memory_stays_flat_however_long_it_is() -> None:
    tracemalloc.start()
    encrypt(Endless(24_000_000), Nowhere(), RING, purpose="backup")  # type: ignore[arg-type]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10 * CHUNK_BYTES
