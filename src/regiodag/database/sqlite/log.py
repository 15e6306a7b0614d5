# SPDX-License-Identifier: EUPL-1.2
"""SQLite's log of what was written (`-wal`). It holds what was deleted, too, until it is written over or emptied."""

from __future__ import annotations

from django.db import OperationalError, connection

PATIENCE = 500
"""Milliseconds to wait for whoever reads or writes."""


def empty_log() -> bool:
    """Put all that is in the log into the database and empty the log; return whether that could be done now.

    Not while others read or write for longer than PATIENCE, nor in a transaction: whoever has something deleted asks
    again at the next sweep. Other databases have no such log, and nothing is done.
    """
    if connection.vendor != "sqlite":
        return True
    usual = 1000 * int(connection.settings_dict["OPTIONS"].get("timeout", 5))
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE}")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy = bool(cursor.fetchone()[0])
        except OperationalError:
            busy = True
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")
    return not busy
