"""Every rule does what its page says, and every page shows both sides."""

import pytest

from bedside.policies import load_policy
from bedside.screening.engine import findings_of, stops
from bedside.screening.pages import Case, Page, page_of
from bedside.screening.registry import registry
from bedside.screening.rule import Rule

RULES = list(registry().values())
POLICY = load_policy()


def found_in(case: Case, rule: Rule) -> tuple[set[tuple[int, int]], set[str]]:
    findings = list(findings_of(rule, case.reading(POLICY), POLICY))
    return {(f.start, f.end) for f in findings if f.part == "body"}, {f.part for f in findings if f.part != "body"}


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.code)
def test_page_shows_enough_of_both_sides(rule: Rule) -> None:
    page = page_of(rule)
    assert page.title == f"{rule.name} ({rule.code})"
    assert page.prose
    assert len(page.flagged) >= 4
    assert len(page.left_alone) >= 6


def cases(side: str) -> list[object]:
    chosen = []
    for rule in RULES:
        page: Page = page_of(rule)
        for n, case in enumerate(getattr(page, side), 1):
            chosen.append(pytest.param(rule, case, id=f"{rule.code}-{n}"))
    return chosen


@pytest.mark.parametrize(("rule", "case"), cases("flagged"))
def test_what_a_page_marks_is_found(rule: Rule, case: Case) -> None:
    if rule.reads:
        assert stops(rule, case.content, policy=POLICY, alone=False), case.content.body
        return
    body, elsewhere = found_in(case, rule)
    assert body == set(case.spans), case.content.body
    assert body or elsewhere, case.content.body


@pytest.mark.parametrize(("rule", "case"), cases("left_alone"))
def test_what_a_page_leaves_alone_is_left_alone(rule: Rule, case: Case) -> None:
    if rule.reads:
        assert not stops(rule, case.content, policy=POLICY, alone=True), case.content.body
        return
    body, elsewhere = found_in(case, rule)
    marked = [case.content.body[a:b] for a, b in sorted(body)]
    assert not marked and not elsewhere, (marked, case.content.body)
