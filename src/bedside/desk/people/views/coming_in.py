"""Coming in and going: sign-in, second factor, invitations, forgotten passwords, one-time links, sign-out."""

import json
import uuid
from typing import Any

from allauth.account.internal.stagekit import clear_login
from allauth.account.views import LoginView
from allauth.core import ratelimit
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import LoginWebAuthnView
from allauth.socialaccount.adapter import get_adapter as provider_adapter
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode, urlsafe_base64_decode, urlsafe_base64_encode
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bedside.core.errors import NotThere
from bedside.desk.people import again, lockout, mail, middleware, proofs, selectors, services, work
from bedside.desk.people.doors import before_second_factor, for_users, open_to_all, quiet
from bedside.desk.people.forms import AddressForm, CredentialField, NewPassword, SignInForm
from bedside.desk.people.models import Invitation, User
from bedside.desk.people.services import LinkRanOut, SignInFirst
from bedside.desk.people.services.invitations import organization_of
from bedside.desk.tenancy import scope

WHY = {
    "idle": "You were signed out because nothing happened for a while. What was saved is kept.",
    "long": "You were signed out because you had been signed in for very long. What was saved is kept.",
    "out": "You are signed out.",
    "password": "Your new password is kept. Sign in with it.",
    "factor": "A second factor was set up for you since. Sign in with it.",
}


def next_of(request: HttpRequest) -> str:
    """Where somebody wanted to go; "" where that is not a page of ours."""
    wanted = request.POST.get("next", request.GET.get("next", ""))
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None, require_https=request.is_secure())
    return wanted if ours and wanted.startswith("/") else ""


class SignIn(LoginView):
    """E-mail address and password, a passkey, or the organisation's own sign-in."""

    form_class = SignInForm
    template_name = "people/sign_in.html"

    def get_form_class(self) -> Any:
        return self.form_class

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        providers = provider_adapter(self.request).list_providers(self.request)
        told = {
            "said": WHY.get(self.request.GET.get("why", "")),
            "next": next_of(self.request),
            "providers": [p for p in providers if p.app is not None],
        }
        return super().get_context_data(**kwargs) | told


sign_in = open_to_all(SignIn.as_view())


class Passkey(LoginWebAuthnView):
    """The answer of a passkey; what the browser has to ask it comes as JSON."""

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.fields["credential"] = CredentialField()
        return form

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().post(request, *args, **kwargs)
        except again.NONSENSE:
            return self.form_invalid(None)

    def form_invalid(self, form: Any) -> HttpResponse:
        return render(
            self.request,
            "people/sign_in.html",
            {"form": SignInForm(request=self.request), "wrong": "This passkey is not known here. Use your password."},
            status=422,
        )


passkey_sign_in = open_to_all(Passkey.as_view())


class SecondFactor(AuthenticateView):
    """The step after the password, for whom has a second factor. Wrong codes count like wrong passwords."""

    template_name = "people/second_factor.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user: User = self.stage.login.user
        if lockout.is_locked(request, user):
            return self._locked(request)
        if self.form.is_valid():
            return self.form_valid(self.form)
        if lockout.count_failure(request, user):
            services.sign_in_locked(user, step="second-factor", at=timezone.now())
            return self._locked(request)
        services.sign_in_failed(user, step="second-factor", at=timezone.now())
        return self.form_invalid(self.form)

    def _locked(self, request: HttpRequest) -> HttpResponse:
        clear_login(request)
        return lockout.answer(request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = super().get_context_data(**kwargs)
        user: User = self.stage.login.user
        kinds = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
        asked = json.dumps(told["js_data"]["request_options"]) if "webauthn" in kinds else ""
        return told | {"by_app": "totp" in kinds, "options": asked, "wrong": _first_error(self.auth_form)}


def _first_error(form: Any) -> str:
    return next((str(e) for errors in form.errors.values() for e in errors), "") if form.is_bound else ""


second_factor = open_to_all(SecondFactor.as_view())


@open_to_all
@require_POST
def start_over(request: HttpRequest) -> HttpResponse:
    """Back to the password, as somebody else."""
    clear_login(request)
    return HttpResponseRedirect(reverse("sign-in"))


@before_second_factor
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    work.leave(request, why="asked", at=timezone.now())
    answer = HttpResponseRedirect(f"{reverse('sign-in')}?why=out")
    answer["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@quiet
@before_second_factor
@require_GET
def session(request: HttpRequest) -> JsonResponse:
    """Until when this session lasts, for the page that warns; asking does not make it longer."""
    return _left(request)


@before_second_factor
@require_POST
def stay(request: HttpRequest) -> JsonResponse:
    """Somebody is here: the session goes on."""
    middleware.note_seen(request, timezone.now(), exactly=True)
    return _left(request)


def _left(request: HttpRequest) -> JsonResponse:
    membership = middleware.membership_of(request, request.user)  # type: ignore[arg-type]
    left = middleware.seconds_left(request, timezone.now(), idle=middleware.idle_of(membership))
    return JsonResponse({"seconds_left": left})


@for_users
@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """For whom does somebody work now, who works for several."""
    user: User = request.user  # type: ignore[assignment]
    places = selectors.memberships(user)
    if not places:
        work.leave(request, why="left", at=timezone.now())
        return HttpResponseRedirect(reverse("sign-in"))
    if request.method == "POST":
        chosen = next((p for p in places if str(p.organization_id) == request.POST.get("organization")), None)
        if chosen is None:
            raise NotThere("You have no place there. Choose one of the list.")
        work.enter(request, chosen, at=timezone.now())
        return HttpResponseRedirect(next_of(request) or "/")
    if len(places) == 1 and work.place(request) is None:
        work.enter(request, places[0], at=timezone.now())
        return HttpResponseRedirect(next_of(request) or "/")
    return render(request, "people/choose.html", {"places": places, "next": next_of(request)})


@open_to_all
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Coming in by an invitation: choose a password, or join with the sign-in one has."""
    now, user = timezone.now(), work.user_of(request)
    with scope.within(organization_of(secret).pk):
        found = services.open_invitation(secret, at=now)
    known = User.objects.filter(email=found.email, is_active=True).first()
    form = NewPassword(request.POST or None, user=known or User(email=found.email))
    if user is not None and known is None:
        status = 409 if request.method == "POST" else 200
        return render(request, "people/invitation.html", {"invitation": found, "other": user}, status=status)
    if request.method == "POST" and (known is not None or form.is_valid()):
        return _join(request, secret, found, form, user)
    context = {"invitation": found, "form": form, "known": known, "is_them": known is not None and user == known}
    return render(request, "people/invitation.html", context, status=422 if form.errors else 200)


def _join(request: HttpRequest, secret: str, found: Invitation, form: NewPassword, user: User | None) -> HttpResponse:
    password = form.cleaned_data["password"] if form.is_bound and form.is_valid() else ""
    try:
        person = services.accept(secret, at=timezone.now(), password=password, user=user)
    except SignInFirst:
        return HttpResponseRedirect(f"{reverse('sign-in')}?{urlencode({'next': request.path})}")
    place = next(m for m in selectors.memberships(person.user) if m.person_id == person.pk)  # type: ignore[arg-type]
    if user is None:
        sign_in_as(request, person.user, kind="password")  # type: ignore[arg-type]
    work.enter(request, place, at=timezone.now(), recorded=True)
    return HttpResponseRedirect("/")


def sign_in_as(request: HttpRequest, user: User, *, kind: str) -> None:
    """Begin a new session of somebody who has just shown who they are; what led here records it."""
    request.session.flush()
    login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
    proofs.note(request, user, kind)


@open_to_all
@require_http_methods(["GET", "POST"])
def one_time(request: HttpRequest, secret: str) -> HttpResponse:
    """The demo's sign-in: on this machine only, and once.

    A click signs in: a browser says that somebody goes there (`Sec-Fetch-Mode: navigate`, `Sec-Fetch-User`), which
    previews of links do not. Where it does not say so, a page with one button asks.
    """
    require_loopback(request)
    now = timezone.now()
    clicked = (
        request.headers.get("Sec-Fetch-Mode") == "navigate" and request.headers.get("Sec-Fetch-Dest") == "document"
    )
    by_hand = clicked and request.headers.get("Sec-Purpose", "") == ""
    if request.method == "GET" and not by_hand:
        with scope.within(organization_of(secret).pk):
            link = services.open_link(secret, at=now)
            context = {"person": link.person, "organization": link.organization}
        return render(request, "people/one_time.html", {"link": context})
    person = services.use_one_time_link(secret, at=now)
    sign_in_as(request, person.user, kind=proofs.LINK)  # type: ignore[arg-type]
    place = next(m for m in selectors.memberships(person.user) if m.person_id == person.pk)  # type: ignore[arg-type]
    work.enter(request, place, at=now, recorded=True)
    return HttpResponseRedirect(next_of(request) or "/")


def require_loopback(request: HttpRequest) -> None:
    """Raise unless the request comes from this machine itself, with nothing in between.

    Raises:
        NotThere: it does not, or this is not the demo.
    """
    forwarded = [h for h in ("X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Forwarded") if h in request.headers]
    here = request.META.get("REMOTE_ADDR") in {"127.0.0.1", "::1"}
    if not settings.BEDSIDE_DEMO or forwarded or not here:
        raise NotThere("There is nothing at this address.")


@open_to_all
@require_http_methods(["GET", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for a link to a new password. What is answered does not tell whether the address is known."""
    form = AddressForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "people/forgotten.html", {"form": form}, status=422 if form.errors else 200)
    email = form.cleaned_data["email"].strip().lower()
    if not ratelimit.consume(request, action="reset_password", key=email):
        return lockout.answer(request)
    user = User.objects.filter(email=email, is_active=True).first()
    stranger = User(email=email)
    stranger.set_unusable_password()
    url = _link_for(request, user or stranger)
    if user is not None and selectors.memberships(user):
        mail.send_aside("password", to=user.email, url=url)
    return HttpResponseRedirect(reverse("password-sent"))


def _link_for(request: HttpRequest, user: User) -> str:
    name, token = urlsafe_base64_encode(user.pk.bytes), default_token_generator.make_token(user)
    return request.build_absolute_uri(reverse("password-new", args=[name, token]))


@open_to_all
@require_GET
def sent(request: HttpRequest) -> HttpResponse:
    return render(request, "people/sent.html")


@open_to_all
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def new_password(request: HttpRequest, name: str, token: str) -> HttpResponse:
    """Choose a new password by a mailed link, that works once and for an hour. It signs nobody in."""
    user = _user_named(name)
    if user is None or not default_token_generator.check_token(user, token):
        raise LinkRanOut("This link has run out, or was used. Ask for a new one; the newest one works.")
    form = NewPassword(request.POST or None, user=user)
    if request.method != "POST" or not form.is_valid():
        return render(request, "people/new_password.html", {"form": form}, status=422 if form.errors else 200)
    services.reset_password(user, form.cleaned_data["password"], at=timezone.now())
    return HttpResponseRedirect(f"{reverse('sign-in')}?why=password")


def _user_named(name: str) -> User | None:
    try:
        pk = uuid.UUID(bytes=urlsafe_base64_decode(name))
    except ValueError:
        return None
    return User.objects.filter(pk=pk, is_active=True).first()
