"""Words that people type are found where they belong, sealed, and nowhere else: no log, page of an error, letter,
address, title, session, cache, notice or row says them.
"""

import json
import logging
import pickle
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from bedside.core.content import Kind
from bedside.core.errors import DeskError
from bedside.desk.audit.models import Entry
from bedside.desk.drafts import selectors
from bedside.desk.drafts.models import Draft, Question
from bedside.desk.drafts.services import asking, reviewing, writing
from bedside.desk.people.models import Person
from bedside.desk.tenancy import scope
from bedside.desk.tenancy.models import Organization
from bedside.site import logs
from bedside.site.worker.notices import due
from tests.desk.acting import signed_in
from tests.desk.worlds import square

# Each stands for one kind of words that somebody types; nobody is called like this.
CANARIES = {
    "body": "Wrenfoxley",
    "answered": "Larkmoorby",
    "alt": "Dunnockshaw",
    "comment": "Siskinhurst",
    "note": "Plovermead",
    "advice": "Teasdaleton",
    "reason": "Godwitham",
    "waiver": "Fieldfareby",
    "question": "Whimbrelton",
    "answer": "Redstarting",
    "check": "Ouzelworth",
}
GUIDANCE = "Pictures of badges stay inside."


@pytest.fixture
def heard(capsys: pytest.CaptureFixture[str]) -> Iterator[None]:
    """The logs as production writes them, to standard error."""
    handlers, level = logging.getLogger().handlers[:], logging.getLogger().level
    logs.begin()
    yield
    logging.getLogger().handlers[:] = handlers
    logging.getLogger().setLevel(level)


class Walk:
    """Requests of several people; keeps every address, header and title that a browser would."""

    def __init__(self, people: dict[str, Person]) -> None:
        self.clients = {role: signed_in(Client(raise_request_exception=False), p) for role, p in people.items()}
        self.addresses: list[str] = []
        self.titles: list[str] = []
        self.heads: list[str] = []
        self.failures: list[str] = []

    def get(self, role: str, url: str) -> Any:
        return self._kept(url, self.clients[role].get(url, HTTP_ACCEPT="text/html"))

    def post(self, role: str, url: str, **data: Any) -> Any:
        return self._kept(url, self.clients[role].post(url, data, HTTP_ACCEPT="text/html"))

    def send(self, role: str, url: str, **data: Any) -> Any:
        return self._kept(url, self.clients[role].post(url, data, content_type="application/json"))

    def _kept(self, url: str, answer: Any) -> Any:
        self.addresses += [url, answer.get("Location", "")]
        self.heads.append(repr(dict(answer.headers)))
        text = answer.content.decode("utf-8", "replace")
        self.titles += re.findall(r"<title>(.*?)</title>", text, re.S) + re.findall(r'\btitle="([^"]*)"', text)
        if answer.status_code >= 400:
            self.failures.append(text)
        return answer


def story(walk: Walk) -> None:
    """A draft from its first word to a release, and a question, with words typed wherever words can be typed."""
    word = CANARIES
    number = int(walk.post("author", "/write/new", kind="comment_reply")["Location"].rsplit("/", 1)[1])
    at = f"/drafts/{number}"
    fields = {
        "body": f"Thank you for the feedback. {word['body']} means a lot. What a crazy night.",
        "in_reply_to": f"They were slow. {word['answered']}",
        "kind": "comment_reply",
        "channels": ["website"],
    }
    assert walk.send("author", f"{at}/save", revision=0, **fields).status_code == 200
    walk.send("author", f"{at}/check", **{**fields, "body": f"{word['check']} came in with a broken hip on March 3."})
    walk.send("author", f"{at}/wording", **{**fields, "body": f"{word['check']} came in with a broken hip."})
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile(f"{word['alt']}.png", square(), "image/png")
    assert walk.post("author", f"{at}/pictures", picture=file, alt=f"A square. {word['alt']}").status_code == 302
    walk.send("author", f"{at}/save", revision=0, **fields)  # from an old page: refused
    assert walk.send("author", f"{at}/check", **{**fields, "kind": f"no {word['check']}"}).status_code == 400
    told = {f"told_{k}": "no" for k in ("job", "news", "family", "author")}
    assert walk.post("author", f"{at}/submit", note=f"Careful with {word['note']}", **told).status_code == 302
    walk.get("author", at)
    desk(walk, number)
    questions(walk)
    for page in ("/write", "/review", "/ask", "/record", f"/record/draft/{number}", f"/releases/{number}", "/people"):
        walk.get("point_of_contact", page)


def desk(walk: Walk, number: int) -> None:
    word, at = CANARIES, f"/review/{number}"
    seal = re.search(r'name="seal" value="([0-9a-f]{64})"', walk.get("point_of_contact", at).content.decode())
    assert seal is not None
    held = {"seal": seal[1]}
    walk.post("reviewer", f"/drafts/{number}/comments", words=f"I know {word['comment']}")
    walk.post("point_of_contact", f"{at}/waive", finding=f"{word['waiver']}:body:1:2", reason=word["waiver"], **held)
    walk.post("point_of_contact", f"{at}/approve", reason=word["reason"], **held)  # the picture was not looked at
    walk.post("point_of_contact", f"{at}/return", reason=f"Leave out {word['advice']}", **held)
    walk.post("point_of_contact", f"{at}/return", reason=f"Leave out {word['advice']}", **held)  # twice


def questions(walk: Walk) -> None:
    word = CANARIES
    sent = walk.post("employee", "/ask/send", words=f"May I tell of {word['question']}?", where="My own page")
    number = int(sent["Location"].rsplit("/", 1)[1])
    walk.send("employee", "/ask/note", words=f"{word['check']} was a mess tonight", where="My own page")
    walk.post("point_of_contact", f"/ask/{number}/answer", verdict="change", words=f"Not of {word['answer']}")
    walk.post(
        "point_of_contact", "/guidance/publish", heading="Badges", text=f"May I tell of {word['question']}?",
        question=str(number),
    )  # fmt: skip
    walk.post("point_of_contact", "/guidance/publish", heading="Badges", text=GUIDANCE, question=str(number))
    walk.get("employee", f"/ask/{number}")


def unseen(where: str, what: str) -> None:
    for kind, word in CANARIES.items():
        assert word.casefold() not in what.casefold(), f"words of {kind} in {where}"


def everything_stored() -> str:
    """Every row of every table, as text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            for row in cursor.fetchall():
                held = [bytes(v).decode("latin-1") if isinstance(v, bytes | memoryview) else repr(v) for v in row]
                found.append("|".join(held))
    return "\n".join(found)


def test_typed_words_are_nowhere_but_in_their_own_sealed_rows(
    clinic: Organization, people: dict[str, Person], heard: None, capsys: pytest.CaptureFixture[str], settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    walk = Walk(people)
    story(walk)

    with scope.within(clinic.pk):
        draft = Draft.objects.select_related("current").get(kind=Kind.COMMENT_REPLY)
        question = Question.objects.get()
        assert CANARIES["body"] in draft.current.words, "the story was not told"
        assert CANARIES["question"] in question.words
        assert CANARIES["advice"] in (selectors.history(draft)[0].advice or "")
        letters = due(clinic.pk, at=timezone.now() + timedelta(days=1))
        stored = everything_stored()
        facts = [bytes(body).decode() for body in Entry.objects.values_list("body", flat=True)]

    assert letters
    unseen("letters", repr([vars(one) if hasattr(one, "__dict__") else one for one in letters]) + repr(mail.outbox))
    unseen("addresses", "\n".join(walk.addresses))
    unseen("titles", "\n".join(walk.titles))
    unseen("headers", "\n".join(walk.heads))
    unseen("the record", "\n".join(facts))
    unseen("rows of the database", stored)
    unseen("caches", repr(getattr(cache, "_cache", {})))
    shared = vars(scope.shelf)["_found"]
    assert shared, "no page shared anything"
    unseen("what pages share", pickle.dumps(dict(shared)).decode("latin-1"))
    logged = capsys.readouterr().err
    assert logged.count('"event": "request"') > 20
    unseen("logs", logged)
    unseen("files beside the database", files_beside())


def files_beside() -> str:
    home = Path(settings.BEDSIDE_ERASURES).parent
    return "\n".join(
        p.read_bytes().decode("latin-1") for p in home.rglob("*") if p.is_file() and "sqlite3" not in p.name
    )


@pytest.mark.parametrize(
    ("module", "act", "role", "url", "data"),
    [
        (writing, "save", "author", "/drafts/{n}/save", {"body": "{w}", "revision": 1, "kind": "post"}),
        (writing, "comment", "author", "/drafts/{n}/comments", {"words": "{w}"}),
        (reviewing, "return_with_advice", "point_of_contact", "/review/{n}/return", {"reason": "{w}", "seal": "x"}),
        (asking, "ask", "employee", "/ask/send", {"words": "{w}", "where": "{w}"}),
    ],
    ids=["save", "comment", "return", "ask"],
)
def test_an_act_that_breaks_tells_nobody_what_was_typed(
    module: Any, act: str, role: str, url: str, data: dict[str, Any], clinic: Organization, people: dict[str, Person],
    heard: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    from tests.desk.drafts import making

    word = CANARIES["body"]
    with scope.within(clinic.pk):
        number = making.submitted(people).number

    def broken(*_: Any, **given: Any) -> None:
        raise ValueError(f"cannot take {json.dumps(given, default=str)} {word}")

    monkeypatch.setattr(module, act, broken)
    client = signed_in(Client(raise_request_exception=False), people[role])
    typed = {k: v.replace("{w}", word) if isinstance(v, str) else v for k, v in data.items()}
    told = {"content_type": "application/json"} if "revision" in data else {}
    answer = client.post(url.replace("{n}", str(number)), typed, **told)

    assert answer.status_code == 500
    unseen("the page of the error", answer.content.decode())
    logged = capsys.readouterr().err
    assert "ValueError" in logged
    unseen("logs", logged)


def test_refusals_and_reprs_say_no_words(clinic: Organization, people: dict[str, Person]) -> None:
    from tests.desk.drafts import making

    with scope.within(clinic.pk):
        draft = making.submitted(people, f"Flu shots are here. {CANARIES['body']}.")
        version = draft.current
        unseen("repr", f"{draft!r} {version!r} {selectors.screening_of(version)!r} {draft.author!r}")
        with pytest.raises(DeskError) as refused:
            reviewing.waive(
                draft, by=people["reviewer"], at=timezone.now(), finding=CANARIES["body"], reason="x", seal=version.seal
            )
        unseen("a refusal", repr(refused.value) + str(refused.value))
