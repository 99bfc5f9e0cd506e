"""How hard generated tests look: quick by default, long for `make prove`."""

import os

from hypothesis import HealthCheck, settings

settings.register_profile("quick", max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("prove", max_examples=20_000, deadline=None, suppress_health_check=list(HealthCheck))
settings.register_profile("replies", max_examples=2_000, deadline=None, suppress_health_check=list(HealthCheck))
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))
