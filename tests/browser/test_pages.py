"""Every page of the URL map in a real browser: usable by everyone, on a phone, in the dark, without a word too many.

A page a state of a draft here, as one person who may open it; as everybody, in all sizes, with BEDSIDE_LONG=1.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from tests.browser.house import CANARY, House
from tests.browser.visiting import COLORS, LONG, Visit, violations
from tests.desk.isolation import OF_USERS, addresses

EVERY = addresses()
ROLES = ("author", "point_of_contact", "owner", "privacy_officer", "auditor", "employee")
NOBODY = ""
WIDE, PHONE, SMALLEST = 1280, 360, 320
THEMES_AND_WIDTHS = [("dark", PHONE), ("light", 480), ("light", 768), ("light", 1024), ("light", 1600)]


@dataclass(frozen=True)
class Found:
    """A page, and who sees it."""

    role: str
    url: str
    state: str


def looked_up(house: House, cookies: dict[str, str], name: str) -> tuple[list[Found], set[int]]:
    """The pages that an address gives, each kind of content once, and all statuses that it answered with."""
    found: dict[str, Found] = {}
    statuses: set[int] = set()
    with httpx.Client(base_url=house.url, headers={"Accept": "text/html"}) as client:
        for place in house.ask("addresses", only=name):
            for role in (NOBODY, *ROLES) if name in OF_USERS else ROLES:
                answer = client.get(place["url"], headers={"Cookie": cookies[role]} if role else {})
                statuses.add(answer.status_code)
                if answer.status_code == 405:
                    return [], statuses
                if answer.status_code == 302 or "text/html" not in answer.headers.get("Content-Type", ""):
                    continue
                shape = role + answer.text if LONG else shape_of(answer.text)
                found.setdefault(shape, Found(role, place["url"], place["state"]))
                if answer.status_code == 200 and not LONG:
                    break
    return list(found.values()), statuses


def shape_of(html: str) -> str:
    """What a page of its own is made of, whatever the words and however often: the elements with their classes."""
    main = re.sub("<svg.*?</svg>", "", html.partition("<main")[2] or html, flags=re.DOTALL)
    return " ".join(sorted({f"{tag}.{name}" for tag, name in re.findall(r'<(\w+)(?:[^>]*?class="([^"]*)")?', main)}))


@pytest.fixture(scope="module")
def cookies(house: House) -> dict[str, str]:
    return {role: f"{house.cookie}={house.cookie_of(role)['value']}" for role in ROLES}


@pytest.fixture(scope="module")
def _windows() -> Iterator[dict[str, Visit]]:
    windows: dict[str, Visit] = {}
    yield windows
    for one in windows.values():
        one.context.close()


@pytest.fixture
def window(chromium: Any, house: House, _windows: dict[str, Visit]) -> Callable[[str], Visit]:
    """Somebody's window; the same for all tests here, since nothing is changed in it."""

    def of(role: str) -> Visit:
        if role not in _windows:
            _windows[role] = Visit(chromium, house, role=role)
        return _windows[role]

    return of


@pytest.mark.parametrize("name", [a.name for a in EVERY])
def test_a_page_can_be_used_by_everyone(name: str, house: House, cookies: dict[str, str], window: Any) -> None:
    pages, statuses = looked_up(house, cookies, name)
    assert 500 not in statuses
    troubles = {found: t for found in pages if (t := troubles_of(window(found.role), found))}
    assert troubles == {}
    assert pages or statuses <= {200, 302, 405}, "neither a page, nor a file, nor a form's address"


def troubles_of(visit: Visit, found: Found) -> list[Any]:
    """Everything that is wrong with one page."""
    before = len(visit.troubles)
    page = visit.page
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": WIDE, "height": 900})
    visit.go(found.url)
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(50)
    wrong: list[Any] = list(words_where_they_must_not_be(visit))
    wrong += [("light", WIDE, v) for v in violations(page)]
    page.emulate_media(color_scheme="dark")
    wrong += [("dark", WIDE, v) for v in violations(page, rules=None if LONG else COLORS)]
    page.emulate_media(color_scheme="light")
    for width in (SMALLEST, PHONE):
        page.set_viewport_size({"width": width, "height": 800})
        wide = page.evaluate("document.documentElement.scrollWidth")
        wrong += [(width, f"scrolls sideways to {wide}")] if wide > width else []
    wrong += [("light", PHONE, v) for v in violations(page)]
    wrong += list(at_every_size(page)) if LONG else []
    said = visit.troubles[before:]
    return wrong + [one for one in said if not (visit.answer.status >= 400 and "the server responded with" in one)]


def words_where_they_must_not_be(visit: Visit) -> Iterator[Any]:
    page = visit.page
    told = page.evaluate("[...document.querySelectorAll('[title]')].map((one) => one.title)")
    for place, text in (("title", page.title()), ("address", page.url), ("title attributes", " ".join(told))):
        if CANARY.lower() in text.lower():
            yield (place, "holds words")
    if "no-store" not in visit.answer.headers.get("cache-control", ""):
        yield "is kept by the browser"


def at_every_size(page: Any) -> Iterator[Any]:
    for theme, width in THEMES_AND_WIDTHS:
        page.emulate_media(color_scheme=theme)
        page.set_viewport_size({"width": width, "height": 800})
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            yield (width, f"scrolls sideways to {wide}")
        yield from ((theme, width, v) for v in violations(page))
