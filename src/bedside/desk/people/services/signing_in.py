"""What is recorded of sign-ins, and sign-ins that are ended."""

from datetime import datetime

from django.db import transaction

from bedside.core.errors import DeskError
from bedside.core.events import Event
from bedside.core.roles import Right
from bedside.desk.audit import services as audit
from bedside.desk.people import selectors
from bedside.desk.people.models import Membership, Person, SignIn, User
from bedside.desk.people.services.recording import actor_of, record, record_at_home
from bedside.desk.tenancy.models import Organization

SYSTEM = "system:sign-in"
SHORTEST_IDLE, LONGEST_IDLE = 5, 60  # minutes


def signed_in(person: Person, *, factor: str, at: datetime) -> None:
    """Someone goes to work in this organisation.

    Args:
        factor: how they proved who they are: ``password``, ``totp``, ``webauthn``, ``recovery_codes``, ``oidc``,
            ``one-time-link``.
    """
    Membership.objects.filter(person_id=person.pk).update(used_at=at)
    record(Event.PERSON_SIGNED_IN, person, by=person, at=at, facts={"factor": factor})


def signed_out(person: Person, *, why: str, at: datetime) -> None:
    """Someone's session ended: ``asked`` by themselves; by the workspace, ``idle``, ``long``, ``left`` or ``factor``."""
    actor = "" if why == "asked" else SYSTEM
    record(Event.PERSON_SIGNED_OUT, person, by=person, actor=actor, at=at, facts={"why": why})


def sign_in_failed(user: User, *, step: str, at: datetime) -> None:
    """Somebody tried to be this user; ``step`` is ``password``, ``second-factor`` or ``again``."""
    record_at_home(Event.SIGN_IN_FAILED, user, actor=SYSTEM, at=at, facts={"step": step})


def record_failure_of(person: Person, *, step: str, at: datetime) -> None:
    """The entry of a failed sign-in, inside the organisation's work."""
    record(Event.SIGN_IN_FAILED, person, actor=SYSTEM, at=at, facts={"step": step})


def record_lock_of(person: Person, *, step: str, at: datetime) -> None:
    """The entry of the try that was one too many, inside the organisation's work."""
    record(Event.SIGN_IN_LOCKED, person, actor=SYSTEM, at=at, facts={"step": step})


def sign_in_locked(user: User, *, step: str, at: datetime) -> None:
    """The try that was one too many: for a while nobody signs in as this user from there."""
    record_at_home(Event.SIGN_IN_LOCKED, user, actor=SYSTEM, at=at, facts={"step": step})


@transaction.atomic
def end_sign_ins(person: Person, *, but: str | None, by: Person, at: datetime) -> int:
    """End someone's sessions, but for one; how many.

    Args:
        but: key of the session that goes on.

    Raises:
        NotPermitted: somebody else's, and ``by`` does not manage people.
    """
    if by.pk != person.pk:
        selectors.require(by, Right.MANAGE_PEOPLE)
    if person.user_id is None:
        return 0
    count, _ = SignIn.objects.filter(user_id=person.user_id).exclude(session_key=but).delete()
    if count:
        record(Event.PERSON_SIGNED_OUT, person, by=by, at=at, facts={"why": "elsewhere", "count": count})
    return count


@transaction.atomic
def change_idle_minutes(organization: Organization, minutes: int, *, by: Person, at: datetime) -> None:
    """After how many quiet minutes people are signed out.

    Raises:
        NotPermitted: ``by`` may not.
        DeskError: less than 5 or more than 60.
    """
    selectors.require(by, Right.MANAGE_PEOPLE)
    if not SHORTEST_IDLE <= minutes <= LONGEST_IDLE:
        raise DeskError(f"People are signed out after {SHORTEST_IDLE} to {LONGEST_IDLE} quiet minutes.")
    if organization.idle_minutes == minutes:
        return
    facts = {"before": organization.idle_minutes, "minutes": minutes}
    organization.idle_minutes = minutes
    organization.save(update_fields=["idle_minutes"])
    audit.append(
        Event.SIGN_IN_RULES_CHANGED, about=f"organization:{organization.pk}", actor=actor_of(by), at=at, facts=facts
    )
