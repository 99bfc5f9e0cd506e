"""One machine, for trying out and for development: SQLite in BEDSIDE_HOME, a secret made on first use."""

from bedside.site.databases import local_secret
from bedside.site.mailing import IN_A_FOLDER, NOWHERE
from bedside.site.settings.base import *  # noqa: F403
from bedside.site.settings.base import BEDSIDE_URL, EMAIL_BACKEND, HOME

DEBUG = False  # pages of errors with the values of variables would show words of drafts
SECRET_KEY = local_secret(HOME)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]
BEDSIDE_URL = BEDSIDE_URL or "http://127.0.0.1:8000"
EMAIL_BACKEND = IN_A_FOLDER if EMAIL_BACKEND == NOWHERE else EMAIL_BACKEND
EMAIL_FILE_PATH = str(HOME / "mail")
