"""The pages of the record: in order, with names, whole or with an alarm, and proven without us."""

import html
import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bedside.core.content import Kind
from bedside.core.events import HEADINGS, SENTENCES, Event
from bedside.desk.audit import erasing
from bedside.desk.audit import services as audit
from bedside.desk.audit.checking import check
from bedside.desk.audit.models import Entry, Reason, Tree
from bedside.desk.audit.selectors import last_check, subtrees_of
from bedside.desk.drafts.models import Draft
from bedside.desk.drafts.services import writing
from bedside.desk.people.models import Person
from bedside.desk.tenancy import scope
from bedside.desk.tenancy.models import DataKey, Organization
from bedside.ledger import notes, proofs, tree
from bedside.site.record import looks, timeline
from bedside.site.templatetags.bedside import drawing
from tests.desk.acting import signed_in
from tests.desk.conftest import NOON
from tests.desk.test_record import never_mind_the_triggers

pytestmark = pytest.mark.django_db
ROLES = ["owner", "privacy_officer", "point_of_contact", "deputy", "reviewer", "author", "employee", "auditor"]
SEES = {"owner", "privacy_officer", "point_of_contact", "deputy", "auditor"}
EXPORTS = {"owner", "privacy_officer", "auditor"}


@pytest.fixture
def auditor(people: dict[str, Person]) -> Client:
    client: Client = signed_in(Client(), people["auditor"])
    return client


@pytest.fixture
def told(clinic: Organization, people: dict[str, Person]) -> Draft:
    """A draft with a day's history: saved, submitted, returned, reworded, approved, sealed twice."""
    author, contact = people["author"], people["point_of_contact"]
    with scope.within(clinic.pk):
        draft = writing.start(by=author, kind=Kind.STORY, at=NOON + timedelta(minutes=2))
        happened = happening(draft)
        for n in range(3):
            happened(Event.DRAFT_SAVED, author, 5 + n, facts={"version": 1, "seal": "7f2a" * 4})
        happened(Event.DRAFT_SUBMITTED, author, 30, facts={"version": 1, "holds": 2, "reviews": 1})
        happened(Event.DRAFT_READ, contact, 40, facts={"version": 1})
        happened(Event.DRAFT_RETURNED, contact, 50, reason="One detail can be looked up.", facts={"version": 1})
        audit.sign(at=NOON + timedelta(minutes=51))
        happened(Event.DRAFT_SAVED, author, 210, facts={"version": 2})
        happened(Event.DRAFT_SUBMITTED, author, 215, facts={"version": 2, "holds": 0, "reviews": 0})
        happened(Event.DRAFT_APPROVED, contact, 24 * 60 + 3, reason="Nobody can be recognized.", facts={"version": 2})
        audit.sign(at=NOON + timedelta(days=1, minutes=4))
    return draft


def happening(draft: Draft) -> Callable[..., Entry]:
    def happened(event: Event, by: Person, minutes: int, **more: Any) -> Entry:
        at = NOON + timedelta(minutes=minutes)
        return audit.append(event, about=draft.reference, actor=f"person:{by.pk}", at=at, **more)

    return happened


def text_of(answer: Any) -> str:
    body = re.sub(r"<(svg|script|style).*?</\1>", " ", answer.content.decode(), flags=re.S)
    body = body.partition("<main")[2].partition("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def test_every_event_has_its_heading_its_sentence_and_its_look() -> None:
    assert set(HEADINGS) == set(SENTENCES) == set(Event)
    for event in Event:
        icon, kind = looks.look_of(event, {})
        assert drawing(icon)
        assert kind in {"hold", "review", "advice", "clear", "blank"}
        assert (icon, kind) != looks.ELSE, f"{event} has no look; give its subject one"
        assert 3 <= len(event.short) <= 40
        assert event.sentence.endswith(".")


@pytest.mark.parametrize("role", ROLES)
def test_who_may_see_the_record(
    told: Draft,
    clinic: Organization,
    people: dict[str, Person],
    role: str,
) -> None:
    client = signed_in(Client(), people[role])
    sees = 200 if role in SEES else 403
    for page in ("/record", f"/record/person/{people['author'].pk}", "/record/entry/1"):
        assert client.get(page).status_code == sees, page
    assert client.get("/record/entry/1/proof").status_code == sees
    mine = role == "author"
    assert client.get(f"/record/draft/{told.number}").status_code == (200 if mine or sees == 200 else 404)
    assert client.get("/record/proves").status_code == (200 if sees == 200 or role in {"author", "reviewer"} else 403)
    assert client.post("/record/check").status_code == sees
    assert client.post("/record/export").status_code == (200 if role in EXPORTS else 403)


def test_without_signing_in_there_is_nothing_to_see(told: Draft) -> None:
    for page in ("/record", f"/record/draft/{told.number}", "/record/entry/1", "/record/proves"):
        assert Client().get(page).status_code == 302
    for act in ("/record/check", "/record/export"):
        assert Client().post(act).status_code == 302


def test_the_history_of_a_draft_is_told_in_order_with_days_pauses_and_seals(told: Draft, auditor: Client) -> None:
    said = text_of(auditor.get(f"/record/draft/{told.number}"))
    wanted = [
        f"What happened to draft {told.number}",
        "Thursday, March 5",
        "Checkpoint signed, 19 entries",
        "Approved",
        "Nobody can be recognized.",
        "20 hours and 28 minutes, waiting for review",
        "Wednesday, March 4",
        "Asked for review",
        "Saved",
        "Checkpoint signed, 16 entries",
        "2 hours and 40 minutes, with the author",
        "Returned with advice",
        "One detail can be looked up.",
        "Read",
        "Asked for review with 3 findings",
        "Saved 3 times",
        "entries 10 to 12",
        "Draft started",
        "a story",
        "entry 9",
    ]
    places = [said.find(words) for words in wanted]
    assert -1 not in places, wanted[places.index(-1)]
    last = 0
    for words in wanted:
        last = said.find(words, last)
        assert last >= 0, f"{words!r} comes too early"


def test_an_author_sees_their_own_history_without_others_reasons(
    told: Draft,
    clinic: Organization,
    people: dict[str, Person],
) -> None:
    answer = signed_in(Client(), people["author"]).get(f"/record/draft/{told.number}")
    said = text_of(answer)
    assert "Returned with advice" in said
    assert "A reason was given." in said
    assert "One detail" not in said
    assert "Check it now" not in said
    assert "Download the proof" not in said
    assert "/record/entry/" not in answer.content.decode()


def test_an_erased_reason_says_so_and_the_record_still_holds(
    told: Draft,
    clinic: Organization,
    auditor: Client,
) -> None:
    with scope.within(clinic.pk):
        entry = Entry.objects.get(event=Event.DRAFT_RETURNED)
        seven_years_on = NOON + timedelta(days=2557)
        erasing.erase(entry.reason, actor="system:test", at=seven_years_on, reason="asked to")
        assert check().fine
    said = text_of(auditor.get(f"/record/draft/{told.number}"))
    assert "One detail" not in said
    assert "Its words were erased; the record still proves that they were there." in said
    assert "Nobody can be recognized." in said
    assert "Words erased" in text_of(auditor.get("/record?event=record.erased"))


def test_the_record_is_read_newest_first_page_by_page(
    clinic: Organization,
    people: dict[str, Person],
    auditor: Client,
) -> None:
    with scope.within(clinic.pk):
        for n in range(130):
            audit.append(Event.NOTE_MADE, about=f"note:{n}", actor="system:worker", at=NOON + timedelta(hours=1 + n))
        size = Tree.objects.get().size

    def walked(start: str, way: str) -> list[list[int]]:
        seen, address = [], f"/record{start}"
        while address:
            page = auditor.get(address).content.decode()
            seen.append([int(s) for s in re.findall(r">entry (\d+)</a>", page)])
            found = re.search(rf'rel="{way}" href="([^"]+)"', page)
            address = f"/record{html.unescape(found[1])}" if found else ""
        return seen

    forth = walked("", "next")
    assert [n for page in forth for n in page] == list(range(size - 1, -1, -1))
    assert [len(page) for page in forth] == [50, 50, size - 100]
    back = walked(f"?before={forth[1][-1]}", "prev")
    assert [n for page in reversed(back) for n in page] == list(range(size - 1, -1, -1))


def test_filters_by_who_what_when_and_which_draft(
    told: Draft,
    clinic: Organization,
    people: dict[str, Person],
    auditor: Client,
) -> None:
    def headings(**chosen: Any) -> list[str]:
        page = auditor.get("/record", chosen).content.decode()
        return [" ".join(h.split()) for h in re.findall(r'<div class="what"><strong>(.*?)</strong>', page)]

    contact = people["point_of_contact"]
    assert headings(person=contact.pk) == ["Approved", "Returned with advice", "Read"]
    assert headings(event="draft.returned") == ["Returned with advice"]
    assert headings(person=contact.pk, event="draft.saved") == []
    assert headings(since="2026-03-05") == ["Approved"]
    assert "Approved" not in headings(until="2026-03-04")
    for beyond in ({"until": "9999-12-31"}, {"since": "0001-01-01"}):
        assert auditor.get("/record", beyond).status_code == 422
    assert len(headings(since="2026-03-04", until="2026-03-04", draft=told.number)) == 7
    assert "Draft started" in headings(draft=told.number)

    wrong = auditor.get("/record", {"draft": 99, "since": "2026-03-05", "until": "2026-03-04"})
    assert wrong.status_code == 422
    assert "There is no draft 99." in text_of(wrong)
    assert "The end is before the start" in text_of(wrong)
    assert auditor.get("/record", {"person": "nobody"}).status_code == 422
    assert auditor.get("/record", {"before": "x' OR 1=1"}).status_code == 200


def test_what_one_person_did_and_what_was_done_about_them(
    told: Draft,
    clinic: Organization,
    people: dict[str, Person],
    auditor: Client,
) -> None:
    said = text_of(auditor.get(f"/record/person/{people['author'].pk}"))
    assert "Theo Lark in the record" in said
    for words in ("Added to the roster", "Draft started", "Asked for review with 3 findings"):
        assert words in said
    assert "Approved" not in said
    assert auditor.get(f"/record/person/{uuid4()}").status_code == 404


def test_an_entry_shows_its_body_and_its_proof_holds(
    told: Draft,
    clinic: Organization,
    auditor: Client,
) -> None:
    with scope.within(clinic.pk):
        row = Entry.objects.get(event=Event.DRAFT_RETURNED)
        key = check_key()
    page = auditor.get(f"/record/entry/{row.seq}")
    said = text_of(page)
    assert "It stands where it should." in said
    assert "One detail can be looked up." in said
    assert bytes(row.hashes[:32]).hex() in said
    assert '"event": "draft.returned"' in said

    proof = proofs.parse(auditor.get(f"/record/entry/{row.seq}/proof").content)
    assert proof.shows(bytes(row.body))
    notes.opened(proof.note, [key])
    assert not proof.shows(bytes(row.body).replace(b"returned", b"rejected"))


def check_key() -> notes.Verifier:
    from bedside.desk.audit import keys

    return keys.signer(Organization.objects.get(pk=scope.current()).origin).verifier


def test_an_entry_that_no_checkpoint_covers_says_so(
    clinic: Organization,
    people: dict[str, Person],
    auditor: Client,
) -> None:
    said = text_of(auditor.get("/record/entry/3"))
    assert "No checkpoint covers it yet." in said
    assert auditor.get("/record/entry/3/proof").status_code == 404
    assert auditor.get("/record/entry/999").status_code == 404


def test_other_organizations_records_are_not_there(
    told: Draft,
    clinic: Organization,
    hospital: Organization,
    others: dict[str, Person],
    auditor: Client,
) -> None:
    with scope.within(hospital.pk):
        for n in range(40):
            theirs = writing.start(by=others["author"], kind=Kind.POST, at=NOON + timedelta(hours=n))
        size = Tree.objects.get().size
    assert auditor.get(f"/record/draft/{theirs.number}").status_code == 404
    assert auditor.get(f"/record/person/{others['author'].pk}").status_code == 404
    assert auditor.get(f"/record/entry/{size - 1}").status_code == 404
    assert auditor.get("/record", {"person": others["author"].pk}).status_code == 422
    assert auditor.get("/record", {"draft": theirs.number}).status_code == 422


def test_a_check_is_an_entry_and_the_pages_say_what_came_of_it(
    told: Draft,
    clinic: Organization,
    people: dict[str, Person],
    auditor: Client,
) -> None:
    assert "Nobody has checked yet" in text_of(auditor.get("/record"))
    with scope.within(clinic.pk):
        size = Tree.objects.get().size
    said = text_of(auditor.post("/record/check"))
    assert f"All {size} entries fit together" in said
    assert "Nobody outside has seen this record yet" in said
    with scope.within(clinic.pk):
        entry = Entry.objects.get(seq=size)
        assert (entry.event, entry.actor) == (Event.RECORD_CHECKED, f"person:{people['auditor'].pk}")
        found = last_check()
        assert found is not None and (found.fine, found.size, found.first_bad) == (True, size, None)
    page = text_of(auditor.get("/record"))
    assert "The record is whole" in page
    assert "Last checked by Emil Stone" in page
    assert "less than a minute ago" in text_of(auditor.post("/record/check", follow=True))
    with scope.within(clinic.pk):
        assert Tree.objects.get().size == size + 1


def changed_body() -> int:
    row = Entry.objects.get(event=Event.DRAFT_RETURNED)
    Entry.objects.filter(pk=row.pk).update(body=bytes(row.body).replace(b"returned", b"rejected"))
    return row.seq


def changed_row() -> int:
    row = Entry.objects.get(event=Event.DRAFT_APPROVED)
    Entry.objects.filter(pk=row.pk).update(actor="person:someone-else")
    return row.seq


def missing_entry() -> int:
    row = Entry.objects.get(event=Event.DRAFT_READ)
    Entry.objects.filter(pk=row.pk).delete()
    return row.seq


def other_reason() -> int:
    row = Entry.objects.get(event=Event.DRAFT_RETURNED)
    Reason.objects.filter(pk=row.reason_id).update(words=b"\1" * 60)
    return row.seq


def cut_head() -> int:
    size = Tree.objects.get().size
    Tree.objects.update(size=size - 1)
    return size - 1


@pytest.mark.parametrize("tamper", [changed_body, changed_row, missing_entry, cut_head])
def test_a_changed_record_raises_an_alarm_with_the_first_entry_that_does_not_fit(
    tamper: Callable[[], int],
    told: Draft,
    clinic: Organization,
    people: dict[str, Person],
    auditor: Client,
) -> None:
    with scope.within(clinic.pk):
        never_mind_the_triggers()
        bad = tamper()
    said = text_of(auditor.post("/record/check"))
    assert "The record is not whole" in said
    assert f"Entry {bad} does not fit" in said
    assert "Tell Rosa Quill now" in said
    if tamper is cut_head:
        assert "could not be written into the record" in said
        return
    for page in ("/record", f"/record/draft/{told.number}", "/record/entry/2", "/record/proves"):
        said = text_of(auditor.get(page))
        assert f"Entry {bad} does not fit" in said, page
        assert "Nothing from there on can be relied on" in said


def test_a_changed_entry_is_noticed_without_any_check(
    told: Draft,
    clinic: Organization,
    people: dict[str, Person],
    auditor: Client,
) -> None:
    with scope.within(clinic.pk):
        never_mind_the_triggers()
        bad = changed_body()
    said = text_of(auditor.get(f"/record/draft/{told.number}"))
    assert f"Entry {bad} does not fit" in said
    assert "This entry does not fit" in said
    entry = text_of(auditor.get(f"/record/entry/{bad}"))
    assert "What stands here now is not what was written" in entry
    assert "It does not lead to what was signed." in entry
    assert auditor.get(f"/record/entry/{bad}/proof").status_code == 404


def test_a_reason_that_was_exchanged_is_found_by_a_check(
    told: Draft,
    clinic: Organization,
    people: dict[str, Person],
    auditor: Client,
) -> None:
    with scope.within(clinic.pk):
        bad = other_reason()
    assert f"Entry {bad} does not fit" in text_of(auditor.post("/record/check"))
    page = auditor.get(f"/record/draft/{told.number}")
    assert page.status_code == 200
    assert f"Entry {bad} does not fit" in text_of(page)
    assert "its words do not open: somebody changed them" in text_of(page)


def test_a_record_that_goes_back_behind_its_checkpoint_is_not_handed_out(
    told: Draft, clinic: Organization, auditor: Client
) -> None:
    with scope.within(clinic.pk):
        never_mind_the_triggers()
        Entry.objects.filter(seq__gte=10).delete()
        edge = b"".join(subtrees_of(10)(s) for s in tree.covering(0, 10))
        Tree.objects.update(size=10, edge=edge)
    answer = auditor.post("/record/export")
    assert answer.status_code == 409
    assert "The record does not fit together, so no bundle was made" in answer.content.decode()
    with scope.within(clinic.pk):
        assert Tree.objects.get().size == 10


def outside(raw: bytes, folder: Path, *, key: notes.Verifier) -> subprocess.CompletedProcess[str]:
    """What the program inside a bundle says of it, run by itself."""
    bundle = folder / "record.zip"
    bundle.write_bytes(raw)
    with zipfile.ZipFile(io.BytesIO(raw)) as zipped:
        (folder / "verify.py").write_bytes(zipped.read("verify.py"))
    words = [sys.executable, "-I", str(folder / "verify.py"), str(bundle), "--key", str(key)]
    return subprocess.run(words, capture_output=True, text=True, check=False)


def test_a_bundle_of_a_changed_record_tells_on_it(
    told: Draft, clinic: Organization, auditor: Client, tmp_path: Path
) -> None:
    with scope.within(clinic.pk):
        never_mind_the_triggers()
        bad, key = changed_body(), check_key()
    done = outside(auditor.post("/record/export").content, tmp_path, key=key)
    assert done.returncode == 1
    assert str(bad) in done.stdout


@pytest.mark.parametrize("part", [{}, {"first": "9", "last": "15"}])
def test_a_bundle_verifies_outside_and_holds_that_it_was_handed_out(
    part: dict[str, str],
    told: Draft,
    clinic: Organization,
    people: dict[str, Person],
    auditor: Client,
    tmp_path: Path,
) -> None:
    with scope.within(clinic.pk):
        key, size = check_key(), Tree.objects.get().size
    answer = auditor.post("/record/export", part)
    assert answer.status_code == 200
    assert re.fullmatch(r'attachment; filename="record-[\d-]+\.zip"', answer["Content-Disposition"])
    with zipfile.ZipFile(io.BytesIO(answer.content)) as zipped:
        entries = zipped.read("entries.jsonl")
    assert (b'"record.exported"' in entries) == (not part)
    assert b"One detail" not in answer.content
    done = outside(answer.content, tmp_path, key=key)
    assert done.returncode == 0, done.stdout + done.stderr
    with scope.within(clinic.pk):
        entry = Entry.objects.get(seq=size)
        assert (entry.event, entry.actor) == (Event.RECORD_EXPORTED, f"person:{people['auditor'].pk}")
        assert Tree.objects.get().size == size + 1
    assert "Record handed out" in text_of(auditor.get("/record"))


@pytest.mark.parametrize(
    "part", [{"first": "x"}, {"first": "5", "last": "2"}, {"first": "0", "last": "99"}, {"first": "99"}]
)
def test_a_part_that_is_not_there_is_refused(
    part: dict[str, str],
    told: Draft,
    clinic: Organization,
    auditor: Client,
) -> None:
    answer = auditor.post("/record/export", part)
    assert answer.status_code == 422
    with scope.within(clinic.pk):
        assert not Entry.objects.filter(event=Event.RECORD_EXPORTED).exists()


@pytest.mark.parametrize("page", ["/record", "/record/draft/{draft}", "/record/person/{author}"])
def test_a_page_asks_as_much_for_five_entries_as_for_fifty(
    page: str,
    told: Draft,
    clinic: Organization,
    people: dict[str, Person],
    auditor: Client,
) -> None:
    address = page.format(draft=told.number, author=people["author"].pk)

    def cost() -> int:
        auditor.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert auditor.get(address).status_code == 200
        return len(asked)

    with scope.within(clinic.pk):
        happened = happening(told)
        happened(Event.DRAFT_DISCARDED, people["author"], 2 * 24 * 60 - 1, reason="so that there is one")
    few = cost()
    with scope.within(clinic.pk):
        for n in range(60):
            other = writing.start(by=people["author"], kind=Kind.POST, at=NOON + timedelta(days=2, minutes=3 * n))
            by = list(people.values())[n % 8]
            happened(Event.DRAFT_RETURNED, by, 2 * 24 * 60 + 3 * n + 1, reason=f"reason {n}", facts={"version": n})
            happening(other)(Event.DRAFT_SAVED, people["author"], 2 * 24 * 60 + 3 * n + 2, facts={"version": 1})
            if n % 10 == 0:
                audit.sign(at=NOON + timedelta(days=2, minutes=3 * n + 2))
        assert DataKey.objects.count() > 60
    assert cost() == few


def test_pauses_are_told_in_two_units_at_most() -> None:
    assert timeline.duration(timedelta(hours=2, minutes=40)) == "2 hours and 40 minutes"
    assert timeline.duration(timedelta(hours=1)) == "1 hour"
    assert timeline.duration(timedelta(days=3, hours=4, minutes=9)) == "3 days and 4 hours"
    assert timeline.duration(timedelta(days=1, minutes=30)) == "1 day"


def test_an_event_of_a_later_version_is_shown_by_its_name() -> None:
    assert looks.heading_of("picture.blurred_again", {}) == "Picture blurred again"
    assert looks.look_of("zebra.seen", {}) == looks.ELSE
    assert looks.details_of("zebra.seen", {"strange": "x", "version": 3}) == ["version 3"]
