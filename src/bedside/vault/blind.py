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
    place = (part.encode() for part in (organization, table, field))
    words = folded(value).encode("utf-8", "surrogatepass")  # no error may carry the value
    return hmac.new(ring.index_key(f"{table}.{field}"), joined(*place, words), hashlib.sha256).digest()


def folded(value: str) -> str:
    """The value as it is compared: folded twice, since normalizing may bring capitals back.

    Source: Unicode 15.0, section 3.13, D146, but composed at the end, which leaves alike what was alike.
    """
    for form in ("NFD", "NFKD"):
        value = unicodedata.normalize(form, value).casefold()
    return unicodedata.normalize("NFKC", value).strip()
