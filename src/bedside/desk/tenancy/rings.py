"""The key ring of this installation, read from where the settings say; never from the database."""

from functools import lru_cache

from django.conf import settings

from bedside.vault.keyring import KeyRing, KeyRingError, LocalKeyRing


@lru_cache(maxsize=1)
def ring() -> KeyRing:
    """The ring that wraps data keys.

    Raises:
        KeyRingError: none is set, or it cannot be read.
    """
    if settings.BEDSIDE_KEY_RING_TEXT:
        return LocalKeyRing.from_text(settings.BEDSIDE_KEY_RING_TEXT)
    if settings.BEDSIDE_KEY_RING:
        return LocalKeyRing.load(settings.BEDSIDE_KEY_RING)
    raise KeyRingError("no key ring is set; `bedside keys create` makes one, BEDSIDE_KEY_RING says where it is")


def reread() -> None:
    """Forget the ring that was read, after a rotation."""
    ring.cache_clear()
