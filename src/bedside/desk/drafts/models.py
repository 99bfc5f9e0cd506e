"""Drafts and everything that hangs on them. Words are sealed; numbers, states and rule codes are not."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models

from bedside.core.content import Kind
from bedside.core.findings import Weight
from bedside.core.flow import State
from bedside.core.screenings import Verdict
from bedside.desk.audit.models import six_years_after
from bedside.desk.people.models import Person
from bedside.desk.tenancy.fields import SealedTextField
from bedside.desk.tenancy.models import Scoped, SealedRecord

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

KINDS = [
    (Kind.POST.value, "Post"),
    (Kind.STORY.value, "Story"),
    (Kind.RATING_REPLY.value, "Reply to a rating"),
    (Kind.COMMENT_REPLY.value, "Reply to a comment"),
    (Kind.MESSAGE.value, "Message"),
]


class Series(Scoped):
    """The last number given in a series of an organisation: drafts, questions."""

    name = models.CharField(max_length=20)
    last = models.PositiveIntegerField(default=0)

    class Meta(Scoped.Meta):
        constraints = (models.UniqueConstraint(fields=["organization", "name"], name="one_series_a_name"),)


class Draft(Scoped):
    """What someone wants to say, from the first word to its end. People know it by its number, never by its words."""

    author_id: UUID
    current_id: UUID | None
    versions: "RelatedManager[Version]"
    pictures: "RelatedManager[Picture]"
    comments: "RelatedManager[Comment]"
    releases: "RelatedManager[Release]"

    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=KINDS)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="drafts")
    state = models.CharField(max_length=20, choices=[(s.value, s.says) for s in State], default=State.WRITING)
    channels = models.JSONField(default=list)
    planned_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(
        default=0, help_text="grows with every save, so that nobody overwrites unseen"
    )
    started_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True, help_text="when the decision is due")
    second_needed = models.BooleanField(default=False)
    current = models.ForeignKey("Version", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(Scoped.Meta):
        constraints = (models.UniqueConstraint(fields=["organization", "number"], name="one_draft_a_number"),)
        indexes = (
            models.Index(fields=["organization", "state", "due_at"], name="drafts_by_state"),
            models.Index(fields=["organization", "author", "changed_at"], name="drafts_by_author"),
        )

    def __str__(self) -> str:
        return f"draft {self.number}"

    @property
    def reference(self) -> str:
        return f"draft:{self.pk}"

    @property
    def kind_label(self) -> str:
        return dict(KINDS)[self.kind]


class Version(SealedRecord):
    """The words of a draft at one stage. Open while they can change; closed for ever when they were shown to others.

    ``words`` is JSON: body, in_reply_to, pictures (id, digest and alt text each). ``seal`` is the keyed digest of
    everything an approval binds. ``noticed`` is the screening of exactly these words, as JSON.
    """

    draft_id: UUID
    get_kind_display: Callable[[], str]
    waivers: "RelatedManager[Waiver]"
    decisions: "RelatedManager[Decision]"

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    words = SealedTextField()
    kind = models.CharField(max_length=20, choices=KINDS)
    channels = models.JSONField(default=list)
    seal = models.CharField(max_length=64)
    editors = models.JSONField(default=list, help_text="ids of the people who wrote in it")
    opened_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    noticed = SealedTextField(null=True)
    screened_seal = models.CharField(max_length=64, blank=True)
    screened_at = models.DateTimeField(null=True)
    pack = models.CharField(max_length=80, blank=True)
    policy_digest = models.CharField(max_length=64, blank=True)
    facts_digest = models.CharField(max_length=64, blank=True, help_text="of what was public about the organisation")
    reader = models.CharField(max_length=40, blank=True)
    verdict = models.CharField(max_length=10, choices=[(v.value, v.value) for v in Verdict], blank=True)
    holds = models.PositiveIntegerField(default=0)
    reviews = models.PositiveIntegerField(default=0)
    advices = models.PositiveIntegerField(default=0)
    unchecked = models.PositiveIntegerField(default=0)
    rules = models.JSONField(default=list, help_text="codes of the rules that failed, for precedents")
    tells = models.BooleanField(default=False, help_text="whether the words tell about a person")
    sensitive = models.BooleanField(default=False, help_text="whether the topic asks for a second reviewer")

    class Meta(SealedRecord.Meta):
        constraints = (models.UniqueConstraint(fields=["draft", "number"], name="one_version_a_number"),)

    def kept_until(self) -> datetime | None:
        """What was shown to others is kept as long as the record of the decision on it."""
        return six_years_after(self.closed_at) if self.closed_at else None


class Picture(SealedRecord):
    """A picture of a draft: re-encoded, so that nothing of the file it came from is left, and sealed."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="pictures")
    content = SealedTextField(help_text="base64")
    digest = models.CharField(max_length=64, help_text="keyed")
    media_type = models.CharField(max_length=20)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)


class Look(Scoped):
    """That a reviewer looked at a picture of someone else's."""

    picture = models.ForeignKey(Picture, on_delete=models.PROTECT, related_name="looks")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta(Scoped.Meta):
        constraints = (models.UniqueConstraint(fields=["picture", "by"], name="one_look_a_person"),)


class Reading(Scoped):
    """That someone read a version of another person's draft, for the first time."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="readings")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta(Scoped.Meta):
        constraints = (models.UniqueConstraint(fields=["version", "by"], name="one_reading_a_person"),)


class Attestation(SealedRecord):
    """What the author knows about someone told about, said for one version; the newest counts. True means yes."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="attestations")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    seal = models.CharField(max_length=64, help_text="of the words it was said about")
    told_job = models.BooleanField()
    told_news = models.BooleanField()
    told_family = models.BooleanField()
    told_author = models.BooleanField()
    note = SealedTextField(null=True)
    at = models.DateTimeField()

    def kept_until(self) -> datetime | None:
        return six_years_after(self.at)


class Waiver(Scoped):
    """A reasoned acceptance of one finding of one version, by a reviewer. The reason is with the entry ``seq``.

    It counts while the finding weighs no more than it did: who accepts what a person should look at has not accepted
    what has to change.
    """

    by_id: UUID

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="waivers")
    finding = models.CharField(max_length=120)
    rule = models.CharField(max_length=40)
    weight = models.CharField(max_length=10, choices=[(w.value, w.value) for w in Weight])
    seal = models.CharField(max_length=64)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    seq = models.PositiveBigIntegerField()

    class Meta(Scoped.Meta):
        constraints = (models.UniqueConstraint(fields=["version", "finding", "weight"], name="one_waiver_a_finding"),)


class Decision(SealedRecord):
    """What was decided on one version. ``advice`` goes to the author; the reason is with the entry ``seq``."""

    version_id: UUID
    by_id: UUID
    get_outcome_display: Callable[[], str]

    class Outcome(models.TextChoices):
        APPROVED = "approved", "Approved"
        RETURNED = "returned", "Returned with advice"
        REJECTED = "rejected", "Rejected"
        SECOND_ASKED = "second_asked", "Asked for a second look"
        SECOND_FINE = "second_fine", "Second look: fine"
        SECOND_DOUBT = "second_doubt", "Second look: doubts"

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=20, choices=Outcome)
    seal = models.CharField(max_length=64)
    advice = SealedTextField(null=True)
    asked = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    seq = models.PositiveBigIntegerField()

    class Meta(SealedRecord.Meta):
        indexes = (models.Index(fields=["organization", "at"], name="decisions_by_time"),)

    def kept_until(self) -> datetime | None:
        return six_years_after(self.at)


class Release(Scoped):
    """The frozen words of one version, what they are and where they may go, and a time in which they may go out."""

    class End(models.TextChoices):
        TAKEN_BACK = "taken_back", "Taken back"
        REOPENED = "reopened", "The author went on writing"
        LAPSED = "lapsed", "Its time passed"

    ended_by_id: UUID | None
    get_kind_display: Callable[[], str]

    version = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="release")
    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="releases")
    kind = models.CharField(max_length=20, choices=KINDS)
    channels = models.JSONField(default=list)
    seal = models.CharField(max_length=64, help_text="of the words, their kind and their channels")
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField()
    seq = models.PositiveBigIntegerField(help_text="the entry of the approval")
    ended_at = models.DateTimeField(null=True)
    end = models.CharField(max_length=10, blank=True, choices=End)
    ended_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(Scoped.Meta):
        indexes = (models.Index(fields=["organization", "ended_at", "valid_until"], name="releases_running"),)

    def runs(self, at: datetime) -> bool:
        return self.ended_at is None and at < self.valid_until


class Comment(SealedRecord):
    """Talk beside a draft, among those who may see it."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="comments")
    version_number = models.PositiveIntegerField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    words = SealedTextField()
    at = models.DateTimeField()


class Question(SealedRecord):
    """What someone asks before they post, between them and whoever answers."""

    asked_by_id: UUID
    answered_by_id: UUID | None

    number = models.PositiveIntegerField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    where = models.CharField(max_length=40)
    words = SealedTextField()
    asked_at = models.DateTimeField()
    answer = SealedTextField(null=True)
    verdict = models.CharField(
        max_length=10, blank=True, choices=[("yes", "Yes"), ("change", "With changes"), ("no", "Better not")]
    )
    answered_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    forgotten_at = models.DateTimeField(null=True)

    class Meta(SealedRecord.Meta):
        constraints = (models.UniqueConstraint(fields=["organization", "number"], name="one_question_a_number"),)


class Guidance(Scoped):
    """An answer for everyone, in words of its own that tell nothing of who asked or what about."""

    heading = models.CharField(max_length=120)
    text = models.TextField()
    published_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
