"""Whatever is sent, the API answers as its OpenAPI says: schemathesis, in short here and long in `make prove ONLY=api`."""

import os
from collections import Counter
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import CheckContext, not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from bedside.api.serving import api
from bedside.api.urls import urlpatterns
from tests.api.programs import made, token_for
from tests.desk.drafts.making import FINE, HELD, ODD

pytestmark = pytest.mark.django_db
assert urlpatterns
EACH = int(os.environ.get("BEDSIDE_API_CASES", "300"))  # cases, over all operations
STATUSES: Counter[int] = Counter()
NUMBER_OF = {"put": "writing", "post": "in_review"}
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
OPERATIONS = sorted(
    (path, method) for path, methods in api.get_openapi_schema()["paths"].items() for method in methods
)


@pytest.fixture
def schema(people: Any) -> Any:
    """The API of a clinic with drafts in several states, as everybody's tokens together reach it."""
    for state, text in (("started", FINE), ("submitted", ODD), ("second_asked", HELD), ("returned", ODD), ("released", FINE)):
        made(people, state, text)
    made(people, "started", FINE, pictures=("A teal wall.",))
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_every_answer_is_one_that_is_documented(schema: Any, people: Any, path: str, method: str) -> None:
    programs = [token_for(people[role], per_minute=10**9) for role in ("author", "point_of_contact", "auditor")]
    operation = schema[path][method.upper()]
    count = max(2, EACH // len(OPERATIONS))
    turn = iter(range(10**9))

    @settings(
        max_examples=count, deadline=None, database=None, derandomize=EACH <= 300,
        suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate],
    )  # fmt: skip
    @operation.as_strategy(generation_mode=schemathesis.GenerationMode.POSITIVE).wrapped if False else _given(operation)
    def tried(case: Any) -> None:
        n = next(turn)
        if "number" in case.path_parameters and n % 4:
            case.path_parameters["number"] = 1 + n % 7
        who = programs[n % len(programs)]
        answer = case.call(headers={"Authorization": f"Bearer {who.text}"} if n % 25 else {})
        STATUSES[answer.status_code] += 1
        case.validate_response(answer, checks=CHECKS)

    tried()


def _given(operation: Any) -> Any:
    raise NotImplementedError
