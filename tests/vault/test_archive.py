"""A backup's stream opens whole or not at all."""

import io
import os
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bedside.core.errors import VaultError
from bedside.vault.archive import CHUNK_BYTES, FORMAT, MAGIC, decrypt, encrypt
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


@given(st.binary(max_size=200))
@example((4096).to_bytes(4, "big") + b"[" * 4096)
def test_any_bytes_behind_the_first_line_are_refused(behind: bytes) -> None:
    with pytest.raises(VaultError):
        opened(MAGIC + FORMAT + behind)


def test_every_flipped_bit_is_refused() -> None:
    raw = sealed(b"Ada Example asked us to wait")
    assert b"Ada" not in raw
    for bit in range(len(raw) * 8):
        changed = bytearray(raw)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(VaultError) as refused:
            opened(bytes(changed))
        assert "Ada" not in str(refused.value)


class Dribble(io.BytesIO):
    """Gives less than it was asked for, as a pipe does."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(min(size or 0, 1000))


def test_a_source_may_give_less_than_it_was_asked_for() -> None:
    plain, archive, out = os.urandom(2 * CHUNK_BYTES), io.BytesIO(), io.BytesIO()
    encrypt(Dribble(plain), archive, RING, purpose="backup")
    assert opened(archive.getvalue()) == plain
    decrypt(Dribble(archive.getvalue()), out, RING, purpose="backup")
    assert out.getvalue() == plain


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


def test_memory_stays_flat_however_long_it_is(tmp_path: Path) -> None:
    path = tmp_path / "archive"
    tracemalloc.start()
    with path.open("wb") as out:
        encrypt(Endless(24_000_000), out, RING, purpose="backup")  # type: ignore[arg-type]
    with path.open("rb") as source:
        decrypt(source, Nowhere(), RING, purpose="backup")  # type: ignore[arg-type]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert path.stat().st_size > 24_000_000
    assert peak < 10 * CHUNK_BYTES
