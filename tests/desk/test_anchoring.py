"""Others see the record: a witness over HTTP and a time-stamp authority, which then notice what the operator rewrote."""

import shutil
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bedside.core.errors import BedsideError
from bedside.core.events import Event
from bedside.desk.audit import keys
from bedside.desk.audit import services as audit
from bedside.desk.audit.anchoring import anchor_now
from bedside.desk.audit.checking import check
from bedside.desk.audit.models import Anchor, Checkpoint, Entry, Tree
from bedside.desk.audit.selectors import subtrees_of
from bedside.desk.tenancy import scope
from bedside.desk.tenancy.models import Organization
from bedside.ledger import notes, tree
from bedside.ledger.notes import COSIGNATURE, Signer
from bedside.ledger.witness import Witness, server_for
from benchmarks.ledger_proof import Authority
from tests.desk.conftest import NOON
from tests.desk.test_record import never_mind_the_triggers
from tests.ledger.test_timestamps import running

pytestmark = pytest.mark.django_db
OTHER = Signer.from_seed("witness.example.org", bytes(range(32)), kind=COSIGNATURE)


@pytest.fixture
def witnessed(clinic: Organization, tmp_path: Path, settings: Any) -> Iterator[Organization]:
    log = keys.signer(clinic.origin).verifier
    witness = Witness(OTHER, logs={clinic.origin: log}, folder=tmp_path / "witness")
    with server_for(witness, host="127.0.0.1", port=0) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        settings.BEDSIDE_WITNESSES = [f"{OTHER.verifier}=http://127.0.0.1:{server.server_address[1]}"]
        yield clinic
        server.shutdown()
        thread.join()


def noted(organization: Organization, number: int) -> None:
    with scope.within(organization.pk):
        audit.append(Event.NOTE_MADE, about=f"note:{number}", actor="person:1", at=datetime.now(UTC))


def test_a_witness_cosigns_and_goes_on_from_what_it_saw(witnessed: Organization) -> None:
    for number in range(3):
        noted(witnessed, number)
        told = list(anchor_now(witnessed.pk, at=NOON))
        assert "cosigned" in told[-1]
    with scope.within(witnessed.pk):
        report = check()
        assert report.fine
        assert report.anchored == Anchor.objects.order_by("-checkpoint__size").first().checkpoint.size
        assert Anchor.objects.count() == 3
        assert "— witness.example.org " in Checkpoint.objects.order_by("-size").first().note
        assert Entry.objects.filter(event=Event.CHECKPOINT_ANCHORED).count() == 3


def test_a_sign_that_was_altered_or_whose_key_is_unknown_counts_for_nothing(
    witnessed: Organization, settings: Any
) -> None:
    noted(witnessed, 1)
    list(anchor_now(witnessed.pk, at=NOON))
    with scope.within(witnessed.pk):
        row = Checkpoint.objects.get()
        note = notes.parse(row.note)
        kept = tuple(s for s in note.signatures if s.name != OTHER.name)
        mine = settings.BEDSIDE_WITNESSES
        settings.BEDSIDE_WITNESSES = []
        unknown = check()
        assert unknown.fine
        assert unknown.anchored == 0
        assert "its key is not in the settings" in " ".join(unknown.lines)
        settings.BEDSIDE_WITNESSES = mine
        Checkpoint.objects.filter(pk=row.pk).update(note=str(notes.Note(note.text, kept)))
        assert "does not hold" in " ".join(check().lines)
        assert not check().fine


def test_a_record_that_its_operator_wrote_anew_is_not_cosigned(witnessed: Organization) -> None:
    noted(witnessed, 1)
    list(anchor_now(witnessed.pk, at=NOON))
    never_mind_the_triggers()
    with scope.within(witnessed.pk):
        # the operator has the database and the signing key: everything is made anew without the last entries
        Anchor.objects.all().delete()
        Checkpoint.objects.all().delete()
        Entry.objects.filter(seq__gte=1).delete()
        Tree.objects.update(size=1, edge=subtrees_of(1)((0, 0)))
        assert check().fine
    for number in range(4):
        noted(witnessed, 10 + number)
    told = list(anchor_now(witnessed.pk, at=NOON))
    assert "did not cosign" in told[-1]
    with scope.within(witnessed.pk):
        assert not Anchor.objects.exists()


def test_a_record_that_was_cut_is_said_to_be_shorter(witnessed: Organization) -> None:
    for number in range(4):
        noted(witnessed, number)
    list(anchor_now(witnessed.pk, at=NOON))
    never_mind_the_triggers()
    with scope.within(witnessed.pk):
        Anchor.objects.all().delete()
        Checkpoint.objects.all().delete()
        Entry.objects.filter(seq__gte=2).delete()
        edge = b"".join(subtrees_of(2)(s) for s in tree.covering(0, 2))
        Tree.objects.update(size=2, edge=edge)
    told = list(anchor_now(witnessed.pk, at=NOON))
    assert "the record was cut, or restored from an old backup" in told[-1]


def test_a_witness_that_does_not_answer_changes_nothing(clinic: Organization, settings: Any) -> None:
    settings.BEDSIDE_WITNESSES = [f"{OTHER.verifier}=http://127.0.0.1:9"]
    told = list(anchor_now(clinic.pk, at=NOON))
    assert "did not cosign" in told[-1]
    with scope.within(clinic.pk):
        assert check().fine
        assert Checkpoint.objects.count() == 1


@pytest.mark.parametrize("said", ["nonsense", "a+b+c=ftp://x.example", "=http://x.example"])
def test_a_witness_written_wrongly_is_told(clinic: Organization, settings: Any, said: str) -> None:
    settings.BEDSIDE_WITNESSES = [said]
    with pytest.raises(BedsideError, match="key"):
        list(anchor_now(clinic.pk, at=NOON + timedelta(1)))


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl")
def test_a_time_stamp_authority_sees_it_and_its_token_stays_good(
    clinic: Organization, tmp_path: Path, settings: Any
) -> None:
    authority = Authority(tmp_path)
    (tmp_path / "roots.pem").write_bytes(authority.roots)
    settings.BEDSIDE_TIMESTAMP_ROOTS = str(tmp_path / "roots.pem")
    with running(authority) as url:
        settings.BEDSIDE_TIMESTAMP_URL = url
        told = list(anchor_now(clinic.pk, at=NOON))
    assert "The time-stamp authority saw it at" in told[-1]
    with scope.within(clinic.pk):
        assert check().anchored == 1
        Anchor.objects.update(value=bytes(Anchor.objects.get().value)[:-9] + bytes(9))
        assert not check().fine
