"""What is one's own: settings, password, second factors, and where one is signed in."""

import base64
import json
from typing import Any

from allauth.mfa.adapter import get_adapter as factor_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.webauthn.internal import auth as webauthn
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from bedside.core.errors import DeskError
from bedside.desk.people import again, lockout, mail, proofs, selectors, services
from bedside.desk.people.doors import before_second_factor, require_recent
from bedside.desk.people.forms import ChangePassword, CodeForm, MeForm, PasskeyForm
from bedside.desk.people.models import Person, User

Type = Authenticator.Type


def person_of(request: HttpRequest) -> Person:
    """Who is at work; the middleware lets nobody else come here."""
    person: Person = request.person  # type: ignore[attr-defined]
    return person


def user_of(request: HttpRequest) -> User:
    return request.user  # type: ignore[return-value]


@require_http_methods(["GET", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    form = MeForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        services.change_settings(person, by=person, at=timezone.now(), **form.cleaned_data)
        messages.success(request, "Kept.")
        return redirect("me")
    return _me(request, form=form, status=422 if form.errors else 200)


def _me(request: HttpRequest, *, status: int = 200, **forms: Any) -> HttpResponse:
    person, user, now = person_of(request), user_of(request), timezone.now()
    factors = list(Authenticator.objects.filter(user=user).order_by("created_at"))
    codes = next((f for f in factors if f.type == Type.RECOVERY_CODES), None)
    context = {
        "form": forms.get("form") or MeForm(person=person),
        "password_form": forms.get("password_form") or ChangePassword(user=user, prefix="new"),
        "has_password": user.has_usable_password(),
        "app": next((f for f in factors if f.type == Type.TOTP), None),
        "passkeys": [(f, f.wrap().name) for f in factors if f.type == Type.WEBAUTHN],
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else None,
        "sign_ins": selectors.sign_ins(user, at=now),
        "this": request.session.session_key,
        "places": len(selectors.memberships(user)),
        "absences": [a for a in selectors.absences(since=now) if a.person_id == person.pk],
    }
    return render(request, "people/me.html", context, status=status)


@sensitive_post_parameters()
@require_POST
def password(request: HttpRequest) -> HttpResponse:
    """A new password for who knows the old one; the other sessions end. Guessing the old one counts like signing in."""
    person, user = person_of(request), user_of(request)
    if lockout.is_locked(request, user):
        return lockout.answer(request)
    form = ChangePassword(request.POST, user=user, prefix="new")
    if not form.is_valid():
        locked = again.count_wrong(request, person, user, step="password") if form.has_error("old", "wrong") else None
        return locked or _me(request, password_form=form, status=422)
    changed = services.change_password(
        person, form.cleaned_data["password"], keep=request.session.session_key, at=timezone.now()
    )
    update_session_auth_hash(request, changed)
    messages.success(request, "Your new password is kept. You were signed out everywhere else.")
    return redirect("me")


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    count = services.end_sign_ins(person, but=request.session.session_key, by=person, at=timezone.now())
    messages.success(request, "You are signed in here only." if count else "You were signed in nowhere else.")
    return redirect("me")


@before_second_factor
@require_http_methods(["GET"])
def factor_needed(request: HttpRequest) -> HttpResponse:
    """The choice between an app and a passkey, for whose work needs one and who has none."""
    strong = proofs.is_strong(request, user_of(request))
    return render(request, "people/factor_needed.html", {"strong": strong})


@before_second_factor
@require_http_methods(["GET", "POST"])
def add_app(request: HttpRequest) -> HttpResponse:
    """An authenticator app: scan, then type the code that it shows."""
    require_recent(request)
    user = user_of(request)
    if Authenticator.objects.filter(user=user, type=Type.TOTP).exists():
        raise DeskError("There is an authenticator app already. Remove that one first.")
    form = CodeForm(request.POST or None)
    secret = totp.get_totp_secret(regenerate=request.method == "GET")
    if request.method == "POST" and form.is_valid():
        if totp.validate_totp_code(secret, form.cleaned_data["code"]):
            codes_made = services.add_totp(person_of(request), secret, at=timezone.now())
            totp.clear_totp_secret(request)
            return _added(request, "totp", codes_made=codes_made)
        form.add_error("code", "This code is not right. Look for the newest one and try again.")
    url = factor_adapter().build_totp_url(user, secret)
    drawing = factor_adapter().build_totp_svg(url).encode()
    context = {
        "form": form,
        "secret": " ".join(secret[i : i + 4] for i in range(0, len(secret), 4)),
        "url": url,
        "picture": "data:image/svg+xml;base64," + base64.b64encode(drawing).decode(),
    }
    return render(request, "people/add_app.html", context, status=422 if form.errors else 200)


@before_second_factor
@require_http_methods(["GET", "POST"])
def add_passkey(request: HttpRequest) -> HttpResponse:
    require_recent(request)
    form = PasskeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        credential = form.cleaned_data["credential"]
        if _passkey_is_new(credential):
            name = form.cleaned_data["name"]
            codes_made = services.add_passkey(person_of(request), name=name, credential=credential, at=timezone.now())
            return _added(request, "webauthn", codes_made=codes_made)
        form.add_error(None, "Your browser and the passkey did not come together. Try again.")
    options = webauthn.begin_registration(user_of(request), True)
    context = {"form": form, "options": json.dumps(options)}
    return render(request, "people/add_passkey.html", context, status=422 if form.errors else 200)


def _passkey_is_new(credential: Any) -> bool:
    """Whether the browser's answer fits what it was asked a moment ago."""
    try:
        webauthn.parse_registration_response(credential)
        return bool(webauthn.complete_registration(credential).is_user_verified())
    except again.NONSENSE:
        return False


def _added(request: HttpRequest, kind: str, *, codes_made: bool) -> HttpResponse:
    user = user_of(request)
    proofs.note(request, user, kind, reauthenticated=True)
    mail.send_aside("factor_changed", to=user.email, what="added", factor=kind)
    if codes_made:
        return redirect("recovery-codes")
    messages.success(request, "Your second factor is set up.")
    return redirect("me")


@require_http_methods(["GET", "POST"])
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """The codes for when app and passkey are lost: shown once when they are made; a POST makes new ones."""
    require_recent(request)
    if request.method == "POST":
        services.new_recovery_codes(person_of(request), at=timezone.now())
        return redirect("recovery-codes")
    row = Authenticator.objects.filter(user=user_of(request), type=Type.RECOVERY_CODES).first()
    codes: list[str] = []
    if row is not None and not row.wrap().did_view:
        codes = row.wrap().get_unused_codes()
        row.wrap().mark_as_viewed()
    return render(request, "people/recovery_codes.html", {"codes": codes, "has": row is not None})


@require_POST
def remove_factor(request: HttpRequest, factor: int) -> HttpResponse:
    require_recent(request)
    services.remove_factor(person_of(request), factor, at=timezone.now())
    mail.send_aside("factor_changed", to=user_of(request).email, what="removed")
    messages.success(request, "Removed.")
    return redirect("me")


@require_POST
def rename_passkey(request: HttpRequest, factor: int) -> HttpResponse:
    services.rename_passkey(person_of(request), factor, name=request.POST.get("name", ""), at=timezone.now())
    messages.success(request, "Kept.")
    return redirect("me")
