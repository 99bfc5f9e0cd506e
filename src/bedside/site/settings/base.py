"""What every installation shares. Secrets and places come from the environment, never from here."""

import os
from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from bedside.site.databases import database_of
from bedside.site.mailing import mail_server_of
from bedside.site.places import own_folder
from bedside.site.providers import providers_of

HOME = Path(os.environ.get("BEDSIDE_HOME", Path.home() / ".bedside"))

INSTALLED_APPS = [
    "bedside.desk.tenancy",
    "bedside.desk.audit",
    "bedside.desk.notices",
    "bedside.desk.people",
    "bedside.desk.policies",
    "bedside.desk.integrations",
    "bedside.desk.drafts",
    "bedside.site",
    "bedside.api",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
]
MIDDLEWARE = [
    "bedside.site.logs.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
    "bedside.desk.people.middleware.AtWork",  # the last: it runs the view inside its organisation's transaction
]
ROOT_URLCONF = "bedside.site.urls"
WSGI_APPLICATION = "bedside.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "bedside.site.shell.context",
            ]
        },
    }
]

# people
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email"]},
    },
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "/"
PASSWORD_RESET_TIMEOUT = 3600

SESSION_ENGINE = "bedside.desk.people.sessions"
SESSION_COOKIE_AGE = 12 * 3600  # whoever is signed in for so long signs in again; idle log-off comes much sooner
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

ACCOUNT_ADAPTER = "bedside.desk.people.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an address is proven by its invitation
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_USER_DISPLAY = "bedside.desk.people.adapters.display"
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "60/m/ip,20/15m/key"}  # axes locks before: see `lockout`
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if os.environ.get("BEDSIDE_BEHIND_PROXY") == "yes" else 0
MFA_ADAPTER = "bedside.desk.people.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_TOTP_ISSUER = "Bedside"
MFA_TOTP_TOLERANCE = 1  # half a minute either way, for clocks of phones
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RECOVERY_CODE_DIGITS = 10

AXES_HANDLER = "bedside.desk.people.lockout.Handler"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_USERNAME_CALLABLE = "bedside.desk.people.lockout.address_of"
AXES_CLIENT_IP_CALLABLE = "bedside.desk.people.lockout.network_of"
AXES_LOCKOUT_CALLABLE = "bedside.desk.people.lockout.answer"
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False

# Sign-in by the organisation's own provider (OpenID Connect), for addresses that have a place here already.
SOCIALACCOUNT_ADAPTER = "bedside.desk.people.adapters.ProviderAdapter"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = ""
BEDSIDE_OIDC_MFA = os.environ.get("BEDSIDE_OIDC_MFA") == "yes"
SOCIALACCOUNT_PROVIDERS = providers_of(os.environ)
# end people

DATABASES = {"default": database_of(os.environ.get("DATABASE_URL", ""), home=HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en-us"
STATIC_URL = "static/"
STATIC_ROOT = own_folder(HOME / "static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "bedside.site.static_files.Versioned"},
}
WHITENOISE_USE_FINDERS = True  # what was not gathered is served from where it lies

BEDSIDE_URL = os.environ.get("BEDSIDE_URL", "").rstrip("/")  # where people reach the workspace; for links in letters

# Letters go out by the server that BEDSIDE_SMTP_URL names; without one, production sends none and says so.
_server = mail_server_of(os.environ.get("BEDSIDE_SMTP_URL", ""))
EMAIL_BACKEND = _server.backend
EMAIL_HOST, EMAIL_PORT = _server.host, _server.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _server.user, _server.password
EMAIL_USE_SSL, EMAIL_USE_TLS = _server.tls_at_once, _server.tls_on_demand
EMAIL_TIMEOUT = 10  # seconds, for each answer of the server
DEFAULT_FROM_EMAIL = os.environ.get("BEDSIDE_MAIL_FROM", "") or "Bedside <bedside@localhost>"

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
CSRF_FAILURE_VIEW = "bedside.site.health.not_from_here"
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

DATA_UPLOAD_MAX_MEMORY_SIZE = 12_000_000  # a picture of 8 MB, and words beside it
BEDSIDE_FOR_OTHERS = False  # whether others than this machine may reach the server: production says yes
BEDSIDE_DEMO = False  # the demo installation of `make run`: one-time sign-in links, on this machine only


def required(name: str) -> str:
    """A setting that production cannot do without."""
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set")
    return value
