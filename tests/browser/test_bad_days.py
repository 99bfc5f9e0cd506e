"""Days on which everything goes wrong: what is said is clear, it is done once, and no word is lost."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.house import PASSWORD, House
from tests.browser.visiting import Visit

Begin = Callable[..., Visit]
ODD = "Another full moon, another crazy night in the emergency room."
RESPONDED = "the server responded with a status of"
UNREACHED = "net::ERR_INTERNET_DISCONNECTED"
# Everything that can be answered while it is empty is filled in; then the form is sent twice at the same moment.
TWICE = """async (action) => {
  const form = [...document.forms].find((one) => new URL(one.action).pathname === action);
  for (const field of form.elements) {
    if (field.matches("textarea, input[type=text]") && !field.value) field.value = "A reason of two words";
    if (field.matches("select")) field.selectedIndex = field.options.length - 1;
    if (field.matches("input[type=radio]") && !form.elements[field.name].value) field.checked = true;
  }
  const send = () => fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { Accept: "text/html" } })
    .then(async (answer) => [answer.status, new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main").textContent]);
  return Promise.all([send(), send()]);
}"""
PASTE = """([what, text]) => {
  const field = document.querySelector(what);
  field.focus();
  const begun = performance.now();
  document.execCommand("insertText", false, text);
  return new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun))));
}"""


def way_on(page: Any) -> Any:
    """The link that a page with bad news ends with."""
    link = page.locator("main a").first
    expect(link).to_be_visible()
    return link


def refused(visit: Visit, *statuses: int) -> None:
    visit.foresee(*(f"{RESPONDED} {status}" for status in statuses))


def test_an_invitation_that_ran_out_says_whom_to_ask(visit: Begin, house: House) -> None:
    guest = visit()
    refused(guest, 410)
    page = guest.go(house.ask("invitation", email="nora.lund@example.org", ran_out=True))
    assert guest.answer.status == 410
    expect(page.locator("h1")).to_have_text("This link has run out")
    expect(page.locator("main")).to_contain_text("Ask Odette Marsh for a new one.")
    way_on(page).click()
    expect(page).to_have_title("Sign in · Bedside")


def test_an_invitation_opens_once(visit: Begin, house: House) -> None:
    path = house.ask("invitation", email="nora.quick@example.org")
    guest = visit()
    refused(guest, 410)
    page = guest.go(path)
    page.fill("input[type=password]", PASSWORD)
    page.locator("main button[type=submit]").click()
    page.wait_for_url(f"{house.url}/ask")
    guest.go(path)
    assert guest.answer.status == 410
    way_on(page).click()
    page.wait_for_url(f"{house.url}/ask")


@pytest.mark.parametrize("ran_out", [True, False])
def test_a_one_time_link_works_once_and_for_a_while(visit: Begin, demo: House, ran_out: bool) -> None:
    path = demo.ask("one_time", role="author", ran_out=ran_out)
    first, second = visit(house=demo), visit(house=demo)
    refused(first, 410)
    refused(second, 410)
    if not ran_out:
        first.go(path)
        assert first.page.url == f"{demo.url}/write"
    page = second.go(path)
    assert second.answer.status == 410
    expect(page.locator("h1")).to_have_text("This link has run out")
    expect(page.locator("main")).to_contain_text("Start the demo again for new ones.")
    way_on(page).click()
    expect(page).to_have_title("Sign in · Bedside")


DECISIONS = [
    ("point_of_contact", "/review/{}", "/review/{}/approve", "submitted", {}),
    ("point_of_contact", "/review/{}", "/review/{}/return", "submitted", {}),
    ("point_of_contact", "/review/{}", "/review/{}/second", "submitted", {}),
    ("point_of_contact", "/review/{}", "/review/{}/reject", "submitted", {}),
    ("point_of_contact", "/review/{}", "/review/{}/waive", "submitted", {"text": ODD}),
    ("reviewer", "/review/{}", "/review/{}/opinion", "second_asked", {}),
    ("author", "/drafts/{}/submit", "/drafts/{}/submit", "started", {}),
    ("author", "/drafts/{}", "/drafts/{}/withdraw", "submitted", {}),
    ("author", "/drafts/{}", "/drafts/{}/discard", "started", {}),
    ("author", "/releases/{}", "/drafts/{}/reopen", "released", {}),
    ("point_of_contact", "/releases/{}", "/releases/{}/take-back", "released", {}),
]


@pytest.mark.parametrize(
    ("role", "at", "action", "state", "more"), DECISIONS, ids=[d[2].rpartition("/")[2] for d in DECISIONS]
)
def test_a_form_that_is_sent_twice_at_once_does_its_work_once(
    visit: Begin, house: House, role: str, at: str, action: str, state: str, more: dict[str, str]
) -> None:
    number = house.ask("draft", state=state, **more)
    before = house.ask("entries", number=number)
    person = visit(role)
    refused(person, 409)
    answers = person.go(at.format(number)).evaluate(TWICE, action.format(number))

    assert 200 in [status for status, _ in answers]
    for status, said in answers:
        assert status in {200, 409}
        assert status == 200 or "Nothing was changed" in said, said
    after = house.ask("entries", number=number)
    done = [event for event in after[len(before) :] if event != "draft.read"]
    assert len(done) == 1, done


def test_a_question_that_is_sent_twice_at_once_is_asked_once(visit: Begin, house: House) -> None:
    ada = visit("employee")
    page = ada.go("/ask")
    before = house.ask("entries").count("question.asked")
    answers = page.evaluate(TWICE, "/ask/send")
    assert [status for status, _ in answers] == [200, 200]
    assert house.ask("entries").count("question.asked") == before + 1


def test_of_two_who_decide_at_once_the_second_is_told_who_was_faster(visit: Begin, house: House) -> None:
    number = house.ask("draft", state="submitted")
    rosa, jonas = visit("point_of_contact"), visit("deputy")
    refused(jonas, 409)
    for one in (rosa, jonas):
        one.go(f"/review/{number}")
    chosen(rosa.page, "Approve", "Nobody can be recognized.")
    chosen(jonas.page, "Return", "I would wait until Monday.")
    sent(rosa.page, "Approve version 1")
    rosa.page.wait_for_url(f"**/releases/{number}")
    sent(jonas.page, "Return with advice")

    said = jonas.page.locator("[data-said]:visible").filter(has_text="Rosa")
    expect(said).to_contain_text("Rosa Quill approved this")
    assert jonas.page.locator("#why-return").input_value() == "I would wait until Monday."
    said.get_by_role("button").click()
    expect(jonas.page.locator("#h-decide")).to_have_text(f"Draft {number} is released")
    expect(jonas.page.locator(".taken-along")).to_contain_text("I would wait until Monday.")
    assert "draft.returned" not in house.ask("entries", number=number)


def chosen(page: Any, way: str, words: str) -> None:
    page.locator("[data-end-of-words]").scroll_into_view_if_needed()
    page.locator("label.way", has_text=way).click()
    page.locator("textarea[name=reason]:visible").first.fill(words)


def sent(page: Any, button: str) -> None:
    page.get_by_role("button", name=button).click()


def test_who_goes_back_after_approving_meets_the_release_and_no_second_button(visit: Begin, house: House) -> None:
    number = house.ask("draft", state="submitted")
    rosa = visit("point_of_contact")
    page = rosa.go(f"/review/{number}")
    chosen(page, "Approve", "Nobody can be recognized.")
    sent(page, "Approve version 1")
    page.wait_for_url(f"**/releases/{number}")

    page.go_back()

    expect(page.locator("#h-decide")).to_have_text(f"Draft {number} is released")
    assert page.get_by_role("button", name="Approve version 1").count() == 0
    assert page.locator("textarea[name=reason]").count() == 0


def test_a_session_that_ends_while_a_reason_is_written_costs_no_word(visit: Begin, house: House) -> None:
    """They sign in in a second window, with new cookies for everything, and go on in the first."""
    number = house.ask("draft", state="submitted")
    lena = visit("deputy")
    refused(lena, 401)
    page = lena.go(f"/review/{number}")
    chosen(page, "Return", "Please name the day.")
    house.ask("end_sessions", role="deputy")
    lena.context.clear_cookies()
    sent(page, "Return with advice")
    said = page.locator("[data-said]:visible").filter(has_text="signed out")
    expect(said).to_contain_text("what you wrote is still on your page")
    with lena.context.expect_page() as opened:
        said.get_by_role("link", name="Sign in").click()
    expect(opened.value).to_have_title("Sign in · Bedside")
    lena.context.add_cookies([house.cookie_of("deputy")])
    opened.value.goto(f"{house.url}/ask")

    sent(page, "Return with advice")

    expect(page.locator("#h-decide")).to_have_text(f"Draft {number} is returned with advice")
    assert house.ask("entries", number=number)[-1] == "draft.returned"


def test_who_signs_in_again_by_password_goes_on_with_the_question_they_were_writing(visit: Begin, house: House) -> None:
    ada = visit("employee")
    refused(ada, 401)
    page = ada.go("/ask")
    page.fill("#words", "May I thank the night shift by name?")
    house.ask("end_sessions", role="employee")
    page.get_by_role("button", name="privately").click()
    with ada.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in in a new tab").click()
    door = opened.value
    door.fill("input[type=email]", house.ask("address", role="employee"))
    door.fill("input[type=password]", PASSWORD)
    door.locator("main form button[type=submit]").first.click()
    door.wait_for_url(f"{house.url}/ask**")

    page.get_by_role("button", name="privately").click()

    page.wait_for_url(f"{house.url}/ask/*")
    expect(page.locator("main")).to_contain_text("May I thank the night shift by name?")


def test_a_line_that_breaks_costs_no_word(visit: Begin, house: House) -> None:
    number = house.ask("draft", state="submitted")
    rosa = visit("point_of_contact")
    rosa.foresee(UNREACHED)
    page = rosa.go(f"/review/{number}")
    chosen(page, "Reject", "Not ours to tell.")
    rosa.context.set_offline(True)
    expect(page.locator("#offline")).to_be_visible()
    sent(page, "Reject version 1")
    expect(page.locator("[data-said]:visible").filter(has_text="reach")).to_contain_text("Nothing is lost; try again.")
    assert page.locator("#why-reject").input_value() == "Not ours to tell."
    rosa.context.set_offline(False)

    sent(page, "Reject version 1")

    expect(page.locator("#h-decide")).to_have_text(f"Draft {number} is rejected")
    assert house.ask("entries", number=number).count("draft.rejected") == 1


def test_a_line_that_breaks_while_a_draft_is_written_costs_no_word(visit: Begin, house: House) -> None:
    number = house.ask("draft", state="started")
    theo = visit("author")
    theo.foresee(UNREACHED)
    page = theo.go(f"/drafts/{number}")
    page.locator("#editor").focus()
    page.keyboard.press("Control+End")
    theo.context.set_offline(True)
    page.keyboard.type(" Bring a friend along.")
    expect(page.locator("#left-note")).to_contain_text("You are offline.")
    theo.context.set_offline(False)
    expect(page.locator("#left-note")).to_contain_text("Saved at")
    page.reload()
    expect(page.locator("#editor")).to_contain_text("Bring a friend along.")


@pytest.mark.parametrize(
    ("path", "field", "button"),
    [("/ask", "#words", "privately"), ("/drafts/{}", "#comment", "Add to the talk")],
)
def test_a_megabyte_is_pasted_into_a_small_field(
    visit: Begin, house: House, path: str, field: str, button: str
) -> None:
    """The page goes on, and either takes what fits or says why not."""
    number = house.ask("draft", state="started")
    theo = visit("author")
    page = theo.go(path.format(number))
    took = page.evaluate(PASTE, [field, "We are open on Saturday. " * 40_000])
    assert took < 4_000, "ms until the page could paint again"
    kept = len(page.locator(field).input_value())
    assert 0 < kept <= 20_000
    page.get_by_role("button", name=button).click()
    expect(page.locator("main")).to_contain_text("We are open on Saturday.")
    expect(page.locator("main")).not_to_contain_text("went wrong")


def test_a_clock_that_is_an_hour_wrong_changes_nothing_that_is_said(visit: Begin, house: House) -> None:
    """Times on the page are the desk's, in the person's zone, whatever the browser thinks."""
    number = house.ask("draft", state="started")
    wrong, right = visit("author", timezone_id="Asia/Tokyo"), visit("author")
    wrong.context.clock.install(time=datetime.now(UTC) + timedelta(hours=1))
    page = wrong.go(f"/drafts/{number}")
    page.fill("#planned-at", "2030-05-01T09:00") if page.locator("#planned-at").is_visible() else plan(page)
    page.locator("#editor").focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Bring a friend along.")
    expect(page.locator("#left-note")).to_contain_text("Saved at")
    said = page.locator("#left-note").inner_text()
    page.wait_for_timeout(1500)
    other = right.go(f"/drafts/{number}")
    assert other.locator("#planned").inner_text() == "Wed, May 1, 2030, 9 am"
    assert other.locator("#planned-at").input_value() == "2030-05-01T09:00"
    assert minutes(said) - minutes(other.locator("#left-note").inner_text()) in {-1, 0, 1}
    expect(other.locator("#editor")).to_contain_text("Bring a friend along.")


def plan(page: Any) -> None:
    page.locator("summary", has=page.locator("#planned")).click()
    page.fill("#planned-at", "2030-05-01T09:00")
    page.keyboard.press("Escape")


def minutes(said: str) -> int:
    """Of "Saved at 4:05 pm. ...", since noon or midnight."""
    hour, minute = said.removeprefix("Saved at ").split(" ")[0].partition(":")[::2]
    return int(hour) % 12 * 60 + int(minute or 0)
