"""An installation that others reach: everything it needs comes from the environment, and nothing has a default that is unsafe."""

import os

from bedside.site.settings.base import *  # noqa: F403
from bedside.site.settings.base import BEDSIDE_URL, required

DEBUG = False
BEDSIDE_FOR_OTHERS = True
SECRET_KEY = required("BEDSIDE_SECRET_KEY")
SECRET_KEY_FALLBACKS = os.environ.get("BEDSIDE_SECRET_KEY_FALLBACKS", "").split()
ALLOWED_HOSTS = required("BEDSIDE_HOSTS").split()
BEDSIDE_URL = BEDSIDE_URL or f"https://{ALLOWED_HOSTS[0]}"
DEFAULT_FROM_EMAIL = os.environ.get("BEDSIDE_MAIL_FROM", "") or f"Bedside <bedside@{ALLOWED_HOSTS[0]}>"
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("BEDSIDE_BEHIND_PROXY") == "yes" else None
)
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
