"""The organisation's own sign-in (OpenID Connect), as the environment names it."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

NAMES = ("BEDSIDE_OIDC_ISSUER", "BEDSIDE_OIDC_CLIENT_ID", "BEDSIDE_OIDC_CLIENT_SECRET")


def providers_of(environment: Mapping[str, str]) -> dict[str, Any]:
    """The SOCIALACCOUNT_PROVIDERS of allauth; empty where no issuer is named.

    ``BEDSIDE_OIDC_DOMAINS`` lists domains whose addresses are taken as proven although the provider does not say
    ``email_verified``; nothing else is ever taken on trust.

    Raises:
        ImproperlyConfigured: only part is named, or the issuer is not https (http is for this machine only).
    """
    issuer, client, secret = (environment.get(name, "").strip() for name in NAMES)
    if not issuer and not client and not secret:
        return {}
    missing = [name for name in NAMES if not environment.get(name, "").strip()]
    if missing:
        raise ImproperlyConfigured(f"sign-in by OpenID Connect also needs {', '.join(missing)}")
    parts = urlsplit(issuer)
    if parts.scheme != "https" and parts.hostname not in {"127.0.0.1", "localhost", "::1"}:
        raise ImproperlyConfigured("BEDSIDE_OIDC_ISSUER is an https address")
    settings: dict[str, Any] = {"server_url": issuer, "oauth_pkce_enabled": True}
    domains = environment.get("BEDSIDE_OIDC_DOMAINS", "").split()
    if domains:
        settings["verified_email"] = domains
    app = {
        "provider_id": "oidc",
        "name": environment.get("BEDSIDE_OIDC_NAME", "").strip() or parts.hostname,
        "client_id": client,
        "secret": secret,
        "settings": settings,
    }
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
