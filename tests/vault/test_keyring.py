"""Rings wrap data keys, change, and refuse files that others can read."""

import os
import pickle
import threading
from pathlib import Path

import pytest

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
    path.chmod(0o640)
    with pytest.raises(KeyRingError, match="chmod 600"):
        LocalKeyRing.load(path)


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "null", '{"version": 9}', '{"version": 1, "keys": [], "index": ""}', "\udcff"]
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
    threads = [threading.Thread(target=ring.save, args=(path,)) for ring in rings]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert LocalKeyRing.load(path).active in {ring.active for ring in rings}
    assert os.listdir(tmp_path) == ["ring.json"]


def test_a_ring_shows_no_key() -> None:
    ring = LocalKeyRing.new()
    secrets = [part for part in ring.text().split('"') if len(part) == 64]
    assert len(secrets) == 2
    shown = repr(ring) + str(ring.status()) + repr(ring.wrap(new_data_key(), bound_to=HERE))
    assert not any(secret in shown for secret in secrets)
    with pytest.raises(TypeError):
        pickle.dumps(ring)


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
