# SPDX-License-Identifier: EUPL-1.2
"""The options with which a database keeps what it was told.

SQLite: readers and one writer side by side (WAL), every commit on disk before it is acknowledged (FULL), deleted rows
overwritten, and a write lock from the start of each transaction. Without IMMEDIATE two requests that read first and
then write fail with "database is locked".
"""

from __future__ import annotations

from typing import Any

SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA secure_delete=ON;",
}


def lasting(database: dict[str, Any]) -> dict[str, Any]:
    """Return Django's settings of a database with the options that make it last."""
    if database["ENGINE"] == "django.db.backends.sqlite3":
        options = {**database.get("OPTIONS", {}), **SQLITE}
        return {**database, "ENGINE": "regiodag.database.sqlite", "CONN_MAX_AGE": None, "OPTIONS": options}
    return {**database, "CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}
