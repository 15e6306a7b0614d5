# SPDX-License-Identifier: EUPL-1.2
"""Let people register for the last place at the same moment, thousands of times: `scripts/bench races`.

Each race is of four people for one place, through HTTP, against several servers that know nothing of one another. One
of them gets it and three wait, or it is told which race went wrong. The control is the same with the lock on the day
and the transaction switched off, and must give places that are not there: else nothing was tried.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Barrier
from uuid import UUID

import psycopg

from benchmarks.load.databases import database
from benchmarks.load.site import Site, site
from benchmarks.load.visitor import Way, exchanged, opened, status_of

PEOPLE = 4
WORKERS = 4
PER_DAY = 250
"""Races on one day, which gets room for one more each time. Then comes another day, so that its list stays short."""

CONTROL = 400
PATIENCE = 60
TAKEN = 302

SetCapacity = Callable[[str, int], object]


@dataclass(frozen=True)
class Report:
    """What came of it. oversold: races in which more than one got the place; wrong: what else must not be, in words."""

    races: int
    oversold: int
    wrong: tuple[str, ...]


def main(arguments: Sequence[str] | None = None) -> int:
    """Race, and print what came of it; 1 when a place was given twice, or the control saw nothing."""
    parser = argparse.ArgumentParser(prog="scripts/bench races", description=__doc__)
    parser.add_argument("--races", type=int, default=10_000)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    asked = parser.parse_args(arguments)
    found = _measured(asked.database, asked.races)
    print(f"{found.races} races, {found.oversold} oversold, {len(found.wrong)} other faults")
    for each in found.wrong[:20]:
        print(each)
    control = _measured(asked.database, CONTROL, locked=False)
    print(f"control without lock and transaction: {control.races} races, {control.oversold} oversold")
    return 1 if found.oversold or found.wrong or not control.oversold else 0


def _measured(kind: str, races: int, *, locked: bool = True) -> Report:
    with (
        tempfile.TemporaryDirectory() as folder,
        database(kind) as address,
        site(Path(folder), address) as served,
    ):
        return raced(served, Path(folder), address, races, locked=locked)


def raced(served: Site, folder: Path, address: str, races: int, *, locked: bool = True) -> Report:
    """Let so many races be run on a site that was not set up yet; return what came of them."""
    told = served.ask("prepare")
    if not locked:
        served.ask("unlock")
    served.serve(WORKERS, PEOPLE)
    served.wait()
    oversold, wrong = 0, []
    with _capacities(folder, address) as give_room:
        for begun in range(0, races, PER_DAY):
            told = served.ask("make_day", 1)
            count = min(PER_DAY, races - begun)
            statuses = _run(opened(served.port, told), count, give_room)
            places, faults = looked_at(served.ask("states", told["day"]), count)
            oversold += places
            wrong += faults if locked else []
            wrong += [f"answers: {statuses}"] if locked and set(statuses) != {TAKEN} else []
            if sys.stderr.isatty():
                print(f"\r{begun + count} of {races} races ", end="", file=sys.stderr, flush=True)
    return Report(races, oversold, tuple(wrong))


def _run(way: Way, races: int, give_room: SetCapacity) -> Counter[int]:
    """Run races on a day; return how often each status was answered. Person n takes part in race n // PEOPLE."""
    statuses: Counter[int] = Counter()
    start = Barrier(PEOPLE)

    def one(number: int) -> int:
        request = way.request(number)
        start.wait(PATIENCE)
        return status_of(exchanged(way.port, request))

    with ThreadPoolExecutor(PEOPLE) as pool:
        for race in range(races):
            give_room(way.day, race * PEOPLE + 1)
            statuses.update(pool.map(one, range(race * PEOPLE, (race + 1) * PEOPLE)))
    return statuses


def looked_at(states: Sequence[Sequence[str]], races: int) -> tuple[int, list[str]]:
    """Return in how many races more than one got a place, and what else is not as it should be."""
    of_race: list[list[str]] = [[] for _race in range(races)]
    for email, state in states:
        of_race[int(email.removeprefix("proef").partition("@")[0]) // PEOPLE].append(state)
    fair = ["registered", *["waiting"] * (PEOPLE - 1)]
    oversold = sum(found.count("registered") > 1 for found in of_race)
    others = [found for found in map(sorted, of_race) if found != fair and found.count("registered") <= 1]
    return oversold, [f"a race ended with {found}" for found in others]


@contextmanager
def _capacities(folder: Path, address: str) -> Iterator[SetCapacity]:
    """Yield what gives a day so many places, straight in the database: nobody is told, nothing else happens."""
    if address:
        with psycopg.connect(address, autocommit=True) as server:
            yield lambda day, places: server.execute(
                "UPDATE days_day SET capacity = %s WHERE id = %s", [places, UUID(day)]
            )
        return
    with closing(sqlite3.connect(folder / "regiodag.sqlite3", timeout=PATIENCE, isolation_level=None)) as file:
        yield lambda day, places: file.execute("UPDATE days_day SET capacity = ? WHERE id = ?", [places, UUID(day).hex])


if __name__ == "__main__":
    sys.exit(main())
