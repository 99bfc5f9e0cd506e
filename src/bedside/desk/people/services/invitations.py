"""How someone new comes in: by an invitation to one address, that works once, for a while."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from bedside.core.errors import DeskError, NotThere
from bedside.core.events import Event
from bedside.core.roles import Right, Role
from bedside.desk.audit import services as audit
from bedside.desk.people import selectors
from bedside.desk.people.models import Invitation, Person, User
from bedside.desk.people.services.recording import actor_of, listed, record
from bedside.desk.people.services.roster import checked_name, free_address, give_sign_in, new_person
from bedside.desk.people.services.telling import tell_of_roles
from bedside.desk.tenancy import scope
from bedside.desk.tenancy.models import Organization

LASTS = timedelta(days=7)


class LinkRanOut(DeskError):
    """The link was used, was taken back, or is too old."""

    status = 410


class SignInFirst(DeskError):
    """The invited address has a sign-in already, in another organisation; its password is the one to use."""


class WeakPassword(DeskError):
    """A password that others would guess; says what it lacks."""


def new_secret() -> str:
    """What a link carries: the organisation, and 256 random bits. Only its digest is kept."""
    return f"{scope.current().hex}.{secrets.token_urlsafe(32)}"


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def organization_of(secret: str) -> Organization:
    """Whose link this is, before anything of that organisation is looked at.

    Raises:
        NotThere: nobody's.
    """
    named, _, rest = secret.partition(".")
    try:
        found = Organization.objects.filter(pk=UUID(hex=named)).first() if rest else None
    except ValueError:
        found = None
    if found is None:
        raise NotThere("There is no such link. Look whether all of it was copied.")
    return found


def begin(organization: Organization, *, name: str, email: str, at: datetime) -> tuple[Person, Invitation, str]:
    """The first person of an organisation: owner, privacy officer and point of contact, with an invitation.

    They can do everything but approve what they wrote themselves: for that a second person is needed, whom
    they invite. Call it inside the organisation's scope.

    Returns:
        The person, their invitation, and the secret that its link carries. Where they did not come in yet and are
        the only one, a new invitation for them, and the one before no longer works.

    Raises:
        DeskError: the organisation has people already.
    """
    with scope.within(organization.pk), transaction.atomic():
        roles = (Role.OWNER, Role.PRIVACY_OFFICER, Role.POINT_OF_CONTACT)
        person = _alone_and_not_in(email) or new_person(name, email=email, title="", roles=roles, at=at)
        if not person.email:
            raise DeskError("The first person needs an e-mail address to sign in with.")
        Invitation.objects.filter(person=person, accepted_at=None, withdrawn_at=None).update(withdrawn_at=at)
        invitation, secret = _issue(person.email, name=person.name, roles=roles, person=person, by=None, at=at)
        facts = {"roles": listed(roles), "invitation": str(invitation.pk)}
        record(Event.PERSON_INVITED, person, by=None, at=at, facts=facts)
    return person, invitation, secret


def _alone_and_not_in(email: str) -> Person | None:
    """The first person of an organisation, who has not come in yet; None where there is nobody.

    Raises:
        DeskError: somebody else is here, or came in.
    """
    here = list(Person.objects.all()[:2])
    if not here:
        return None
    if len(here) > 1 or here[0].user_id is not None or here[0].email != email.strip().lower():
        raise DeskError("This organisation has people already. One of its owners invites others.")
    return here[0]


@transaction.atomic
def invite(
    *,
    email: str,
    name: str,
    roles: Collection[Role],
    by: Person,
    at: datetime,
    title: str = "",
    person: Person | None = None,
) -> tuple[Invitation, str]:
    """Invite someone new, or give someone who is on the roster a way in.

    Args:
        roles: what they will be; the point of contact is named later, when they have signed in.
        person: who it is, where they are on the roster already; their roles stay as they are.

    Returns:
        The invitation and the secret of its link, which is not kept: an invitation whose link was lost is
        withdrawn and made anew. An open one for the same address is withdrawn by this one.

    Raises:
        NotPermitted: ``by`` may not.
        DeskError: the address is none or somebody's who is here.
    """
    selectors.require(by, Right.MANAGE_PEOPLE)
    audit.in_turn()
    if person is not None:
        person = selectors.anyone(person.pk)
        if person.left_at is not None or person.user_id is not None:
            raise DeskError(f"{person.name} left, or can sign in already.")
        roles, name = person.roles, person.name
    email = free_address(email, but=person.pk if person else None)
    if not email:
        raise DeskError("An invitation needs an e-mail address to go to.")
    if Role.POINT_OF_CONTACT in roles and person is None:
        raise DeskError("The point of contact is named once they have signed in. Choose another role for now.")
    if person is not None and person.email != email:
        person.email = email
        person.save(update_fields=["email"])
    Invitation.objects.filter(email=email, accepted_at=None, withdrawn_at=None).update(withdrawn_at=at)
    invitation, secret = _issue(
        email, name=checked_name(name), roles=roles or (Role.EMPLOYEE,), person=person, by=by, at=at, title=title
    )
    _record(Event.PERSON_INVITED, invitation, by=by, at=at, facts={"roles": listed(roles)})
    return invitation, secret


def _issue(
    email: str,
    *,
    name: str,
    roles: Collection[Role],
    person: Person | None,
    by: Person | None,
    at: datetime,
    title: str = "",
) -> tuple[Invitation, str]:
    secret = new_secret()
    invitation: Invitation = Invitation.objects.create(
        email=email,
        name=name,
        title=title.strip(),
        roles=[role.value for role in Role if role in roles],
        person=person,
        secret_digest=digest(secret),
        invited_by=by,
        invited_at=at,
        expires_at=at + LASTS,
    )
    return invitation, secret


def _record(
    event: Event, invitation: Invitation, *, by: Person | None, at: datetime, facts: dict[str, str] | None = None
) -> None:
    audit.append(event, about=f"invitation:{invitation.pk}", actor=actor_of(by), at=at, facts=facts or {})


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: Person, at: datetime) -> None:
    """Take an invitation back; its link no longer works.

    Raises:
        NotPermitted: ``by`` may not.
        DeskError: it was accepted or taken back already.
    """
    selectors.require(by, Right.MANAGE_PEOPLE)
    found = Invitation.objects.select_for_update().filter(pk=invitation.pk).first()
    if found is None:
        raise NotThere("There is no such invitation here.")
    if found.accepted_at is not None or found.withdrawn_at is not None:
        raise DeskError("This invitation was accepted or taken back already.")
    found.withdrawn_at = at
    found.save(update_fields=["withdrawn_at"])
    _record(Event.INVITATION_WITHDRAWN, found, by=by, at=at)


def open_invitation(secret: str, *, at: datetime) -> Invitation:
    """The invitation of a link that still works; inside its organisation's scope.

    Raises:
        NotThere: there is none.
        LinkRanOut: it was used or taken back, or a week has passed; says whom to ask.
    """
    found: Invitation | None = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("invited_by", "person", "organization")
        .filter(secret_digest=digest(secret))
        .first()
    )
    if found is None:
        raise NotThere("There is no such link. Look whether all of it was copied.")
    if not found.is_open(at):
        who = found.invited_by.name if found.invited_by else "who set the workspace up"
        raise LinkRanOut(f"This link has run out. Ask {who} for a new one.")
    return found


def accept(secret: str, *, at: datetime, password: str = "", user: User | None = None) -> Person:
    """Come in by an invitation's link; it opens the organisation's scope itself.

    Args:
        password: the one to sign in with from now on, where the address has no sign-in yet.
        user: who is signed in now, where the address has a sign-in already.

    Raises:
        NotThere, LinkRanOut: as `open_invitation`.
        SignInFirst: the address has a sign-in; come back signed in with it.
        WeakPassword: says what it lacks.
    """
    with scope.within(organization_of(secret).pk), transaction.atomic():
        invitation = open_invitation(secret, at=at)
        known = User.objects.filter(email=invitation.email, is_active=True).exists()
        if known and (user is None or user.email != invitation.email):
            raise SignInFirst(f"{invitation.email} has a sign-in already. Sign in with it, then open this link again.")
        person = invitation.person or new_person(
            invitation.name,
            email=invitation.email,
            title=invitation.title,
            roles=[Role(r) for r in invitation.roles],
            at=at,
        )
        account = give_sign_in(person, at=at)
        if not known:
            require_strong(password, account)
            account.set_password(password)
            account.save(update_fields=["password"])
        invitation.accepted_at, invitation.person = at, person
        invitation.save(update_fields=["accepted_at", "person"])
        facts = {"invitation": str(invitation.pk), "roles": listed(person.roles)}
        record(Event.INVITATION_ACCEPTED, person, by=person, at=at, facts=facts)
        tell_of_roles(person, by=person, at=at)
    return person


def require_strong(password: str, user: User) -> None:
    """Raises: WeakPassword, saying everything that it lacks."""
    try:
        validate_password(password, user)
    except ValidationError as trouble:
        raise WeakPassword(" ".join(trouble.messages)) from None
