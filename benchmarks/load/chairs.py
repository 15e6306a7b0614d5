# SPDX-License-Identifier: EUPL-1.2
"""Let participants take the last chair of a session at the same moment, thousands of times: `scripts/bench chairs`.

Each race is of four people who have a workshop, for one chair in another one, through HTTP, against several servers
that know nothing of one another. One of them gets it and three keep what they had, or it is told which race went wrong.
The control is the same with the lock on the day and the transaction switched off, and must put people on chairs that
are not there: else nothing was tried.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any
from urllib.parse import urlencode

from benchmarks.load.databases import database
from benchmarks.load.races import CONTROL, PATIENCE, PEOPLE, TAKEN, WORKERS, Report
from benchmarks.load.site import Site, site
from benchmarks.load.visitor import COOKIE, TOKEN, exchanged, status_of

PER_DAY = 50
"""Races on one day: each has a session and people of its own."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Race, and print what came of it; 1 when a chair was given twice, or the control saw nothing."""
    parser = argparse.ArgumentParser(prog="scripts/bench chairs", description=__doc__)
    parser.add_argument("--races", type=int, default=10_000)
    parser.add_argument("--control", type=int, default=CONTROL)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    asked = parser.parse_args(arguments)
    found = _measured(asked.database, asked.races)
    print(f"{found.races} races, {found.oversold} oversold, {len(found.wrong)} other faults")
    for each in found.wrong[:20]:
        print(each)
    control = _measured(asked.database, asked.control, locked=False)
    print(f"control without lock and transaction: {control.races} races, {control.oversold} oversold")
    return 1 if found.oversold or found.wrong or not control.oversold else 0


def _measured(kind: str, races: int, *, locked: bool = True) -> Report:
    with tempfile.TemporaryDirectory() as folder, database(kind) as address, site(Path(folder), address) as served:
        return raced(served, races, locked=locked)


def raced(served: Site, races: int, *, locked: bool = True) -> Report:
    """Let so many races be run on a site that was not set up yet; return what came of them."""
    served.ask("prepare")
    if not locked:
        served.ask("unlock")
    served.serve(WORKERS, PEOPLE)
    served.wait()
    oversold, wrong = 0, []
    for begun in range(0, races, PER_DAY):
        told = served.ask("make_chairs", min(PER_DAY, races - begun), PEOPLE)
        statuses = _run(served.port, told)
        places, faults = looked_at(served.ask("chairs", told["day"]), told)
        oversold += places
        wrong += faults if locked else []
        wrong += [f"answers: {statuses}"] if locked and set(statuses) != {TAKEN} else []
        if sys.stderr.isatty():
            print(f"\r{begun + len(told['races'])} of {races} races ", end="", file=sys.stderr, flush=True)
    return Report(races, oversold, tuple(wrong))


def _run(port: int, told: Mapping[str, Any]) -> Counter[int]:
    """Run the races of a day; return how often each status was answered."""
    statuses: Counter[int] = Counter()
    start = Barrier(PEOPLE)
    page = exchanged(port, f"GET {_path(told['races'][0]['people'][0])} HTTP/1.1\r\n{_host(port)}\r\n".encode())
    token, cookie = TOKEN.search(page), COOKIE.search(page)
    if token is None or cookie is None:
        message = f"no page came: {page[:200]!r}"
        raise ValueError(message)

    def one(person: str, session: str) -> int:
        sent = {"csrfmiddlewaretoken": token[1].decode(), "session": session, "seen": told["home"]}
        body = urlencode(sent)
        request = (
            f"POST {_path(person)} HTTP/1.1\r\n{_host(port)}Origin: http://127.0.0.1:{port}\r\n"
            f"Cookie: csrftoken={cookie[1].decode()}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n{body}"
        )
        start.wait(PATIENCE)
        return status_of(exchanged(port, request.encode()))

    with ThreadPoolExecutor(PEOPLE) as pool:
        for race in told["races"]:
            statuses.update(pool.map(one, race["people"], [race["session"]] * PEOPLE))
    return statuses


def _path(person: str) -> str:
    return f"/my/{person}/rounds/1/?session=none"


def _host(port: int) -> str:
    return f"Host: 127.0.0.1:{port}\r\nConnection: close\r\n"


def looked_at(taken: Mapping[str, int], told: Mapping[str, Any]) -> tuple[int, list[str]]:
    """Return in how many races more than one got the chair, and what else is not as it should be.

    taken: how many people have a chair in each session, as it was afterwards.
    """
    got = [taken.get(race["session"], 0) for race in told["races"]]
    lost = [f"a race gave the chair to {number}" for number in got if number < 1]
    people = PEOPLE * len(told["races"])
    torn = [f"{sum(taken.values())} chairs for {people} people"] if sum(taken.values()) != people else []
    return sum(number > 1 for number in got), lost + torn


if __name__ == "__main__":
    sys.exit(main())
