"""What somebody sees when an act was refused: a page, or a problem document for scripts, with the same sentence."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render, resolve_url
from django.utils.http import urlencode

from bedside.core.errors import BedsideError, DeskError

UNREACHABLE = "What we need for this cannot be reached right now, so nothing was done. Try again in a minute."
WRITTEN = {  # fields in which people write; what was in them comes back with a refusal
    "reason": "Your reason",
    "words": "What you wrote",
    "heading": "Your heading",
    "text": "Your text",
    "note": "Your note",
    "body": "Your words",
}
TITLES = {401: "Signed out", 403: "Not yours to do", 404: "Not here", 409: "Not done", 410: "Run out", 503: "Not done"}


def wants_json(request: HttpRequest) -> bool:
    accepts = request.headers.get("Accept", "")
    return request.content_type in {"application/json", "application/problem+json"} or accepts.startswith(
        ("application/json", "application/problem+json")
    )


def is_partial(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def status_of(trouble: BedsideError) -> int:
    return trouble.status if isinstance(trouble, DeskError) else 503


def sentence_of(trouble: BedsideError) -> str:
    """The error's own sentence; of troubles with keys and the record, nothing that was not written for people."""
    if not isinstance(trouble, DeskError):
        return UNREACHABLE
    said = str(trouble).strip() or UNREACHABLE
    return said[0].upper() + said[1:] + ("" if said.endswith((".", "?")) else ".")


def problem(status: int, sentence: str, *, kind: str = "about:blank", **more: Any) -> JsonResponse:
    """A problem document (RFC 9457)."""
    told = {"type": kind, "title": TITLES.get(status, "Not done"), "status": status, "detail": sentence} | more
    return JsonResponse(told, status=status, content_type="application/problem+json")


def refuse(request: HttpRequest, trouble: BedsideError) -> HttpResponse:
    """The answer to a request whose act was refused and undone."""
    status, sentence = status_of(trouble), sentence_of(trouble)
    more: dict[str, Any] = getattr(trouble, "more", {})  # what a program may want to know besides the sentence
    if wants_json(request) or is_partial(request):
        return problem(status, sentence, **more)
    context = {
        "sentence": sentence,
        "title": TITLES.get(status, "Not done"),
        "status": status,
        "back": back(request),
        "typed": typed(request) if status not in {404, 410} else [],
    }
    return render(request, "people/refused.html", context, status=status)


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What somebody wrote into the form that was refused, with a heading each, so that nothing has to be written twice."""
    return [(heading, said) for name, heading in WRITTEN.items() if (said := request.POST.get(name, "").strip())]


def back(request: HttpRequest) -> str:
    """Where the way back leads: the page they came from, if it is ours and another one; else the desk."""
    came_from = request.headers.get("Referer", "")
    ours = f"{request.scheme}://{request.get_host()}"
    path = came_from.removeprefix(ours)
    if path.startswith(("//", "/\\")):  # another house's address, to a browser
        return "/"
    if came_from.startswith(f"{ours}/") and path.split("?")[0] != request.path:
        return path
    return request.path if request.method == "POST" and came_from.startswith(f"{ours}/") else "/"


def to_sign_in(request: HttpRequest, *, why: str = "") -> HttpResponse:
    """Ask somebody who is signed out to sign in; they come back to the page they were on."""
    here = request.headers.get("HX-Current-URL", "") if is_partial(request) else request.get_full_path()
    ours = f"{request.scheme}://{request.get_host()}"
    path = here.removeprefix(ours)
    told = {"next": path} if path.startswith("/") and not path.startswith("//") and path != "/" else {}
    if not is_partial(request) and request.method not in {"GET", "HEAD"}:
        told = {}
    told |= {"why": why} if why else {}
    address = resolve_url("sign-in") + (f"?{urlencode(told)}" if told else "")
    if wants_json(request):
        return problem(
            401, "You were signed out. Sign in again; what you wrote is still on your page.", sign_in=address
        )
    if is_partial(request):
        answer = HttpResponse(status=401)
        answer["HX-Redirect"] = address
        return answer
    return HttpResponseRedirect(address)


def on_the_way(request: HttpRequest, name: str) -> HttpResponse:
    """To a page that has to be gone through first; from there to where they wanted to go."""
    path = request.get_full_path()
    told = f"?{urlencode({'next': path})}" if request.method in {"GET", "HEAD"} and path != "/" else ""
    return HttpResponseRedirect(resolve_url(name) + told)
