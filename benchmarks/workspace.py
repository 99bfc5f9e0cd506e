"""The workspace in a folder of its own, served on this machine, for a browser: one clinic with a person in every role.

`served` starts it in a process of its own and gives its address, with a session for everyone.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import installation

THREADS = 4


@dataclass(frozen=True)
class Workspace:
    """An address such as "http://127.0.0.1:40123", and the cookie that signs each role in."""

    url: str
    cookie: str
    sessions: dict[str, str]

    def signed_in(self, context: Any, role: str) -> Any:
        """Sign a browser context of Playwright in as the person with this role; gives it back."""
        context.add_cookies([{"name": self.cookie, "value": self.sessions[role], "url": self.url}])
        return context


@contextmanager
def served(home: Path) -> Iterator[Workspace]:
    """A running workspace; it ends with the block."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(["src", "."])}
    words = [sys.executable, "-m", "benchmarks.workspace", str(home)]
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, env=environment, text=True
    ) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        assert said, "the workspace did not start; it said why above"
        try:
            yield Workspace(**json.loads(said))
        finally:
            process.terminate()


def serve(home: Path) -> None:
    installation.begin(home)
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application
    from django.utils import timezone
    from waitress.server import create_server

    import bedside
    from bedside.desk.tenancy.models import Organization
    from tests.desk.acting import roster, session_of

    people = roster(Organization.objects.get(), at=timezone.now())
    settings.WHITENOISE_USE_FINDERS = True  # what is built stands in the source; nothing was collected
    bedside.screen("Warm words, so that the first look is like every other.")
    server = create_server(get_wsgi_application(), host="127.0.0.1", port=0, threads=THREADS)
    sessions = {role: session_of(person) for role, person in people.items()}
    url = f"http://127.0.0.1:{server.effective_port}"
    print(json.dumps({"url": url, "cookie": settings.SESSION_COOKIE_NAME, "sessions": sessions}), flush=True)
    server.run()


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
