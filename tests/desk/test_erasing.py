"""Erasing takes the words and leaves the proof; the law, a hold and the list of erasures are heard."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bedside.core.errors import BadInput, DeskError
from bedside.core.events import Event
from bedside.desk.audit import erasing
from bedside.desk.audit import services as audit
from bedside.desk.audit.checking import check
from bedside.desk.audit.models import Entry, Reason, six_years_after
from bedside.desk.tenancy import scope
from bedside.desk.tenancy.fields import Erased
from bedside.desk.tenancy.models import DataKey, Organization
from tests.desk.conftest import NOON

pytestmark = pytest.mark.django_db
LATER = six_years_after(NOON) + timedelta(days=1)


@pytest.fixture
def reason(at_clinic: Organization) -> Reason:
    audit.append(Event.NOTE_MADE, about="note:1", actor="person:1", at=NOON, reason="Ada Example asked")
    return Reason.objects.get()


def test_words_are_gone_and_the_record_still_proves_itself(reason: Reason) -> None:
    before = audit.sign(at=NOON).note

    entry = erasing.erase(reason, actor="person:2", at=LATER, reason="")

    with pytest.raises(Erased):
        _ = Reason.objects.get(pk=reason.pk).words
    assert entry.event == Event.RECORD_ERASED
    assert not DataKey.objects.filter(pk=reason.data_key_id).exists()
    assert audit.sign(at=LATER).note != before
    assert check().fine
    with pytest.raises(DeskError, match="erased before"):
        erasing.erase(reason, actor="person:2", at=LATER, reason="")


def test_for_six_years_the_law_wants_it_kept(reason: Reason) -> None:
    with pytest.raises(erasing.NotErasable, match="2032-03-04") as kept:
        erasing.erase(reason, actor="person:2", at=six_years_after(NOON) - timedelta(seconds=1), reason="asked")
    assert "Ada" not in str(kept.value)
    assert Reason.objects.get(pk=reason.pk).words == "Ada Example asked"
    assert not Entry.objects.filter(event=Event.RECORD_ERASED).exists()


def test_a_hold_keeps_it_beyond_that(reason: Reason) -> None:
    hold = audit.place_hold(reason.reference, why="an inquiry", actor="person:2", at=NOON)
    with pytest.raises(erasing.NotErasable, match="hold"):
        erasing.erase(reason, actor="person:2", at=LATER, reason="asked")
    audit.lift_hold(hold.pk, actor="person:2", at=LATER, reason="over")
    erasing.erase(reason, actor="person:2", at=LATER, reason="asked")


def test_the_list_erases_again_what_a_restored_backup_brought_back(
    reason: Reason, tmp_path: Path, settings: Any
) -> None:
    settings.BEDSIDE_ERASURES = str(tmp_path / "erasures.jsonl")
    path = erasing.the_list()
    erasing.note_down_line(erasing.Erasure(reason.organization_id, reason.data_key_id, reason.reference))

    assert erasing.replay(path, at=LATER) == 1
    assert erasing.replay(path, at=LATER) == 0

    with pytest.raises(Erased):
        _ = Reason.objects.get(pk=reason.pk).words
    assert Entry.objects.filter(event=Event.RECORD_ERASED, about=reason.reference).count() == 1
    path.write_text("not a line of it\n")
    with pytest.raises(BadInput, match="line 1"):
        erasing.replay(path, at=LATER)


def test_an_erasure_that_died_before_it_was_listed_is_listed_by_the_next_backup(
    clinic: Organization, tmp_path: Path, settings: Any
) -> None:
    settings.BEDSIDE_ERASURES = str(tmp_path / "erasures.jsonl")
    with scope.within(clinic.pk):
        audit.append(Event.NOTE_MADE, about="note:1", actor="person:1", at=NOON, reason="Ada Example asked")
        reason = Reason.objects.get()
        erasing.erase(reason, actor="person:2", at=LATER, reason="")
    assert list(erasing.listed(erasing.the_list())) == []  # nothing is committed here, as if the process had died

    assert erasing.complete() == 1

    assert [e.record for e in erasing.listed(erasing.the_list())] == [reason.reference]
    assert erasing.complete() == 0
