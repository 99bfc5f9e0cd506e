"""Tokens, idempotency keys, and webhooks."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models

from bedside.core.scopes import Scope
from bedside.desk.people.models import Person
from bedside.desk.tenancy.fields import SealedTextField
from bedside.desk.tenancy.models import DataKey, Scoped, SealedRecord

PER_MINUTE = 300  # requests of one token


class Token(Scoped):
    """A program's way in, acting for one person with part of their rights. Only the digest of its secret is kept."""

    person_id: UUID
    made_by_id: UUID

    name = models.CharField(max_length=80)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    secret_digest = models.CharField(max_length=64, db_index=True)
    ending = models.CharField(max_length=4, help_text="last characters of the secret, to tell tokens apart")
    scopes = models.JSONField(default=list)
    per_minute = models.PositiveIntegerField(default=PER_MINUTE)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    minute = models.DateTimeField(null=True, help_text="the minute that ``counted`` counts in")
    counted = models.PositiveIntegerField(default=0)
    revoked_at = models.DateTimeField(null=True)

    class Meta(Scoped.Meta):
        indexes = (models.Index(fields=["organization", "made_at"], name="tokens_by_age"),)

    @property
    def reference(self) -> str:
        return f"token:{self.pk}"

    @property
    def allows(self) -> tuple[Scope, ...]:
        """What it was made for, in the order of `Scope`; what it is good for now depends on its people's rights."""
        return tuple(s for s in Scope if s.value in self.scopes)

    def works(self, at: datetime) -> bool:
        """Whether it lets anybody in: not revoked, not too old, and both its person and its maker are here."""
        gone = self.person.left_at is not None or self.made_by.left_at is not None
        return self.revoked_at is None and at < self.expires_at and not gone


class Answered(SealedRecord):
    """What a request with an idempotency key was answered, so that its repetition is answered the same.

    The row is there before the act (``status`` null) and keeps a second request with the key from acting at the same
    time until ``busy_until``. ``claim`` is of the request at work: one that was given up cannot finish late.
    """

    token = models.ForeignKey(Token, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=80)
    request_digest = models.CharField(max_length=64, help_text="keyed, since requests hold guessable words")
    claim = models.UUIDField()
    busy_until = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)
    body = SealedTextField(null=True)
    at = models.DateTimeField()

    class Meta(SealedRecord.Meta):
        constraints = (models.UniqueConstraint(fields=["token", "key"], name="one_answer_a_key"),)
        indexes = (models.Index(fields=["organization", "at"], name="answers_by_age"),)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """The row and the key that its words are sealed with."""
        key = self.data_key_id
        gone = super().delete(*args, **kwargs)
        DataKey.objects.filter(pk=key).delete()
        return gone


class Webhook(SealedRecord):
    """Where another program wants to hear of events, and how far it has heard."""

    made_by_id: UUID

    host = models.CharField(max_length=253, help_text="of the URL; its path may hold a secret of theirs")
    url = SealedTextField()
    events = models.JSONField(default=list, help_text="names of events; empty: all")
    secret = SealedTextField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    heard_until = models.PositiveBigIntegerField(default=0, help_text="the first entry it has not heard of")
    heard_at = models.DateTimeField(null=True, help_text="when it last answered well")
    failing_since = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=40, blank=True, help_text="of the last try, as a token")
    next_try_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    switched_off_at = models.DateTimeField(null=True)
    claim = models.UUIDField(null=True, help_text="of the worker that is delivering")
    busy_until = models.DateTimeField(null=True)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """The row and the key that its secret is sealed with."""
        key = self.data_key_id
        gone = super().delete(*args, **kwargs)
        DataKey.objects.filter(pk=key).delete()
        return gone
