# SPDX-License-Identifier: EUPL-1.2
"""SQL that is asked many times. PostgreSQL parses and plans it once per connection (PREPARE), and not each time.

For a registration its server was busier with planning than with doing. With PREPARE of SQL and not of the protocol:
psycopg forgets what it prepared at every rollback, also to a savepoint, and then an address that is known would take
longer than one that is not. SQLite's module for Python keeps what it parsed by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, connections

_MARK = re.compile(r"%(%|s)")
_numbers = count(1)


@dataclass(frozen=True, eq=False)
class Statement:
    """SQL with `%s` where values come, as Django writes it."""

    sql: str

    def preparation(self, name: str) -> str:
        """Return the SQL that lets PostgreSQL prepare it under a name: with $1, $2, … where values come."""
        places: Iterator[int] = count(1)
        marked = _MARK.sub(lambda found: "%" if found[1] == "%" else f"${next(places)}", self.sql)
        return f"PREPARE {name} AS {marked}"


_prepared: WeakKeyDictionary[Any, dict[Statement, str]] = WeakKeyDictionary()
"""What was prepared, under which name, by connection: it ends with it."""


def execute(database: Any, cursor: Any, statement: Statement, values: Sequence[Any]) -> None:
    """Let a statement be executed on a cursor of a connection of Django's. Raises what that raises."""
    if database.vendor != "postgresql":
        cursor.execute(statement.sql, values)
        return
    names = _prepared.setdefault(database.connection, {})
    if statement not in names:
        name = f"regiodag_{next(_numbers)}"
        cursor.execute(statement.preparation(name))
        names[statement] = name
    marks = f" ({', '.join(['%s'] * len(values))})" if values else ""
    cursor.execute(f"EXECUTE {names[statement]}{marks}", values)


@contextmanager
def sent_at_once() -> Iterator[None]:
    """Send what is written meanwhile without waiting for the answer to each, and wait at the end.

    A server elsewhere is then waited for once (PostgreSQL's pipeline mode). Raises at the end what any of it raises.
    """
    database: Any = connections[DEFAULT_DB_ALIAS]
    if database.vendor != "postgresql":
        yield
        return
    database.ensure_connection()
    before = dict(_prepared.get(database.connection, {}))
    try:
        with database.wrap_database_errors, database.connection.pipeline():
            yield
    except BaseException:
        # After a mistake the server passes over the rest: nobody knows what of it was prepared.
        _prepared[database.connection] = before
        raise
