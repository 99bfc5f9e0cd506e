"""Rows of one organisation are seen by that organisation's work, and by nothing else."""

import contextlib
import uuid

import pytest
from django.db import ProgrammingError, connection, transaction

from bedside.core.events import Event
from bedside.desk.audit import selectors
from bedside.desk.audit import services as audit
from bedside.desk.audit.models import Entry, Reason
from bedside.desk.tenancy import scope
from bedside.desk.tenancy.models import Organization, sealed_models
from tests.desk.conftest import NOON

pytestmark = pytest.mark.django_db


def test_a_query_without_an_organisation_is_refused(clinic: Organization) -> None:
    with pytest.raises(scope.OutsideOrganization, match="within"):
        list(Entry.objects.all())


def test_work_sees_its_own_rows_only(clinic: Organization, hospital: Organization) -> None:
    with scope.within(hospital.pk):
        audit.append(Event.NOTE_MADE, about="note:1", actor="person:1", at=NOON, reason="a word")
        theirs = Reason.objects.get()
    with scope.within(clinic.pk):
        assert [e.seq for e in Entry.objects.all()] == [0]
        assert not Reason.objects.filter(pk=theirs.pk).exists()
        with pytest.raises(scope.OtherOrganization):
            theirs.save()
        with pytest.raises(scope.OtherOrganization):
            theirs.delete()


def test_work_for_one_cannot_turn_to_another(clinic: Organization, hospital: Organization) -> None:
    with scope.within(clinic.pk), pytest.raises(scope.OtherOrganization), scope.within(hospital.pk):
        pass
    with scope.within(hospital.pk):
        assert Entry.objects.count() == 1


def test_after_the_work_nothing_is_seen(clinic: Organization) -> None:
    with scope.within(clinic.pk):
        pass
    with pytest.raises(scope.OutsideOrganization):
        Entry.objects.count()


def asked_in_one_work(answers: list[str], key: str = "who answers") -> str:
    """What a page would find that asks for something kept; ``answers`` loses one where the rows are asked."""
    with scope.remembering(selectors.state()):
        return scope.kept(key, lambda: answers.pop(0))


def test_what_pages_share_is_asked_again_once_anything_was_done(clinic: Organization, hospital: Organization) -> None:
    answers = ["Rosa", "Jonas", "Imani"]
    with scope.within(clinic.pk):
        assert [asked_in_one_work(answers), asked_in_one_work(answers)] == ["Rosa", "Rosa"]
        audit.append(Event.NOTE_MADE, about="note:1", actor="person:1", at=NOON)
        assert [asked_in_one_work(answers), asked_in_one_work(answers)] == ["Jonas", "Jonas"]
    with scope.within(hospital.pk):
        assert asked_in_one_work(answers) == "Imani", "what one organisation was told is nothing for another"


def test_work_that_does_something_keeps_nothing_for_later(clinic: Organization) -> None:
    answers = ["as it will be, if this work ends well", "as it is"]
    with scope.within(clinic.pk):
        before = selectors.state()
        with contextlib.suppress(RuntimeError), transaction.atomic(), scope.remembering(before):
            audit.append(Event.NOTE_MADE, about="note:1", actor="person:1", at=NOON)
            scope.kept("who answers", lambda: answers.pop(0))
            raise RuntimeError
        assert selectors.state() == before
        assert asked_in_one_work(answers) == "as it is"


def test_work_that_changes_rows_asks_each_time(clinic: Organization) -> None:
    answers = ["Rosa", "Jonas"]
    with scope.within(clinic.pk):
        assert [scope.kept("who", lambda: answers.pop(0)) for _ in range(2)] == ["Rosa", "Jonas"]


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="row-level security is PostgreSQL's")
def test_the_database_itself_hides_rows_of_others(clinic: Organization, hospital: Organization) -> None:
    tables = {"audit_tree", "audit_entry", "audit_checkpoint", "audit_anchor", "tenancy_datakey"}
    tables |= {m._meta.db_table for m in sealed_models()}
    with connection.cursor() as cursor:
        for organization, seen in ((str(clinic.pk), 1), (str(hospital.pk), 1), (str(uuid.uuid4()), 0), ("", 0)):
            cursor.execute("SELECT set_config('bedside.organization', %s, true)", [organization])
            cursor.execute("SELECT count(*) FROM audit_entry")
            assert cursor.fetchone() == (seen,)
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        assert tables <= {name for (name,) in cursor.fetchall()}


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="row-level security is PostgreSQL's")
def test_the_database_itself_refuses_rows_for_others(clinic: Organization, hospital: Organization) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('bedside.organization', %s, true)", [str(clinic.pk)])
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            cursor.execute(
                "INSERT INTO tenancy_datakey (id, organization_id, key_id, blob, record) VALUES (%s, %s, 'k', '', 'r')",
                [uuid.uuid4(), hospital.pk],
            )


def test_every_scoped_table_is_guarded_by_the_database() -> None:
    """A new table with an organisation needs its policy; the list in the migrations is compared with the models."""
    from django.apps import apps

    from bedside.desk.tenancy.models import ScopedManager

    scoped = {m._meta.db_table for m in apps.get_models() if isinstance(m._default_manager, ScopedManager)}
    assert "audit_entry" in scoped
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT tablename FROM pg_policies")
            assert scoped == {name for (name,) in cursor.fetchall()}
