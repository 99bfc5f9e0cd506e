"""Before somebody is signed out for being away, the page asks; typing counts as being here."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bedside.desk.people.models import Person, SignIn
from tests.desk.acting import signed_in
from tests.desk.people.windows import HOME, Window

People = dict[str, Person]


@pytest.fixture
def at_desk(people: People, window: Window) -> Window:
    """Theo in front of his own page, with a clock that we turn."""
    signed_in(window.client, people["author"])
    window.page.clock.install()
    window.page.goto("/me")
    return window


def away(window: Window, minutes: float) -> None:
    """Time passes, for the browser and for the server, without anybody doing something."""
    SignIn.objects.update(seen_at=timezone.now() - timedelta(minutes=minutes))
    window.page.clock.run_for(int(minutes * 60_000))


def test_a_minute_before_the_end_the_page_asks_and_a_click_is_enough(at_desk: Window) -> None:
    note = at_desk.page.locator("#staying")
    assert not note.is_visible()
    away(at_desk, 14.2)
    note.wait_for(state="visible")
    assert "In a minute you are signed out" in note.inner_text()

    at_desk.page.get_by_role("button", name="I am here").click()
    note.wait_for(state="hidden")
    assert timezone.now() - SignIn.objects.get().seen_at < timedelta(minutes=1)


def test_nobody_there_the_page_goes_to_the_door_and_comes_back_later(at_desk: Window) -> None:
    away(at_desk, 14.2)
    at_desk.page.locator("#staying").wait_for(state="visible")
    SignIn.objects.update(seen_at=timezone.now() - timedelta(minutes=15))
    at_desk.page.clock.run_for(61_000)

    at_desk.page.wait_for_url(f"{HOME}/sign-in?why=idle&next=%2Fme")
    assert at_desk.page.get_by_text("nothing happened for a while").is_visible()
    assert not SignIn.objects.filter(user__isnull=False).exists()


def test_who_works_in_another_window_is_not_asked_in_this_one(at_desk: Window) -> None:
    away(at_desk, 13)
    SignIn.objects.update(seen_at=timezone.now())
    at_desk.page.clock.run_for(120_000)
    at_desk.page.wait_for_timeout(300)
    assert not at_desk.page.locator("#staying").is_visible()


def test_typing_counts_as_being_here(at_desk: Window) -> None:
    away(at_desk, 10)
    with at_desk.page.expect_response("**/session/stay"):
        at_desk.page.get_by_label("When you answer").press_sequentially("week")
    assert timezone.now() - SignIn.objects.get().seen_at < timedelta(minutes=1)
