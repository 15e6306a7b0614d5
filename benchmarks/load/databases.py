# SPDX-License-Identifier: EUPL-1.2
"""A database for one measurement: SQLite in the folder of the site, or one on a PostgreSQL server, then dropped."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

SERVER = "postgres://postgres@127.0.0.1:5432/postgres"


@contextmanager
def database(kind: str) -> Iterator[str]:
    """Yield the address of a database: empty for sqlite; of a new one on the server that BENCH_POSTGRES names."""
    if kind == "sqlite":
        yield ""
        return
    server, name = os.environ.get("BENCH_POSTGRES", SERVER), f"regiodag_bench_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
