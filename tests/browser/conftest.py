"""A house that is really served, a browser, and visits that remember whatever went wrong in them.

What went wrong fails the test at its end, unless the story foresaw it: see `Visit.foresee`.
"""

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.browser.house import House, served
from tests.browser.visiting import AXE, Visit


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One for all tests. What a test changes, it made itself."""
    with served(tmp_path_factory.mktemp("house")) as running:
        yield running


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with served(tmp_path_factory.mktemp("demo"), demo=True) as running:
        yield running


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """Closed with its module: Playwright keeps a loop in this thread, in which Django would not touch a database."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("needs chromium")
    if not AXE.is_file():
        pytest.skip("needs what `make web` installs")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def visit(chromium: Any, house: House) -> Iterator[Callable[..., Visit]]:
    begun: list[Visit] = []

    def begin(role: str = "", **more: Any) -> Visit:
        begun.append(Visit(chromium, more.pop("house", house), role=role, **more))
        return begun[-1]

    yield begin
    troubles = [one.unforeseen for one in begun]
    for one in begun:
        one.context.close()
    assert not any(troubles), troubles
