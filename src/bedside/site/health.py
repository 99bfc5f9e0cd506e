"""Whether this installation can do its work, for load balancers and for the one who is called at night."""

from collections.abc import Callable
from typing import Any

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from bedside.core.errors import BedsideError
from bedside.desk.audit import keys
from bedside.desk.tenancy import rings


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


PARTS: dict[str, Callable[[], object]] = {"database": _database, "key_ring": rings.ring, "signing_key": keys.seed}


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Each part by name: "fine", or the kind of trouble; 503 where one is missing."""
    found: dict[str, Any] = {}
    for name, look in PARTS.items():
        try:
            look()
            found[name] = "fine"
        except (BedsideError, Error) as trouble:
            found[name] = type(trouble).__name__
    fine = set(found.values()) == {"fine"}
    return JsonResponse({"fine": fine, "parts": found}, status=200 if fine else 503)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse("There is nothing at this address.\n", status=404, content_type="text/plain; charset=utf-8")


def failed(request: HttpRequest) -> HttpResponse:
    number = getattr(request, "number", "")
    return HttpResponse(
        f"Something went wrong here, and nothing was saved. If you ask for help, name number {number}.\n",
        status=500,
        content_type="text/plain; charset=utf-8",
    )
