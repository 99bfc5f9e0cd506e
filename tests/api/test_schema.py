"""Whatever is sent, the API answers as its OpenAPI says: schemathesis, in short here and long in `make prove ONLY=api`."""

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import schemathesis
import schemathesis.openapi
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.parameters import ParameterLocation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from bedside.api.serving import api
from bedside.api.urls import urlpatterns
from tests.api.programs import Program, made, token_for
from tests.desk.acting import roster
from tests.desk.conftest import founded
from tests.desk.drafts.making import FINE, HELD, ODD

pytestmark = pytest.mark.django_db
assert urlpatterns
EACH = int(os.environ.get("BEDSIDE_API_CASES", "300"))  # cases, over all operations
STATUSES: Counter[int] = Counter()
TRIED: set[tuple[str, str]] = set()
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
OPERATIONS = sorted((path, method) for path, methods in api.get_openapi_schema()["paths"].items() for method in methods)


@contextmanager
def connections_kept() -> Iterator[None]:
    """Requests of a server close what they left open; these run within the transaction of the tests."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)


@pytest.fixture(scope="module")
def reached(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Any, list[Program]]]:
    """The API of a clinic with drafts in several states, and programs that come with three people's tokens."""
    with django_db_blocker.unblock(), connections_kept(), transaction.atomic():
        try:
            people = roster(founded("clinic"), at=timezone.now())
            for state, text in (
                ("started", FINE), ("submitted", ODD), ("second_asked", HELD), ("returned", ODD), ("released", FINE),
            ):  # fmt: skip
                made(people, state, text)
            made(people, "started", FINE, pictures=("A teal wall.",))
            schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
            roles = ("author", "point_of_contact", "auditor")
            yield schema, [token_for(people[role], per_minute=10**9) for role in roles]
            the_cases_reached_what_they_are_about()
        finally:
            transaction.set_rollback(True)


def the_cases_reached_what_they_are_about() -> None:
    """When all were tried: not only refusals were seen, but acts that were done, and every kind of refusal there is."""
    if len(TRIED) < len(OPERATIONS):
        return
    print(f"API cases: {sum(STATUSES.values())}, by status: {dict(sorted(STATUSES.items()))}")
    assert {200, 201, 401, 403, 404, 409, 422} <= set(STATUSES)
    assert not {s for s in STATUSES if s >= 500}


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_every_answer_is_one_that_is_documented(reached: tuple[Any, list[Program]], path: str, method: str) -> None:
    schema, programs = reached
    operation = schema[path][method.upper()]
    count = max(2, EACH // len(OPERATIONS))
    able = [p for p in programs if able_to(p, operation)] or programs
    turn = iter(range(10**9))

    @settings(
        max_examples=count, deadline=None, database=None, derandomize=EACH <= 300,
        suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate],
    )  # fmt: skip
    @given(case=cases_of(operation))
    def tried(case: Any) -> None:
        n = next(turn)
        if case.path_parameters and "number" in case.path_parameters and n % 4:
            case.path_parameters["number"] = 1 + n % 7
        who = able[n % len(able)] if n % 10 else programs[n % len(programs)]
        case.headers = {**dict(case.headers or {}), **({"Authorization": f"Bearer {who.text}"} if n % 25 else {})}
        answer = case.call()
        STATUSES[answer.status_code] += 1
        case.validate_response(answer, checks=CHECKS)
        assert not (wrong_body(case) and answer.status_code < 300), "a body of the wrong shape was taken"

    tried()
    TRIED.add((path, method))


def able_to(program: Program, operation: Any) -> bool:
    """Whether the program's token is good for an operation."""
    needs = operation.definition.raw["description"].rpartition("Scope: `")[2].partition("`")[0]
    return "Scope: `" not in operation.definition.raw["description"] or needs in program.token.scopes


def wrong_body(case: Any) -> bool:
    """Whether the body was made so that the OpenAPI does not allow it."""
    told = case.meta.components.get(ParameterLocation.BODY) if case.meta else None
    return told is not None and told.mode is GenerationMode.NEGATIVE


def cases_of(operation: Any) -> st.SearchStrategy[Any]:
    """Requests as the OpenAPI wants them, and, where anything can be wrong with them, others."""
    good = operation.as_strategy()
    if not operation.body and not operation.path_parameters and not operation.query:
        return good
    return st.one_of(good, operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))
