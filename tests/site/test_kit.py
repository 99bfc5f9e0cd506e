"""The kit in a real browser: nothing that a reader, a keyboard, a phone, paper or the page's own policy would trip over."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import override_settings

from tests.site import kit

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
PAGES = ["", "form", "certificate", "door", "errors/404"]
ERRORS = [f"errors/{name}" for name in ("400", "403", "410", "500", "csrf")]
VIEWS = [(path, width, theme) for path in PAGES for width in (360, 1280) for theme in ("light", "dark")]
RULES = "{preload: false, runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}"
WORDS_AT = """() => {
  const walker = document.createTreeWalker(document.querySelector(".sheet-words"), NodeFilter.SHOW_TEXT);
  const at = [];
  for (let node; (node = walker.nextNode()); )
    for (const word of node.data.matchAll(/\\S+/g)) {
      const range = new Range();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const box = range.getBoundingClientRect();
      at.push([word[0], box.left, box.top, box.right, box.bottom].join(" "));
    }
  return at;
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("needs chromium")
    if not AXE.is_file():
        pytest.skip("needs what `make web` installs")
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright keeps a loop in this thread; the kit has no database
    try:
        with sync_playwright() as playwright:
            running = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            yield running
            running.close()
    finally:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="module")
def address(browser: Any) -> Iterator[str]:
    with (
        override_settings(**kit.SETTINGS | {"STORAGES": settings.STORAGES | kit.SETTINGS["STORAGES"]}),
        kit.served() as at,
    ):
        yield at


class Visit:
    """One reader's window, and everything that went wrong in it."""

    def __init__(self, browser: Any, address: str, *, width: int = 1280, theme: str = "light", **more: Any) -> None:
        self.address = address
        self.context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=theme, **more)
        self.page = self.context.new_page()
        self.troubles: list[str] = []
        self.elsewhere: list[str] = []
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on(
            "console", lambda said: self.troubles.append(said.text) if said.type in ("error", "warning") else 0
        )
        self.page.on(
            "request", lambda asked: None if asked.url.startswith(address) else self.elsewhere.append(asked.url)
        )

    def go(self, path: str = "") -> Any:
        self.page.goto(f"{self.address}/{path}")
        self.page.evaluate("document.fonts.ready")
        return self.page

    def focused(self) -> str:
        return self.page.evaluate("document.activeElement.textContent.trim()")


@pytest.fixture
def visit(browser: Any, address: str) -> Iterator[Any]:
    begun: list[Visit] = []

    def begin(**more: Any) -> Visit:
        begun.append(Visit(browser, address, **more))
        return begun[-1]

    yield begin
    for one in begun:
        one.context.close()


@pytest.mark.parametrize(("path", "width", "theme"), [*VIEWS, *((path, 360, "light") for path in ERRORS)])
def test_a_page_can_be_used_by_everyone(visit: Any, path: str, width: int, theme: str) -> None:
    reader = visit(width=width, theme=theme)
    page = reader.go(path)
    expected = [
        words for words in reader.troubles if path.startswith("errors/") and "the server responded with" in words
    ]
    assert reader.troubles == expected
    assert reader.elsewhere == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(f"axe.run(document, {RULES})")["violations"]
    assert [(trouble["id"], [node["target"] for node in trouble["nodes"]]) for trouble in found] == []


@pytest.mark.parametrize("width", [320, 480, 640, 768, 900, 1024, 1100, 1600])
def test_no_page_scrolls_sideways(visit: Any, width: int) -> None:
    reader = visit(width=width)
    for path in ("", "form", "certificate", "door"):
        assert reader.go(path).evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("width", "menu"), [(1280, ".rail"), (360, ".tabs-bottom")])
def test_the_open_menus_and_the_keys_can_be_used_by_everyone(visit: Any, width: int, menu: str, theme: str) -> None:
    page = visit(width=width, theme=theme).go("form")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    page.click(f"{menu} summary")
    assert page.is_visible(f"{menu} [data-theme-to=dark]")
    assert page.evaluate(f"axe.run('{menu}', {RULES})")["violations"] == []
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert page.is_visible("#keys")
    assert page.evaluate(f"axe.run('#keys', {RULES})")["violations"] == []


@pytest.mark.parametrize("width", [360, 1280])
def test_marks_never_move_a_word(visit: Any, width: int) -> None:
    page = visit(width=width).go()
    marked = page.evaluate(WORDS_AT)
    page.evaluate("for (const mark of document.querySelectorAll('mark.f')) mark.replaceWith(...mark.childNodes)")
    assert len(marked) > 60
    assert page.evaluate(WORDS_AT) == marked


def test_what_a_reader_copies_holds_no_numbers_of_marks(visit: Any) -> None:
    page = visit().go()
    copied = page.evaluate(
        "getSelection().selectAllChildren(document.querySelector('.sheet-words')), String(getSelection())"
    )
    assert copied.startswith("Ada thought she would never dance again after the crash")


def test_wherever_the_tab_key_goes_it_is_seen(visit: Any) -> None:
    page = visit().go()
    page.evaluate("for (const menu of document.querySelectorAll('details')) menu.open = true")
    unseen, stops = [], 0
    for _ in range(90):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => {
              const at = document.activeElement;
              if (at === document.body) return null;
              const ring = (pseudo) => { const s = getComputedStyle(at, pseudo); return s.outlineStyle === "solid" && parseFloat(s.outlineWidth) >= 3; };
              const around = at.closest("label.pick");
              const box = at.getBoundingClientRect();
              const shown = box.bottom > 0 && box.top < innerHeight;
              return [shown && (ring() || ring("::after") || (around && getComputedStyle(around).outlineStyle === "solid")), at.outerHTML.slice(0, 90)];
            }"""
        )
        if seen is None:
            break
        stops += 1
        if not seen[0]:
            unseen.append(seen[1])
    assert stops > 40
    assert unseen == []


def test_letters_go_to_rooms_walk_lists_and_rest_while_someone_types(visit: Any) -> None:
    reader = visit()
    page = reader.go()
    page.keyboard.press("j")
    assert reader.focused() == "Draft 111 · Story"
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert reader.focused() == "Draft 112 · Story"
    page.fill("#why", "")
    page.type("#why", "g w j ? a")
    assert page.input_value("#why") == "g w j ? a"
    assert page.url == f"{reader.address}/"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("g")
    page.keyboard.press("w")
    page.wait_for_url("**/?room=write")
    assert reader.troubles == []


def test_a_letter_of_the_page_presses_its_button(visit: Any) -> None:
    page = visit().go()
    page.evaluate(
        "document.querySelector('[data-key=a]').addEventListener('click', () => (document.title = 'pressed'))"
    )
    page.keyboard.press("Control+a")
    assert page.title() != "pressed"
    page.keyboard.press("a")
    assert page.title() == "pressed"


def test_all_keys_are_shown_and_letters_can_be_turned_off_for_good(visit: Any) -> None:
    reader = visit()
    page = reader.go()
    page.keyboard.press("?")
    shown = page.inner_text("#keys")
    assert "Everywhere" in shown and "Go to" in shown and "Approve" in shown
    page.click("[data-keys-switch]")
    page.keyboard.press("Escape")
    page = reader.go()
    assert page.get_attribute("html", "data-keys") == "off"
    for key in ("?", "j", "g", "w"):
        page.keyboard.press(key)
    assert not page.is_visible("#keys")
    assert page.url == f"{reader.address}/"


def test_a_chosen_theme_is_there_before_any_script_runs(visit: Any) -> None:
    reader = visit(theme="light")
    page = reader.go()
    page.click(".me summary")
    page.click(".me [data-theme-to=dark]")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(15, 22, 20)"
    assert 'data-theme="dark"' in reader.context.request.get(f"{reader.address}/").text()[:200]
    page.click(".me [data-theme-to='']")
    assert "data-theme" not in reader.context.request.get(f"{reader.address}/").text()[:200]
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(243, 245, 241)"


def test_a_theme_that_nobody_offered_is_not_written_into_the_page(visit: Any) -> None:
    reader = visit()
    reader.context.add_cookies([{"name": "theme", "value": 'x"onload=1', "url": reader.address}])
    assert "onload" not in reader.context.request.get(f"{reader.address}/").text()


def test_nothing_is_kept_in_the_browser_but_choices(visit: Any) -> None:
    reader = visit()
    page = reader.go()
    page.fill("#why", "Ada Example, bed 4")
    reader.go("form")
    assert page.evaluate("localStorage.length") == 0
    assert page.evaluate("Object.entries(sessionStorage)") == [["htmx-current-path-for-history", "/form"]]
    assert {cookie["name"] for cookie in reader.context.cookies()} <= {"csrftoken", "theme", "keys"}
    assert page.evaluate(
        "[htmx.config.allowEval, htmx.config.historyCacheSize, htmx.config.includeIndicatorStyles]"
    ) == [
        False,
        0,
        False,
    ]


def test_a_menu_closes_by_escape_and_gives_the_focus_back(visit: Any) -> None:
    page = visit().go()
    page.click(".me summary")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert page.get_attribute("details.me", "open") is None
    assert page.evaluate("document.activeElement.matches('.me summary')")
    page.keyboard.press("Enter")
    page.click("h1")
    assert page.get_attribute("details.me", "open") is None


def test_a_form_with_problems_starts_at_them_and_each_leads_to_its_field(visit: Any) -> None:
    page = visit().go("form")
    assert page.evaluate("document.activeElement.matches('.problem')")
    assert page.inner_text(".problem h2") == "There is a problem"
    links = page.query_selector_all(".problem a")
    assert len(links) == len(page.query_selector_all(".field-wrong")) == 5
    for place, field in enumerate(["id_words", "id_kind_0", "id_channel", "id_code", "id_sure"]):
        page.query_selector_all(".problem a")[place].click()
        assert page.evaluate("document.activeElement.id") == field
    described = page.get_attribute("#id_words", "aria-describedby")
    assert described is not None
    assert all(page.query_selector(f"#{name}") for name in described.split())


def test_a_lost_line_is_said_and_goes_away(visit: Any) -> None:
    reader = visit()
    page = reader.go()
    assert not page.is_visible("#offline")
    reader.context.set_offline(True)
    page.wait_for_selector("#offline:not([hidden])")
    assert "You are offline. Keep writing; we save when the line is back." in page.inner_text("#offline")
    reader.context.set_offline(False)
    page.wait_for_selector("#offline", state="hidden")


def test_the_words_of_a_release_are_copied_exactly(visit: Any) -> None:
    reader = visit(permissions=["clipboard-read", "clipboard-write"])
    page = reader.go("certificate")
    page.click("[data-copy]")
    page.wait_for_function("document.querySelector('[data-copy]').textContent.trim() === 'Copied'")
    assert page.evaluate("navigator.clipboard.readText()") == page.inner_text("#words")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_certificate_prints_on_one_white_page(visit: Any, theme: str) -> None:
    page = visit(theme=theme).go("certificate")
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="Letter"))) == 1
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert not page.is_visible(".rail") and not page.is_visible("[data-copy]")


def test_menus_open_without_script_and_show_nothing_that_would_need_it(visit: Any) -> None:
    reader = visit(width=360, java_script_enabled=False)
    reader.page.goto(reader.address)
    reader.page.click(".more summary")
    assert reader.page.is_visible(".more-rooms a >> text=Record")
    assert not reader.page.is_visible("[data-theme-to]")
    assert not reader.page.is_visible("#keys")
