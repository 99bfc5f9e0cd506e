"""How hard generated tests look: quick by default, long for `make prove`."""

import os

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("quick", max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("prove", max_examples=20_000, deadline=None, suppress_health_check=list(HealthCheck))
settings.register_profile("replies", max_examples=2_000, deadline=None, suppress_health_check=list(HealthCheck))
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

NEEDS = "needs "  # how the reason of a test begins that was left out for want of a program


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for report in missing(terminalreporter):
        terminalreporter.write_line(f"NOT RUN: {report.nodeid} {report.longrepr[2]}", yellow=True)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """With BEDSIDE_EVERYTHING=1, as in .ci/run, a test that could not run has failed."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("BEDSIDE_EVERYTHING") == "1" and reporter is not None and missing(reporter) and not exitstatus:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def missing(reporter: pytest.TerminalReporter) -> list[pytest.TestReport]:
    return [r for r in reporter.stats.get("skipped", []) if isinstance(r.longrepr, tuple) and NEEDS in r.longrepr[2]]
