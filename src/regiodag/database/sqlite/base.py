# SPDX-License-Identifier: EUPL-1.2
"""Django's connection to SQLite, which does not rewrite a query that it rewrote before.

Django writes `%s` where SQLite wants `?`, and looks for them with a regular expression each time a query is asked.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base

MOST_KEPT = 1024


@lru_cache(MOST_KEPT)
def _converted(query: str) -> str:
    return str(base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%"))


class Cursor(base.SQLiteCursorWrapper):
    """Asks queries of which the marks may be there already."""

    def convert_query(self, query: str, *, param_names: list[str] | None = None) -> str:
        """Return a query with the marks of SQLite."""
        if param_names is None:
            return _converted(query)
        return str(super().convert_query(query, param_names=param_names))


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose cursors know the queries that were asked before."""

    def create_cursor(self, name: Any = None) -> Cursor:  # noqa: ARG002  (Django's signature)
        """Return a cursor."""
        made: Cursor = self.connection.cursor(factory=Cursor)
        return made
