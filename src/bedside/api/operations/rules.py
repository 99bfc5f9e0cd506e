"""The rules: which policy judges, who decided so, and what one rule looks for."""

from typing import Annotated, Any

from django.http import HttpRequest
from pydantic import Field

from bedside.api import cursors, shapes
from bedside.api.operations.me import person_record
from bedside.api.serving import operation
from bedside.core.content import Account
from bedside.core.errors import UnknownRule
from bedside.desk.policies import selectors
from bedside.desk.policies.models import Adoption
from bedside.policies import BASELINE
from bedside.screening.pages import Case, page_of
from bedside.screening.registry import registry

TAG = "Rules"
Code = Annotated[str, Field(max_length=40, pattern=r"^[A-Z0-9]+(-[A-Z0-9]+)+$", examples=["PHI-G1"])]


@operation("GET", "/policies", answer=shapes.Policies, tag=TAG, query=True)
def list_policies(
    request: HttpRequest, limit: shapes.Limit = cursors.USUAL, cursor: shapes.Cursor = ""
) -> dict[str, Any]:
    """Read which policy judges now, and the decisions that led there, the newest first."""
    policy, digest = selectors.in_force(), selectors.in_force_digest()
    found = Adoption.objects.defer("document", "source").select_related("adopted_by").order_by("-seq")
    if after := cursors.read(cursor, int):
        found = found.filter(seq__lt=after[0])
    items, following = cursors.page(list(found[: limit + 1]), limit=limit, key=lambda a: (a.seq,))
    return {
        "in_force": {
            "pack": policy.label,
            "title": policy.title,
            "packs": list(policy.packs) or [policy.label or BASELINE],
            "digest": digest,
        },
        "items": [adoption_record(a) for a in items],
        "next": following,
    }


def adoption_record(adoption: Adoption) -> dict[str, Any]:
    return {
        "pack": adoption.pack,
        "packs": adoption.packs,
        "digest": adoption.digest,
        "adopted_by": person_record(adoption.adopted_by),
        "adopted_at": adoption.adopted_at,
        "entry": adoption.seq,
    }


@operation("GET", "/rules/{code}", answer=shapes.Rule, tag=TAG)
def get_rule(request: HttpRequest, code: Code) -> dict[str, Any]:
    """Read what a rule looks for and leaves alone, and what it weighs under the policy in force."""
    rule = registry().get(code)
    if rule is None:
        raise UnknownRule("no rule has this code")
    policy, page = selectors.in_force(), page_of(rule)
    provision = policy.provisions.get(rule.provision)
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": policy.severities.get(rule.code, rule.severity).value,
        "weights": {a.value: policy.weigh(rule.code, severity=rule.severity, account=a).value for a in Account},
        "disabled": rule.code in policy.disabled,
        "guidelines": [g.value for g in rule.guidelines],
        "class": rule.identifier_class,
        "label": rule.label,
        "message": rule.message,
        "advice": rule.advice,
        "citation": provision.citation if provision else "",
        "flagged": [case_record(c) for c in page.flagged],
        "left_alone": [case_record(c) for c in page.left_alone],
    }


def case_record(case: Case) -> dict[str, Any]:
    return {"text": case.content.body, "marks": [list(span) for span in case.spans]}
