"""Somebody at a window of their own, and everything that went wrong in it."""

import os
from pathlib import Path
from typing import Any

from tests.browser.house import House

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
LONG = os.environ.get("BEDSIDE_LONG") == "1"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLORS = ["color-contrast", "link-in-text-block"]  # what a theme can change
VIOLATED = """document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`the policy stopped ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));"""


class Visit:
    """Somebody at a window of their own."""

    def __init__(self, chromium: Any, house: House, *, role: str = "", width: int = 1280, **more: Any) -> None:
        self.house = house
        self.troubles: list[str] = []
        self._foreseen: tuple[str, ...] = ()
        session = {name: more.pop(name) for name in ("kind", "ago") if name in more}
        settings = {"viewport": {"width": width, "height": 900}, "reduced_motion": "reduce"} | more
        self.context = chromium.new_context(**settings)
        self.context.set_default_timeout(20_000)
        self.context.add_init_script(VIOLATED)
        self.context.on("page", self._listen)
        if role:
            self.context.add_cookies([house.cookie_of(role, **session)])
        self.page = self.context.new_page()

    def _listen(self, page: Any) -> None:
        page.on("pageerror", lambda error: self._note(str(error)))
        page.on("console", lambda said: self._note(said.text) if said.type in {"error", "warning"} else None)
        page.on("request", self._asked)
        page.on("requestfailed", lambda asked: self._failed(asked))

    def _note(self, trouble: str) -> None:
        self.troubles.append(trouble)

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.house.url, "data:", "blob:", "about:")):
            self._note(f"asked elsewhere: {request.url}")

    def _failed(self, request: Any) -> None:
        if request.failure != "net::ERR_ABORTED":  # a page that was left has its requests ended
            self._note(f"{request.failure}: {request.method} {request.url}")

    def foresee(self, *parts: str) -> None:
        """These belong to the story: what goes wrong with one of these in it."""
        self._foreseen += parts

    @property
    def unforeseen(self) -> list[str]:
        return [said for said in self.troubles if not any(part in said for part in self._foreseen)]

    def go(self, path: str) -> Any:
        """The page at a path, after it was loaded; the answer is in ``self.answer``."""
        self.answer = self.page.goto(f"{self.house.url}{path}")
        return self.page

    def post(self, path: str, fields: dict[str, str]) -> Any:
        """Send a form of the page without its buttons, as a second press of one would; the answer, not followed."""
        token = self.page.locator("input[name=csrfmiddlewaretoken]").first.input_value()
        headers = {"Referer": self.page.url, "Accept": "text/html"}
        form = fields | {"csrfmiddlewaretoken": token}
        return self.context.request.post(f"{self.house.url}{path}", form=form, headers=headers, max_redirects=0)


def violations(page: Any, *, rules: list[str] | None = None) -> list[tuple[str, list[str]]]:
    """What axe finds wrong with a page as it is now: the rule, and the first places. All rules, or only these."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    only = {"type": "rule", "values": rules} if rules else TAGS
    found = page.evaluate("(only) => axe.run(document, {preload: false, runOnly: only})", only)["violations"]
    return [(v["id"], [f"{n['target']} {n.get('failureSummary', '')}"[:300] for n in v["nodes"][:4]]) for v in found]
