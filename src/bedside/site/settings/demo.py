"""The demo of `make run`: invented people on this machine, with one-time sign-in links."""

from bedside.site.settings.development import *  # noqa: F403

BEDSIDE_DEMO = True
SESSION_COOKIE_NAME = "bedside-demo"  # apart from an installation's own at the same address
CSRF_COOKIE_NAME = "bedside-demo-csrf"
