"""The tree of one organisation, its entries, their reasons, and what was signed and anchored."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db import models

from bedside.desk.tenancy.fields import SealedTextField
from bedside.desk.tenancy.models import Organization, Scoped, ScopedManager, SealedRecord

RETENTION_YEARS = 6  # 45 CFR 164.316(b)(2)(i): six years from creation or last effect


def six_years_after(at: datetime) -> datetime:
    try:
        return at.replace(year=at.year + RETENTION_YEARS)
    except ValueError:  # 29 February
        return at.replace(year=at.year + RETENTION_YEARS, month=3, day=1)


class Tree(models.Model):
    """How far an organisation's record has grown: its size and the hashes along its right edge."""

    organization = models.OneToOneField(Organization, primary_key=True, on_delete=models.PROTECT, related_name="+")
    size = models.PositiveBigIntegerField(default=0)
    edge = models.BinaryField(default=b"", help_text="the complete subtrees that make up the tree, 32 bytes each")
    last_us = models.BigIntegerField(default=0, help_text="time of the last entry, in microseconds since 1970 UTC")

    objects: ClassVar[ScopedManager] = ScopedManager()

    class Meta:
        base_manager_name = "objects"


class Reason(SealedRecord):
    """Why something was done, in a person's words. The entry holds the digest of its ciphertext."""

    words = SealedTextField()
    written_at = models.DateTimeField()

    def kept_until(self) -> datetime:
        return six_years_after(self.written_at)


class Entry(Scoped):
    """One event. ``body`` is its canonical form, from which everything else is read; no row ever changes."""

    reason_id: UUID | None

    seq = models.PositiveBigIntegerField()
    body = models.BinaryField()
    hashes = models.BinaryField(help_text="the leaf and the subtrees it completes, 32 bytes each")
    event = models.CharField(max_length=60)
    about = models.CharField(max_length=200)
    actor = models.CharField(max_length=200)
    at = models.DateTimeField()
    reason = models.OneToOneField(
        Reason, null=True, on_delete=models.DO_NOTHING, related_name="entry", db_constraint=False
    )

    class Meta(Scoped.Meta):
        constraints = (models.UniqueConstraint(fields=["organization", "seq"], name="one_entry_a_place"),)
        indexes = (
            models.Index(fields=["organization", "about", "seq"], name="entries_about"),
            models.Index(fields=["organization", "actor", "seq"], name="entries_by_actor"),
            models.Index(fields=["organization", "at"], name="entries_at"),
        )


class Checkpoint(Scoped):
    """A signed state of the record, with every cosignature it has received."""

    size = models.PositiveBigIntegerField()
    note = models.TextField()
    signed_at = models.DateTimeField()

    class Meta(Scoped.Meta):
        constraints = (models.UniqueConstraint(fields=["organization", "size"], name="one_checkpoint_a_size"),)


class Anchor(Scoped):
    """That a third party saw a checkpoint: a witness's cosignature or a token of a time-stamp authority."""

    class Kind(models.TextChoices):
        WITNESS = "witness"
        TIMESTAMP = "timestamp"

    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.PROTECT, related_name="anchors")
    kind = models.CharField(max_length=20, choices=Kind)
    by = models.CharField(max_length=200, help_text="the witness's or authority's name")
    value = models.BinaryField()
    at = models.DateTimeField()


class Hold(SealedRecord):
    """A legal hold: while it stands, what it is about is neither erased nor pruned."""

    about = models.CharField(max_length=200, db_index=True)
    why = SealedTextField()
    placed_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    def kept_until(self) -> datetime | None:
        return six_years_after(self.lifted_at or self.placed_at)
