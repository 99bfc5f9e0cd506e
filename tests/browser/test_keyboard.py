"""From the first word to the copied release without a mouse, and always seeing where one is."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.house import PASSWORD, House
from tests.browser.visiting import Visit

RAW = "Another full moon, another crazy night in the emergency room. Walk in any weekday."
FINE = "Walk in any weekday."
STOPS = 90  # presses of Tab after which a person would have given up
SEEN = """() => {
  const at = document.activeElement;
  if (at === document.body) return "";
  const ring = (element, pseudo) => {
    const style = getComputedStyle(element, pseudo);
    const line = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    return line || style.boxShadow !== "none";
  };
  const around = at.closest("label, .paper, .sheet-words");
  const box = at.getBoundingClientRect();
  const there = box.bottom > 0 && box.top < innerHeight && box.width > 0;
  const label = at.labels?.[0];
  const seen = there && (ring(at) || ring(at, "::after") || ring(at, "::before") || (around && ring(around)) || (label && ring(label)));
  return seen ? "" : at.outerHTML.slice(0, 120);
}"""


def tab_to(visit: Visit, *, what: str = "*", says: str = "", back: bool = False) -> None:
    """Press Tab until an element that matches, with these words in it, has the focus; it is seen all the way."""
    page = visit.page
    for _ in range(STOPS):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        assert page.evaluate(SEEN) == ""
        here = page.evaluate(
            "([what, says]) => { const at = document.activeElement; return at.matches(what) && at.textContent.includes(says); }",
            [what, says],
        )
        if here:
            return
    raise AssertionError(f"Tab never came to {what} {says}")


def test_a_post_goes_from_the_first_word_to_the_clipboard(visit: Callable[..., Visit], house: House) -> None:
    author = visit("author", permissions=["clipboard-read", "clipboard-write"])
    number = written(author)
    asked(author, number)
    rosa = visit("point_of_contact", ago=3600)
    rosa.foresee("the server responded with a status of 403")  # the page that asks whether it is her
    approved(rosa, number)
    copied(author, number)
    assert house.ask("entries", number=number).count("draft.approved") == 1


def written(author: Visit) -> int:
    """Starts a post, finds what was noticed, and uses the better wording."""
    page = author.go("/write")
    tab_to(author, what="button", says="A post")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/drafts/\d+$"))
    tab_to(author, what="#editor")
    page.keyboard.type(RAW)
    page.locator("#findings .finding").first.wait_for()
    page.keyboard.press("Alt+ArrowDown")
    assert page.evaluate("getSelection().toString()") in RAW
    page.locator("#findings [data-do=use]").first.wait_for()
    page.keyboard.press("Alt+Enter")
    expect(page.locator("#editor")).to_have_text(FINE)
    expect(page.locator("#findings .finding")).to_have_count(0)
    expect(page.locator("#left-note")).to_contain_text("Saved at")
    return int(page.url.rpartition("/")[2])


def asked(author: Visit, number: int) -> None:
    """Says where it goes, and asks for review."""
    page = author.page
    tab_to(author, what="#places", back=True)
    page.keyboard.press("Enter")
    tab_to(author, what="input[name=channels]")
    page.keyboard.press("Space")
    page.keyboard.press("Escape")
    page.locator("#editor").focus()
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/submit")
    tab_to(author, what="button.primary")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"/drafts/{number}$"))


def approved(rosa: Visit, number: int) -> None:
    """Finds the draft in the queue, reads, gives the reason, and shows once more who she is."""
    page = rosa.go("/review")
    rows = page.locator("[data-keys-list] > li").count()
    for key in "j" * rows + "k" * rows:  # down to the last, then up until it is there
        at = page.evaluate("document.activeElement.textContent")
        if key == "k" and at.startswith(f"Draft {number} "):
            break
        page.keyboard.press(key)
        assert page.evaluate(SEEN) == ""
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/review/{number}")
    for _ in range(4):
        page.keyboard.press("PageDown")
    page.wait_for_timeout(300)
    page.keyboard.press("a")
    expect(page.locator("[name=reason]:focus")).to_have_count(1)
    page.keyboard.type("Nobody can be recognized.")
    page.keyboard.press("Control+Enter")
    page.get_by_role("heading", name="Is it you?").wait_for()
    assert page.evaluate("document.activeElement.id") == "id_again_password"
    assert page.evaluate(SEEN) == ""
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/releases/{number}")


def copied(author: Visit, number: int) -> None:
    page = author.go("/write")
    tab_to(author, what="a.open", says=f"Draft {number}")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/drafts/{number}")
    tab_to(author, what="a", says="ertificate")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/releases/{number}")
    tab_to(author, what="button", says="Copy the words")
    page.keyboard.press("Enter")
    expect(page.locator("#live")).to_contain_text("Copied, word for word")
    assert page.evaluate("navigator.clipboard.readText()") == FINE


PLACE = """() => {
  const at = document.activeElement;
  window.stops ??= [];
  if (at === document.body) return -1;
  const before = window.stops.indexOf(at);
  const parts = at.matches("[type=date], [type=time], [type=datetime-local]") ? 8 : 1; // the year and so on, each a stop
  if (before < 0 || window.stops.filter((one) => one === at).length < parts) return window.stops.push(at) - 1;
  return before;
}"""


def test_tab_goes_through_every_page_and_out_again(visit: Callable[..., Visit], house: House) -> None:
    """Nothing holds the focus: each stop is a new one, until the page is over or begins again at its top."""
    number = house.ask("draft", state="submitted")
    rosa = visit("point_of_contact")
    page = rosa.page
    for path in ("/review", f"/review/{number}", "/ask", "/people", "/policies", "/record", "/me", "/public"):
        rosa.go(path)
        page.evaluate("for (const fold of document.querySelectorAll('main details')) fold.open = true")
        places: list[int] = []
        unseen: list[str] = []
        while not places or places[-1] == len(places) - 1:
            page.keyboard.press("Tab")
            places.append(page.evaluate(PLACE))
            unseen += [hidden] if (hidden := page.evaluate(SEEN)) else []
        assert places[-1] in {-1, 0}, f"{path} holds the focus: {places[-3:]}"
        assert len(places) > 12
        assert unseen == [], path
