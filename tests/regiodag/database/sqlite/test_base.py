# SPDX-License-Identifier: EUPL-1.2
"""Queries have the marks of SQLite, each time they are asked."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite")
def test_marks_names_and_percent_signs_are_those_of_sqlite() -> None:
    asked: list[tuple[str, Any]] = [
        ("SELECT %s, '%%s', 7 %% %s", ["%s", 4]),
        ("SELECT %(one)s, %(two)s", {"one": 1, "two": 2}),
        ("SELECT '%s'", None),
    ]
    with connection.cursor() as cursor:
        found = [cursor.execute(sql, values).fetchone() for _time in range(2) for sql, values in asked]
    assert found == [("%s", "%s", 3), (1, 2), ("%s",)] * 2
