"""The composer in a browser, against the workspace as it is served: writing, marks, wording, saving, and every trouble."""

import io
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.house import House, served

sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright")

ROOT = Path(__file__).parents[2]
CHROMIUM = Path("/usr/bin/chromium")
AXE = ROOT / "web/node_modules/axe-core/axe.min.js"
TOLD = "Our patient Petra Holm came to us after the crash on Route 9 and walks again. "
FINE = "We are open on Saturday. "

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="needs chromium")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with served(tmp_path_factory.mktemp("house")) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as p:
        started = p.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield started
        started.close()


class Desk:
    """What an author does in a browser."""

    def __init__(self, browser: Any, house: House, **more: Any) -> None:
        self.url = house.url
        self.house = house
        settings = {"viewport": {"width": 1280, "height": 900}} | more
        self.context = browser.new_context(**settings)
        self.context.add_cookies([house.cookie_of("author")])
        self.complaints: list[str] = []
        self.page = self.tab()

    def tab(self) -> Any:
        page = self.context.new_page()
        page.on("console", lambda m: self.complaints.append(m.text) if "Content Security Policy" in m.text else None)
        page.on("pageerror", lambda e: self.complaints.append(str(e)))
        return page

    def start(self, kind: str = "A story") -> Any:
        self.page.goto(f"{self.url}/write")
        self.page.get_by_role("button", name=kind).click()
        self.page.wait_for_url(re.compile(r"/drafts/\d+$"))
        self.page.locator("#editor").focus()
        return self.page

    def write(self, words: str, *, page: Any = None) -> None:
        page = page or self.page
        page.locator("#editor").focus()
        page.keyboard.insert_text(words)


@pytest.fixture
def desk(browser: Any, house: House) -> Iterator[Desk]:
    author = Desk(browser, house)
    yield author
    author.context.close()
    assert author.complaints == []


def words(page: Any) -> str:
    """What is written, line by line."""
    lines: list[str] = page.evaluate("[...document.querySelectorAll('#editor > p')].map((p) => p.textContent)")
    return "\n".join(lines)


def marks(page: Any) -> list[str]:
    return [text for text in page.locator("#editor mark.f").all_text_contents() if text]


def wait_saved(page: Any) -> None:
    sync_api.expect(page.locator("#left-note")).to_contain_text("Saved at", timeout=15_000)


def shown(page: Any, what: str = "#editor mark.f") -> None:
    page.locator(what).first.wait_for(timeout=15_000)


def test_writing_shows_a_mark_at_the_right_words_also_after_an_emoji(desk: Desk) -> None:
    page = desk.start()

    page.keyboard.insert_text("\U0001f389\U0001f469\U0001f3fd‍⚕️ Zoe\u0308! ")
    page.keyboard.type(TOLD)

    shown(page)
    assert "Petra Holm" in marks(page)
    assert page.locator("#findings .finding.hold").count() >= 1
    assert "to change before it can go out" in page.locator("#left").text_content()


def test_marks_do_not_move_the_text(desk: Desk) -> None:
    page = desk.start()
    waiting: list[Any] = []
    page.route("**/check", lambda route: waiting.append(route))
    desk.write(TOLD * 3)
    where = """() => { const range = document.createRange(); range.selectNodeContents(document.querySelector("#editor"));
        const box = document.querySelector("#editor").getBoundingClientRect();
        const text = document.createTreeWalker(document.querySelector("#editor"), NodeFilter.SHOW_TEXT); const places = [];
        while (text.nextNode()) for (let i = 0; i < text.currentNode.length; i += 1) {
            range.setStart(text.currentNode, i); range.setEnd(text.currentNode, i + 1);
            const at = range.getBoundingClientRect(); places.push([at.left, at.top].map((n) => Math.round(n * 10))); }
        return [box.height, box.top, places]; }"""
    sync_api.expect(page.locator("#left-note")).to_contain_text("Saved")
    before = page.evaluate(where)
    assert marks(page) == []

    for route in waiting:
        route.continue_()
    page.unroute("**/check")
    shown(page)
    page.wait_for_timeout(400)

    height, top, letters = page.evaluate(where)
    assert (height, top) == (before[0], before[1])
    assert len(letters) == len(before[2]) == len(TOLD * 3)
    moved = [max(abs(a - c), abs(b - d)) for (a, b), (c, d) in zip(letters, before[2], strict=True)]
    assert max(moved) <= 5, "no letter moves by half a pixel"


def test_a_mark_under_the_caret_waits_until_the_caret_leaves(desk: Desk) -> None:
    page = desk.start()

    page.keyboard.type("We discharged our patient Petra Holm")
    shown(page, "#findings .finding")
    page.wait_for_timeout(500)
    assert "Petra Holm" not in marks(page)

    page.keyboard.press("Home")
    page.wait_for_timeout(300)
    assert "Petra Holm" in marks(page)


def test_marks_follow_the_words_while_something_is_written_before_them(desk: Desk) -> None:
    page = desk.start()
    desk.write(TOLD)
    shown(page)
    page.route("**/check", lambda route: None)  # no new answer comes

    page.keyboard.press("Control+Home")
    page.keyboard.type("Good news! ")

    assert "Petra Holm" in marks(page)
    assert words(page).startswith("Good news! Our patient")


def test_a_better_wording_is_one_click_away_and_control_z_takes_it_back(desk: Desk) -> None:
    page = desk.start()
    desk.write(TOLD)
    page.locator("#findings .finding summary").first.click()
    use = page.locator("#findings [data-do=use]").first
    use.wait_for(timeout=15_000)

    use.click()
    changed = words(page)
    assert changed != TOLD
    assert len(changed) < len(TOLD) or "Petra Holm" not in changed

    page.locator("#editor").focus()
    page.keyboard.press("Control+z")
    assert words(page) == TOLD


def test_writing_is_never_blocked_while_an_answer_is_awaited(desk: Desk) -> None:
    page = desk.start()
    page.route("**/check", lambda route: None)
    page.route("**/save", lambda route: None)
    begun = time.monotonic()

    page.keyboard.type(TOLD * 2, delay=5)

    assert words(page) == TOLD * 2
    assert time.monotonic() - begun < 20
    page.wait_for_timeout(1600)
    sync_api.expect(page.locator("#findings")).to_contain_text("Looking")


def test_the_keyboard_goes_through_findings_and_uses_wording(desk: Desk) -> None:
    page = desk.start()
    desk.write(FINE + TOLD)
    shown(page)
    page.keyboard.press("Control+Home")

    page.keyboard.press("Alt+ArrowDown")

    chosen = page.evaluate("getSelection().toString()")
    assert chosen
    assert chosen in FINE + TOLD
    assert page.locator("#findings details[open]").count() == 1
    assert page.evaluate("document.activeElement.id") == "editor"
    sync_api.expect(page.locator("#live")).to_contain_text("1 of", timeout=5_000)
    page.keyboard.press("Escape")
    assert page.locator("#findings details[open]").count() == 0
    page.wait_for_timeout(1500)
    before = words(page)
    for _ in range(12):  # until one that has a better wording
        page.keyboard.press("Alt+ArrowDown")
        page.keyboard.press("Alt+Enter")
        if words(page) != before:
            break
    assert words(page) != before


def test_tab_leaves_the_words(desk: Desk) -> None:
    page = desk.start()
    desk.write(FINE)

    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.id") != "editor"
    assert words(page) == FINE


def test_a_draft_goes_from_the_first_word_to_review_by_keyboard_alone(desk: Desk) -> None:
    page = desk.start()
    number = page.url.rpartition("/")[2]
    page.keyboard.type(TOLD)
    shown(page)

    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/submit")
    assert "What do you know?" in page.text_content("main")
    assert page.locator("input[type=radio]:checked").count() == 0
    for name in ("job", "news", "family", "author"):
        reach(page, f"input[name=told_{name}]")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowRight")
    assert page.locator("input[value=no]:checked").count() == 4
    reach(page, "textarea[name=note]")
    page.keyboard.type("She asked us to tell it.")
    reach(page, "button.primary")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/drafts/{number}")

    page.goto(f"{desk.url}/write")
    assert f"Draft {number}" in page.locator("section", has_text="Waiting for review").last.text_content()


def reach(page: Any, what: str) -> None:
    """Press Tab until an element that matches has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("(what) => document.activeElement.matches(what)", what):
            return
    raise AssertionError(f"Tab never came to {what}")


def test_open_questions_are_named_and_nothing_is_lost(desk: Desk) -> None:
    page = desk.start()
    desk.write(TOLD)
    shown(page)
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/submit")

    page.check("input[name=told_job][value=no]")
    page.fill("textarea[name=note]", "Please look at the second sentence.")
    page.get_by_role("button", name="Ask Rosa").click()

    problem = page.locator("[data-problem]")
    assert problem.locator("li").count() == 3
    assert page.locator("input[name=told_job][value=no]").is_checked()
    assert page.locator("textarea[name=note]").input_value() == "Please look at the second sentence."


def test_offline_the_words_stay_and_are_saved_when_the_line_is_back(desk: Desk) -> None:
    page = desk.start()
    desk.write(FINE)
    wait_saved(page)

    desk.context.set_offline(True)
    desk.write("Written while the line was down. ")
    sync_api.expect(page.locator("#left-note")).to_have_text(
        "You are offline. Keep writing; we save when the line is back.", timeout=10_000
    )
    sync_api.expect(page.locator("#findings")).to_contain_text("Not looked at", timeout=10_000)
    desk.context.set_offline(False)

    wait_saved(page)
    page.reload()
    assert words(page) == FINE + "Written while the line was down. "
    assert "Written" not in stored(page)


def test_two_places_at_once_lose_nothing(desk: Desk) -> None:
    page = desk.start()
    desk.write("One line. ")
    page.keyboard.press("Enter")
    desk.write("Another line. ")
    wait_saved(page)
    other = desk.tab()
    other.goto(page.url)
    other.locator("#editor").focus()
    other.keyboard.press("Control+End")
    other.keyboard.type("From the other place. ")
    other.wait_for_timeout(2500)
    top = page.locator("#editor").bounding_box()["y"]

    page.keyboard.press("Control+Home")
    page.keyboard.type("From here. ")

    choice = page.locator("section.conflict")
    choice.wait_for(timeout=15_000)
    assert page.locator("#editor").bounding_box()["y"] == top, "the words stay where they are"
    assert "other words" in choice.text_content()
    assert choice.locator("fieldset").count() == 2
    choice.get_by_role("button", name="Save these words").click()
    wait_saved(page)
    page.reload()
    assert words(page) == "From here. One line. \nAnother line. From the other place. "


def test_when_the_session_has_ended_the_words_stay_until_one_is_back(desk: Desk) -> None:
    page = desk.start()
    desk.write(FINE)
    wait_saved(page)
    cookies = desk.context.cookies()
    desk.context.clear_cookies()

    desk.write("Written after the session had ended. ")

    notice = page.locator("#notices")
    sync_api.expect(notice).to_contain_text("You are signed out", timeout=15_000)
    assert words(page).endswith("had ended. ")
    notice.get_by_role("button", name="Try again").click()
    sync_api.expect(notice).to_contain_text("You are signed out")
    desk.context.add_cookies([c for c in cookies if c["name"] == desk.house.cookie])
    notice.get_by_role("button", name="Try again").click()
    sync_api.expect(notice).to_be_empty(timeout=15_000)
    page.wait_for_timeout(500)
    page.reload()
    assert words(page) == FINE + "Written after the session had ended. "


def test_a_paste_of_a_megabyte_is_refused_in_words_and_stays_on_the_page(desk: Desk) -> None:
    page = desk.start()
    paste = """(text) => { const data = new DataTransfer(); data.setData("text/plain", text);
        const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
        const begun = performance.now(); document.querySelector("#editor").dispatchEvent(event);
        return new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)))); }"""
    line = "We are open on Saturday, and everyone is welcome to look around. "

    took = page.evaluate(paste, "\r\n".join([line * 8] * 2000))

    assert took < 4_000
    limit = "This text is longer than we can look at in one piece (limit 200,000 characters)"
    sync_api.expect(page.locator("#findings")).to_contain_text(limit, timeout=15_000)
    sync_api.expect(page.locator("#notices")).to_contain_text("Not saved", timeout=15_000)
    assert len(words(page)) > 1_000_000
    page.keyboard.press("Control+z")
    assert words(page) == ""
    sync_api.expect(page.locator("#findings")).not_to_contain_text(limit, timeout=15_000)


def test_pasted_line_ends_are_one_kind_and_formats_stay_outside(desk: Desk) -> None:
    page = desk.start()

    page.evaluate(
        """() => { const data = new DataTransfer(); data.setData("text/plain", "One\\r\\n\\r\\nTwo");
        data.setData("text/html", "<h1>One</h1><script>1</script><p style='color:red'>Two</p>");
        document.querySelector("#editor").dispatchEvent(
            new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })); }"""
    )

    assert words(page) == "One\n\nTwo"
    assert page.locator("#editor :is(h1, script, [style])").count() == 0


def test_without_script_it_is_a_form_that_checks_and_saves(browser: Any, house: House) -> None:
    desk = Desk(browser, house, java_script_enabled=False)
    page = desk.page
    page.goto(f"{desk.url}/write")
    page.get_by_role("button", name="A story").click()

    page.fill("#body", "\n" + TOLD)
    page.fill("#planned-at", "2027-01-02T09:00") if page.locator("#planned-at").is_visible() else None
    page.get_by_role("button", name="Check and save").click()

    assert page.locator("#body").input_value() == "\n" + TOLD
    assert page.get_by_role("link", name="Ask Rosa").is_visible()
    desk.context.close()


def picture() -> bytes:
    from PIL import Image

    file = io.BytesIO()
    Image.new("RGB", (64, 48), (40, 120, 100)).save(file, "PNG")
    return file.getvalue()


def test_a_picture_comes_with_its_description_and_words_are_not_disturbed(desk: Desk) -> None:
    page = desk.start("A post")
    desk.write(FINE)
    page.get_by_text("Add a picture").click()
    page.set_input_files("#picture-file", {"name": "door.png", "mimeType": "image/png", "buffer": picture()})
    page.fill("#picture-alt", "A garden door")
    page.get_by_role("button", name="Add this picture").click()

    described = page.locator("[data-alt]")
    described.wait_for(timeout=15_000)
    assert described.input_value() == "A garden door"
    sync_api.expect(page.locator("#findings")).to_contain_text("Not looked at", timeout=10_000)
    described.fill("Our patient Petra Holm after her surgery")
    sync_api.expect(described).to_have_attribute("data-weight", re.compile("hold|review"), timeout=10_000)
    wait_saved(page)
    page.wait_for_timeout(2000)
    page.reload()
    assert page.locator("[data-alt]").input_value() == "Our patient Petra Holm after her surgery"
    assert words(page) == FINE

    page.locator("[data-alt]").fill("")
    page.locator("#editor").focus()
    page.keyboard.press("Control+Enter")
    sync_api.expect(page.locator("#left-note")).to_have_text("Say what the picture shows.")
    assert page.evaluate("document.activeElement.hasAttribute('data-alt')")


def test_a_comment_is_added_beside_the_words(desk: Desk) -> None:
    page = desk.start("A post")
    desk.write(FINE)

    page.fill("#comment", "Is Saturday right?")
    page.get_by_role("button", name="Add to the talk").click()

    sync_api.expect(page.locator("#comments")).to_contain_text("Is Saturday right?", timeout=10_000)
    assert page.locator("#comment").input_value() == ""
    assert words(page) == FINE


def test_a_kept_version_can_be_compared_with_what_came_after(desk: Desk) -> None:
    page = desk.start("A post")
    desk.write("We are open on Saturday from nine to noon.")
    with page.expect_navigation():
        page.get_by_role("button", name="Keep as a version").click()
    page.locator("#editor").focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Bring a friend.")
    wait_saved(page)
    sync_api.expect(page.locator("#version")).to_have_text("2", timeout=10_000)
    page.reload()

    page.get_by_role("link", name="What changed since version 1").click()

    assert page.locator(".differences ins").all_text_contents() == [" Bring a friend."]
    assert page.locator(".differences del").count() == 0
    assert "We are open" not in page.title()


def test_channels_count_what_fits(desk: Desk) -> None:
    page = desk.start("A post")
    desk.write("\U0001f389" * 5 + "a" * 281)

    page.get_by_text("Where it goes").first.click()
    page.get_by_label("Bluesky").check()
    page.locator("input[name=channels][value=x]").check()

    sync_api.expect(page.locator("[data-channel=bluesky]")).to_contain_text("286/300")
    sync_api.expect(page.locator("[data-channel=x]")).to_contain_text("6 over")
    wait_saved(page)
    page.reload()
    assert page.locator("[data-channel=bluesky]").is_visible()
    assert page.locator("[data-channel=mastodon]").is_hidden()


def test_a_planned_time_is_the_readers_own(desk: Desk) -> None:
    page = desk.start("A post")
    desk.write(FINE)

    page.locator("#planned").click()
    page.fill("#planned-at", "2027-03-02T09:00")

    sync_api.expect(page.locator("#planned")).to_have_text("Tue, Mar 2, 2027, 9 am")
    wait_saved(page)
    page.wait_for_timeout(2000)
    page.reload()
    assert page.locator("#planned-at").input_value() == "2027-03-02T09:00"
    sync_api.expect(page.locator("#planned")).to_have_text("Tue, Mar 2, 2027, 9 am")


def test_the_seal_on_the_page_is_the_seal_of_the_words_that_were_saved(desk: Desk) -> None:
    page = desk.start("A post")
    empty = page.locator("#seal svg").inner_html()
    desk.write(FINE)
    wait_saved(page)
    drawn, said = page.locator("#seal svg").inner_html(), page.locator("#seal svg").get_attribute("aria-label")

    page.reload()

    again = page.locator("#seal svg")
    assert again.get_attribute("aria-label") == said
    assert drawn != empty
    assert plain_svg(again.inner_html()) == plain_svg(drawn)


def plain_svg(drawing: str) -> str:
    return re.sub(r' xmlns="[^"]*"', "", drawing).replace("'", '"')


def stored(page: Any) -> str:
    """Everything that this browser keeps for us."""
    kept: str = page.evaluate("JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])")
    return kept


def test_no_word_of_a_draft_is_in_title_address_or_storage(desk: Desk) -> None:
    page = desk.start()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    desk.write(TOLD)
    shown(page)
    wait_saved(page)

    assert "Petra" not in page.title() + page.url + " ".join(asked)
    assert "Petra" not in stored(page)
    assert page.locator("[title]").count() == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_runs_out_of_the_page_and_axe_finds_nothing(browser: Any, house: House, theme: str, width: int) -> None:
    if not AXE.exists():
        pytest.skip("needs axe-core in web/node_modules")
    desk = Desk(browser, house, viewport={"width": width, "height": 800}, color_scheme=theme, bypass_csp=True)
    page = desk.start()
    found = {"empty": axe(page)}
    desk.write(TOLD + "\n\n" + TOLD)
    shown(page)
    page.locator("#findings summary").first.click()
    page.locator("#findings [data-do=use]").first.wait_for(timeout=15_000)
    found["composer"] = axe(page)
    page.locator("summary", has_text="Where it goes").click()
    found["menu"] = axe(page)
    page.keyboard.press("Escape")
    wait_saved(page)
    page.locator("#editor").focus()
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/submit")
    found["submit"] = axe(page)
    page.goto(f"{desk.url}/write")
    found["write"] = axe(page)
    desk.context.close()

    assert found == {name: [] for name in found}


def axe(page: Any) -> list[str]:
    """What axe finds, and whether the page can be scrolled sideways."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    page.wait_for_timeout(300)
    found = page.evaluate(
        "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })"
    )
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    said = [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found["violations"]]
    return said + (["it runs out of the page"] if wide else [])
