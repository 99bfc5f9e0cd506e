"""The database: reachable, of this version, and keeping the promises that it has to keep by itself."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from bedside.desk.audit.models import Entry
from bedside.desk.tenancy.models import Scoped
from bedside.site.doctor.finding import Found, fine, look, wrong
from bedside.site.models import Lease
from bedside.site.worker import leases
from bedside.site.worker.duties import DUTIES

LATE = timedelta(minutes=10)  # beyond its pause, before a duty that was not done is worth a look
OF_ENTRIES = Entry._meta.db_table


def is_set_up() -> bool:
    """Whether there are tables at all. Raises django.db.Error where the database cannot be reached."""
    return "audit_tree" in connection.introspection.table_names()


def steps_behind() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def look_at_promises() -> Iterator[Found]:
    """Rows of one organisation only, entries that never change, and a role that cannot get around either."""
    if connection.vendor == "postgresql":
        yield from _role()
        yield from _row_security()
    else:
        yield fine("database", "SQLite in the installation's folder; for several machines, take PostgreSQL.")
    yield _append_only()


def _role() -> Iterator[Found]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        superuser, bypasses = cursor.fetchone()
    if superuser or bypasses:
        cure = "Let DATABASE_URL name a role with NOSUPERUSER NOBYPASSRLS; docs/running.md makes one."
        yield wrong("database", "The application's role is not held by row-level security.", cure)
    else:
        yield fine("database", "PostgreSQL, with a role that row-level security holds.")


def _row_security() -> Iterator[Found]:
    tables = sorted({m._meta.db_table for m in apps.get_models() if issubclass(m, Scoped)})
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE n.nspname = current_schema() AND c.relrowsecurity AND c.relforcerowsecurity "
            "AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid)"
        )
        held = {name for (name,) in cursor.fetchall()}
    if lacking := [t for t in tables if t not in held]:
        cure = "Somebody switched it off. Restore the database's schema, and find out who did."
        yield wrong("database", f"Row-level security is off for {', '.join(lacking)}.", cure)
    else:
        yield fine("database", f"Row-level security is on for all {len(tables)} tables.")


def _append_only() -> Found:
    ask = {
        "postgresql": "SELECT count(*) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "WHERE c.relname = %s AND t.tgname LIKE %s AND t.tgenabled <> 'D'",
        "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s AND name LIKE %s",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(
            ask, [OF_ENTRIES, f"{OF_ENTRIES}\\_never%" if connection.vendor == "postgresql" else f"{OF_ENTRIES}%"]
        )
        (count,) = cursor.fetchone()
    if count < (1 if connection.vendor == "postgresql" else 2):
        cure = "Somebody took the trigger away. Restore the schema, run `bedside audit verify`, and find out who did."
        return wrong("database", "The database would let entries of the record be changed.", cure)
    return fine("database", "The database refuses any change of an entry.")


def look_at_workers(at: datetime) -> Iterator[Found]:
    """Whether a worker is at work, and each duty is done in time and well."""
    alive = leases.seen_alive(at)
    cure = "Start `bedside worker`, and let the system start it again when it ends (docs/running.md)."
    if not alive:
        yield wrong("worker", "No worker is at work: no letters, no reminders, no signatures.", cure)
    else:
        yield fine("worker", f"{len(alive)} at work." if len(alive) > 1 else "One is at work.")
    rows = {row.duty: row for row in Lease.objects.all()}
    for duty in DUTIES:
        row = rows.get(duty.name)
        if row is not None and row.trouble:
            yield wrong(
                "worker", f"{duty.says}: fails ({row.trouble}).", "The worker's log says where; the cure is there."
            )
        elif (
            alive
            and row is not None
            and row.ran_at is not None
            and row.ran_at < at - duty.every - LATE
            and not row.owner
        ):
            yield look("worker", f"{duty.says}: was not done for a while.", "Restart the worker, and look at its log.")


def look_for_demo(origins: set[str]) -> Iterator[Found]:
    """Whether invented people stand in a real installation."""
    from bedside.desk.people.models import User
    from bedside.site.demo.story import ORIGIN

    invented = User.objects.filter(email__iendswith="example.org").exists()
    if settings.BEDSIDE_DEMO:
        return
    if ORIGIN in origins:
        cure = "Set up an installation of its own with `bedside init` in another BEDSIDE_HOME."
        yield wrong("demo", "The demo's organisation is in this database.", cure)
    elif invented:
        yield look(
            "demo", "Somebody signs in with an address at example.org.", "Let them leave; nobody gets letters there."
        )
    else:
        yield fine("demo", "No invented people.")
