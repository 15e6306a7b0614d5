# SPDX-License-Identifier: EUPL-1.2
"""Registrations per second, through HTTP: `scripts/bench load`.

gunicorn with the settings of real use and the workers that docs/how-to/run-the-site.md says, a database in a temporary
folder or on a PostgreSQL server, a worker that mails, an open day with six workshops. Every client registers one person
after another: five wishes, a key and an address of their own, the token of the form. Prints what is done per second,
how long answers take and what was no registration; and what the clients can do with a server that answers at once.

`--known`: no load, but known and unknown addresses in turn, and the time that tells them apart.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.load.crowd import Answers, answering_at_once, crowded
from benchmarks.load.databases import database
from benchmarks.load.site import THREADS, Site, site
from benchmarks.load.visitor import Way, email_of, exchanged, opened, status_of

WORKERS = 2
GOALS = {
    ("sqlite", 16): (500, 60),
    ("sqlite", 200): (0, 500),
    ("postgresql", 16): (400, 100),
    ("postgresql", 200): (0, 500),
}
"""Registrations per second, and milliseconds of 99 in 100 answers, for so many clients; 0: none."""

MOST_GAP = 5.0
TAKEN = 302


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 1 when something was no registration, a registration is missing, or the time tells."""
    parser = argparse.ArgumentParser(prog="scripts/bench load", description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--clients", type=int, nargs="+", default=[16, 200])
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--workers", type=int, default=WORKERS, help="processes of gunicorn")
    parser.add_argument("--threads", type=int, default=THREADS, help="of each process")
    parser.add_argument("--known", action="store_true", help="known and unknown addresses instead")
    parser.add_argument("--tries", type=int, default=100, help="with --known: of each")
    asked = parser.parse_args(arguments)
    with (
        tempfile.TemporaryDirectory() as folder,
        database(asked.database) as address,
        site(Path(folder), address) as served,
    ):
        told = served.ask("prepare")
        served.serve(asked.workers, asked.threads)
        served.deliver()
        served.wait()
        way = opened(served.port, told)
        warm(way)
        return _gap(way, asked.tries) if asked.known else _load(served, way, asked, told["day"])


def warm(way: Way, registrations: int = 40) -> None:
    """Register some people first: a worker that never answered has yet to read its templates. Raises ValueError."""
    for number in range(registrations):
        status = status_of(exchanged(way.port, way.request(number, run="warm")))
        if status != TAKEN:
            message = f"registering answers {status}"
            raise ValueError(message)


def _load(served: Site, way: Way, asked: argparse.Namespace, day: str) -> int:
    with answering_at_once() as port:
        alone = crowded(port, way.request, 16, 1.0)
    load = os.getloadavg()[0]
    served_by = f"{asked.workers} workers of {asked.threads} threads"
    print(f"{asked.database}, {served_by}, {os.cpu_count()} cores, load at the start {load:.1f}")
    print(f"the clients alone: {alone.per_second:.0f}/s")
    rows = []
    for clients in asked.clients:
        before = _spent(served)
        answers = crowded(served.port, partial(way.request, run=f"c{clients}"), clients, asked.seconds)
        after = _spent(served)
        took = {name: (after[name] - before[name]) / max(1, len(answers.seconds)) for name in after}
        rows.append((clients, answers, took))
    _print(asked.database, rows)
    kept, wanted = served.ask("tell", day), sum(len(answers.seconds) for _clients, answers, _took in rows)
    found = sum("warm@" not in email for _pk, email, _key, _state, _wishes in kept["people"])
    trail = "BROKEN" if kept["broken"] else "whole"
    print(f"{wanted} registrations acknowledged, {found} in the database, trail {trail}")
    return 1 if found != wanted or kept["broken"] or any(answers.others for _clients, answers, _took in rows) else 0


def _spent(served: Site) -> dict[str, float]:
    """Return the seconds of processor until now: of the pages, of the worker that mails, and of the clients."""
    clients = os.times()
    return {"pages": served.spent("web"), "mail": served.spent("worker"), "clients": clients.user + clients.system}


def _print(kind: str, rows: Sequence[tuple[int, Answers, Mapping[str, float]]]) -> None:
    spent = ("pages", "mail", "clients")
    table = Table(
        "clients", "per second", "p50 ms", "p99 ms", "worst ms", *(f"{each} cpu ms" for each in spent), "errors", "goal"
    )
    for clients, answers, took in rows:
        rate, most = GOALS.get((kind, clients), (0, 0))
        goal = f"{rate or '–'}/s, p99 ≤ {most} ms" if most else "–"
        cells = [f"{answers.per_second:.0f}", *(f"{answers.quantile(share):.0f}" for share in (0.5, 0.99, 1.0))]
        cells += [f"{1000 * took[each]:.1f}" for each in spent]
        errors = ", ".join(f"{what}: {times}" for what, times in answers.others.items()) or "none"
        table.add_row(str(clients), *cells, errors, goal)
    Console().print(table)


def _gap(way: Way, tries: int) -> int:
    """Ask for known and unknown addresses in turn; 1 when the medians differ too much."""
    for number in range(tries):
        exchanged(way.port, way.request(number, run="known"))
    seconds: dict[str, list[float]] = {"known": [], "unknown": []}
    bodies: set[Any] = set()
    for number in range(tries):
        for which in seconds if number % 2 else reversed(seconds):
            email = email_of(number, which)
            request = way.request(number, email, run=f"gap-{which}")
            start = time.perf_counter()
            answer = exchanged(way.port, request)
            seconds[which].append(time.perf_counter() - start)
            bodies.add((status_of(answer), answer.partition(b"\r\n\r\n")[2]))
    known, unknown = (1000 * statistics.median(each) for each in seconds.values())
    print(f"{tries} of each in turn, load {os.getloadavg()[0]:.1f}; medians, and {len(bodies)} kind of answer")
    print(f"known {known:.1f} ms, unknown {unknown:.1f} ms, gap {abs(known - unknown):.1f} ms")
    return 1 if abs(known - unknown) >= MOST_GAP or len(bodies) > 1 else 0


if __name__ == "__main__":
    sys.exit(main())
