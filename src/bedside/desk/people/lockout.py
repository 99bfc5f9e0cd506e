"""Sign-in is locked for a while after several failures of one address from one network; counted by axes in the database.

What axes would keep besides, the fields that were posted, is left out: a form that asks for a password again carries
what its writer has typed.
"""

import copy
from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core.internal.ratelimit import truncate_ip
from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from bedside.desk.people.models import User

MARKS = ("axes_locked_out", "axes_failures_since_start", "axes_credentials")
SENTENCE = "Too many tries. Wait a quarter of an hour, then try again; or ask for a new password by e-mail."


class Handler(AxesDatabaseHandler):
    """Counts in the database, without the words of the request."""

    def user_login_failed(
        self, sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **more: Any
    ) -> None:
        if request is None:
            return
        bare = copy.copy(request)
        bare.GET, bare.POST = QueryDict(), QueryDict()  # type: ignore[assignment]
        super().user_login_failed(sender, credentials, bare, **more)
        for mark in MARKS:
            setattr(request, mark, getattr(bare, mark, None))


def address_of(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """Under which address failures are counted."""
    told = credentials or {}
    said = told.get("email") or told.get("username") or request.POST.get("login") or ""
    return str(said).strip().lower()[:250]


def network_of(request: HttpRequest) -> str:
    """The client's address; of IPv6 its network, since one household has very many."""
    return truncate_ip(get_adapter().get_client_ip(request))


def is_locked(request: HttpRequest, user: User) -> bool:
    return not AxesProxyHandler.is_allowed(request, {"username": user.email})


def count_failure(request: HttpRequest, user: User) -> bool:
    """Count a wrong second factor or a wrong answer to "is it you?" like a wrong password; whether that was one too many."""
    AxesProxyHandler.user_login_failed(sender=User, credentials={"username": user.email}, request=request)
    return bool(getattr(request, "axes_locked_out", False))


def answer(request: HttpRequest, response: HttpResponse | None = None, credentials: Any = None) -> HttpResponse:
    """What somebody sees who is locked out, whether the address is known here or not."""
    return render(request, "people/locked.html", {"sentence": SENTENCE}, status=429)
