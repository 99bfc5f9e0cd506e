"""No path to a release without everything it needs. 100 walks here, 2,000 in `make prove ONLY=flow`."""

import os

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.desk.drafts.machine import REACHED, Flow

WALKS = int(os.environ.get("BEDSIDE_WALKS", "100"))


@pytest.mark.django_db
def test_nothing_is_released_without_screening_another_approver_and_all_that_is_needed():
    run_state_machine_as_test(
        Flow,
        settings=settings(
            max_examples=WALKS, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
    print(", ".join(f"{what}: {count}" for what, count in sorted(REACHED.items())))
    assert REACHED["released"] > WALKS / 20, "the walks hardly ever came to a release, so they prove little"
