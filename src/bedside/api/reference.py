"""The page that tells programmers what they can ask for, made out of the OpenAPI itself."""

import inspect
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from bedside.api import problems
from bedside.api.door import MOST_BYTES
from bedside.api.problems import slug_of
from bedside.api.serving import api
from bedside.core.errors import DeskError
from bedside.core.events import Event
from bedside.core.scopes import Scope
from bedside.desk.integrations.models import PER_MINUTE
from bedside.desk.integrations.services.delivering import GIVE_UP_AFTER

JSON = "application/json"
FORMATS = {"date-time": "moment", "uuid": "id"}
TYPES = {"string": "text", "integer": "number", "number": "number", "boolean": "true or false", "null": "null"}
TELLS_OF = re.compile(
    r"bedside\.(core|api|desk\.(drafts\.(services\.(writing|reviewing|releases)|words)|integrations\.services|"
    r"tenancy\.fields|audit\.services))\b"
)
NEVER_HERE = frozenset({"no-entry", "no-transaction", "not-releasable", "not-sealed"})  # no type, or a fault of ours
MOST_SHOWN = 9  # values of a choice, before the rest is left to the OpenAPI


@dataclass(frozen=True)
class Field:
    """A field of what is sent or given, or a parameter."""

    name: str
    kind: str
    required: bool
    says: SafeString


@dataclass(frozen=True)
class Told:
    """One operation as the page tells of it."""

    id: str
    method: str
    path: str
    heading: str
    says: SafeString
    scope: str
    parameters: Sequence[Field]
    sends: Sequence[Field]
    status: int
    gives: Sequence[Field]
    refusals: Sequence[int]
    keyed: bool
    example: str


@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """Everything a program can ask for, and how."""
    return render(request, "api/reference.html", context() | {"root": request.build_absolute_uri("/api/v1")})


@cache
def context() -> dict[str, Any]:
    schema = api.get_openapi_schema()
    return {
        "groups": list(groups_of(schema)),
        "kinds": kinds(),
        "meanings": [(status, problems.TITLES[status], coded(says)) for status, says in problems.MEANINGS.items()],
        "scopes": list(Scope),
        "events": [(e.value, e.sentence) for e in Event],
        "per_minute": PER_MINUTE,
        "most_bytes": f"{MOST_BYTES:,}",
        "give_up_days": GIVE_UP_AFTER.days,
    }


def groups_of(schema: Mapping[str, Any]) -> Iterator[tuple[str, str, list[Told]]]:
    """Operations by their tag, each with a name for its anchor."""
    found: dict[str, list[Told]] = {}
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            found.setdefault(operation["tags"][0], []).append(told_of(method, path, operation, schema))
    for tag, operations in found.items():
        yield tag, tag.lower().replace(" ", "-"), operations


def told_of(method: str, path: str, operation: Mapping[str, Any], schema: Mapping[str, Any]) -> Told:
    says, _, needs = operation["description"].rpartition("\n\n")
    body = operation.get("requestBody", {}).get("content", {}).get(JSON, {})
    status = min(int(s) for s in operation["responses"])
    answer = operation["responses"][status]["content"][JSON]["schema"]
    return Told(
        id=operation["operationId"],
        method=method.upper(),
        path=path,
        heading=operation["summary"],
        says=coded(says),
        scope=needs.partition("`")[2].partition("`")[0],
        parameters=[parameter(p, schema) for p in operation["parameters"] if p["in"] != "header"],
        sends=list(fields_of(body["schema"], schema)) if body else [],
        status=status,
        gives=list(fields_of(answer, schema)),
        refusals=[int(s) for s in operation["responses"] if int(s) >= 400],
        keyed=any(p["in"] == "header" for p in operation["parameters"]),
        example=curl(method.upper(), path, body.get("example")),
    )


def parameter(told: Mapping[str, Any], schema: Mapping[str, Any]) -> Field:
    return Field(told["name"], kind_of(told["schema"], schema), told["required"], coded(told["description"]))


def fields_of(shape: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[Field]:
    whole = resolved(shape, schema)
    needed = set(whole.get("required", ()))
    for name, told in whole.get("properties", {}).items():
        yield Field(name, kind_of(told, schema), name in needed, coded(told.get("description", "")))


def resolved(shape: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    if "$ref" not in shape:
        return shape
    found: Mapping[str, Any] = schema["components"]["schemas"][shape["$ref"].rpartition("/")[2]]
    return found


def kind_of(shape: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    """What a value is, in words."""
    if "anyOf" in shape:
        return " or ".join(dict.fromkeys(kind_of(one, schema) for one in shape["anyOf"]))
    whole = resolved(shape, schema)
    if len(whole.get("allOf", ())) == 1:
        return kind_of(whole["allOf"][0], schema)
    if "enum" in whole:
        shown = ", ".join(str(v) for v in whole["enum"][:MOST_SHOWN])
        return shown + (", ..." if len(whole["enum"]) > MOST_SHOWN else "")
    if whole.get("type") == "array":
        return f"list of {kind_of(whole.get('items', {}), schema)}"
    if "properties" in whole:
        return "{" + ", ".join(whole["properties"]) + "}"
    if whole.get("type") == "object":
        return f"object of {kind_of(whole.get('additionalProperties', {}), schema)}"
    return FORMATS.get(whole.get("format", "")) or TYPES.get(whole.get("type", ""), "value")


def coded(text: str) -> SafeString:
    """Words with what stands between backticks as code."""
    parts = text.split("`")
    return format_html_join(
        "", "{}", ((format_html("<code>{}</code>", p) if i % 2 else p,) for i, p in enumerate(parts))
    )


def curl(method: str, path: str, example: Any) -> str:
    """The request as a line for a terminal, with what has to be put in as variables."""
    address = re.sub(r"\{(\w+)\}", lambda m: "PHI-G1" if m[1] == "code" else "118", path.removeprefix("/api/v1"))
    lines = [f'curl -H "Authorization: Bearer $BEDSIDE_TOKEN" "$BEDSIDE{address}"']
    if method != "GET":
        lines[0] = lines[0].replace("curl ", f"curl -X {method} ", 1)
        lines += ["-H 'Content-Type: application/json'", f"-d '{json.dumps(example)}'"]
    return " \\\n  ".join(lines)


def kinds() -> list[tuple[str, SafeString]]:
    """Every problem that has a type of its own: its name, and what it means."""
    found = {slug_of(c): inspect.getdoc(c) or "" for c in below(DeskError) if TELLS_OF.match(c.__module__)}
    return sorted(
        (slug, coded(" ".join(says.partition("\n\n")[0].split()).replace("``", "`"))) for slug, says in found.items()
    )


def below(kind: type[DeskError]) -> Iterator[type[DeskError]]:
    for one in kind.__subclasses__():
        yield one
        yield from below(one)
