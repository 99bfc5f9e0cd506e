"""The record grows with what is done, never changes, and shows where somebody changed it."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from bedside.core.errors import BedsideError, DeskError
from bedside.core.events import Event
from bedside.desk.audit import services as audit
from bedside.desk.audit.checking import check
from bedside.desk.audit.models import Checkpoint, Entry, Reason, Tree
from bedside.desk.audit.selectors import Filter, bodies, listed, subtrees_of
from bedside.desk.tenancy import scope
from bedside.desk.tenancy.models import DataKey, Organization
from bedside.ledger import tree
from tests.desk.conftest import NOON, founded

pytestmark = pytest.mark.django_db


def noted(number: int, *, reason: str = "") -> Entry:
    return audit.append(
        Event.NOTE_MADE, about=f"note:{number}", actor="person:7", at=NOON + timedelta(seconds=number), reason=reason
    )


def test_an_entry_stands_in_the_tree_and_its_proof_holds(at_clinic: Organization) -> None:
    for number in range(1, 12):
        noted(number)
    head = Tree.objects.get()
    assert head.size == 12
    look = subtrees_of(12)
    root = tree.root_at(12, look)
    for seq, body in bodies():
        proof = tree.inclusion_proof(seq, 12, look)
        assert tree.is_included(tree.leaf_hash(body), seq, 12, proof, root)
    assert root == tree.root_of(tree.leaf_hash(b) for _, b in bodies())


def test_a_reason_is_sealed_and_the_entry_holds_the_digest_of_its_ciphertext(at_clinic: Organization) -> None:
    entry = noted(1, reason="Ada Example asked for it")
    kept = Reason.objects.get()
    assert kept.words == "Ada Example asked for it"
    body = bytes(entry.body).decode()
    assert "Ada" not in body
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM audit_reason")
        sealed = bytes(cursor.fetchone()[0])
    assert f'"reason":"{hashlib.sha256(sealed).hexdigest()}"' in body


def test_without_a_transaction_nothing_is_recorded() -> None:
    with pytest.raises(DeskError):
        audit.append(Event.NOTE_MADE, about="note:1", actor="person:1", at=NOON)


@pytest.mark.parametrize(
    "bad",
    [
        {"about": "draft about Ada Example"},
        {"actor": "Dr Chen"},
        {"facts": {"words": "she came in on Monday"}},
        {"facts": {"share": 0.5}},
    ],
)
def test_a_failing_entry_fails_the_action(at_clinic: Organization, bad: dict[str, Any]) -> None:
    given = {"about": "note:1", "actor": "person:1", "facts": {}} | bad

    @transaction.atomic
    def act() -> None:
        Organization.objects.filter(pk=at_clinic.pk).update(name="changed")
        audit.append(Event.NOTE_MADE, at=NOON, **given)

    with pytest.raises(BedsideError) as refused:
        act()
    assert "Ada" not in str(refused.value)
    assert "Monday" not in str(refused.value)
    assert Organization.objects.get(pk=at_clinic.pk).name == "clinic"
    assert Tree.objects.get().size == 1


def test_a_clock_that_went_back_is_refused(at_clinic: Organization) -> None:
    noted(1000)
    with pytest.raises(audit.BackInTime):
        noted(700)


def test_two_acts_at_once_get_their_turn_in_either_order(at_clinic: Organization) -> None:
    noted(2)
    assert noted(1).at == Entry.objects.get(seq=1).at
    assert check().fine


def test_the_database_refuses_to_change_or_delete_an_entry(at_clinic: Organization) -> None:
    noted(1)
    for act in (
        lambda: Entry.objects.filter(seq=1).update(about="note:2"),
        lambda: Entry.objects.filter(seq=1).delete(),
    ):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            act()
    assert Entry.objects.get(seq=1).about == "note:1"


def test_reading_by_record_person_and_event(at_clinic: Organization) -> None:
    for number in range(1, 6):
        noted(number)
    assert [e.about for e in listed(Filter(about="note:4"))] == ["note:4"]
    assert len(listed(Filter(actor="person:7"))) == 5
    assert len(listed(Filter(event=str(Event.ORGANIZATION_CREATED)))) == 1
    newest = listed(Filter(), limit=2)
    assert [e.seq for e in newest] == [5, 4]
    assert [e.seq for e in listed(Filter(), before=4, limit=2)] == [3, 2]


def test_signing_twice_gives_the_same_and_signs_on_from_there(at_clinic: Organization) -> None:
    noted(1)
    first = audit.sign(at=NOON)
    assert audit.sign(at=NOON).pk == first.pk
    noted(2)
    second = audit.sign(at=NOON)
    assert (first.size, second.size) == (2, 3)
    assert check().fine


def never_mind_the_triggers() -> None:
    """What somebody with the database's own password can do."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP TRIGGER audit_entry_never ON audit_entry")
        else:
            cursor.execute("DROP TRIGGER audit_entry_never_changed")
            cursor.execute("DROP TRIGGER audit_entry_never_deleted")


TAMPERINGS = {
    "an entry's words": lambda: Entry.objects.filter(seq=3).update(
        body=bytes(Entry.objects.get(seq=3).body).replace(b"note:3", b"note:9")
    ),
    "a row's column": lambda: Entry.objects.filter(seq=3).update(about="note:9"),
    "a row's hashes": lambda: Entry.objects.filter(seq=3).update(hashes=b"\0" * 96),
    "a missing entry": lambda: Entry.objects.filter(seq=3).delete(),
    "a missing reason": lambda: Reason.objects.filter(pk=Entry.objects.get(seq=3).reason_id).delete(),
    "another reason": lambda: Reason.objects.filter(pk=Entry.objects.get(seq=3).reason_id).update(words=b"\1" * 60),
}


@pytest.mark.parametrize("name", list(TAMPERINGS))
def test_what_somebody_changed_is_found_and_named(at_clinic: Organization, name: str) -> None:
    for number in range(1, 7):
        noted(number, reason="why not")
    audit.sign(at=NOON)
    assert check().fine
    never_mind_the_triggers()
    TAMPERINGS[name]()
    report = check()
    assert not report.fine
    assert report.first_bad == 3


def test_a_cut_record_is_found_also_where_its_head_was_cut_too(at_clinic: Organization) -> None:
    for number in range(1, 7):
        noted(number)
    audit.sign(at=NOON)
    never_mind_the_triggers()
    Entry.objects.filter(seq__gte=4).delete()
    edge = b"".join(subtrees_of(4)(s) for s in tree.covering(0, 4))
    Tree.objects.update(size=4, edge=edge)
    report = check()
    assert not report.fine
    assert report.first_bad == 4
    with pytest.raises(BedsideError):
        audit.sign(at=NOON)


def test_a_checkpoint_of_another_key_is_found(at_clinic: Organization) -> None:
    noted(1)
    row = audit.sign(at=NOON)
    Checkpoint.objects.filter(pk=row.pk).update(note=row.note.replace("\n2\n", "\n3\n"))
    assert not check().fine


class ManyEntries(TestCase):
    """Any order of acts leaves a record that checks out and whose every size is consistent with every later one."""

    @given(st.lists(st.sampled_from(["note", "reasoned", "sign", "fail"]), min_size=1, max_size=25))
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    def test_any_order_of_acts(self, acts: list[str]) -> None:
        with scope.within(founded("any").pk):
            for number, act in enumerate(acts, 1):
                if act == "sign":
                    audit.sign(at=NOON)
                elif act == "fail":
                    with pytest.raises(BedsideError), transaction.atomic():
                        audit.append(Event.NOTE_MADE, about="no good", actor="person:1", at=NOON, reason="lost")
                else:
                    noted(number, reason="why" if act == "reasoned" else "")
            size = Tree.objects.get().size
            assert size == 1 + sum(a in {"note", "reasoned"} for a in acts)
            assert check().fine
            assert DataKey.objects.count() == acts.count("reasoned")
            look = subtrees_of(size)
            for old in range(size):
                proof = tree.consistency_proof(old, size, look)
                assert tree.is_consistent(old, size, proof, tree.root_at(old, look), tree.root_at(size, look))
