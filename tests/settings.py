"""Settings for the tests: the shared ones, keys of the tests' own, and the database that DATABASE_URL names."""

import os
import tempfile

os.environ.setdefault("BEDSIDE_HOME", tempfile.mkdtemp(prefix="bedside-tests-"))

from bedside.site.settings.development import *  # noqa: F403
from bedside.vault.keyring import LocalKeyRing

BEDSIDE_SIGNING_KEY_TEXT = "17" * 32
BEDSIDE_KEY_RING_TEXT = LocalKeyRing.create_text()
