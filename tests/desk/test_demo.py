"""The demo: a real record of an invented story, in which every page that is offered opens."""

import re
from collections import Counter
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from bedside.core.flow import State
from bedside.core.roles import Role
from bedside.desk.audit.checking import check
from bedside.desk.audit.models import Entry
from bedside.desk.drafts import selectors
from bedside.desk.drafts.models import Comment, Decision, Draft, Guidance, Question, Release, Version, Waiver
from bedside.desk.notices.models import Notice
from bedside.desk.people.models import Grant, Invitation, Person
from bedside.desk.tenancy import scope
from bedside.desk.tenancy.models import Organization
from bedside.site.demo import building, story
from tests.desk.isolation import addresses

NEW_YORK = ZoneInfo("America/New_York")
OFFERED = re.compile(r'(?:href|src|hx-get)="(/[^"#]*)')
NOT_A_PAGE = ("/static/", "/account/")


@pytest.fixture
def demo(db: None, settings: Any) -> tuple[Organization, dict[str, int]]:
    settings.BEDSIDE_DEMO = True
    return building.build(now=datetime.now(UTC), zone=NEW_YORK)


def came_in(link: building.Link) -> Client:
    client = Client(headers={"Accept": "text/html", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"})
    path = link.url.partition("://")[2].partition("/")[2]
    assert client.get(f"/{path}").status_code == 302
    return client


def test_the_demo_holds_everybody_and_every_state_and_its_record_is_whole(
    demo: tuple[Organization, dict[str, int]],
) -> None:
    organization, numbers = demo
    with scope.within(organization.pk):
        assert {g.role for g in Grant.objects.all()} == set(Role)
        assert {d.state for d in Draft.objects.all()} == set(State)
        assert sorted(numbers.values()) == list(range(1, Draft.objects.count() + 1))
        assert Version.objects.filter(number__gt=1).exists()
        for kind in (Waiver, Comment, Guidance, Invitation):
            assert kind.objects.exists(), kind
        assert Question.objects.filter(answered_at=None).count() == 2
        assert {d.outcome for d in Decision.objects.all()} >= {"approved", "returned", "rejected", "second_asked"}
        dance = Draft.objects.get(number=numbers["ambulance"]).current
        assert [p.label for p in selectors.precedents(dance)], "an earlier decision on the same rule"
        now = datetime.now(UTC)
        assert any(r.runs(now) for r in Release.objects.all())
        soon = Draft.objects.get(number=numbers["fish"]).due_at - now
        assert 10 < soon.total_seconds() / 60 <= 20
        assert Entry.objects.filter(at__gt=now).count() == 0
        assert check().fine
        assert {p.user_id is None for p in Person.objects.all()} == {False}


@pytest.mark.parametrize("hour", [0, 7, 13, 23])
def test_the_demo_can_be_built_at_any_hour(db: None, settings: Any, hour: int) -> None:
    settings.BEDSIDE_DEMO = True
    now = datetime(2026, 3, 8, hour, 1, tzinfo=NEW_YORK)  # the night on which clocks go forward

    organization, numbers = building.build(now=now.astimezone(UTC), zone=NEW_YORK)

    with scope.within(organization.pk):
        ambulance = Draft.objects.get(number=numbers["ambulance"])
        assert ambulance.state == State.RELEASED
        assert list(Entry.objects.order_by("seq").values_list("seq", flat=True)) == list(range(Entry.objects.count()))


def test_each_link_works_once_and_only_on_this_machine(demo: tuple[Organization, dict[str, int]]) -> None:
    organization, numbers = demo
    found = building.links(organization, numbers=numbers, at=datetime.now(UTC))
    assert {role for link in found for role in link.role.split(", ")} == {role.title for role in Role}
    assert not any("{" in link.tries for link in found)
    path = "/" + found[0].url.partition("://")[2].partition("/")[2]

    assert Client().get(path, REMOTE_ADDR="192.0.2.7").status_code == 404
    assert Client().get(path, headers={"X-Forwarded-For": "192.0.2.7"}).status_code == 404
    came_in(found[0])
    assert Client(headers={"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}).get(path).status_code == 410


def kind_of(path: str) -> str:
    """Pages of one kind have one name: "/drafts/7?show=changes" and "/drafts/9?show=changes" are "/drafts/.?show"."""
    place, _, asked = path.partition("?")
    return re.sub(r"/[^/]*[0-9A-Z.][^/]*", "/.", place) + "".join(sorted(re.findall(r"(\w+)=", asked)))


def test_every_page_that_is_offered_opens_for_everybody(demo: tuple[Organization, dict[str, int]]) -> None:
    """Follows links from the front door on, up to three pages of a kind for each person."""
    organization, numbers = demo
    wrong: dict[tuple[str, str], int] = {}
    for link in building.links(organization, numbers=numbers, at=datetime.now(UTC)):
        client, seen, kinds, waiting = came_in(link), set[str](), Counter[str](), ["/"]
        while waiting:
            path = waiting.pop(0)
            if path in seen or path.startswith(NOT_A_PAGE) or kinds[kind_of(path)] >= 3:
                continue
            seen.add(path)
            kinds[kind_of(path)] += 1
            answer = client.get(path)
            if answer.status_code not in {200, 302}:
                wrong[link.role, path] = answer.status_code
            if answer.status_code == 302:
                waiting.append(answer["Location"])
            elif "text/html" in answer.get("Content-Type", ""):
                waiting += [found.replace("&amp;", "&") for found in OFFERED.findall(answer.content.decode())]
        assert len(seen) > 4, link.role
    assert not wrong


def test_every_page_answers_everybody(demo: tuple[Organization, dict[str, int]]) -> None:
    """Also where it is not offered: with the page, a way elsewhere, or that it is not theirs."""
    organization, numbers = demo
    told: Counter[int] = Counter()
    some = [numbers[name] for name in ("soap", "dance", "biscuit")]
    pages = [a for a in addresses() if a.parameters in ((), ("number",))]
    for link in building.links(organization, numbers=numbers, at=datetime.now(UTC)):
        client = came_in(link)
        for page in pages:
            for number in some if page.parameters else some[:1]:
                path = reverse(page.name, kwargs={"number": number} if page.parameters else {})
                answer = client.get(path)
                told[answer.status_code] += 1
                assert answer.status_code in {200, 302, 403, 404, 405, 409}, (link.role, path, answer.status_code)
    assert told[200] > 60


def test_no_letter_of_the_demo_is_old_news(demo: tuple[Organization, dict[str, int]]) -> None:
    organization, _ = demo
    with scope.within(organization.pk):
        waiting = Notice.objects.filter(sent_at=None, seen_at=None)
        assert 0 < waiting.count() < 10
        assert all((datetime.now(UTC) - n.made_at).total_seconds() < 3700 for n in waiting)


def test_the_story_is_of_invented_people_only(demo: tuple[Organization, dict[str, int]]) -> None:
    organization, _ = demo
    with scope.within(organization.pk):
        assert all(p.email.endswith("example.org") for p in Person.objects.all())
    assert organization.origin == story.ORIGIN
    assert all("555" in phone for phone in story.FACTS["phones"])
