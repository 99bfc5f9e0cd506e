"""What a program is told when something was not done: a problem document (RFC 9457), with a sentence for people."""

import re
import traceback
from collections.abc import Iterable, Mapping
from typing import Any

import structlog
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.request import UnreadablePostError
from ninja.errors import HttpError, ValidationError

from bedside.core.errors import BadInput, BedsideError, DeskError, UnknownRule, UnsupportedContent
from bedside.desk.drafts.services.writing import Overtaken
from bedside.desk.integrations.services import NoEntry, TooManyRequests
from bedside.desk.people import refusals

MEDIA_TYPE = "application/problem+json"
TITLES: Mapping[int, str] = {
    400: "Not understood",
    401: "No entry",
    403: "Not yours to do",
    404: "Not here",
    405: "No such act",
    409: "Not done",
    413: "Too large",
    415: "Not JSON",
    422: "Something in it is wrong",
    429: "Too often",
    500: "Something went wrong here",
    503: "Not done",
}
MEANINGS: Mapping[int, str] = {
    400: "What came could not be read: no JSON, a header or cursor of another form.",
    401: "No token came, or one that does not work.",
    403: "The token, or its person, may not do this.",
    404: "There is no such record, or it is not its person's to see.",
    409: "The state of things does not allow it now; the sentence says why and what next. Nothing was done.",
    413: "The body is larger than 8,000,000 bytes.",
    415: "The body is not application/json.",
    422: "A field or parameter has the wrong shape; `errors` says which. Or an Idempotency-Key came with another request.",
    429: "The token was used too often within this minute; Retry-After says for how long to wait.",
    500: "A fault of ours. Nothing was done.",
    503: "Something we need cannot be reached right now. Nothing was done; try again.",
}
NOT_FOUND = "There is nothing at this address."
MOST_ERRORS = 20


class NotJson(DeskError):
    """A body that says it is something else than JSON."""

    status = 415


class TooLarge(DeskError):
    """A body that is larger than what is read."""

    status = 413


class Unreadable(DeskError):
    """A body, header or cursor that cannot be read."""

    status = 400


class UnknownParameter(DeskError):
    """A parameter that the address does not know, such as a slip of the pen."""

    status = 422

    def __init__(self, names: list[str]) -> None:
        super().__init__("The address does not know one of the parameters; leave it out.")
        self.names = names


class WrongShape(DeskError):
    """Content with a field of the wrong shape."""

    status = 422


def problem(status: int, sentence: str, *, kind: str = "about:blank", **more: Any) -> HttpResponse:
    told = {"type": kind, "title": TITLES.get(status, "Not done"), "status": status, "detail": sentence} | more
    return JsonResponse(told, status=status, content_type=MEDIA_TYPE)


def answer_to(request: HttpRequest, trouble: Exception) -> HttpResponse:
    """The answer where something was raised. Says nothing that came with the request, and no words of anybody."""
    match trouble:
        case NoEntry():
            answer = problem(401, str(trouble))
            answer["WWW-Authenticate"] = 'Bearer realm="Bedside"'
            return answer
        case TooManyRequests():
            answer = problem(429, str(trouble), kind=kind_of(trouble))
            answer["Retry-After"] = str(trouble.seconds)
            return answer
        case Overtaken():
            theirs = {"body": trouble.body, "by": trouble.by, "revision": trouble.revision}
            return problem(409, str(trouble), kind=kind_of(trouble), theirs=theirs)
        case ValidationError():
            return wrong_shape(trouble.errors)
        case UnknownParameter():
            return wrong_shape({"loc": ("query", name), "msg": "Is not known here"} for name in trouble.names)
        case UnsupportedContent():
            return problem(413, refusals.sentence_of(TooLarge(str(trouble))))
        case BadInput():
            return problem(422, refusals.sentence_of(WrongShape(str(trouble))))
        case UnknownRule():
            return problem(404, "There is no rule with this code.")
        case BedsideError():
            return _refused(request, trouble)
        case Http404():
            return problem(404, NOT_FOUND)
        case RequestDataTooBig():
            return problem(413, "This is larger than we read in one piece (8,000,000 bytes).")
        case HttpError() | SuspiciousOperation() | BadRequest() | UnreadablePostError():
            return problem(400, "What came could not be read. Send one JSON object in UTF-8.")
        case OperationalError() | InterfaceError():
            log(request, trouble)
            return problem(503, refusals.UNREACHABLE)
    log(request, trouble)
    number = getattr(request, "number", "")
    return problem(500, f"Something went wrong here, and nothing was done. If you ask for help, name number {number}.")


def _refused(request: HttpRequest, trouble: BedsideError) -> HttpResponse:
    status = refusals.status_of(trouble)
    if status >= 500:
        log(request, trouble)
    kind = kind_of(trouble) if isinstance(trouble, DeskError) else "about:blank"
    return problem(status, refusals.sentence_of(trouble), kind=kind)


def kind_of(trouble: DeskError) -> str:
    """The type of a problem: where this page tells of it."""
    return f"/api#{slug_of(type(trouble))}"


def slug_of(kind: type[DeskError]) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", kind.__name__).lower()


def wrong_shape(errors: Iterable[Mapping[str, Any]]) -> HttpResponse:
    """Which fields are wrong, and how; never what stood in them."""
    told = [{"at": _place(e["loc"]), "says": f"{e['msg']}."} for e in errors][:MOST_ERRORS]
    return problem(422, "Something in it has the wrong shape; `errors` says where and how.", errors=told)


def _place(loc: Iterable[Any]) -> str:
    """Where, as ``body.words`` or ``query.limit``: names of ours and numbers only."""
    source, *rest = [str(part) for part in loc]
    names = rest[1:] if source == "body" and rest[:1] == ["sent"] else rest
    return ".".join([source, *(n if re.fullmatch(r"[a-z0-9_-]{1,40}", n) else "..." for n in names)])


def log(request: HttpRequest, trouble: Exception) -> None:
    structlog.get_logger().error(
        "refused",
        request=getattr(request, "number", ""),
        error=type(trouble).__name__,
        place=place_of(trouble),
    )


def place_of(trouble: Exception) -> str:
    """The module and line that raised."""
    frames = list(traceback.walk_tb(trouble.__traceback__))
    return f"{frames[-1][0].f_globals.get('__name__', '?')}:{frames[-1][1]}" if frames else ""
