"""Triggers that keep the record as it was written, the same rules on SQLite and PostgreSQL.

An app says which of its tables are protected in `<app>/record.py`:

    APPEND_ONLY = ["references_verdict", …]          no UPDATE, no DELETE
    REMOVABLE = {"articles_editioncontent": "SELECT 1 FROM … WHERE … = OLD.edition_id"}
                                                     no UPDATE; DELETE only where that query finds its reason

SQLite also refuses an INSERT over an existing key (INSERT OR REPLACE deletes without firing delete triggers);
PostgreSQL also refuses TRUNCATE. They are installed after every migrate, because SQLite rebuilds tables and drops their
triggers with them.
"""

from importlib import import_module

from django.apps import apps
from django.db import connections
from django.db.models import UniqueConstraint
from django.utils.module_loading import module_has_submodule

MESSAGE = "the record is append-only"


def protected_tables(app_config):
    """{table: query that permits a DELETE, or None} for one app."""
    if not module_has_submodule(app_config.module, "record"):
        return {}
    record = import_module(f"{app_config.name}.record")
    return dict.fromkeys(record.APPEND_ONLY) | getattr(record, "REMOVABLE", {})


def _all_tables():
    return {t: q for config in apps.get_app_configs() for t, q in protected_tables(config).items()}


def _names(table, vendor):
    acts = ["update", "delete", "insert"] if vendor == "sqlite" else ["update", "delete", "truncate"]
    return [f"{table}_no_{act}" for act in acts]


def _unique_keys(table):
    """Every set of columns by which INSERT OR REPLACE could find, and delete, a row."""
    meta = next(m for m in apps.get_models(include_auto_created=True) if m._meta.db_table == table)._meta
    yield from ([f.column] for f in meta.local_fields if f.unique)
    for constraint in meta.constraints:
        if isinstance(constraint, UniqueConstraint) and constraint.fields:
            yield [meta.get_field(name).column for name in constraint.fields]


def _sqlite(table, permitted):
    unless = f"WHEN NOT EXISTS ({permitted})" if permitted else ""
    same = " OR ".join(
        "(" + " AND ".join(f"{column} = NEW.{column}" for column in key) + ")" for key in _unique_keys(table)
    )
    refuse = f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}: {table}'); END"
    yield f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}"
    yield f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {unless} {refuse}"
    yield (
        f"CREATE TRIGGER {table}_no_insert BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) {refuse}"
    )


def _postgresql(table, permitted):
    allowed = f"IF EXISTS ({permitted}) THEN RETURN OLD; END IF;" if permitted else ""
    yield (
        f"CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'DELETE' THEN {allowed} NULL; END IF; "
        f"RAISE EXCEPTION '{MESSAGE}: {table}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    for act in ("UPDATE", "DELETE"):
        yield (
            f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse()"
        )
    yield (
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()"
    )


def install(connection, tables=None):
    """Make the triggers of `tables` anew, so that a changed rule replaces the old one."""
    tables = _all_tables() if tables is None else tables
    make = {"sqlite": _sqlite, "postgresql": _postgresql}[connection.vendor]
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table, permitted in tables.items():
            if table not in existing:
                continue
            _drop_from(cursor, table, connection.vendor)
            for statement in make(table, permitted):
                cursor.execute(statement)


def drop(connection):
    """Lift every trigger. Only the test fixture does so, for its flush."""
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in existing & _all_tables().keys():
            _drop_from(cursor, table, connection.vendor)


def _drop_from(cursor, table, vendor):
    for name in _names(table, vendor):
        cursor.execute(f"DROP TRIGGER IF EXISTS {name}" + ("" if vendor == "sqlite" else f" ON {table}"))


def missing(connection):
    """The names of triggers that should stand and do not, sorted."""
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        standing = {row[0] for row in cursor.fetchall()}
    return sorted({n for t in _all_tables() for n in _names(t, connection.vendor)} - standing)


def lift_before_migrate(sender, using, plan, **kwargs):
    """SQLite rebuilds a table to change it, and refuses to while a trigger of another table reads it."""
    connection = connections[using]
    if plan and connection.vendor == "sqlite":
        drop(connection)


def install_after_migrate(sender, using, **kwargs):
    install(connections[using], protected_tables(sender))
