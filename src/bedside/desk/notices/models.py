"""The outbox of notices: rows wait until they are sent or no longer true."""

from django.db import models

from bedside.desk.tenancy.models import Scoped


class Notice(Scoped):
    """Something that waits for one person. Knows people by id only; holds no words."""

    class Kind(models.TextChoices):
        REVIEW_WAITS = "review_waits"
        DUE_SOON = "due_soon"
        OVERDUE = "overdue"
        SECOND_LOOK_WAITS = "second_look_waits"
        RETURNED = "returned"
        RELEASED = "released"
        REJECTED = "rejected"
        LAPSES_SOON = "lapses_soon"
        LAPSED = "lapsed"
        QUESTION_WAITS = "question_waits"
        ANSWERED = "answered"
        COMMENTED = "commented"
        ROLES_CHANGED = "roles_changed"
        WEBHOOK_OFF = "webhook_off"
        INVITATION_RAN_OUT = "invitation_ran_out"

    to_person = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=30, choices=Kind)
    about = models.CharField(max_length=200, help_text="the record it is about, as kind:id")
    number = models.PositiveIntegerField(null=True, help_text="of the draft or question, as people call it")
    due_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    send_after = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, help_text="when it stopped being news: acted on, or looked at")
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta(Scoped.Meta):
        indexes = (models.Index(fields=["organization", "sent_at", "send_after"], name="notices_to_send"),)
