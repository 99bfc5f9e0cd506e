"""Fields whose words reach the database only sealed.

A record with sealed fields has a data key of its own (`models.DataKey`), wrapped by the key ring, which is
kept outside the database. Reading unseals; a wrong key, a moved or altered ciphertext is an error and never
the raw value; where the data key was erased, reading says so.
"""

from typing import TYPE_CHECKING, Any

from django.db import models

from bedside.core.errors import DeskError
from bedside.vault.sealing import Place, seal_text, unseal_text

if TYPE_CHECKING:
    from bedside.desk.tenancy.models import SealedRecord


class Erased(DeskError):
    """The words are gone: the record's data key was erased."""


class NotSealed(DeskError):
    """Words were about to reach the database unsealed."""


class Words:
    """Reads and writes one sealed field of a record; what was read stays in memory with the record."""

    def __init__(self, field: "SealedTextField") -> None:
        self.field = field

    def __get__(self, record: "SealedRecord | None", owner: type | None = None) -> Any:
        if record is None:
            return self
        name = self.field.attname
        held = record.__dict__.get(name)
        if held is None or isinstance(held, str):
            return held
        words = unseal_text(bytes(held), record.open_data_key(), place=self.field.place(record))
        record.__dict__[name] = words
        record.__dict__[f"_sealed_{name}"] = bytes(held)
        return words

    def __set__(self, record: "SealedRecord", value: object) -> None:
        record.__dict__[self.field.attname] = value


class SealedTextField(models.BinaryField):
    """Text sealed with its record's data key, bound to organisation, table, row and field."""

    description = "Text, sealed at rest"
    descriptor_class = Words

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("editable", None)
        return name, path, args, kwargs

    def place(self, record: "SealedRecord") -> Place:
        return Place(
            organization=str(record.organization_id),
            table=record._meta.db_table,
            row=str(record.pk),
            field=self.attname,
        )

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """What goes into the row: sealed again only where the words are new or were read."""
        record: SealedRecord = model_instance  # type: ignore[assignment]
        held = record.__dict__.get(self.attname)
        if held is None or isinstance(held, bytes | memoryview):
            return held
        if not isinstance(held, str):
            raise NotSealed(f"{record._meta.label}.{self.attname} takes text")
        before = record.__dict__.get(f"_sealed_{self.attname}")
        if before is not None and unseal_text(before, record.open_data_key(), place=self.place(record)) == held:
            return before
        sealed = seal_text(held, record.open_data_key(), place=self.place(record))
        record.__dict__[f"_sealed_{self.attname}"] = sealed
        return sealed

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if isinstance(value, str):
            raise NotSealed(f"{self.attname} is sealed by saving its record, not by an update or a look-up")
        return super().get_db_prep_value(value, connection, prepared)

    def value_to_string(self, obj: models.Model) -> str:
        raise NotSealed(f"{self.attname} is not written out by serializers; use an export")
