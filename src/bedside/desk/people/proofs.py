"""What a session has shown about who it is: the ways of signing in that it went, and when the last one was.

allauth writes a record for each way; this reads them.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from bedside.desk.people.models import User

LINK = "one-time-link"


def _kind(record: dict[str, Any]) -> str:
    method = str(record.get("method"))
    return {"mfa": str(record.get("type")), "socialaccount": "oidc"}.get(method, method)


def strong_kinds() -> frozenset[str]:
    """Ways that are a second factor, or bring one along."""
    by_provider = {"oidc"} if settings.BEDSIDE_OIDC_MFA else set()
    demo = {LINK} if settings.BEDSIDE_DEMO else set()
    return frozenset({"totp", "webauthn", "recovery_codes"} | by_provider | demo)


def kinds(request: HttpRequest, user: User) -> list[str]:
    return [_kind(record) for record in get_authentication_records(request, user)]


def strongest(request: HttpRequest, user: User) -> str:
    """The way to name in the record: a second factor where there was one, else the first way."""
    went = kinds(request, user)
    return next((k for k in went if k in strong_kinds()), went[0] if went else "password")


def is_strong(request: HttpRequest, user: User) -> bool:
    return bool(strong_kinds() & set(kinds(request, user)))


def has_factor(user: User) -> bool:
    """Whether they have set up a second factor, which signing in then asks for."""
    return Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES).exists()


def is_recent(request: HttpRequest, user: User, *, at: datetime, within: timedelta) -> bool:
    """Whether they showed who they are less than ``within`` ago, by any way."""
    records = get_authentication_records(request, user)
    if not records:
        return False
    last = datetime.fromtimestamp(max(float(r.get("at", 0)) for r in records), tz=UTC)
    return timedelta(0) <= at - last < within or last > at


def note(request: HttpRequest, user: User, kind: str, **more: Any) -> None:
    """Remember that this session has just gone one of the ways."""
    if kind in {"totp", "webauthn", "recovery_codes"}:
        record_authentication(request, user, "mfa", type=kind, **more)
    else:
        record_authentication(request, user, kind, **more)
