"""Sign-ins, which belong to nobody, and people, roles and absences, which belong to an organisation.

A *user* is a way to sign in. A *person* is someone in one organisation; whoever works for an agency is a person
in several and signs in once. People without a user are on the roster only.
"""

import uuid
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Lower

from bedside.core.answering import Away
from bedside.core.roles import Right, Role, needs_second_factor, rights_of
from bedside.desk.tenancy.models import Organization, Scoped

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

ROLES = [(role.value, role.title) for role in Role]


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)

    def create_user(self, email: str, *, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    """A way to sign in. Says nothing about what someone may do."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()

    memberships: "RelatedManager[Membership]"

    class Meta:
        constraints = (models.UniqueConstraint(Lower("email"), name="one_user_an_address"),)


class Membership(models.Model):
    """In which organisations a user is whom. Not scoped: it is asked before the organisation is known."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    user_id: uuid.UUID
    organization_id: uuid.UUID
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    person_id = models.UUIDField(unique=True)
    used_at = models.DateTimeField(null=True, help_text="when they last went to work there")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["user", "organization"], name="one_person_an_organization"),)


class SignIn(AbstractBaseSession):
    """A session in the database that knows whose it is, so that it can be shown and ended from elsewhere."""

    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="sign_ins")
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField(help_text="when its person last did something; idle log-off counts from here")
    agent = models.CharField(max_length=80, blank=True, help_text="browser and system, in short")

    @classmethod
    def get_session_store_class(cls) -> Any:
        from bedside.desk.people.sessions import SessionStore

        return SessionStore


class Facility(Scoped):
    """A place of the organisation: a clinic, a ward, an office."""

    name = models.CharField(max_length=120)
    address = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True)


class Person(Scoped):
    """Someone in this organisation."""

    class Notices(models.TextChoices):
        AT_ONCE = "at_once", "At once"
        DAILY = "daily", "Once a day"
        NONE = "none", "Not by e-mail"

    user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    title = models.CharField(max_length=80, blank=True, help_text="as the public knows it: RN, MD, chief of surgery")
    email = models.EmailField(blank=True)
    facility = models.ForeignKey(Facility, null=True, blank=True, on_delete=models.PROTECT, related_name="people")
    public = models.BooleanField(default=False, help_text="agreed to be named in public as someone who works here")
    time_zone = models.CharField(max_length=64, default="America/New_York")
    hours = models.CharField(max_length=80, blank=True, help_text="when they answer, in their own words")
    notices = models.CharField(max_length=10, choices=Notices, default=Notices.AT_ONCE)
    quiet_from = models.TimeField(null=True)
    quiet_until = models.TimeField(null=True)
    single_keys = models.BooleanField(default=True, help_text="whether keys without Ctrl or Alt do something")
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    user_id: uuid.UUID | None
    facility_id: uuid.UUID | None
    grants: "RelatedManager[Grant]"
    absences: "RelatedManager[Absence]"

    class Meta(Scoped.Meta):
        indexes = (models.Index(fields=["organization", "name"], name="people_by_name"),)
        constraints = (
            models.UniqueConstraint(
                "organization",
                Lower("email"),
                condition=models.Q(left_at=None) & ~models.Q(email=""),
                name="one_person_an_address",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def short_name(self) -> str:
        return self.name.split()[0] if self.name.split() else self.name

    @property
    def initials(self) -> str:
        parts = [p for p in self.name.split() if p[:1].isalpha()]
        return "".join(p[0] for p in (parts[:1] + parts[1:][-1:])).upper()

    @cached_property
    def roles(self) -> tuple[Role, ...]:
        """What they are here, in the order of `Role`; forgotten by `refresh_from_db`."""
        held = {grant.role for grant in self.grants.all()}
        return tuple(role for role in Role if role.value in held)

    @property
    def rights(self) -> frozenset[Right]:
        return rights_of(self.roles) if self.left_at is None else frozenset()

    def may(self, right: Right) -> bool:
        return right in self.rights

    @property
    def needs_second_factor(self) -> bool:
        return needs_second_factor(self.roles)

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        self.__dict__.pop("roles", None)
        super().refresh_from_db(*args, **kwargs)


class Grant(Scoped):
    """One role of one person. Deputies have a rank: the lowest answers first."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=ROLES)
    rank = models.PositiveSmallIntegerField(default=0)
    since = models.DateTimeField()

    class Meta(Scoped.Meta):
        constraints = (
            models.UniqueConstraint(fields=["person", "role"], name="one_grant_a_role"),
            models.UniqueConstraint(
                fields=["organization"], condition=models.Q(role="point_of_contact"), name="one_point_of_contact"
            ),
        )


class Absence(Scoped):
    """When someone does not answer, and who does. ``until`` is not part of it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="absences")
    starts = models.DateTimeField()
    until = models.DateTimeField()
    cover = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="covers")
    planned_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    person_id: uuid.UUID
    cover_id: uuid.UUID | None

    class Meta(Scoped.Meta):
        indexes = (models.Index(fields=["organization", "until"], name="absences_by_end"),)

    def includes(self, at: datetime) -> bool:
        return self.ended_at is None and self.starts <= at < self.until

    @property
    def span(self) -> Away:
        """The absence as `core.answering` weighs it."""
        return Away(self.person_id, self.starts, self.until, self.cover_id)


class Invitation(Scoped):
    """A way in for someone new: one address, once, for a while. Only the digest of its secret is kept."""

    email = models.EmailField()
    name = models.CharField(max_length=120)
    title = models.CharField(max_length=80, blank=True)
    roles = models.JSONField(default=list)
    person = models.ForeignKey(
        Person, null=True, on_delete=models.CASCADE, related_name="invitations", help_text="already on the roster"
    )
    person_id: uuid.UUID | None
    secret_digest = models.CharField(max_length=64)
    invited_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    def is_open(self, at: datetime) -> bool:
        return self.accepted_at is None and self.withdrawn_at is None and at < self.expires_at


class OneTimeLink(Scoped):
    """A sign-in without a password for one person of the demo, once, on this machine only."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    secret_digest = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
