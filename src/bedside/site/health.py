"""Whether this installation can do its work, for load balancers and for the one who is called at night."""

from collections.abc import Callable
from typing import Any

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import loader
from django.views.decorators.http import require_safe

from bedside.core.errors import BedsideError
from bedside.desk.audit import keys
from bedside.desk.people import refusals, work
from bedside.desk.people.doors import open_to_all
from bedside.desk.tenancy import rings
from bedside.site.worker import leases


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


PARTS: dict[str, Callable[[], object]] = {"database": _database, "key_ring": rings.ring, "signing_key": keys.seed}


@open_to_all
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Each part by name: "fine", or the kind of trouble; 503 where one is missing.

    Beside that, how many workers are alive: without one pages are served all the same, so it is no 503.
    """
    found: dict[str, Any] = {}
    for name, look in PARTS.items():
        try:
            look()
            found[name] = "fine"
        except (BedsideError, Error) as trouble:
            found[name] = type(trouble).__name__
    fine = set(found.values()) == {"fine"}
    return JsonResponse({"fine": fine, "parts": found, "workers": workers()}, status=200 if fine else 503)


def workers() -> int | None:
    """How many workers were seen of late; None where that is not known."""
    try:
        return len(leases.seen_alive(leases.clock()))
    except Error:
        return None


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, "400", status=400, says="What your browser sent could not be read.")


def not_permitted(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, "403", status=403, says="This is not open to you.")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, "404", status=404, says="There is nothing at this address.")


def failed(request: HttpRequest) -> HttpResponse:
    number = getattr(request, "number", "")
    says = f"Something went wrong here, and nothing was saved. If you ask for help, name number {number}."
    return _page(request, "500", status=500, says=says, number=number)


OTHER_SESSION = "This page is from before you signed in. Load it again; what you wrote is still on it."


def not_from_here(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without the token of this session: its page is old, somebody was signed out, or it was not ours at all.

    A page's script hears which, so that it can go on without losing what is typed; nothing is done in any case.
    """
    if refusals.wants_json(request) or refusals.is_partial(request):
        signed_out = work.user_of(request) is None
        return (
            refusals.to_sign_in(request) if signed_out else refusals.problem(403, OTHER_SESSION, kind="other-session")
        )
    return _page(request, "csrf", status=403, says="This form is not from a page of this session. Load the page again.")


def _page(request: HttpRequest, name: str, *, status: int, says: str, number: str = "") -> HttpResponse:
    """The page of an error, without the shell's context, which may be what failed; for programs, its sentence."""
    if "text/html" not in request.headers.get("Accept", ""):
        return HttpResponse(f"{says}\n", status=status, content_type="text/plain; charset=utf-8")
    return HttpResponse(loader.render_to_string(f"errors/{name}.html", {"number": number}), status=status)
