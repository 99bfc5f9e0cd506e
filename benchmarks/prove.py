"""Long proofs: `make prove` or `make prove ONLY=name`. Prints `what: figure`; non-zero when one falls short.

growth    no text makes screening grow faster than its length (every kind and account)
fuzz      20,000 generated texts: nothing raises, marks lie inside, NFC and NFD read alike
replies   2,000 generated ratings: every proposed reply is clear
ledger    10,000 tamperings found; appending, a million entries, 100 appenders, kill -9 at every call
vault     1,000 erased texts found nowhere; 100,000 data keys wrapped anew
isolation every address as every role with own and another organisation's ids: nothing seen, every act one entry
flow      2,000 walks through everything that can be done with a draft: no release without all that it needs
canary    typed words are found in their own sealed rows and nowhere else
api       20,000 requests made from the OpenAPI: no 500, nothing undocumented; broken lines and killed workers: each
          thing is done once and told in order
pages     axe, widths and titles of every page in a real browser, for every role and both themes

All but the first three and the last run on SQLite and, where its binaries are installed, on PostgreSQL.
"""

import os
import subprocess
import sys

import bedside
from bedside import Account, Kind
from benchmarks.growth import WORST, growth
from tests import postgres

FACTOR = 8
ALLOWED = 14.0  # linear is 8, quadratic 64; the rest is noise and cache


def prove_growth() -> bool:
    bedside.screen("warm up")
    worst, where = 0.0, ""
    for kind, account in (
        (Kind.POST, Account.PERSONAL),
        (Kind.STORY, Account.OFFICIAL),
        (Kind.RATING_REPLY, Account.OFFICIAL),
    ):
        for name, piece in WORST.items():
            small, large = growth(piece, (10_000, 10_000 * FACTOR), kind=kind, account=account)
            ratio = large / max(small, 0.004)
            if ratio > worst:
                worst, where = ratio, f"{name}, {kind}"
    print(
        f"growth for {FACTOR} times the length, worst of {len(WORST)} texts: {worst:.1f} ({where}); at most {ALLOWED}"
    )
    return worst <= ALLOWED


def pytest(*args: str, profile: str) -> bool:
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *args], env={**os.environ, "HYPOTHESIS_PROFILE": profile}
    )
    return run.returncode == 0


def prove_fuzz() -> bool:
    ok = pytest("tests/screening/test_offsets.py", profile="prove")
    print(f"fuzz, 20,000 texts for each property: {'held' if ok else 'FELL SHORT'}")
    return ok


def prove_replies() -> bool:
    ok = pytest("tests/screening/test_replies.py", profile="replies")
    print(f"replies, 2,000 ratings for each property: {'held' if ok else 'FELL SHORT'}")
    return ok


def run(*words: str, **more: str) -> bool:
    return subprocess.run([sys.executable, "-m", *words], env=os.environ | more).returncode == 0


def on_both(*names: str) -> bool:
    """Proofs of `benchmarks.record`, each on a database of its own."""
    held = [run("benchmarks.record", name) for name in names]
    if postgres.binaries() is None:
        print("NOT RUN on PostgreSQL: no binaries on this machine")
        return False
    for name in names:
        with postgres.started() as (url, backup):
            held.append(run("benchmarks.record", name, PROVE_DATABASE_URL=url, PROVE_BACKUP_URL=backup))
    return all(held)


def prove_ledger() -> bool:
    found = run("benchmarks.ledger_proof")
    return on_both("append", "million", "appenders", "tampered", "killed") and found


def prove_vault() -> bool:
    return on_both("erased", "rotation")


def tests_on_both(*paths: str, **more: str) -> bool:
    """Tests on SQLite and on PostgreSQL, where row-level security stands behind the queries."""
    held = run("pytest", "-q", "-s", "-p", "no:randomly", *paths, **more)
    if postgres.binaries() is None:
        print("NOT RUN on PostgreSQL: no binaries on this machine")
        return False
    return run("tests.postgres", "-q", "-s", "-p", "no:randomly", *paths, **more) and held


def prove_isolation() -> bool:
    every = "owner privacy_officer point_of_contact deputy reviewer author employee auditor"
    ok = tests_on_both("tests/desk/test_isolation.py", BEDSIDE_ROLES=every)
    print(f"isolation, every address as 8 roles, row-level security off and on: {'0 leaks' if ok else 'FELL SHORT'}")
    return ok


def prove_flow() -> bool:
    ok = tests_on_both("tests/desk/drafts/test_machine.py", BEDSIDE_WALKS="2000")
    print(f"flow, 2,000 walks on each database: {'held' if ok else 'FELL SHORT'}")
    return ok


def prove_canary() -> bool:
    ok = tests_on_both("tests/desk/test_canary.py")
    print(f"canary, words typed in 11 places: {'found nowhere else' if ok else 'FELL SHORT'}")
    return ok


def prove_api() -> bool:
    ok = tests_on_both("tests/api/test_schema.py", BEDSIDE_API_CASES="20000")
    print(f"api, 20,000 requests on each database: {'0 status 500, 0 undocumented' if ok else 'FELL SHORT'}")
    names = ("once", "delivered")
    held = [run("benchmarks.programs", name) for name in names]
    if postgres.binaries() is None:
        print("NOT RUN on PostgreSQL: no binaries on this machine")
        return False
    with postgres.started() as (url, backup):
        held += [run("benchmarks.programs", name, DATABASE_URL=url, BEDSIDE_BACKUP_URL=backup) for name in names]
    return ok and all(held)


def prove_pages() -> bool:
    ok = run("pytest", "-q", "-p", "no:randomly", "tests/browser", BEDSIDE_LONG="1")
    print(f"pages, axe and widths for every role: {'0 violations' if ok else 'FELL SHORT'}")
    return ok


PROOFS = {
    "growth": prove_growth,
    "fuzz": prove_fuzz,
    "replies": prove_replies,
    "ledger": prove_ledger,
    "vault": prove_vault,
    "isolation": prove_isolation,
    "flow": prove_flow,
    "canary": prove_canary,
    "api": prove_api,
    "pages": prove_pages,
}


def main() -> int:
    wanted = sys.argv[1:] or list(PROOFS)
    if unknown := set(wanted) - set(PROOFS):
        print(f"unknown proof {sorted(unknown)[0]!r}; there are {', '.join(PROOFS)}", file=sys.stderr)
        return 2
    held = [PROOFS[name]() for name in wanted]
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
