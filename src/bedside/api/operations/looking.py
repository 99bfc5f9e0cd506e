"""Looking at words that are nowhere kept."""

from typing import Any

from django.http import HttpRequest

import bedside
from bedside.api import shapes
from bedside.api.door import within
from bedside.api.serving import operation
from bedside.core.records import content_of, screening_record
from bedside.core.scopes import Scope
from bedside.desk.policies import selectors as policies


@operation(
    "POST",
    "/screen",
    answer=shapes.Screened,
    scope=Scope.SCREEN,
    tag="Looking",
    keyed=False,
    own_scope=True,
    example={"id": 7, "text": "Her social is 219-09-4321."},
)
def screen(request: HttpRequest, sent: shapes.Words) -> dict[str, Any]:
    """Look at words.

    Takes and gives what a line of `bedside check --jsonl` does, under the rules in force and with what is public
    about the organization. Nothing is stored, so a repeated request is simply looked at again.
    """
    with within(request):
        policy, organization = policies.in_force(), policies.public_facts()
    content = content_of(sent.model_dump(mode="json", exclude_unset=True), organization=organization)
    return {"id": sent.id, **screening_record(bedside.screen(content, policy=policy))}
