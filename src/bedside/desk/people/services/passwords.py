"""Passwords: changed by who knows the old one, or anew by a link that was mailed."""

from datetime import datetime

from django.db import transaction

from bedside.core.events import Event
from bedside.desk.people.models import Person, SignIn, User
from bedside.desk.people.services.invitations import require_strong
from bedside.desk.people.services.recording import record, record_at_home


@transaction.atomic
def change_password(person: Person, password: str, *, keep: str | None, at: datetime) -> User:
    """A new password for someone who has just shown who they are. Their other sessions end.

    Args:
        keep: key of the session that goes on; the caller gives it the new hash.

    Raises:
        WeakPassword: says what it lacks.
    """
    user = User.objects.select_for_update().get(pk=person.user_id)
    _set(user, password)
    SignIn.objects.filter(user=user).exclude(session_key=keep).delete()
    record(Event.PASSWORD_CHANGED, person, by=person, at=at, facts={"how": "old-password"})
    return user


@transaction.atomic
def reset_password(user: User, password: str, *, at: datetime) -> None:
    """A new password by a mailed link; every session ends, and second factors stay as they are.

    Raises:
        WeakPassword: says what it lacks.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    _set(user, password)
    SignIn.objects.filter(user=user).delete()
    record_at_home(Event.PASSWORD_CHANGED, user, at=at, actor="system:sign-in", facts={"how": "mailed-link"})


def _set(user: User, password: str) -> None:
    require_strong(password, user)
    user.set_password(password)
    user.save(update_fields=["password"])
