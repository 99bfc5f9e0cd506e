"""A check that lets others write meanwhile: in steps of any size it finds what one pass finds."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from bedside.core.events import Event
from bedside.desk.audit import checking
from bedside.desk.audit import services as audit
from bedside.desk.audit.checking import Walk, check
from bedside.desk.audit.models import Entry, Tree
from bedside.desk.audit.selectors import last_check
from bedside.desk.tenancy import scope
from bedside.desk.tenancy.models import Organization
from tests.desk.conftest import NOON, founded
from tests.desk.test_record import never_mind_the_triggers, noted

pytestmark = pytest.mark.django_db


class InSteps(TestCase):
    """However the steps fall, and whatever is written and signed between them."""

    @given(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 3), st.booleans()), max_size=8), st.integers(1, 12))
    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    def test_what_is_written_meanwhile_is_checked_too(self, between: list[tuple[int, int, bool]], begun: int) -> None:
        with scope.within(founded("steps").pk):
            number = 0
            for _ in range(begun):
                number += 1
                noted(number, reason="why")
            audit.sign(at=NOON)
            walk = Walk()
            for limit, written, signed in between:
                walk.step(limit)
                for _ in range(written):
                    number += 1
                    noted(number)
                if signed:
                    audit.sign(at=NOON)
            report, whole = walk.conclude(), check()
            assert report.fine, report.lines
            assert report.size == whole.size == Tree.objects.get().size
            assert report.lines == whole.lines


@pytest.mark.parametrize("step", [1, 3, 100])
def test_steps_find_the_same_first_bad_entry(at_clinic: Organization, step: int) -> None:
    for number in range(1, 9):
        noted(number, reason="why not")
        if number % 3 == 0:
            audit.sign(at=NOON + timedelta(seconds=number))
    never_mind_the_triggers()
    Entry.objects.filter(seq=5).update(body=bytes(Entry.objects.get(seq=5).body).replace(b"note:5", b"note:6"))
    walk = Walk()
    while walk.step(step):
        pass
    report, whole = walk.conclude(), check()
    assert report.first_bad == whole.first_bad == 5
    assert report.lines == whole.lines


def test_a_check_is_recorded_with_what_came_of_it(clinic: Organization, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "STEP", 2)
    with scope.within(clinic.pk):
        for number in range(1, 6):
            noted(number)
        assert last_check() is None
    report = checking.check_and_record(clinic.pk, actor="system:worker", at=NOON + timedelta(minutes=1))
    assert report.fine
    with scope.within(clinic.pk):
        found = last_check()
        assert found is not None
        assert (found.seq, found.size, found.fine, found.first_bad, found.anchored) == (6, 6, True, None, 0)
        assert found.actor == "system:worker"
        never_mind_the_triggers()
        Entry.objects.filter(seq=2).delete()
    report = checking.check_and_record(clinic.pk, actor="system:worker", at=NOON + timedelta(minutes=2))
    assert report.first_bad == 2
    with scope.within(clinic.pk):
        found = last_check()
        assert found is not None
        assert (found.fine, found.first_bad) == (False, 2)
        assert Entry.objects.filter(event=Event.RECORD_CHECKED).count() == 2
