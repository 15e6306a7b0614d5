# SPDX-License-Identifier: EUPL-1.2
# ruff: noqa: SLF001, S608  (what Django does to databases of tests has no other door; the names are those of our tables)
"""The tables of the site, made once and copied: all migrations take seconds, and each process that tests has its own.

What was made is kept, by what it was made from, and made again when that changes. On SQLite it is a file in pytest's
cache, on PostgreSQL a database beside those of the tests. Two runs at the same time are safe: they wait for each other.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from time import monotonic

from django.db import connection, transaction
from django.test import TransactionTestCase

ROOT = Path(__file__).parents[1]
SOURCES = ("src/regiodag/*/migrations/*.py", "src/regiodag/*/models.py", "src/regiodag/*/models/**/*.py")
"""What makes the tables; tests/test_made_tables.py sees that migrations need nothing else of the site."""
PREFIX = "made_tables_"
LOCK = 7_251_640
"""Any number that nobody else asks PostgreSQL to be alone with."""
LASTING = {"django_migrations", "django_content_type", "auth_permission"}
"""Tables in which migrating leaves rows."""
GUARDED = ("accounts_auditdetail", "accounts_auditentry")
"""The table from which no row can be deleted, and the one that refers to it; PostgreSQL empties them as a whole."""
PATIENCE = 60.0
"""Seconds that somebody who is still writing gets before a database is emptied."""


def copied(folder: Path) -> None:
    """Give this process its database, a copy with all tables and nothing in them. folder: where files are kept."""
    if connection.vendor == "sqlite":
        laid(folder, pristine())
        shutil.copyfile(pristine(), connection.settings_dict["TEST"]["NAME"])
    else:
        _copied_database()


def fingerprint(paths: Iterable[Path]) -> str:
    """Return what tells these files from others: 16 hexadecimal digits, of their names and contents."""
    found = sha256()
    for path in sorted(paths):
        found.update(b"%s\0%s\0" % (path.name.encode(), sha256(path.read_bytes()).digest()))
    return found.hexdigest()[:16]


def sources() -> list[Path]:
    """Return the files that the tables are made from, those that say which packages there are included."""
    return [ROOT / "requirements" / "dev.txt", *(each for pattern in SOURCES for each in ROOT.glob(pattern))]


def laid(folder: Path, path: Path) -> None:
    """Copy the SQLite file with all tables and nothing in them to this path. folder: where files are kept."""
    kept = folder / f"{fingerprint(sources())}.sqlite3"
    with _alone(folder / "lock"):
        if not kept.exists():
            now = folder / "now.sqlite3"
            _made(str(now))
            now.replace(kept)
        shutil.copyfile(kept, path)


def _copied_database() -> None:
    kept, mine = PREFIX + fingerprint(sources()), connection.creation.test_db_signature()[-1]
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
        there = {name for (name,) in cursor.fetchall()}
        if kept not in there:
            for name in there:
                cursor.execute(f'DROP DATABASE "{name}"')
            _made(f"{PREFIX}now")
            cursor.execute(f'ALTER DATABASE "{PREFIX}now" RENAME TO "{kept}"')
        cursor.execute(f'DROP DATABASE IF EXISTS "{mine}"')
        cursor.execute(f'CREATE DATABASE "{mine}" TEMPLATE "{kept}"')


def _made(name: str) -> None:
    """Make a database with this name by going through all migrations."""
    before, test = connection.settings_dict["NAME"], connection.settings_dict["TEST"]
    asked, test["NAME"] = test["NAME"], name
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=None)
    connection.close()
    test["NAME"] = asked
    connection.settings_dict["NAME"] = before


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def pristine() -> Path:
    """Return where this process keeps its tables as they were made, on SQLite."""
    return Path(os.environ["REGIODAG_DATA"]) / "as-made.sqlite3"


def come_back() -> None:
    """Let the database be emptied after each test that commits, in our way instead of Django's."""
    setattr(TransactionTestCase, "_fixture_teardown", lambda _self: emptied())  # noqa: B010  (no stub knows it)


def emptied() -> None:
    """Take away what a test committed, also what the database itself refuses to delete: who did what.

    Django's own `flush` makes the names of all permissions anew each time, which takes twenty times as long.
    """
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        _as_it_was(connection.connection)
    else:
        _without_rows()


def _as_it_was(mine: sqlite3.Connection) -> None:
    """Put the whole file back as it was made. Raises TimeoutError when somebody else goes on writing."""
    end = monotonic() + PATIENCE

    def still(_status: int, _left: int, _pages: int) -> None:
        if monotonic() > end:
            message = "the database cannot be emptied: a request that a test did not wait for is writing"
            raise TimeoutError(message)

    with closing(sqlite3.connect(f"file:{pristine()}?immutable=1", uri=True)) as made:
        made.backup(mine, progress=still)


def _without_rows() -> None:
    tables = sorted({*connection.introspection.table_names()} - LASTING - {*GUARDED})
    filled = " UNION ALL ".join(f"(SELECT '{each}' FROM \"{each}\" LIMIT 1)" for each in tables)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(GUARDED)}")
        cursor.execute(filled)
        for (name,) in cursor.fetchall():
            cursor.execute(f'DELETE FROM "{name}"')
