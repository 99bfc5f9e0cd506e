"""Promises that the database itself keeps: rows of one organisation only, and rows that never change."""

from typing import Any

from django.db.migrations import RunPython

_ROW_SECURITY = (
    'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
    'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY',
    'CREATE POLICY same_organization ON "{table}" '
    "USING (organization_id = NULLIF(current_setting('bedside.organization', true), '')::uuid)",
)
_APPEND_ONLY = {
    "postgresql": (
        "CREATE OR REPLACE FUNCTION bedside_never() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME; END $$",
        'CREATE TRIGGER {table}_never BEFORE UPDATE OR DELETE ON "{table}" FOR EACH ROW EXECUTE FUNCTION bedside_never()',
    ),
    "sqlite": (
        'CREATE TRIGGER {table}_never_changed BEFORE UPDATE ON "{table}" '
        "BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END",
        'CREATE TRIGGER {table}_never_deleted BEFORE DELETE ON "{table}" '
        "BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END",
    ),
}


def row_level_security(*tables: str) -> RunPython:
    """On PostgreSQL, show and take rows of the organisation at work only, whatever a query asks for."""

    def install(apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "postgresql":
            for table in tables:
                for statement in _ROW_SECURITY:
                    editor.execute(statement.format(table=table), params=None)

    return RunPython(install, RunPython.noop)


def append_only(*tables: str) -> RunPython:
    """Let the database refuse every change of a row that is there."""

    def install(apps: Any, editor: Any) -> None:
        for table in tables:
            for statement in _APPEND_ONLY[editor.connection.vendor]:
                editor.execute(statement.format(table=table), params=None)

    return RunPython(install, RunPython.noop)
