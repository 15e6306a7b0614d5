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

Row = TypeVar("Row")


@dataclass(frozen=True)
class _Compiled:
    """A query as Django compiled it. slots: the name of the value in each place of the SQL; None: it is always this.

    converters: what makes Python's values of the database's, by column.
    """

    queryset: Any
    compiler: Any
    converters: Any
    sql: str
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
        compiler = copy(made.compiler)
        compiler.connection = database
        compiler.as_sql = lambda: (made.sql, parameters)
        compiler.get_converters = lambda _columns: made.converters
        found = made.queryset.all()
        found.query.get_compiler = lambda *_args, **_more: compiler
        return list(found)

    def _compile(self, database: Any) -> _Compiled:
        """Let Django make the SQL for values that are found again in it."""
        markers: dict[str, Any] = {name: kind(str(uuid4())) for name, kind in self._names.items()}
        native = database.features.has_native_uuid_field
        name_of = {_adapted(marker, native=native): name for name, marker in markers.items()}
        queryset = self._make(**markers)
        compiler = queryset.query.get_compiler(connection=database)
        sql, parameters = compiler.as_sql()
        converters = compiler.get_converters([column for column, _sql, _alias in compiler.select])
        made = _Compiled(queryset, compiler, converters, sql, [(name_of.get(each), each) for each in parameters])
        self._compiled[database.vendor] = made
        return made


def _adapted(value: UUID | str, *, native: bool) -> UUID | str:
    """Return a value as the database takes it. native: whether it knows ids."""
    return value.hex if isinstance(value, UUID) and not native else value
