"""Tokens, idempotency keys, and webhooks."""

from django.db import models

from bedside.desk.people.models import Person
from bedside.desk.tenancy.fields import SealedTextField
from bedside.desk.tenancy.models import Scoped, SealedRecord


class Token(Scoped):
    """A program's way in, acting for one person with part of their rights. Only the digest of its secret is kept."""

    name = models.CharField(max_length=80)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    secret_digest = models.CharField(max_length=64, db_index=True)
    scopes = models.JSONField(default=list)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)


class Answered(SealedRecord):
    """What a request with an idempotency key was answered, so that its repetition is answered the same."""

    token = models.ForeignKey(Token, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=80)
    request_digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    body = SealedTextField()
    at = models.DateTimeField()

    class Meta(SealedRecord.Meta):
        constraints = (models.UniqueConstraint(fields=["token", "key"], name="one_answer_a_key"),)


class Webhook(SealedRecord):
    """Where another program wants to hear of events."""

    url = models.URLField(max_length=400)
    events = models.JSONField(default=list, help_text="names of events; empty: all")
    secret = SealedTextField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    heard_until = models.PositiveBigIntegerField(default=0, help_text="the first entry it has not heard of")
    failing_since = models.DateTimeField(null=True)
    next_try_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    switched_off_at = models.DateTimeField(null=True)
