"""Where a list goes on: the key of the last item that was given, in a form that says nothing to others."""

import base64
import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from bedside.api.problems import Unreadable

Item = TypeVar("Item")
MOST = 100
USUAL = 50
LARGEST = 2**53
WRONG = "This cursor is not one that this list gave. Start without one."


def written(*key: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(key, separators=(",", ":")).encode()).decode().rstrip("=")


def read(cursor: str, *kinds: type) -> tuple[Any, ...] | None:
    """The key that a cursor holds; None for the first page.

    Raises:
        Unreadable: it is not one that this list gave.
    """
    if not cursor:
        return None
    try:
        key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, RecursionError):
        key = None
    fits = (
        isinstance(key, list) and len(key) == len(kinds) and all(type(k) is t for k, t in zip(key, kinds, strict=True))
    )
    if not fits or any(isinstance(k, int) and not 0 <= k < LARGEST for k in key):
        raise Unreadable(WRONG)
    return tuple(key)


def page(found: Sequence[Item], *, limit: int, key: Callable[[Item], tuple[Any, ...]]) -> tuple[list[Item], str | None]:
    """One page, of one item more than it may have, and the cursor of the next one; None where there is none."""
    items = list(found[:limit])
    more = len(found) > limit
    return items, (written(*key(items[-1])) if more and items else None)


def moment(said: str) -> datetime:
    """A moment in a cursor.

    Raises:
        Unreadable: it is none.
    """
    try:
        found = datetime.fromisoformat(said)
        if found.tzinfo is None or not 1970 <= found.year <= 2200:
            raise ValueError
    except ValueError:
        raise Unreadable(WRONG) from None
    return found


def identifier(said: str) -> UUID:
    """An id in a cursor.

    Raises:
        Unreadable: it is none.
    """
    try:
        return UUID(said)
    except ValueError:
        raise Unreadable(WRONG) from None
