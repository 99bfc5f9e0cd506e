"""Who is here and in which role: join, change, leave."""

from collections.abc import Collection
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from bedside.core.errors import DeskError, NotPermitted
from bedside.core.events import Event
from bedside.core.roles import Right, Role
from bedside.desk.audit import services as audit
from bedside.desk.people import selectors
from bedside.desk.people.models import Facility, Grant, Membership, Person, SignIn, User
from bedside.desk.people.services.contacts import require_no_gap
from bedside.desk.people.services.names import readable
from bedside.desk.people.services.recording import listed, record
from bedside.desk.people.services.telling import tell_of_roles
from bedside.desk.people.zones import DEFAULT, is_zone
from bedside.desk.tenancy import scope

ONE_NEEDED = (Role.OWNER, Role.PRIVACY_OFFICER)  # there is always somebody who is this and can sign in
NAMED_ELSEWHERE = frozenset({Role.POINT_OF_CONTACT, Role.DEPUTY})  # `name_contact`, `set_deputies`
OWN = frozenset({"time_zone", "hours", "notices", "quiet_from", "quiet_until", "single_keys"})
ENTRY = frozenset({"name", "title", "facility", "hours", "public", "email"})


@transaction.atomic
def add(
    name: str,
    *,
    email: str,
    title: str,
    roles: Collection[Role],
    by: Person | None,
    at: datetime,
    facility: Facility | None = None,
    public: bool = False,
    time_zone: str = DEFAULT,
    hours: str = "",
) -> Person:
    """Put someone on the roster. They sign in once they are invited, or by `give_sign_in`.

    Args:
        email: may be empty for someone who is on the roster only.
        roles: what they are; without any, an employee. The point of contact only where there is none yet.
        public: they agreed to be named in public as someone who works here.
        by: None only while an installation is being set up.

    Raises:
        NotPermitted: ``by`` may not.
        DeskError: no name, an address that is none or somebody's already, or a second point of contact.
    """
    if by is not None:
        selectors.require(by, Right.MANAGE_PEOPLE)
    person = new_person(
        name,
        email=email,
        title=title,
        roles=roles,
        at=at,
        facility=facility,
        public=public,
        time_zone=time_zone,
        hours=hours,
    )
    record(Event.PERSON_ADDED, person, by=by, at=at, facts={"roles": listed(roles)})
    if by is not None:
        tell_of_roles(person, by=by, at=at)
    return person


def new_person(name: str, *, email: str, title: str, roles: Collection[Role], at: datetime, **more: Any) -> Person:
    """The rows of someone new; the caller records why.

    Raises:
        DeskError: as in `add`.
    """
    person: Person = Person.objects.create(
        name=checked_name(name), email=free_address(email), title=title.strip(), joined_at=at, **more
    )
    for role in set(roles) or {Role.EMPLOYEE}:
        _grant(person, Role(role), at=at)
    return selectors.anyone(person.pk)


def checked_name(name: str) -> str:
    name = readable(name)
    if not name or len(name) > 120:
        raise DeskError("A person needs a name of at most 120 characters.")
    return name


def free_address(email: str, *, but: UUID | None = None) -> str:
    """An address in its kept form that nobody else here has.

    Raises:
        DeskError: it is none, or somebody's; says whose.
    """
    email = email.strip().lower()
    if not email:
        return ""
    try:
        validate_email(email)
    except ValidationError:
        raise DeskError("This is not an e-mail address. One looks like name@example.org.") from None
    other = Person.objects.filter(email__iexact=email, left_at=None).exclude(pk=but).first()
    if other is not None:
        raise DeskError(f"{other.name} has this e-mail address already.")
    return email


def _grant(person: Person, role: Role, *, at: datetime) -> None:
    if role is Role.POINT_OF_CONTACT and selectors.point_of_contact() is not None:
        raise DeskError("There is a point of contact already. Name another one once they have signed in.")
    rank = len(selectors.deputies()) if role is Role.DEPUTY else 0
    Grant.objects.create(person=person, role=role, rank=rank, since=at)


@transaction.atomic
def set_roles(person: Person, roles: Collection[Role], *, by: Person, at: datetime, reason: str = "") -> Person:
    """Say what someone is from now on, besides point of contact and deputy, which are named elsewhere and kept.

    Every change is an entry, and the other owners and privacy officers are told of it, so that nobody gives
    themselves a right unseen.

    Raises:
        NotPermitted: ``by`` may not.
        NobodyAnswers: they cover a planned absence and could no longer.
        DeskError: nothing changes, or the last owner or privacy officer would be gone.
    """
    selectors.require(by, Right.MANAGE_PEOPLE)
    audit.in_turn()
    person = selectors.anyone(person.pk)
    if person.left_at is not None:
        raise DeskError(f"{person.name} left. Invite them again to give them a role.")
    before = frozenset(person.roles)
    kept = before & NAMED_ELSEWHERE
    wanted = (frozenset(roles) - NAMED_ELSEWHERE) | kept or {Role.EMPLOYEE}
    if wanted == before:
        raise DeskError(f"Nothing changes: {person.name} is this already.")
    for role in ONE_NEEDED:
        if role in before - wanted:
            require_another(role, person)
    Grant.objects.filter(person=person, role__in=before - wanted).delete()
    for role in wanted - before:
        _grant(person, role, at=at)
    require_no_gap(at=at, for_reader=by)
    facts = {"before": listed(before), "roles": listed(wanted)}
    record(Event.PERSON_ROLES_CHANGED, person, by=by, at=at, facts=facts, reason=reason)
    changed = selectors.anyone(person.pk)
    tell_of_roles(changed, by=by, at=at)
    return changed


def require_another(role: Role, person: Person) -> None:
    """Raise where nobody else is this and can sign in.

    Raises:
        DeskError: says which role, and what now.
    """
    if not any(p.pk != person.pk and p.user_id is not None for p in selectors.with_role(role)):
        raise DeskError(
            f"{person.name} is the last {role.title.lower()} who can sign in. Give someone else this role first."
        )


@transaction.atomic
def leave(person: Person, *, by: Person, at: datetime, reason: str = "") -> Person:
    """Someone is gone: their sign-in, their sessions and what programs do in their name end at once.

    Raises:
        NotPermitted: ``by`` may not.
        NobodyAnswers: they cover a planned absence; says from when.
        DeskError: they are the point of contact, or the last owner or privacy officer; or left already.
    """
    selectors.require(by, Right.MANAGE_PEOPLE)
    audit.in_turn()
    person = selectors.anyone(person.pk)
    if person.left_at is not None:
        raise DeskError(f"{person.name} left already.")
    if Role.POINT_OF_CONTACT in person.roles:
        raise DeskError(f"{person.name} is the point of contact. Name another one first, then they can leave.")
    for role in ONE_NEEDED:
        if role in person.roles:
            require_another(role, person)
    person.left_at = at
    person.save(update_fields=["left_at"])
    person.absences.filter(ended_at=None, until__gt=at).update(ended_at=at)
    require_no_gap(at=at, for_reader=by)
    ended = _end_sign_in(person)
    record(Event.PERSON_LEFT, person, by=by, at=at, reason=reason, facts={"sign_ins_ended": ended})
    return person


def _end_sign_in(person: Person) -> int:
    """Take away someone's way in here; elsewhere they sign in anew. How many sessions ended."""
    if person.user_id is None:
        return 0
    ended, _ = SignIn.objects.filter(user_id=person.user_id).delete()
    Membership.objects.filter(person_id=person.pk).delete()
    if not Membership.objects.filter(user_id=person.user_id).exists():
        User.objects.filter(pk=person.user_id).update(is_active=False)
    return ended


@transaction.atomic
def change_settings(person: Person, *, by: Person, at: datetime, **changes: Any) -> Person:
    """Change someone's entry on the roster or how the workspace treats them.

    Args:
        changes: of ``time_zone``, ``hours``, ``notices``, ``quiet_from`` and ``quiet_until``, ``single_keys``,
            which are their own to change; of ``name``, ``title``, ``facility``, ``email``, which are theirs and of
            those who manage people; and ``public``, which is theirs, and of those only for people without a sign-in.

    Raises:
        NotPermitted: ``by`` may not change one of these.
        DeskError: nothing changes, or a value is wrong; says which.
    """
    person = selectors.anyone(person.pk)
    if person.left_at is not None:
        raise DeskError(f"{person.name} left. What is said of them stays as it was.")
    _require_may_change(person, set(changes), by=by)
    _require_right_values(person, changes)
    changed = sorted(name for name, value in changes.items() if getattr(person, name) != value)
    if not changed:
        return person
    for name in changed:
        setattr(person, name, changes[name])
    person.save(update_fields=changed)
    record(Event.PERSON_SETTINGS_CHANGED, person, by=by, at=at, facts={"fields": "+".join(changed)})
    return person


def _require_may_change(person: Person, names: set[str], *, by: Person) -> None:
    unknown = names - OWN - ENTRY
    if unknown:
        raise DeskError(f"There is no setting called {', '.join(sorted(unknown))}.")
    if by.pk == person.pk:
        return
    selectors.require(by, Right.MANAGE_PEOPLE)
    if names - ENTRY:
        raise NotPermitted(f"{', '.join(sorted(names - ENTRY))}: only {person.name} changes this.")
    if "public" in names and person.user_id is not None:
        raise NotPermitted(f"Whether {person.name} is named in public is theirs to say, on their own page.")


def _require_right_values(person: Person, changes: dict[str, Any]) -> None:
    if "name" in changes:
        changes["name"] = checked_name(changes["name"])
    if "email" in changes:
        if person.user_id is not None and changes["email"].strip().lower() != person.email:
            raise DeskError("Who signs in with an address keeps it. Invite the new address instead.")
        changes["email"] = free_address(changes["email"], but=person.pk)
    if "time_zone" in changes and not is_zone(changes["time_zone"]):
        raise DeskError("There is no time zone of this name. One is America/Chicago.")
    if "notices" in changes and changes["notices"] not in Person.Notices.values:
        raise DeskError("Notices come at once, once a day, or not by e-mail.")
    quiet: list[time | None] = [changes.get(n, getattr(person, n)) for n in ("quiet_from", "quiet_until")]
    if (quiet[0] is None) != (quiet[1] is None):
        raise DeskError("Quiet hours have a beginning and an end. Fill in both, or neither.")


@transaction.atomic
def give_sign_in(person: Person, *, password: str | None = None, at: datetime) -> User:
    """A way to sign in for someone on the roster, without an invitation: for set-ups, demos and tests; no entry.

    What brings someone in for real, `accept` and `use_one_time_link`, records it.

    Raises:
        DeskError: they left, have no address, or have a sign-in.
    """
    if person.left_at is not None or person.user_id is not None or not person.email:
        raise DeskError(f"{person.name} left, has a sign-in already, or has no e-mail address.")
    user = User.objects.filter(email=person.email).first()
    if user is None:
        user = User.objects.create_user(person.email, password=password, created_at=at)
    elif not user.is_active:
        user.is_active = True
        user.save(update_fields=["is_active"])
    Membership.objects.create(user=user, organization_id=scope.current(), person_id=person.pk)
    person.user = user
    person.save(update_fields=["user"])
    return user
