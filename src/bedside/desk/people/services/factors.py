"""Second factors: codes of an app, passkeys, and codes on paper for when both are lost."""

from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.db import transaction

from bedside.core.errors import DeskError, NotThere
from bedside.core.events import Event
from bedside.core.roles import Right
from bedside.desk.people import selectors
from bedside.desk.people.models import Membership, Person, SignIn, User
from bedside.desk.people.services.recording import record

Type = Authenticator.Type


@transaction.atomic
def add_totp(person: Person, secret: str, *, at: datetime) -> bool:
    """Keep the secret of an authenticator app whose code was right; sealed.

    Returns:
        Whether recovery codes were made with it, which are shown now.

    Raises:
        DeskError: there is an app already.
    """
    user = _locked(person)
    if Authenticator.objects.filter(user=user, type=Type.TOTP).exists():
        raise DeskError("There is an authenticator app already. Remove that one first.")
    TOTP.activate(user, secret)
    return _added(person, user, "totp", at=at)


@transaction.atomic
def add_passkey(person: Person, *, name: str, credential: dict[str, Any], at: datetime) -> bool:
    """Keep a passkey whose answer was right; returns as `add_totp`."""
    user = _locked(person)
    WebAuthn.add(user, _named(name), credential)
    return _added(person, user, "webauthn", at=at)


def _added(person: Person, user: User, kind: str, *, at: datetime) -> bool:
    codes_made = not Authenticator.objects.filter(user=user, type=Type.RECOVERY_CODES).exists()
    RecoveryCodes.activate(user)
    record(Event.FACTOR_ADDED, person, by=person, at=at, facts={"factor": kind, "codes_made": codes_made})
    return codes_made


def rename_passkey(person: Person, factor_id: int, *, name: str, at: datetime) -> None:
    """Call a passkey something else; whose it is and what it opens stays, so there is no entry.

    Raises:
        NotThere: it is not theirs.
    """
    factor = _own(person, factor_id)
    if factor.type != Type.WEBAUTHN:
        raise NotThere("There is no such passkey.")
    factor.data["name"] = _named(name)
    factor.save(update_fields=["data"])


def _named(name: str) -> str:
    return " ".join(name.split())[:60] or "Passkey"


def _own(person: Person, factor_id: int) -> Authenticator:
    factor = Authenticator.objects.filter(user_id=person.user_id, pk=factor_id).first()
    if factor is None or person.user_id is None:
        raise NotThere("There is no such second factor. It may have been removed already.")
    return factor


@transaction.atomic
def remove_factor(person: Person, factor_id: int, *, at: datetime) -> None:
    """Take one of their own second factors away; with the last one the recovery codes go as well.

    Raises:
        NotThere: it is not theirs.
        DeskError: it is the last, and what they do here needs one.
    """
    user = _locked(person)
    factor = _own(person, factor_id)
    rest = Authenticator.objects.filter(user=user).exclude(type=Type.RECOVERY_CODES).exclude(pk=factor.pk)
    if factor.type == Type.RECOVERY_CODES:
        raise DeskError("Recovery codes are not removed but made anew.")
    if not rest.exists():
        if person.needs_second_factor:
            raise DeskError("This is your last second factor, and your work here needs one. Add another first.")
        Authenticator.objects.filter(user=user, type=Type.RECOVERY_CODES).delete()
    kind = factor.type
    factor.delete()
    record(Event.FACTOR_REMOVED, person, by=person, at=at, facts={"factor": kind})


@transaction.atomic
def new_recovery_codes(person: Person, *, at: datetime) -> list[str]:
    """Make their recovery codes anew; the old ones no longer work.

    Raises:
        DeskError: they have no other second factor.
    """
    user = _locked(person)
    if not Authenticator.objects.filter(user=user).exclude(type=Type.RECOVERY_CODES).exists():
        raise DeskError("Recovery codes stand in for an app or a passkey. Add one of those first.")
    Authenticator.objects.filter(user=user, type=Type.RECOVERY_CODES).delete()
    codes: list[str] = RecoveryCodes.activate(user).generate_codes()
    record(Event.FACTOR_RESET, person, by=person, at=at, facts={"factor": "recovery_codes"})
    return codes


@transaction.atomic
def reset_factors(person: Person, *, by: Person, at: datetime, reason: str) -> None:
    """Let someone who lost every second factor set up new ones when they sign in next; their sessions end.

    Raises:
        NotPermitted: ``by`` may not.
        DeskError: they themselves, gone, without a sign-in or a factor, or at work in another organisation as well.
    """
    selectors.require(by, Right.MANAGE_PEOPLE)
    if by.pk == person.pk:
        raise DeskError("Someone else resets this for you, so that nobody who took your place can.")
    if person.left_at is not None:
        raise DeskError(f"{person.name} left, so there is nothing to sign in to.")
    user = _locked(person)
    if not Authenticator.objects.filter(user=user).exists():
        raise DeskError(
            f"{person.name} has no second factor. They set one up when they sign in next, if they need one."
        )
    if Membership.objects.filter(user=user).count() > 1:
        raise DeskError(f"{person.name} works for other organisations too. Who runs this installation resets it.")
    Authenticator.objects.filter(user=user).delete()
    SignIn.objects.filter(user=user).delete()
    record(Event.FACTOR_RESET, person, by=by, at=at, reason=reason, facts={"factor": "all"})


def _locked(person: Person) -> User:
    if person.user_id is None:
        raise DeskError(f"{person.name} has no sign-in yet.")
    return User.objects.select_for_update().get(pk=person.user_id)
