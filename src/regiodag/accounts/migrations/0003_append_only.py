# SPDX-License-Identifier: EUPL-1.2
"""The database itself refuses to change or delete an entry of who did what."""

from typing import Any

from django.db import migrations

MESSAGE = "entries of who did what are append only"

SQLITE = {
    "audit_entry_is_not_changed": (
        "CREATE TRIGGER audit_entry_is_not_changed BEFORE UPDATE ON accounts_auditentry "
        f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    ),
    "audit_entry_is_not_deleted": (
        "CREATE TRIGGER audit_entry_is_not_deleted BEFORE DELETE ON accounts_auditentry "
        f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    ),
}
POSTGRESQL = (
    "CREATE FUNCTION audit_entry_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$",
    "CREATE TRIGGER audit_entry_is_append_only BEFORE UPDATE OR DELETE ON accounts_auditentry "
    "FOR EACH ROW EXECUTE FUNCTION audit_entry_is_append_only()",
)
POSTGRESQL_BACK = (
    "DROP TRIGGER audit_entry_is_append_only ON accounts_auditentry",
    "DROP FUNCTION audit_entry_is_append_only()",
)


def guard(_apps: Any, editor: Any) -> None:
    """Put the guard up."""
    for statement in SQLITE.values() if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(statement)


def unguard(_apps: Any, editor: Any) -> None:
    """Take the guard away."""
    sqlite = [f"DROP TRIGGER {name}" for name in SQLITE]
    for statement in sqlite if editor.connection.vendor == "sqlite" else POSTGRESQL_BACK:
        editor.execute(statement)


class Migration(migrations.Migration):
    """After it, entries can only be added."""

    dependencies = [("accounts", "0002_initial")]

    operations = [migrations.RunPython(guard, unguard)]
