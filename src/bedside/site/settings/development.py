"""One machine, for trying out and for development: SQLite in BEDSIDE_HOME, a secret made on first use."""

from bedside.site.databases import local_secret
from bedside.site.settings.base import *  # noqa: F403
from bedside.site.settings.base import HOME

DEBUG = False  # pages of errors with the values of variables would show words of drafts
SECRET_KEY = local_secret(HOME)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]
