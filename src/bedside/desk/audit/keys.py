"""The signing key of this installation, kept outside the database like the key ring.

One seed serves every organisation: each origin's key is derived from it, so that adding an organisation needs no
new secret and no organisation's key tells anything about another's.
"""

import os
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from bedside.core.errors import DeskError
from bedside.ledger.notes import COSIGNATURE, ED25519, Signer

SEED_BYTES = 32


class SigningKeyError(DeskError):
    """The signing key is missing, readable by others, or no key."""


@lru_cache(maxsize=1)
def seed() -> bytes:
    text = settings.BEDSIDE_SIGNING_KEY_TEXT
    if not text:
        path = Path(settings.BEDSIDE_SIGNING_KEY or "")
        if not settings.BEDSIDE_SIGNING_KEY or not path.is_file():
            raise SigningKeyError(
                "no signing key; `bedside keys create` makes one, BEDSIDE_SIGNING_KEY says where it is"
            )
        if path.stat().st_mode & 0o077:
            raise SigningKeyError("the signing key can be read by others; `chmod 600` it")
        text = path.read_text(encoding="ascii")
    try:
        found = bytes.fromhex(text.strip())
    except ValueError:
        found = b""
    if len(found) != SEED_BYTES:
        raise SigningKeyError(f"a signing key is {SEED_BYTES} bytes as hex digits")
    return found


def create(path: Path) -> None:
    """Write a new seed, readable by its owner only.

    Raises:
        SigningKeyError: there is one already.
    """
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise SigningKeyError("there is a signing key already; without it nobody can continue the record") from None
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(os.urandom(SEED_BYTES).hex() + "\n")
        file.flush()
        os.fsync(file.fileno())


def _derived(purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=SEED_BYTES, salt=None, info=purpose.encode()).derive(seed())


def signer(origin: str) -> Signer:
    """The key that signs the checkpoints of ``origin``."""
    return Signer.from_seed(origin, _derived(f"bedside checkpoint\n{origin}"), kind=ED25519)


def witness_signer(name: str) -> Signer:
    """The key with which this installation cosigns the records of others."""
    return Signer.from_seed(name, _derived(f"bedside witness\n{name}"), kind=COSIGNATURE)


def reread() -> None:
    seed.cache_clear()
