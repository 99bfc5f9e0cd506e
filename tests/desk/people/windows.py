"""A real browser whose requests are answered by Django's test client, in the test's own transaction.

The client runs in a thread that shares the test's connection, since Playwright keeps an event loop in the test's thread.
"""

import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.db import connection, connections
from django.test import Client

HOME = "http://localhost:8999"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("needs chromium")
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright keeps a loop in this thread
    try:
        with sync_playwright() as playwright:
            running = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            yield running
            running.close()
            connections.close_all()  # those of this loop, which Django keeps apart from the thread's own
    finally:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


class Window:
    """A browser window with a device that keeps passkeys."""

    def __init__(self, browser: Any, answering: ThreadPoolExecutor) -> None:
        self.answering = answering
        self.client = Client(enforce_csrf_checks=True)
        self.page = browser.new_context(base_url=HOME).new_page()
        self.troubles: list[str] = []
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("console", lambda m: self.troubles.append(m.text) if "Security Policy" in m.text else None)
        self.page.route("**/*", self._answer)
        self.device = self.page.context.new_cdp_session(self.page)
        self.device.send("WebAuthn.enable")
        options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
        options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
        self.name = self.device.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]

    def _answer(self, route: Any) -> None:
        asked = route.request
        parts = urlsplit(asked.url)
        if parts.path.startswith("/static/"):
            path = finders.find(parts.path.removeprefix("/static/"))
            route.fulfill(path=path) if path else route.fulfill(status=404)
            return
        more = {"HTTP_HOST": parts.netloc, "HTTP_ACCEPT": asked.headers.get("accept", "*/*"), "HTTP_ORIGIN": HOME}
        more |= {"HTTP_X_CSRFTOKEN": token} if (token := asked.headers.get("x-csrftoken")) else {}
        more["CONTENT_TYPE"] = asked.headers.get("content-type", "")
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        body = asked.post_data_buffer or b""
        kind = more.pop("CONTENT_TYPE")
        answer = self.answering.submit(
            self.client.generic, asked.method, path, body, content_type=kind, **more
        ).result()
        if answer.status_code == 302:  # a redirect that is made up here would not be asked for here
            route.fulfill(
                body=f'<meta http-equiv="refresh" content="0;url={answer["Location"]}">', content_type="text/html"
            )
            return
        headers = {k: v for k, v in answer.headers.items() if k.lower() != "content-length"}
        route.fulfill(status=answer.status_code, headers=headers, body=answer.content)

    def close(self) -> None:
        assert self.troubles == []
        self.page.context.close()


@pytest.fixture
def window(browser: Any, db: None) -> Iterator[Window]:
    shared = connections[connection.alias]
    shared.inc_thread_sharing()

    def share() -> None:
        connections["default"] = shared

    with ThreadPoolExecutor(1, initializer=share) as answering:
        made = Window(browser, answering)
        yield made
        made.close()
    shared.dec_thread_sharing()
