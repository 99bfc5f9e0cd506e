"""Is it you? Asks somebody who is signed in to show it once more, before something that should not be done by others.

The page that asks carries what was posted and posts it again, with the answer, to the same address: nothing that was
typed is kept on the server or lost in between.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth as webauthn
from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from bedside.desk.people import lockout, proofs, refusals, services
from bedside.desk.people.forms import CredentialField
from bedside.desk.people.models import Person, User

PREFIX = "again_"
NOT_SENT_AGAIN = frozenset({"csrfmiddlewaretoken"})
WRONG = {
    "password": "This is not your password. Try again.",
    "code": "This code is not right. Look for the newest one and try again.",
    "credential": "This passkey did not fit. Try again, or use another way.",
}


@dataclass(frozen=True)
class Ways:
    """How this user can show who they are."""

    password: bool = False
    code: bool = False
    passkey: bool = False
    button: bool = False  # the demo, which has none of these
    provider: str = ""
    options: dict[str, Any] = field(default_factory=dict)

    @property
    def options_text(self) -> str:
        """What the browser asks the passkey, as the page carries it."""
        return json.dumps(self.options)


def ways_of(request: HttpRequest, user: User) -> Ways:
    types = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    passkey = Authenticator.Type.WEBAUTHN in types
    password, code = user.has_usable_password(), Authenticator.Type.TOTP in types
    nothing = not (password or code or passkey)
    return Ways(
        password=password,
        code=code,
        passkey=passkey,
        button=settings.BEDSIDE_DEMO and nothing,
        provider="oidc" if nothing and settings.SOCIALACCOUNT_PROVIDERS else "",
        options=webauthn.begin_authentication(user) if passkey else {},
    )


def ask(request: HttpRequest, trouble: Exception, *, wrong: str = "") -> HttpResponse:
    """The page that asks. Programs are told that they have to come as a person."""
    if refusals.wants_json(request):
        return refusals.problem(403, str(trouble), kind="is-it-you")
    user: User = request.user  # type: ignore[assignment]
    carried = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NOT_SENT_AGAIN and not name.startswith(PREFIX)
        for value in values
    ]
    comes_back = request.method != "POST" or f"{PREFIX}look" in request.POST
    context = {
        "ways": ways_of(request, user),
        "carried": carried,
        "comes_back": comes_back,
        "action": request.get_full_path(),
        "sentence": str(trouble),
        "wrong": wrong,
        "lost": bool(request.FILES),
        "back": refusals.back(request),
    }
    partial = refusals.is_partial(request)
    answer = render(request, "people/again.html", context, status=200 if partial else 403)
    if partial:
        answer["HX-Retarget"], answer["HX-Reswap"] = "body", "innerHTML"
    return answer


def take_answer(request: HttpRequest, person: Person, user: User) -> HttpResponseBase | None:
    """Read the answer that came with a form; None where there was none or it was right and the view goes on.

    A wrong answer is recorded and counted like a wrong password. One too many ends the session.
    """
    if request.method != "POST" or not any(name.startswith(PREFIX) for name in request.POST):
        return None
    way = next((w for w in ("credential", "code", "password") if request.POST.get(PREFIX + w)), "")
    kind = "" if lockout.is_locked(request, user) else _shown(request, user, way)
    if kind:
        proofs.note(request, user, kind, reauthenticated=True)
        return HttpResponseRedirect(request.get_full_path()) if f"{PREFIX}look" in request.POST else None
    return count_wrong(request, person, user, step="again") or ask(
        request, Exception("Show once more that it is you. What you wrote stays here."), wrong=WRONG.get(way, "")
    )


def count_wrong(request: HttpRequest, person: Person, user: User, *, step: str) -> HttpResponse | None:
    """Record that somebody at this session could not show who they are; what they see where that was one too many."""
    now = timezone.now()
    if not lockout.count_failure(request, user):
        services.record_failure_of(person, step=step, at=now)
        return None
    services.record_lock_of(person, step=step, at=now)
    logout(request)
    return lockout.answer(request)


def _shown(request: HttpRequest, user: User, way: str) -> str:
    """The way that was gone, as `proofs` names it; "" where it led nowhere."""
    said = request.POST.get(PREFIX + way, "")
    if way == "password" and user.has_usable_password() and user.check_password(said):
        return "password"
    if way == "code" and _code_fits(user, said):
        return "totp"
    if way == "credential" and _passkey_fits(user, said):
        return "webauthn"
    if settings.BEDSIDE_DEMO and f"{PREFIX}button" in request.POST and ways_of(request, user).button:
        return proofs.LINK
    return ""


def _code_fits(user: User, code: str) -> bool:
    app = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    return app is not None and bool(app.wrap().validate_code(code.replace(" ", "")))


# What the passkey library and the reading of its JSON raise for what no browser sends.
NONSENSE = (AttributeError, KeyError, RecursionError, TypeError, ValueError, ValidationError)


def _passkey_fits(user: User, credential: str) -> bool:
    try:
        told = CredentialField().to_python(credential)
        webauthn.parse_authentication_response(told)
        webauthn.complete_authentication(user, told).record_usage()
    except NONSENSE:
        return False
    return True
