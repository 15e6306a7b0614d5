# SPDX-License-Identifier: EUPL-1.2
"""Emptying the database between tests: on SQLite that deletes row by row, which the record of who did what refuses."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.db.backends.sqlite3.base import DatabaseWrapper

GUARD: dict[str, str] = import_module("regiodag.accounts.migrations.0003_append_only").SQLITE
OPERATIONS: Any = DatabaseWrapper.ops_class
_flush = OPERATIONS.sql_flush


def let_flush_pass() -> None:
    """Take the guard away while Django empties the tables of a test that committed, and put it up again."""
    OPERATIONS.sql_flush = _unguarded


def _unguarded(self: object, *args: Any, **options: Any) -> list[str]:
    statements: list[str] = _flush(self, *args, **options)
    if not any("accounts_auditentry" in each for each in statements):
        return statements
    return [*(f"DROP TRIGGER {name}" for name in GUARD), *statements, *GUARD.values()]
