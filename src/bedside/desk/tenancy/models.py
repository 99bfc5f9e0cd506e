"""Organisations, rows that belong to one, and records whose words are sealed."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models

from bedside.desk.tenancy import rings, scope
from bedside.desk.tenancy.fields import Erased
from bedside.vault.keyring import Wrapped
from bedside.vault.sealing import Place, new_data_key


class Organization(models.Model):
    """A tenant. ``origin`` names its record to the outside world, like ``record.example.org/st-ada``."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    origin = models.CharField(max_length=200, unique=True)
    created_at = models.DateTimeField()
    idle_minutes = models.PositiveSmallIntegerField(
        default=15, help_text="after how many quiet minutes people are signed out (45 CFR 164.312(a)(2)(iii))"
    )

    def __str__(self) -> str:
        return self.name


class ScopedManager(models.Manager["Any"]):
    """Sees the rows of the organisation at work (`scope.within`), and refuses to look without one."""

    def get_queryset(self) -> models.QuerySet[Any]:
        return super().get_queryset().filter(organization_id=scope.current())

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        records = list(objs)
        for record in records:
            record.belong()
        return super().bulk_create(records, *args, **kwargs)


class Scoped(models.Model):
    """A row of one organisation."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+", editable=False)

    objects: ClassVar[ScopedManager] = ScopedManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def belong(self) -> None:
        """Make the row the organisation's at work.

        Raises:
            scope.OtherOrganization: it is another's.
        """
        if self.organization_id is None:
            self.organization_id = scope.current()
        elif self.organization_id != scope.current():
            raise scope.OtherOrganization(f"a row of {self._meta.label} belongs to another organisation")

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.belong()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self.belong()
        return super().delete(*args, **kwargs)


class DataKey(Scoped):
    """The key that one record's words are sealed with, itself wrapped by a key of the ring."""

    key_id = models.CharField(max_length=64, db_index=True)
    blob = models.BinaryField()
    record = models.CharField(max_length=120, db_index=True, help_text="what it opens, as table:row")

    @classmethod
    def made_for(cls, record: "SealedRecord") -> tuple["DataKey", bytes]:
        """A new key for a record, not saved yet, and the key itself."""
        key = new_data_key()
        row = cls(organization_id=record.organization_id, record=record.reference)
        wrapped = rings.ring().wrap(key, bound_to=row.bound_to)
        row.key_id, row.blob = wrapped.key_id, wrapped.blob
        return row, key

    @property
    def bound_to(self) -> bytes:
        return Place(str(self.organization_id), self._meta.db_table, str(self.pk), self.record).bound()

    def unwrapped(self) -> bytes:
        return rings.ring().unwrap(Wrapped(self.key_id, bytes(self.blob)), bound_to=self.bound_to)


class SealedRecord(Scoped):
    """A record with sealed fields. Without its data key its words are gone for good."""

    data_key = models.OneToOneField(
        DataKey, null=True, editable=False, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False
    )

    class Meta(Scoped.Meta):
        abstract = True

    @property
    def reference(self) -> str:
        """The record by kind and id, as it is named in the record of events."""
        return f"{self._meta.model_name}:{self.pk}"

    def open_data_key(self) -> bytes:
        """The key to this record's words.

        Raises:
            Erased: it was erased.
        """
        held: bytes | None = self.__dict__.get("_opened_key")
        if held is None:
            row = DataKey.objects.filter(pk=self.data_key_id).first() if self.data_key_id else None
            if row is None:
                raise Erased(f"the words of {self.reference} were erased")
            held = row.unwrapped()
            self.__dict__["_opened_key"] = held
        return held

    def belong(self) -> None:
        super().belong()
        if self._state.adding and self.data_key_id is None:
            row, key = DataKey.made_for(self)
            row.save(force_insert=True)
            self.data_key_id = row.pk
            self.__dict__["_opened_key"] = key

    def ciphertext(self, field: str) -> bytes:
        """What the row holds of a sealed field, as it was saved or read."""
        sealed: bytes | None = self.__dict__.get(f"_sealed_{field}")
        return bytes(self.__dict__[field]) if sealed is None else sealed

    def kept_until(self) -> datetime | None:
        """Until when the law wants the words kept; None where nothing does."""
        return None

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        for name in [n for n in self.__dict__ if n.startswith("_sealed_") or n == "_opened_key"]:
            del self.__dict__[name]
        super().refresh_from_db(*args, **kwargs)

    def __reduce__(self) -> Any:
        raise TypeError("a record with sealed words is not pickled")

    def __copy__(self) -> Self:
        raise TypeError("a record with sealed words is not copied")


def sealed_models() -> list[type[SealedRecord]]:
    """Every kind of record with sealed words."""
    from django.apps import apps

    return [m for m in apps.get_models() if issubclass(m, SealedRecord)]
