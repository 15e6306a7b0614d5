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
from django.db.models import AutoField, CharField, EmailField, Field, Model, TextField

from regiodag.database.statements import Statement, execute

Fields = tuple["Field[Any, Any]", ...]
TEXTS = {CharField, EmailField, TextField}
MOST_AT_ONCE = 10
"""Rows in one statement: each number of rows is a statement of its own, and there are not to be many."""


def insert(rows: Sequence[Model], *, once: bool = False) -> None:
    """Insert rows of any models, in their order. once: those that are there already stay as they are.

    Raises IntegrityError when one cannot be there; to be called in a transaction when there are several.
    """
    database = connections[DEFAULT_DB_ALIAS]  # not `connection`, which looks up every attribute anew
    with database.cursor() as cursor:
        for model, same in groupby(rows, key=type):
            fields, found = _fields(model), list(same)
            for start in range(0, len(found), MOST_AT_ONCE):
                some = found[start : start + MOST_AT_ONCE]
                values = [_value(field, row, database, add=True) for row in some for field in fields]
                execute(database, cursor, _insertion(model, len(some), once=once), values)
    for row in rows:
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def update(row: Model, *names: str) -> None:
    """Update some fields of a row that is there."""
    fields = [row._meta.get_field(name) for name in names]
    database = connections[DEFAULT_DB_ALIAS]
    with database.cursor() as cursor:
        values = [_value(field, row, database, add=False) for field in (*fields, row._meta.pk)]
        execute(database, cursor, _change(type(row), names), values)


@cache
def _fields(model: type[Model]) -> Fields:
    return tuple(field for field in model._meta.concrete_fields if not isinstance(field, AutoField))


@cache
def _insertion(model: type[Model], rows: int, *, once: bool) -> Statement:
    names = [_quoted(field.column) for field in _fields(model)]
    places = ", ".join([f"({', '.join(['%s'] * len(names))})"] * rows)
    end = " ON CONFLICT DO NOTHING" if once else ""
    return Statement(f"INSERT INTO {_quoted(model._meta.db_table)} ({', '.join(names)}) VALUES {places}{end}")  # noqa: S608  (names)


@cache
def _change(model: type[Model], names: Sequence[str]) -> Statement:
    about: Any = model._meta
    parts = ", ".join(f"{_quoted(about.get_field(name).column)} = %s" for name in names)
    table, key = _quoted(about.db_table), _quoted(about.pk.column)
    return Statement(f"UPDATE {table} SET {parts} WHERE {key} = %s")  # noqa: S608  (names)


def _value(field: Any, row: Model, database: Any, *, add: bool) -> Any:
    """Return the value of a field as the database takes it. Text is what it is: Django asks five functions for that."""
    value = field.pre_save(row, add)
    if value is None or (value.__class__ is str and field.__class__ in TEXTS):
        return value
    return field.get_db_prep_save(value, database)


def _quoted(name: Any) -> str:
    return str(connection.ops.quote_name(name))
