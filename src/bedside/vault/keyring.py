"""Key rings: the keys that wrap data keys, kept outside the database.

`LocalKeyRing` is a file or an environment variable. A key management service or a PKCS#11 token is anything with
the four members of `KeyRing`.
"""

import fcntl
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol, Self

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bedside.core.errors import VaultError
from bedside.vault.sealing import KEY_BYTES, SealBroken, decrypted, encrypted, joined

VERSION = 1


class KeyRingError(VaultError):
    """A key ring is missing, readable by others, or no key ring."""


class KeyRingUnavailable(VaultError):
    """The service that keeps the keys does not answer; nothing can be opened until it does."""


@dataclass(frozen=True)
class Wrapped:
    """A data key sealed by the key ``key_id`` of a ring."""

    key_id: str
    blob: bytes


@dataclass(frozen=True)
class KeyStatus:
    """A key of a ring as people may see it."""

    key_id: str
    created_at: str
    active: bool


class KeyRing(Protocol):
    """What wraps and unwraps data keys."""

    @property
    def active(self) -> str:
        """Id of the key that wraps new data keys."""
        ...

    def wrap(self, data_key: bytes, *, bound_to: bytes) -> Wrapped:
        """A data key, sealed by the active key for ``bound_to`` alone."""
        ...

    def unwrap(self, wrapped: Wrapped, *, bound_to: bytes) -> bytes:
        """The data key again.

        Raises:
            SealBroken: the ring lacks the key, or the blob is another's or was changed.
            KeyRingUnavailable: the service does not answer.
        """
        ...

    def index_key(self, purpose: str) -> bytes:
        """A key for blind indexes, 32 bytes, the same for the same purpose as long as the ring lives."""
        ...

    def status(self) -> list[KeyStatus]:
        """Its keys, oldest first, without the keys themselves."""
        ...


@dataclass(frozen=True, repr=False)
class Key:
    key_id: str
    created_at: str
    secret: bytes


class LocalKeyRing:
    """Several keys of which the last wraps, and a secret from which blind index keys are derived."""

    def __init__(self, keys: tuple[Key, ...], index_secret: bytes, *, taken_out: frozenset[str] = frozenset()) -> None:
        self._keys = {key.key_id: key for key in keys}
        self._taken_out = taken_out
        self._index_secret = index_secret
        if not keys or len(self._keys) != len(keys):
            raise KeyRingError("a key ring has keys, each with an id of its own")
        self.active = keys[-1].key_id

    @classmethod
    def new(cls) -> Self:
        return cls((_new_key(),), os.urandom(KEY_BYTES))

    @classmethod
    def create(cls, path: str | Path) -> Self:
        """A new ring in a new file.

        Raises:
            KeyRingError: there is a file already, or it cannot be written.
        """
        ring, path = cls.new(), Path(path)
        with _held(path):
            if os.path.lexists(path):
                raise KeyRingError("there is a key ring already; without it nobody reads the words again")
            _put(ring.text(), path)
        return ring

    @classmethod
    def create_text(cls) -> str:
        """A new ring as text, for an environment variable."""
        return cls.new().text()

    @classmethod
    def load(cls, path: str | Path) -> Self:
        """The ring of a file that only its owner can read.

        Raises:
            KeyRingError: it is missing, open to others, or no ring.
        """
        path = Path(path)
        try:
            with path.open(encoding="ascii", errors="replace") as file:
                _require_private(os.fstat(file.fileno()), path.name)
                return cls.from_text(file.read())
        except FileNotFoundError:
            raise KeyRingError(f"there is no key ring {path.name}; `bedside keys create` makes one") from None
        except OSError as trouble:
            raise KeyRingError(
                f"the key ring {path.name} cannot be read ({trouble.strerror}); it has to be a file of this user"
            ) from None

    @classmethod
    def from_text(cls, text: str) -> Self:
        """The ring that `text` wrote.

        Raises:
            KeyRingError: the text is no ring.
        """
        try:
            told = json.loads(text)
            if told["version"] != VERSION:
                raise KeyRingError("this key ring was written by a later version; update first")
            keys = tuple(Key(str(k["id"]), str(k["created_at"]), bytes.fromhex(k["key"])) for k in told["keys"])
            index_secret = bytes.fromhex(told["index"])
        except (ValueError, KeyError, TypeError, RecursionError):
            raise KeyRingError("this is no key ring; take the copy that was kept") from None
        if any(len(k.secret) != KEY_BYTES for k in keys) or len(index_secret) != KEY_BYTES:
            raise KeyRingError("a key of this ring has the wrong length")
        return cls(keys, index_secret)

    def text(self) -> str:
        keys = [{"id": k.key_id, "created_at": k.created_at, "key": k.secret.hex()} for k in self._keys.values()]
        return json.dumps({"version": VERSION, "keys": keys, "index": self._index_secret.hex()}, indent=1) + "\n"

    def save(self, path: str | Path) -> None:
        """Write the ring in the place of the file that is there; a reader sees the old one or the new one, never half.

        Raises:
            KeyRingError: the file has a key that this ring never had, as after another rotation; what that key
                wrapped would be lost. Or it cannot be read or written.
        """
        path = Path(path).resolve()
        with _held(path):
            if path.exists() and not self._follows(LocalKeyRing.load(path)):
                raise KeyRingError(f"the key ring {path.name} was changed meanwhile; read it again and start over")
            _put(self.text(), path)

    def _follows(self, other: "LocalKeyRing") -> bool:
        """Whether nothing of the other ring is lost but keys that were taken out of this one."""
        left = [key for key in other._keys.values() if key.key_id not in self._taken_out]
        return self._index_secret == other._index_secret and all(self._keys.get(k.key_id) == k for k in left)

    def with_new_key(self) -> "LocalKeyRing":
        """The ring with one more key, which wraps from now on; the others still open."""
        return LocalKeyRing((*self._keys.values(), _new_key()), self._index_secret, taken_out=self._taken_out)

    def without(self, key_id: str) -> "LocalKeyRing":
        """The ring without a key that wraps nothing any more.

        Raises:
            KeyRingError: it is the active key, or there is none of this id.
        """
        if key_id == self.active or key_id not in self._keys:
            raise KeyRingError("only a key that is there and no longer active can be taken out")
        left = tuple(k for k in self._keys.values() if k.key_id != key_id)
        return LocalKeyRing(left, self._index_secret, taken_out=self._taken_out | {key_id})

    def wrap(self, data_key: bytes, *, bound_to: bytes) -> Wrapped:
        key = self._keys[self.active]
        return Wrapped(key.key_id, encrypted(data_key, key.secret, bound_to=joined(key.key_id.encode(), bound_to)))

    def unwrap(self, wrapped: Wrapped, *, bound_to: bytes) -> bytes:
        key = self._keys.get(wrapped.key_id)
        if key is None:
            raise SealBroken
        return decrypted(wrapped.blob, key.secret, bound_to=joined(key.key_id.encode(), bound_to))

    def index_key(self, purpose: str) -> bytes:
        info = b"bedside blind index\n" + purpose.encode()
        return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=info).derive(self._index_secret)

    def status(self) -> list[KeyStatus]:
        return [KeyStatus(k.key_id, k.created_at, k.key_id == self.active) for k in self._keys.values()]

    def __repr__(self) -> str:
        return f"LocalKeyRing({len(self._keys)} keys, active {self.active})"

    def __reduce__(self) -> Any:
        raise TypeError("a key ring is not pickled")


def _require_private(state: os.stat_result, name: str) -> None:
    if state.st_mode & 0o077:
        raise KeyRingError(f"the key ring {name} is open to others; `chmod 600` it")
    if state.st_uid not in {os.geteuid(), 0}:
        raise KeyRingError(f"the key ring {name} belongs to another user; `chown` it to the one that runs Bedside")


@contextmanager
def _held(path: Path) -> Iterator[None]:
    """Nobody else writes a ring in this folder meanwhile; what was written lasts."""
    try:
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)  # the folder's, since the file itself is replaced
            yield
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as trouble:
        raise KeyRingError(f"the key ring {path.name} cannot be written ({trouble.strerror})") from None


def _put(text: str, path: Path) -> None:
    """Whole or not at all; only for its owner."""
    handle, near = tempfile.mkstemp(dir=path.parent, prefix=path.name)  # mode 0600
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(near, path)
    except OSError:
        os.unlink(near)
        raise


def _new_key() -> Key:
    now = datetime.now(UTC)
    return Key(f"{now:%Y%m%d}-{os.urandom(4).hex()}", now.isoformat(timespec="seconds"), os.urandom(KEY_BYTES))
