"""Who may come to a view at all. Without a mark, only a person at work in an organisation does.

The marks are attributes of the view; `middleware.AtWork` reads them.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

from django.http import HttpRequest
from django.utils import timezone

from bedside.core.errors import DeskError
from bedside.desk.people import proofs

View = TypeVar("View", bound=Callable[..., Any])


def open_to_all(view: View) -> View:
    """Also for who is not signed in; no organisation is at work."""
    view.open_to_all = True  # type: ignore[attr-defined]
    return view


def for_users(view: View) -> View:
    """For who is signed in, before an organisation was chosen; none is at work."""
    view.for_users = True  # type: ignore[attr-defined]
    return view


def before_second_factor(view: View) -> View:
    """Also for a person who still has to set up a second factor."""
    view.before_second_factor = True  # type: ignore[attr-defined]
    return view


def quiet(view: View) -> View:
    """Asked by pages on their own: does not count as somebody doing something, so idle log-off comes all the same."""
    view.quiet = True  # type: ignore[attr-defined]
    return view


def own_scope(view: View) -> View:
    """Opens `scope.within(request.organization.pk)` itself, for as long as it needs it: for work that takes a while."""
    view.own_scope = True  # type: ignore[attr-defined]
    return view


class IsItYou(DeskError):
    """Somebody has to show once more who they are, before this is done; nothing was done yet."""

    status = 403


def require_recent(request: HttpRequest, *, minutes: int = 10) -> str:
    """Raise unless the session has shown who it is a moment ago; the middleware then asks, and comes back here.

    What was posted stays on the page that asks, in the browser, and is posted again with the answer.

    Returns:
        The strongest way in which this session has shown it: "totp", "webauthn", "password", ...

    Raises:
        IsItYou: it was too long ago.
    """
    user: Any = request.user
    if not proofs.is_recent(request, user, at=timezone.now(), within=timedelta(minutes=minutes)):
        raise IsItYou("Show once more that it is you. What you wrote stays here.")
    return proofs.strongest(request, user)
