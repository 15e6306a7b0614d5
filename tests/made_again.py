# SPDX-License-Identifier: EUPL-1.2
"""Rows with which hundreds of tests begin: made once per process, after that written again by the same statements.

What is made is real, with all that the site does on the way: its history, the form of a day. Only the working out is
not done again, which takes ten times as long as the writing. Not for rows that refer to a number that the database
gives out, such as the history of who leads what: the next time it is another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

Statement = tuple[str, Any]
"""SQL with places for values, and the values."""

WRITES = ("INSERT", "UPDATE", "DELETE")


@contextmanager
def noted() -> Iterator[list[Statement]]:
    """Yield a list that fills with the statements that write; the database is afterwards what it was."""
    found: list[Statement] = []

    def note(execute: Callable[..., Any], sql: str, values: Any, *rest: Any) -> Any:  # noqa: ANN401
        if sql.startswith(WRITES):
            found.append((sql, values))
        return execute(sql, values, *rest)

    with transaction.atomic(), connection.execute_wrapper(note):
        yield found
        transaction.set_rollback(True)


def write(statements: Sequence[Statement]) -> None:
    """Write all of it once more."""
    with connection.cursor() as cursor:
        for sql, values in statements:
            cursor.execute(sql, values)
