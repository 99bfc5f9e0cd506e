"""The door that every request of a program goes through: whose token, what it is good for, how often, and once only.

Cookies are not looked at, so no page of somebody else's can make a browser act here.
"""

from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, cast

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from bedside.api import problems
from bedside.core.errors import NotPermitted, NotThere
from bedside.core.scopes import Scope
from bedside.desk.audit import services as audit
from bedside.desk.integrations import selectors, services
from bedside.desk.integrations.models import Token
from bedside.desk.integrations.services import Claim
from bedside.desk.people.models import Person
from bedside.desk.tenancy import scope as tenancy

MOST_BYTES = 8_000_000  # as a line of `bedside check --jsonl`
LARGEST_NUMBER = 2**31 - 1  # of a draft
KEY = "Idempotency-Key"

Run = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Way:
    """How requests of one operation are let in.

    Attributes:
        scope: what a token has to be good for; None where any token will do.
        body: whether it takes one.
        query: names of the parameters that it knows.
        once: whether an idempotency key makes a repeated request the same one.
        before: what takes a while and is done before the organisation's transaction.
        own_scope: the operation opens the organisation's scope itself.
    """

    scope: Scope | None = None
    body: bool = False
    query: frozenset[str] = frozenset()
    once: bool = False
    before: Callable[..., None] | None = None
    own_scope: bool = False


def token_of(request: HttpRequest) -> Token:
    return cast(Token, request.token)  # type: ignore[attr-defined]


def person_of(request: HttpRequest) -> Person:
    """For whom the program acts."""
    return cast(Person, token_of(request).person)


@contextmanager
def within(request: HttpRequest) -> Any:
    """The work of the token's organisation, in one transaction."""
    with tenancy.within(token_of(request).organization_id):
        yield


def door(way: Way) -> Callable[[Run], Run]:
    """Around an operation: lets a request in, or says why not. Nothing that is raised leaves it."""

    def around(run: Run) -> Run:
        @wraps(run)
        def enter(request: HttpRequest, **parameters: Any) -> HttpResponse:
            request.token = None  # type: ignore[attr-defined]
            try:
                now = timezone.now()
                request.token = services.use_token(bearer_of(request), at=now)  # type: ignore[attr-defined]
                _require(request, way, parameters)
                with audit.by_way_of(token=str(token_of(request).pk)):
                    answer = _once(request, run, way, parameters, at=now)
            except Exception as trouble:
                answer = problems.answer_to(request, trouble)
            return _with_limits(request, answer)

        return enter

    return around


def bearer_of(request: HttpRequest) -> str:
    """What stands behind ``Authorization: Bearer``; "" where nothing does."""
    kind, _, text = request.headers.get("Authorization", "").partition(" ")
    return text.strip() if kind.lower() == "bearer" else ""


def _require(request: HttpRequest, way: Way, parameters: dict[str, Any]) -> None:
    """Raise unless the request may come in as it is."""
    token = token_of(request)
    if way.scope is not None and way.scope not in selectors.usable(token):
        if way.scope in token.allows:
            raise NotPermitted(f"“{way.scope.value}” is more than {token.person.name} may do now, so it is not done.")
        raise NotPermitted(f"This token is not good for “{way.scope.value}”. Make one that is.")
    if any(isinstance(value, int) and value > LARGEST_NUMBER for value in parameters.values()):
        raise NotThere(problems.NOT_FOUND)
    if unknown := request.GET.keys() - way.query:
        raise problems.UnknownParameter(sorted(unknown))
    if way.body:
        _require_body(request)


def _require_body(request: HttpRequest) -> None:
    if request.content_type != "application/json":
        raise problems.NotJson("Send a body with Content-Type: application/json.")
    said = request.headers.get("Content-Length", "")
    if (said.isdigit() and int(said) > MOST_BYTES) or len(request.body) > MOST_BYTES:
        raise problems.TooLarge(f"This is larger than we read in one piece ({MOST_BYTES:,} bytes).")
    if not request.body.strip():
        raise problems.Unreadable("There is no body. Send one JSON object.")


def _once(request: HttpRequest, run: Run, way: Way, parameters: dict[str, Any], *, at: datetime) -> HttpResponse:
    """Do it, or with a key that was answered before, say the same again."""
    claimed = _claimed(request, at=at) if way.once else None
    if claimed is not None and claimed.status is not None:
        said = HttpResponse(claimed.body, status=claimed.status, content_type="application/json; charset=utf-8")
        said["Idempotent-Replayed"] = "true"
        return said
    done = False
    try:
        answer = _done(request, run, way, parameters, claimed)
        done = answer.status_code < 400
        return answer
    finally:
        if claimed is not None and not done:
            with within(request):
                services.give_up(claimed)


def _claimed(request: HttpRequest, *, at: datetime) -> Claim | None:
    key = request.headers.get(KEY)
    if key is None:
        return None
    with within(request):
        return services.claim(
            token_of(request),
            key=key,
            method=request.method or "",
            path=request.get_full_path(),
            body=request.body,
            at=at,
        )


def _done(request: HttpRequest, run: Run, way: Way, parameters: dict[str, Any], claimed: Claim | None) -> HttpResponse:
    """Run the operation in one transaction, which keeps its answer as well, and undo it where it was refused."""
    if way.before is not None:
        way.before(request, **parameters)
    if way.own_scope:
        return run(request, **parameters)
    with within(request):
        answer = run(request, **parameters)
        if answer.status_code >= 400:
            transaction.set_rollback(True)
        elif claimed is not None:
            services.finish(claimed, status=answer.status_code, body=answer.content.decode())
        return answer


def _with_limits(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    token: Token | None = request.token  # type: ignore[attr-defined]
    if token is not None:
        answer["RateLimit-Limit"] = str(token.per_minute)
        answer["RateLimit-Remaining"] = str(max(0, token.per_minute - token.counted))
        answer["RateLimit-Reset"] = str(60 - timezone.now().second)
    return answer


def outer(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Around a view of the URL map: open to all, since tokens are its own door; refusals are problem documents."""

    @wraps(view)
    def enter(request: HttpRequest, *args: Any, **parameters: Any) -> HttpResponseBase:
        try:
            answer = view(request, *args, **parameters)
        except Exception as trouble:
            return problems.answer_to(request, trouble)
        if answer.status_code == 405:
            told = problems.problem(405, f"This address takes {answer['Allow']}.")
            told["Allow"] = answer["Allow"]
            return told
        return answer

    enter.open_to_all = True  # type: ignore[attr-defined]
    enter.csrf_exempt = True  # type: ignore[attr-defined]
    return enter
