# SPDX-License-Identifier: EUPL-1.2
"""Queries whose SQL is made once. Django makes it anew each time, which takes far longer than the database needs.

For queries that everybody who registers causes, and that are the same each time but for their values.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID, uuid4

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

from regiodag.database.copies import copied
from regiodag.database.statements import Statement, execute

Row = TypeVar("Row")
Found = list[tuple[Any, ...]]
"""What the database answers: a tuple per row, nothing made of it yet."""

MOST_REMEMBERED = 64


@dataclass(frozen=True)
class _Compiled:
    """A query as Django compiled it. slots: the name of the value in each place of the SQL; None: it is always this.

    converters: what makes Python's values of the database's, by column.
    """

    queryset: Any
    compiler: Any
    converters: Any
    statement: Statement
    slots: Sequence[tuple[str | None, Any]]


class Prepared(Generic[Row]):
    """A query, ready to be asked. make: returns it for values of these names, all of them ids or texts.

    `found = Prepared(lambda day: Room.objects.filter(day=day), day=UUID)` makes one; `found(day=some.pk)` is a list.

    A value must stand in the query as it is, as a parameter: no lists, and nothing that is decided by it in Python.
    """

    def __init__(self, make: Callable[..., QuerySet[Any, Row]], **names: type[UUID | str]) -> None:
        self._make, self._names = make, names
        self._compiled: dict[str, _Compiled] = {}

    def __call__(self, **values: UUID | str) -> list[Row]:
        """Return what the query finds."""
        database = connections[DEFAULT_DB_ALIAS]  # not `connection`, which looks up every attribute anew
        made = self._compiled.get(database.vendor) or self._compile(database)
        native = database.features.has_native_uuid_field
        parameters = tuple(_adapted(values[name], native=native) if name else value for name, value in made.slots)
        with database.cursor() as cursor:
            execute(database, cursor, made.statement, parameters)
            found = cursor.fetchall()
        return self._rows(made, database, parameters, found) if found else []

    def _rows(self, made: _Compiled, database: Any, parameters: Sequence[Any], found: Found) -> list[Row]:  # noqa: ARG002
        """Return what Django makes of an answer. parameters: of the question."""
        compiler = copy(made.compiler)
        compiler.connection = database
        compiler.execute_sql = lambda *_args, **_more: [found]
        compiler.get_converters = lambda _columns: made.converters
        rows = made.queryset.all()
        rows.query.get_compiler = lambda *_args, **_more: compiler
        return list(rows)

    def _compile(self, database: Any) -> _Compiled:
        """Let Django make the SQL for values that are found again in it."""
        markers: dict[str, Any] = {name: kind(str(uuid4())) for name, kind in self._names.items()}
        native = database.features.has_native_uuid_field
        name_of = {_adapted(marker, native=native): name for name, marker in markers.items()}
        queryset = self._make(**markers)
        compiler = queryset.query.get_compiler(connection=database)
        sql, parameters = compiler.as_sql()
        converters = compiler.get_converters([column for column, _sql, _alias in compiler.select])
        slots = [(name_of.get(each), each) for each in parameters]
        made = _Compiled(queryset, compiler, converters, Statement(sql), slots)
        self._compiled[database.vendor] = made
        return made


class Remembered(Prepared[Row]):
    """A query for objects that seldom change: as long as the database answers the same, they are copies of the last.

    The database is asked each time, so that nobody sees what is not so any more. What is spared is making objects of
    rows, which takes Django longer than all else. Not for people: what is erased would stay here for a while.
    """

    def __init__(self, make: Callable[..., QuerySet[Any, Row]], **names: type[UUID | str]) -> None:
        super().__init__(make, **names)
        self._last: dict[Sequence[Any], tuple[Found, list[Row]]] = {}

    def _rows(self, made: _Compiled, database: Any, parameters: Sequence[Any], found: Found) -> list[Row]:
        last = self._last.get(parameters)
        if last is None or last[0] != found:
            if len(self._last) >= MOST_REMEMBERED:
                self._last.clear()
            last = self._last[parameters] = (found, super()._rows(made, database, parameters, found))
        return copied(last[1])


def _adapted(value: UUID | str, *, native: bool) -> UUID | str:
    """Return a value as the database takes it. native: whether it knows ids."""
    return value.hex if isinstance(value, UUID) and not native else value
