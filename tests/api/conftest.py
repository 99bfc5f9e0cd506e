"""Two organisations, and programs that come with tokens of their people."""

from collections.abc import Callable

import pytest

from bedside.core.scopes import Scope
from bedside.desk.people.models import Person
from tests.api.programs import Program, token_for
from tests.desk.conftest import clinic, hospital, others, people

__all__ = ["clinic", "hospital", "others", "people"]


@pytest.fixture
def program(people: dict[str, Person]) -> Callable[..., Program]:
    """A program of somebody of the clinic: `program("author")`, with every scope they can have, or those named."""

    def made(role: str, *scopes: Scope, **more: int) -> Program:
        return token_for(people[role], *scopes, **more)

    return made
