"""Blind indexes: find a sealed value by its exact words without storing them."""

import hashlib
import hmac
import unicodedata

from bedside.vault.keyring import KeyRing
from bedside.vault.sealing import joined


def blind_index(value: str, ring: KeyRing, *, organization: str, table: str, field: str) -> bytes:
    """32 bytes that are the same for the same value in the same field of the same organisation, and tell nothing else.

    Case, spaces at the ends and forms of the same letter do not matter.
    """
    plain = unicodedata.normalize("NFKC", value).casefold().strip()
    key = ring.index_key(f"{table}.{field}")
    return hmac.new(key, joined(organization.encode(), plain.encode()), hashlib.sha256).digest()
