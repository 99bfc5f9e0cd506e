"""Rings wrap data keys, change, and refuse files that others can read."""

import copy
import os
import pickle
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bedside.vault.blind import blind_index
from bedside.vault.keyring import KeyRing, KeyRingError, KeyRingUnavailable, KeyStatus, LocalKeyRing, Wrapped
from bedside.vault.sealing import SealBroken, new_data_key

HERE = b"st-ada draft 7"


def test_a_data_key_is_wrapped_for_its_record_alone() -> None:
    ring, key = LocalKeyRing.new(), new_data_key()
    wrapped = ring.wrap(key, bound_to=HERE)
    assert ring.unwrap(wrapped, bound_to=HERE) == key
    assert key not in wrapped.blob
    with pytest.raises(SealBroken):
        ring.unwrap(wrapped, bound_to=b"st-ada draft 8")
    with pytest.raises(SealBroken):
        LocalKeyRing.new().unwrap(wrapped, bound_to=HERE)


def test_after_a_new_key_the_old_ones_still_open() -> None:
    ring, key = LocalKeyRing.new(), new_data_key()
    before = ring.wrap(key, bound_to=HERE)
    newer = ring.with_new_key()
    after = newer.wrap(key, bound_to=HERE)
    assert before.key_id != after.key_id == newer.active
    assert newer.unwrap(before, bound_to=HERE) == newer.unwrap(after, bound_to=HERE) == key
    with pytest.raises(SealBroken):
        newer.unwrap(Wrapped(after.key_id, before.blob), bound_to=HERE)
    shorter = newer.without(ring.active)
    with pytest.raises(SealBroken):
        shorter.unwrap(before, bound_to=HERE)
    with pytest.raises(KeyRingError, match="no longer active"):
        newer.without(newer.active)


def test_a_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ring.json"
    LocalKeyRing.create(path)
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(KeyRingError, match="already"):
        LocalKeyRing.create(path)
    for mode in (0o640, 0o620, 0o610, 0o604, 0o602, 0o601):
        path.chmod(mode)
        with pytest.raises(KeyRingError, match="chmod 600"):
            LocalKeyRing.load(path)
    path.chmod(0o400)
    LocalKeyRing.load(path)


@pytest.mark.skipif(os.geteuid() != 0, reason="only the superuser gives files away")
def test_a_file_of_another_user_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ring.json"
    LocalKeyRing.create(path)
    os.chown(path, 12345, -1)
    with pytest.raises(KeyRingError, match="chown"):
        LocalKeyRing.load(path)


def test_a_ring_that_cannot_be_written_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyRingError, match="cannot be written"):
        LocalKeyRing.create(tmp_path / "nowhere" / "ring.json")
    (tmp_path / "folder").mkdir()
    with pytest.raises(KeyRingError, match="cannot be read"):
        LocalKeyRing.new().save(tmp_path / "folder")
    assert os.listdir(tmp_path) == ["folder"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        "null",
        "[" * 10_000,
        '{"version": 9}',
        '{"version": 1, "keys": [], "index": ""}',
        '{"version": 1, "keys": [[]], "index": ""}',
        "\udcff",
    ],
)
def test_what_is_no_ring_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(KeyRingError):
        LocalKeyRing.from_text(text)
    with pytest.raises(KeyRingError, match=r"ring\.json"):
        LocalKeyRing.load(tmp_path / "ring.json")


def test_saves_at_once_leave_a_whole_ring(tmp_path: Path) -> None:
    path = tmp_path / "ring.json"
    LocalKeyRing.create(path)
    rings = [LocalKeyRing.load(path).with_new_key() for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        troubles = [save.exception() for save in [pool.submit(ring.save, path) for ring in rings]]
    [kept] = [ring for ring, trouble in zip(rings, troubles, strict=True) if trouble is None]
    assert all(isinstance(trouble, KeyRingError) for trouble in troubles if trouble)
    assert LocalKeyRing.load(path).text() == kept.text()
    assert os.listdir(tmp_path) == ["ring.json"]


def test_the_slower_of_two_rotations_does_not_lose_the_key_of_the_faster(tmp_path: Path) -> None:
    path = tmp_path / "ring.json"
    LocalKeyRing.create(path)
    faster, slower = (LocalKeyRing.load(path).with_new_key() for _ in range(2))
    faster.save(path)
    wrapped = faster.wrap(new_data_key(), bound_to=HERE)
    with pytest.raises(KeyRingError, match="changed meanwhile"):
        slower.save(path)
    LocalKeyRing.load(path).with_new_key().save(path)
    LocalKeyRing.load(path).unwrap(wrapped, bound_to=HERE)


def test_a_key_leaves_the_file_only_when_it_was_taken_out(tmp_path: Path) -> None:
    path = tmp_path / "ring.json"
    first = LocalKeyRing.create(path).active
    LocalKeyRing.load(path).with_new_key().without(first).with_new_key().save(path)
    assert first not in {key.key_id for key in LocalKeyRing.load(path).status()}


@pytest.mark.parametrize("there", [LocalKeyRing.new().text(), "broken", ""])
def test_a_ring_is_not_written_over_something_else(there: str, tmp_path: Path) -> None:
    path = tmp_path / "ring.json"
    path.touch(mode=0o600)
    path.write_text(there)
    with pytest.raises(KeyRingError):
        LocalKeyRing.new().save(path)
    with pytest.raises(KeyRingError, match="already"):
        LocalKeyRing.create(path)
    assert path.read_text() == there


def test_a_ring_shows_no_key() -> None:
    ring = LocalKeyRing.new()
    secrets = [part for part in ring.text().split('"') if len(part) == 64]
    assert len(secrets) == 2
    shown = repr(ring) + str(ring.status()) + repr(ring.wrap(new_data_key(), bound_to=HERE))
    assert not any(secret in shown for secret in secrets)
    for copied in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="not pickled"):
            copied(ring)


class Remote:
    """A key service as a ring sees it: it may be down."""

    def __init__(self) -> None:
        self._inside, self.up = LocalKeyRing.new(), True

    @property
    def active(self) -> str:
        return self._inside.active

    def _ask(self) -> LocalKeyRing:
        if not self.up:
            raise KeyRingUnavailable("the key service does not answer")
        return self._inside

    def wrap(self, data_key: bytes, *, bound_to: bytes) -> Wrapped:
        return self._ask().wrap(data_key, bound_to=bound_to)

    def unwrap(self, wrapped: Wrapped, *, bound_to: bytes) -> bytes:
        return self._ask().unwrap(wrapped, bound_to=bound_to)

    def index_key(self, purpose: str) -> bytes:
        return self._ask().index_key(purpose)

    def status(self) -> list[KeyStatus]:
        return self._ask().status()


def test_a_service_that_is_down_opens_nothing() -> None:
    service = Remote()
    ring: KeyRing = service
    wrapped = ring.wrap(new_data_key(), bound_to=HERE)
    service.up = False
    with pytest.raises(KeyRingUnavailable):
        ring.unwrap(wrapped, bound_to=HERE)


def test_a_blind_index_finds_the_same_value_in_the_same_field_only() -> None:
    ring = LocalKeyRing.new()
    places = [
        {"organization": o, "table": t, "field": f} for o in ("a", "b") for t in ("t", "u") for f in ("one", "two")
    ]
    indexes = {blind_index("Ada Example", ring, **place) for place in places}
    assert len(indexes) == len(places)
    assert blind_index("  ADA example ", ring, **places[0]) == blind_index("Ada Example", ring, **places[0])
    assert blind_index("Ada Example", ring.with_new_key(), **places[0]) in indexes
    assert blind_index("Ada Example", LocalKeyRing.new(), **places[0]) not in indexes
    assert blind_index("x", ring, organization="a", table="b.c", field="d") != blind_index(
        "x", ring, organization="a", table="b", field="c.d"
    )


@given(st.text(max_size=12))
@example("\u0345\u0313")
@example("\ud800")
@example("\u03d3")
def test_a_value_is_found_however_its_letters_are_written(value: str) -> None:
    ring = LocalKeyRing.new()

    def index(spelling: str) -> bytes:
        return blind_index(spelling, ring, organization="a", table="t", field="f")

    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert index(unicodedata.normalize(form, value)) == index(value)
    folded = unicodedata.normalize("NFD", value).casefold()
    assert index(folded) == index(f" {value}\n") == index(value)
