# SPDX-License-Identifier: EUPL-1.2
"""What one registration costs: time of the processor, queries, and where it goes.

    scripts/bench cost [--tries 200] [--people 3000] [--queries] [--profile 40]

Forms are handed to the WSGI program in this process, without a network: the token against forgery, five wishes, a key
and an address of their own, the settings of real use, SQLite in a temporary folder or what DATABASE_URL names.
Time of the processor is what other programs on the machine change least. `--people` registers so many beforehand, for
what takes longer the more there are. `--queries` prints the queries of one registration, with the time that SQLite
takes to answer what is read; `--profile` the functions in which the time goes.
"""

# ruff: noqa: PLC0415  (Django is set up first)

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from typing import Any

from benchmarks.load.visitor import Way

TAKEN = "302 Found"


def main() -> None:
    """Register people and print what that costs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tries", type=int, default=200)
    parser.add_argument("--people", type=int, default=40, help="who are registered beforehand")
    parser.add_argument("--queries", action="store_true", help="print the queries of one registration")
    parser.add_argument("--profile", type=int, default=0, help="print so many functions in which the time goes")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        register = _prepared(folder)
        for number in range(asked.people):
            register(number)
        _time(register, asked.tries)
        _queries(register, told=asked.queries)
        if asked.profile:
            _profile(register, asked.tries, asked.profile)


def _prepared(folder: str) -> Callable[[int], None]:
    """Set up a site with an open day; return what registers somebody there, by their number."""
    os.environ |= {"SECRET_KEY": secrets.token_urlsafe(), "REGIODAG_DATA": folder, "SITE_ADDRESS": "http://127.0.0.1"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "regiodag.config.settings"
    from benchmarks.load.nursery import prepare
    from regiodag.config.wsgi import application as site

    application: Any = site
    token = secrets.token_hex(16)
    told = prepare()
    way = Way(80, told["day"], told["wishes"], tuple(told["workshops"]), token, token)

    def register(number: int) -> None:
        _head, _blank, body = way.request(number, run=str(os.getpid())).partition(b"\r\n\r\n")
        answers: list[str] = []
        answer = application(_environ(way, body), lambda status, *_headers: answers.append(status))
        b"".join(answer)
        answer.close()
        if answers != [TAKEN]:
            sys.exit(f"registering answers {answers}")

    return register


def _environ(way: Way, body: bytes) -> dict[str, Any]:
    """Return a request as a WSGI server hands it over (PEP 3333)."""
    return {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": f"/d/{way.day}/register/",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "127.0.0.1",
        "HTTP_ORIGIN": "http://127.0.0.1",
        "HTTP_COOKIE": f"csrftoken={way.cookie}",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": "http",
    }


def _time(register: Callable[[int], None], tries: int) -> None:
    spent = []
    for number in range(200_000, 200_000 + tries):
        start = time.process_time()
        register(number)
        spent.append(1000 * (time.process_time() - start))
    print(f"{statistics.median(spent):.2f} ms of the processor (median of {tries}), mean {statistics.mean(spent):.2f}")


def _queries(register: Callable[[int], None], *, told: bool) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as found:
        register(900_000)
    print(f"{len(found)} queries")
    if told:
        for each in found:
            print("-", _answered(each["sql"]) + each["sql"][:200])


def _answered(sql: str) -> str:
    """Return how long the database takes to answer a query, the median of many times; nothing for what writes."""
    from django.db import connection

    if not sql.startswith("SELECT"):
        return ""
    spent = []
    for _time in range(50):
        start = time.perf_counter()
        connection.connection.execute(sql).fetchall()
        spent.append(time.perf_counter() - start)
    return f"{1000 * statistics.median(spent):.3f} ms: "


def _profile(register: Callable[[int], None], tries: int, most: int) -> None:
    profile = cProfile.Profile()
    profile.enable()
    for number in range(500_000, 500_000 + tries):
        register(number)
    profile.disable()
    for order in ("cumulative", "tottime"):
        pstats.Stats(profile).sort_stats(order).print_stats(most)


if __name__ == "__main__":
    main()
