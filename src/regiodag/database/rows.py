# SPDX-License-Identifier: EUPL-1.2
"""Rows that are written with SQL that is made once: for what everybody who registers writes. As in `prepared.py`.

No signals are sent, and a row does not learn the number that the database gives it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import groupby
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import AutoField, Field, Model

Fields = tuple["Field[Any, Any]", ...]


def insert(rows: Sequence[Model], *, once: bool = False) -> None:
    """Insert rows of any models, in their order. once: those that are there already stay as they are.

    Raises IntegrityError when one cannot be there; to be called in a transaction when there are several.
    """
    database = connections[DEFAULT_DB_ALIAS]  # not `connection`, which looks up every attribute anew
    with database.cursor() as cursor:
        for model, same in groupby(rows, key=type):
            fields = _fields(model)
            values = [[_value(field, row, database, add=True) for field in fields] for row in same]
            cursor.executemany(_insertion(model) + (" ON CONFLICT DO NOTHING" if once else ""), values)
    for row in rows:
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def update(row: Model, *names: str) -> None:
    """Update some fields of a row that is there."""
    fields = [row._meta.get_field(name) for name in names]
    database = connections[DEFAULT_DB_ALIAS]
    with database.cursor() as cursor:
        values = [_value(field, row, database, add=False) for field in (*fields, row._meta.pk)]
        cursor.execute(_change(type(row), names), values)


@cache
def _fields(model: type[Model]) -> Fields:
    return tuple(field for field in model._meta.concrete_fields if not isinstance(field, AutoField))


@cache
def _insertion(model: type[Model]) -> str:
    names = [_quoted(field.column) for field in _fields(model)]
    places = ", ".join(["%s"] * len(names))
    return f"INSERT INTO {_quoted(model._meta.db_table)} ({', '.join(names)}) VALUES ({places})"  # noqa: S608  (names)


@cache
def _change(model: type[Model], names: Sequence[str]) -> str:
    about: Any = model._meta
    parts = ", ".join(f"{_quoted(about.get_field(name).column)} = %s" for name in names)
    table, key = _quoted(about.db_table), _quoted(about.pk.column)
    return f"UPDATE {table} SET {parts} WHERE {key} = %s"  # noqa: S608  (names)


def _value(field: Any, row: Model, database: Any, *, add: bool) -> Any:
    """Return the value of a field as the database takes it."""
    return field.get_db_prep_save(field.pre_save(row, add), database)


def _quoted(name: Any) -> str:
    return str(connection.ops.quote_name(name))
