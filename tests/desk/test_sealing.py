"""Words reach the database sealed, and come back only to those they belong to."""

import copy
import pickle

import pytest
from django.core import serializers
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bedside.core.errors import VaultError
from bedside.desk.audit.models import Reason
from bedside.desk.tenancy import rings
from bedside.desk.tenancy.fields import Erased, NotSealed
from bedside.desk.tenancy.models import DataKey, Organization
from bedside.vault.keyring import LocalKeyRing
from tests.desk.conftest import NOON

pytestmark = pytest.mark.django_db
WORDS = "Ada Example asked us to wait, ñandú 🌷"


def raw(reason: Reason) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT words FROM audit_reason WHERE id = %s",
            [reason.pk if connection.vendor == "postgresql" else reason.pk.hex],
        )
        return bytes(cursor.fetchone()[0])


def test_words_are_sealed_in_the_row_and_read_back(at_clinic: Organization) -> None:
    reason = Reason.objects.create(words=WORDS, written_at=NOON)
    assert b"Ada" not in raw(reason)
    assert Reason.objects.get(pk=reason.pk).words == WORDS


def test_saving_again_seals_anew_only_what_changed(at_clinic: Organization) -> None:
    reason = Reason.objects.create(words=WORDS, written_at=NOON)
    first = raw(reason)
    again = Reason.objects.get(pk=reason.pk)
    assert again.words == WORDS
    again.save()
    assert raw(reason) == first
    again.words = "something else"
    again.save()
    assert raw(reason) != first
    assert Reason.objects.get(pk=reason.pk).words == "something else"


def test_every_record_has_a_key_of_its_own_also_in_bulk(at_clinic: Organization) -> None:
    Reason.objects.bulk_create([Reason(words=f"{WORDS} {i}", written_at=NOON) for i in range(3)])
    assert DataKey.objects.count() == 3
    assert {r.words for r in Reason.objects.all()} == {f"{WORDS} {i}" for i in range(3)}


def test_words_moved_to_another_row_do_not_open(at_clinic: Organization) -> None:
    one = Reason.objects.create(words="first", written_at=NOON)
    other = Reason.objects.create(words="second", written_at=NOON)
    Reason.objects.filter(pk=other.pk).update(words=raw(one), data_key_id=None)
    Reason.objects.filter(pk=one.pk).update(data_key_id=None)
    Reason.objects.filter(pk=other.pk).update(data_key_id=one.data_key_id)
    moved = Reason.objects.get(pk=other.pk)
    with pytest.raises(VaultError) as broken:
        _ = moved.words
    assert "first" not in str(broken.value)


def test_a_wrong_ring_is_an_error_and_never_the_raw_value(at_clinic: Organization, settings) -> None:  # type: ignore[no-untyped-def]
    reason = Reason.objects.create(words=WORDS, written_at=NOON)
    settings.BEDSIDE_KEY_RING_TEXT = LocalKeyRing.create_text()
    rings.reread()
    try:
        with pytest.raises(VaultError):
            _ = Reason.objects.get(pk=reason.pk).words
    finally:
        rings.reread()


def test_no_way_past_the_seal(at_clinic: Organization) -> None:
    reason = Reason.objects.create(words=WORDS, written_at=NOON)
    with pytest.raises(NotSealed):
        Reason.objects.filter(pk=reason.pk).update(words="in the clear")
    with pytest.raises(NotSealed):
        Reason.objects.filter(words="in the clear").exists()
    with pytest.raises(NotSealed):
        serializers.serialize("json", [reason])
    with pytest.raises(TypeError):
        pickle.dumps(reason)
    with pytest.raises(TypeError):
        copy.copy(reason)
    assert WORDS not in repr(reason)
    assert WORDS not in str(reason)


def test_queries_carry_no_words(at_clinic: Organization) -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        reason = Reason.objects.create(words=WORDS, written_at=NOON)
        _ = Reason.objects.get(pk=reason.pk).words
    assert not any("Ada" in q["sql"] for q in queries)


def test_without_its_key_a_record_says_that_it_was_erased(at_clinic: Organization) -> None:
    reason = Reason.objects.create(words=WORDS, written_at=NOON)
    DataKey.objects.filter(pk=reason.data_key_id).delete()
    with pytest.raises(Erased, match="erased"):
        _ = Reason.objects.get(pk=reason.pk).words
