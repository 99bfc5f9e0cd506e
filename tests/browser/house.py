"""A workspace of its own, served for a browser: `python -m tests.browser.house FOLDER [demo]` in another process.

The first line it says, as JSON, is where it is. Then it takes one order a line on its standard input, as JSON, and
answers each on a line: what a story needs that nobody does in a browser (a draft in some state, a session that began
an hour ago, what the record holds). It ends when its standard input does.
"""

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.api.served import environment

CANARY = "Quillfeather"  # is in the words of every draft, reason, comment and name that the house is built with
PASSWORD = "four lamps on a quiet ward"  # noqa: S105 - of invented people
THREADS = 4


class House:
    """The served workspace, seen from the test."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        told = self._answer()
        self.url: str = told["url"]
        self.cookie: str = told["cookie"]

    def _answer(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the house is gone"
        return json.loads(line)

    def ask(self, order: str, **values: Any) -> Any:
        """Have one of `ORDERS` done."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"order": order, **values}) + "\n")
        self._process.stdin.flush()
        answer = self._answer()
        assert "trouble" not in answer, answer["trouble"]
        return answer["done"]

    def cookie_of(self, role: str, **more: Any) -> dict[str, str]:
        """A cookie, as Playwright takes it, that signs the person with this role in; see `acting.session_of`."""
        return {"name": self.cookie, "value": self.ask("session", role=role, **more), "url": self.url}


@contextmanager
def served(folder: Path, *, demo: bool = False) -> Iterator[House]:
    """A running house; it ends with the block. The demo has people and one-time links, and nothing else."""
    words = [sys.executable, "-m", "tests.browser.house", str(folder), *(["demo"] if demo else [])]
    settings = "bedside.site.settings.demo" if demo else "bedside.site.settings.development"
    given = {k: v for k, v in environment(folder).items() if k != "DATABASE_URL"}
    with (
        (folder / "log").open("w") as log,
        subprocess.Popen(
            words,
            env=given | {"DJANGO_SETTINGS_MODULE": settings},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        ) as process,
    ):
        try:
            yield House(process)
        finally:
            assert process.stdin is not None
            process.stdin.close()
            process.wait(timeout=30)


class Inside:
    """What the house does when it is asked. The world is None in the demo."""

    def __init__(self, *, demo: bool) -> None:
        from django.utils import timezone

        from tests.desk import worlds
        from tests.desk.acting import roster
        from tests.desk.conftest import founded

        if demo:
            self.world = None
            self.organization = founded("Harbor Elm Clinics")
            self.people = roster(self.organization, at=timezone.now() - timedelta(hours=3))
            return
        self.world = worlds.built("Harbor Elm", canary=CANARY, offset=0)
        self.organization, self.people = self.world.organization, self.world.people
        for person in self.people.values():
            assert person.user is not None
            person.user.set_password(PASSWORD)
            person.user.save(update_fields=["password"])

    def session(self, *, role: str, **more: Any) -> str:
        """The key of a new session."""
        from tests.desk.acting import session_of

        return session_of(self.people[role], **more)

    def address(self, *, role: str) -> str:
        return str(self.people[role].email)

    def end_sessions(self, *, role: str) -> int:
        """As after a while without anybody doing something."""
        from bedside.desk.people.models import SignIn

        gone, _ = SignIn.objects.filter(user=self.people[role].user).delete()
        return gone

    def addresses(self, *, only: str = "") -> list[dict[str, str]]:
        """Every address of the URL map with every draft in it that it could be about: name, state of the draft, url."""
        from tests.desk.isolation import addresses, filled, url_of

        assert self.world is not None
        found = []
        for address in addresses():
            if only and address.name != only:
                continue
            urls: dict[str, str] = {}
            for state in self.world.drafts:
                urls.setdefault(url_of(address, filled(address, self.world, state=state)), state)
            found += [{"name": address.name, "state": state, "url": url} for url, state in urls.items()]
        return found

    def draft(self, *, state: str = "in_review", text: str = "", **more: Any) -> int:
        """A new draft in a state that `making` can bring one to; gives its number."""
        from tests.desk.drafts import making

        made = getattr(making, state)(self.people, *([text] if text else []), **more)
        return int(getattr(made, "draft", made).number)

    def entries(self, *, number: int | None = None) -> list[str]:
        """What the record holds about a draft, or of everything, oldest first: the names of the events."""
        from bedside.desk.audit.models import Entry
        from bedside.desk.drafts.models import Draft

        found = Entry.objects.order_by("seq")
        if number is not None:
            found = found.filter(about=f"draft:{Draft.objects.get(number=number).pk}")
        return [str(event) for event in found.values_list("event", flat=True)]

    def question(self, *, words: str, role: str = "employee") -> int:
        from tests.desk.drafts import making

        return int(making.question(self.people, words, by=role).number)

    def invitation(self, *, email: str, ran_out: bool = False) -> str:
        """The path of an invitation that has just been sent, or that nobody took up in time."""
        from django.utils import timezone

        from bedside.core.roles import Role
        from bedside.desk.people import services

        now = timezone.now()
        made, secret = services.invite(
            name="Nora Lund", email=email, roles=[Role.EMPLOYEE], by=self.people["owner"], at=now
        )
        if ran_out:
            made.expires_at = now
            made.save(update_fields=["expires_at"])
        return f"/invitation/{secret}"

    def one_time(self, *, role: str = "author", ran_out: bool = False) -> str:
        """The path of a one-time link of the demo."""
        from django.utils import timezone

        from bedside.desk.people import services
        from bedside.desk.people.models import OneTimeLink

        secret = services.one_time_link(self.people[role], at=timezone.now())
        if ran_out:
            OneTimeLink.objects.filter(used_at=None).update(expires_at=timezone.now())
        return f"/one-time/{secret}"


def main() -> None:
    import django

    django.setup()
    import waitress
    from django.conf import settings
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application

    from bedside.desk.tenancy import scope

    call_command("migrate", verbosity=0)
    inside = Inside(demo=settings.BEDSIDE_DEMO)
    server = waitress.create_server(get_wsgi_application(), host="127.0.0.1", port=0, threads=THREADS)
    threading.Thread(target=server.run, daemon=True).start()
    _say({"url": f"http://127.0.0.1:{server.effective_port}", "cookie": settings.SESSION_COOKIE_NAME})
    for line in sys.stdin:
        given = json.loads(line)
        order: Callable[..., Any] = getattr(inside, given.pop("order"))
        try:
            with scope.within(inside.organization.pk):
                done = order(**given)
            _say({"done": done})
        except Exception as trouble:
            _say({"trouble": f"{type(trouble).__name__}: {trouble}"})
    server.close()


def _say(told: dict[str, Any]) -> None:
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
