"""What every installation shares. Secrets and places come from the environment, never from here."""

import os
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from bedside.site.databases import database_of

HOME = Path(os.environ.get("BEDSIDE_HOME", Path.home() / ".bedside"))

INSTALLED_APPS = ["bedside.desk.tenancy", "bedside.desk.audit", "django.contrib.staticfiles", "csp"]
MIDDLEWARE = [
    "bedside.site.logs.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "bedside.site.urls"
WSGI_APPLICATION = "bedside.site.wsgi.application"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]

DATABASES = {"default": database_of(os.environ.get("DATABASE_URL", ""), home=HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en-us"
STATIC_URL = "static/"

# Where the secrets are: a file each, or the text itself where a platform only knows environment variables.
BEDSIDE_KEY_RING = os.environ.get("BEDSIDE_KEY_RING", str(HOME / "keys" / "ring.json"))
BEDSIDE_KEY_RING_TEXT = os.environ.get("BEDSIDE_KEY_RING_TEXT", "")
BEDSIDE_KEY_RING_CLASS = os.environ.get("BEDSIDE_KEY_RING_CLASS", "")
BEDSIDE_SIGNING_KEY = os.environ.get("BEDSIDE_SIGNING_KEY", str(HOME / "keys" / "signing.key"))
BEDSIDE_SIGNING_KEY_TEXT = os.environ.get("BEDSIDE_SIGNING_KEY_TEXT", "")

# What was erased, beside the database: a restored backup is gone through with it.
BEDSIDE_ERASURES = os.environ.get("BEDSIDE_ERASURES", str(HOME / "erasures.jsonl"))
BEDSIDE_BACKUP_URL = os.environ.get("BEDSIDE_BACKUP_URL", os.environ.get("DATABASE_URL", ""))

# Who else sees the state of the record: URLs of time-stamp authorities and witnesses, with what they are known by.
BEDSIDE_TIMESTAMP_URL = os.environ.get("BEDSIDE_TIMESTAMP_URL", "")
BEDSIDE_TIMESTAMP_ROOTS = os.environ.get("BEDSIDE_TIMESTAMP_ROOTS", "")
BEDSIDE_WITNESSES = os.environ.get("BEDSIDE_WITNESSES", "").split()  # vkey=URL

X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_HTTPONLY = True
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DEFAULT_EXCEPTION_REPORTER = "bedside.site.logs.SilentReporter"
LOGGING_CONFIG = None  # `logs.begin` sets up the one way in which anything is logged

DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000


def required(name: str) -> str:
    """A setting that production cannot do without."""
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set")
    return value
