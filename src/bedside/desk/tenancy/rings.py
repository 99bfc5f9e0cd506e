"""The key ring of this installation, read from where the settings say; never from the database."""

from functools import lru_cache
from importlib import import_module

from django.conf import settings

from bedside.vault.keyring import KeyRing, KeyRingError, LocalKeyRing


@lru_cache(maxsize=1)
def ring() -> KeyRing:
    """The ring that wraps data keys.

    Raises:
        KeyRingError: none is set, or it cannot be read.
    """
    if settings.BEDSIDE_KEY_RING_CLASS:
        return _plugged_in(settings.BEDSIDE_KEY_RING_CLASS)
    if settings.BEDSIDE_KEY_RING_TEXT:
        return LocalKeyRing.from_text(settings.BEDSIDE_KEY_RING_TEXT)
    if settings.BEDSIDE_KEY_RING:
        return LocalKeyRing.load(settings.BEDSIDE_KEY_RING)
    raise KeyRingError("no key ring is set; `bedside keys create` makes one, BEDSIDE_KEY_RING says where it is")


def _plugged_in(name: str) -> KeyRing:
    """The ring of another maker, as module:class."""
    module, _, attribute = name.partition(":")
    try:
        found: KeyRing = getattr(import_module(module), attribute)()
    except (ImportError, AttributeError, ValueError):
        raise KeyRingError(
            "BEDSIDE_KEY_RING_CLASS names no class that can be imported; it is written module:class"
        ) from None
    return found


def reread() -> None:
    """Forget the ring that was read, after a rotation."""
    ring.cache_clear()
