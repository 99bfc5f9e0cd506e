"""Where allauth asks us: who may come in, what is recorded of it, and how secrets of second factors are kept."""

import base64
from contextlib import suppress
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from bedside.core.errors import BedsideError
from bedside.desk.people import selectors, services, work
from bedside.desk.people.models import Person, User
from bedside.desk.tenancy import rings, scope
from bedside.desk.tenancy.models import Organization
from bedside.vault.sealing import decrypted, encrypted

PURPOSE = "second factors"
NOBODY_HERE = "Your sign-in works, but nobody here has given you a place. Ask the person who runs Bedside for you."
NOT_KNOWN = "Your organisation knows you, but Bedside does not. Ask for an invitation to this address."


def display(user: User) -> str:
    return user.email


class AccountAdapter(DefaultAccountAdapter):
    """Signing in and out, recorded with it."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "This e-mail address and password do not belong together. Try again.",
        "too_many_login_attempts": "Too many tries. Wait a quarter of an hour, then try again.",
        "rate_limited": "Too many tries in a short time. Wait a few minutes, then try again.",
        "incorrect_code": "This code is not right. Look for the newest one and try again.",
        "incorrect_password": "This is not your password. Try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: pages say for themselves what was done."""

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Record the failure where the address is known; do as much work and write as much where it is not."""
        user = User.objects.filter(email=str(credentials.get("email", "")).strip().lower()).first()
        if getattr(request, "axes_locked_out", False):
            self._locked(request, user)
        elif user is not None and selectors.home_of(user):
            services.sign_in_failed(user, step="password", at=timezone.now())
        else:
            _as_much_work()

    def _locked(self, request: HttpRequest, user: User | None) -> None:
        """One entry for the try that was one too many; none while the lock lasts."""
        first = getattr(request, "axes_failures_since_start", None) is not None
        if first and user is not None and selectors.home_of(user):
            services.sign_in_locked(user, step="password", at=timezone.now())
        elif first:
            _as_much_work()

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        if not user.is_active or not selectors.memberships(user):
            return refused(request, NOBODY_HERE)
        answer: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return answer

    def login(self, request: HttpRequest, user: Any) -> None:
        """Sign in, and where there is one organisation only, go to work there; recorded, or not at all."""
        try:
            with transaction.atomic():
                super().login(request, user)
                places = selectors.memberships(user)
                if len(places) == 1:
                    work.enter(request, places[0], at=timezone.now())
        except BedsideError:
            request.session.flush()
            request.user = AnonymousUser()
            raise

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return "/" if work.is_entered(request) else reverse("choose")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("sign-in")


def _as_much_work() -> None:
    """What `services.sign_in_failed` would do, taken back, and something to commit: as long as for a known address."""
    organization = Organization.objects.order_by("pk").first()
    if organization is None:
        return
    with transaction.atomic():
        with suppress(_TakenBack), scope.within(organization.pk):
            person = Person.objects.first()
            if person is not None:
                services.record_failure_of(person, step="password", at=timezone.now())
            raise _TakenBack
        Organization.objects.filter(pk=organization.pk).update(name=F("name"))


class _TakenBack(Exception):
    """Undoes what was written for its time only."""


def refused(request: HttpRequest, sentence: str) -> HttpResponse:
    return render(request, "people/refused_sign_in.html", {"sentence": sentence}, status=403)


class ProviderAdapter(DefaultSocialAccountAdapter):
    """Sign-in by the organisation's provider, for those who have a place here already."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Find whose sign-in this is, by the provider's name for them or else by a proven address."""
        if not sociallogin.is_existing:
            user = self._by_address(sociallogin)
            if user is None:
                raise ImmediateHttpResponse(refused(request, NOT_KNOWN))
            sociallogin.connect(request, user)

    def _by_address(self, sociallogin: Any) -> User | None:
        provider = sociallogin.provider
        for address in sociallogin.email_addresses:
            if address.verified or self.is_email_verified(provider, address.email):
                user = User.objects.filter(email=address.email.strip().lower(), is_active=True).first()
                if user is not None and selectors.memberships(user):
                    return user
        return None

    def on_authentication_error(self, request: HttpRequest, provider: Any, **kwargs: Any) -> None:
        sentence = "Your organisation's sign-in did not work out. Try again, or use your password."
        raise ImmediateHttpResponse(refused(request, sentence))


class FactorAdapter(DefaultMFAAdapter):
    """Second factors; their secrets are sealed with a key that is kept outside the database."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "This code is not right. Look for the newest one and try again.",
    }

    def encrypt(self, text: str) -> str:
        key = rings.ring().index_key(PURPOSE)  # stays the same when the ring's wrapping keys are changed
        return base64.b64encode(encrypted(text.encode(), key, bound_to=PURPOSE.encode())).decode()

    def decrypt(self, encrypted_text: str) -> str:
        key = rings.ring().index_key(PURPOSE)
        return decrypted(base64.b64decode(encrypted_text), key, bound_to=PURPOSE.encode()).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": "Bedside"}

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        return "Passkey"
