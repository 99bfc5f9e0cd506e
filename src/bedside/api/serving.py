"""The API as an object, and the one way to add an operation to it, so that every one says everything it may answer."""

import json
import math
from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.decorators import decorate_view
from ninja.openapi.schema import OpenAPISchema
from ninja.parser import Parser
from ninja.responses import Status
from ninja.security import HttpBearer

import bedside
from bedside.api import problems
from bedside.api.door import KEY, Way, door
from bedside.api.shapes import PARAMETERS, Problem
from bedside.core.scopes import Scope

ALWAYS = (401, 403, 429, 500, 503)
WITH_QUERY = (400, 422)
WITH_BODY = (400, 409, 413, 415, 422)
KEY_SHAPE = {"type": "string", "minLength": 1, "maxLength": 80, "pattern": "^[!-~]+$"}
KEY_PARAMETER = {
    "in": "header",
    "name": KEY,
    "required": False,
    "schema": KEY_SHAPE,
    "description": "Names this request. Sent again with the same key within 24 hours it is answered the same, and done once.",
}
DESCRIPTION = """\
The workspace for programs. A token acts for one person of one organization and never has more than that person's
rights. Nothing here approves: that asks a person to show again who they are.
"""


class Token(HttpBearer):
    """Says in the OpenAPI how programs come in; the door has looked at the token by then."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        return request.token  # type: ignore[attr-defined]


class StrictParser(Parser):
    """JSON as RFC 8259 has it: no NaN, no number that is none."""

    def parse_body(self, request: HttpRequest) -> Any:
        return json.loads(request.body.decode("utf-8"), parse_constant=_refused, parse_float=_finite)


def _refused(said: str) -> Any:
    raise ValueError("not a number")


def _finite(said: str) -> float:
    number = float(said)
    if not math.isfinite(number):
        raise ValueError("not a number")
    return number


class Api(NinjaAPI):
    """Refusals are problem documents, here and in the OpenAPI."""

    def on_exception(self, request: HttpRequest, exc: Any) -> Any:
        return problems.answer_to(request, exc)

    told: OpenAPISchema | None = None

    def get_openapi_schema(self, **more: Any) -> OpenAPISchema:
        if self.told is None:
            self.told = self._made(**more)
        return self.told

    def _made(self, **more: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**more)
        for operations in schema["paths"].values():
            for told in operations.values():
                for parameter in told["parameters"]:
                    parameter["schema"] = present(parameter["schema"])
                    parameter.setdefault("description", PARAMETERS.get(parameter["name"], ""))
                for status, response in told["responses"].items():
                    if int(status) >= 400:
                        response["description"] = problems.MEANINGS[int(status)]
                        response["content"] = {problems.MEDIA_TYPE: response["content"].pop("application/json")}
        return schema


def present(shape: dict[str, Any]) -> dict[str, Any]:
    """The shape of a parameter where it is there: what can be left out is never null."""
    one_of = [s for s in shape.get("anyOf", ()) if s != {"type": "null"}]
    return one_of[0] if len(one_of) == 1 else shape


api = Api(
    title="Bedside",
    version=bedside.__version__,
    description=DESCRIPTION,
    docs_url=None,
    urls_namespace="api",
    parser=StrictParser(),
    openapi_extra={"info": {"license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}}},
)
TOKEN = Token()

View = Callable[..., Any]


def operation(
    method: str,
    path: str,
    *,
    answer: Any,
    scope: Scope | None = None,
    status: int = 200,
    tag: str,
    query: bool = False,
    keyed: bool = True,
    conflicts: bool = False,
    missing: bool = False,
    before: Callable[..., None] | None = None,
    own_scope: bool = False,
    example: Any = None,
) -> Callable[[View], View]:
    """Add a view to the API, behind the door.

    Args:
        answer: the shape of what it gives with ``status``.
        scope: what a token has to be good for.
        query: whether it reads parameters.
        keyed: of a POST, whether an idempotency key counts; where nothing is changed, it does not.
        conflicts: whether a GET can find that the state of things does not allow it.
        missing: whether what it gives may not be there, though no parameter names it.
        before, own_scope: as in `door.Way`.
        example: of what is sent.
    """
    body = method in {"POST", "PUT"}
    once = method == "POST" and keyed
    refusals = {*ALWAYS, *(WITH_QUERY if query else ()), *(WITH_BODY if body else ())}
    refusals |= ({404, 422} if "{" in path else set()) | ({409} if conflicts else set()) | ({404} if missing else set())

    def add(view: View) -> View:
        heading, _, more = (view.__doc__ or "").strip().partition("\n")
        named = frozenset(
            n for n in signature(view).parameters if n not in {"request", "sent"} and f":{n}}}" not in path
        )
        way = Way(scope=scope, body=body, query=named, once=once, before=before, own_scope=own_scope)
        extra: dict[str, Any] = {"parameters": [KEY_PARAMETER]} if once else {}
        if body:
            extra["requestBody"] = {"content": {"application/json": {"example": example}}}
        decorated: View = decorate_view(door(way))(_with_status(view, status))
        return api.api_operation(
            [method],
            path,
            auth=TOKEN,
            response={status: answer, **dict.fromkeys(sorted(refusals), Problem)},
            operation_id=view.__name__,
            summary=heading.rstrip("."),
            description=described(more, scope),
            tags=[tag],
            by_alias=True,
            exclude_unset=True,
            openapi_extra=extra,
        )(decorated)

    return add


def described(more: str, scope: Scope | None) -> str:
    text = " ".join(more.split())
    needs = f"Scope: `{scope.value}`." if scope else "Any token."
    return f"{text}\n\n{needs}" if text else needs


def _with_status(view: View, status: int) -> View:
    """A view that says which status goes with what it gives."""

    @wraps(view)
    def told(request: HttpRequest, **parameters: Any) -> Any:
        return Status(status, view(request, **parameters))

    return told
