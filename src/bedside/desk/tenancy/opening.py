"""Opening many sealed records with one query for their keys, so that a list costs no query a row."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from bedside.desk.tenancy.models import DataKey, SealedRecord

Record = TypeVar("Record", bound=SealedRecord)


def opened(records: Iterable[Record]) -> Sequence[Record]:
    """The records with their data keys at hand; reading one whose key was erased raises `fields.Erased` as ever."""
    found = list(records)
    closed = [r for r in found if r.data_key_id is not None and "_opened_key" not in r.__dict__]
    keys = {key.pk: key for key in DataKey.objects.filter(pk__in=[r.data_key_id for r in closed])} if closed else {}
    for record in closed:
        if (key := keys.get(record.data_key_id)) is not None:
            record.__dict__["_opened_key"] = key.unwrapped()
    return found
