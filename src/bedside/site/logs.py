"""The one way in which anything is logged: a line of JSON with keys from a list, and no words of anybody.

What is not on the list is left out, so that a careless call cannot write a draft into a log. Messages of
exceptions are left out as well; their kind, their place and a number to ask for stay.
"""

import logging
import sys
import time
import uuid
from collections.abc import Callable, Mapping, MutableMapping
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

import structlog
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString, mark_safe
from django.views.debug import ExceptionReporter

ALLOWED = frozenset(
    "event level at request method route status ms organization about actor rule code count size kind error place "
    "version seconds".split()
)
_PRIMITIVE = (str, int, float, bool, type(None))
LONGEST = 200


def only_allowed(_: Any, __: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """Keep keys of the list with short plain values."""
    kept = {k: v for k, v in event.items() if k in ALLOWED and isinstance(v, _PRIMITIVE)}
    return {k: v[:LONGEST] if isinstance(v, str) else v for k, v in kept.items()}


class Foreign(logging.Handler):
    """Records of other libraries: which logger, which level, which exception and where; never their text."""

    def emit(self, record: logging.LogRecord) -> None:
        facts: dict[str, Any] = {"kind": record.name, "place": f"{record.module}:{record.lineno}"}
        if record.exc_info and record.exc_info[0]:
            facts |= {"error": record.exc_info[0].__name__, "place": innermost(record.exc_info[2])}
        status = getattr(record, "status_code", None)
        if isinstance(status, int):
            facts["status"] = status
        log = structlog.get_logger()
        log.log(max(record.levelno, logging.DEBUG), "library", **facts)


def innermost(traceback: TracebackType | None) -> str:
    place = ""
    while traceback is not None:
        place = f"{traceback.tb_frame.f_globals.get('__name__', '?')}:{traceback.tb_lineno}"
        traceback = traceback.tb_next
    return place


_file: TextIO | None = None


def write_to(path: Path) -> None:
    """From now on, write lines to a file rather than to standard error."""
    global _file
    _file = path.open("a", encoding="utf-8")


class Line:
    """Writes a finished line to what is standard error at that moment, or to the file that was named."""

    def msg(self, line: str) -> None:
        print(line, file=_file or sys.stderr, flush=True)

    debug = info = warning = error = critical = msg


# Set at import, so that nothing is ever logged in structlog's own way, which leaves nothing out.
structlog.configure(
    processors=[
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", key="at"),
        only_allowed,
        structlog.processors.JSONRenderer(sort_keys=True),
    ],
    wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
    logger_factory=lambda *_: Line(),
)


def begin() -> None:
    """Bring what other libraries log into the same form, once per process."""
    root = logging.getLogger()
    root.handlers[:] = [Foreign()]
    root.setLevel(logging.WARNING)


class RequestLog:
    """A line per request: route, status and time. The route is the pattern, so that nothing typed into an address is kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number, begun = uuid.uuid4().hex[:12], time.perf_counter()
        request.number = number  # type: ignore[attr-defined]
        response = self.get_response(request)
        match = request.resolver_match
        structlog.get_logger().info(
            "request",
            request=number,
            method=request.method,
            route=match.route if match else "unknown",
            status=response.status_code,
            ms=round(1000 * (time.perf_counter() - begun), 1),
        )
        response["Cache-Control"] = response.get("Cache-Control", "no-store")
        return response


class SilentReporter(ExceptionReporter):
    """No page or mail about an error shows variables, settings or messages."""

    def get_traceback_data(self) -> dict[str, Any]:
        return {"exception_type": self.exc_type.__name__ if self.exc_type else "", "frames": []}

    def get_traceback_text(self) -> SafeString:
        return mark_safe(f"{self.exc_type.__name__ if self.exc_type else 'error'} at {innermost(self.tb)}")  # noqa: S308

    def get_traceback_html(self) -> SafeString:
        return self.get_traceback_text()
