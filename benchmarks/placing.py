# SPDX-License-Identifier: EUPL-1.2
"""From the button to the result on the screen: `scripts/bench placing [--database postgresql]`.

gunicorn and the worker that places people with the settings of real use, SQLite in a temporary folder or a database on
a PostgreSQL server, and a day with so many people and sessions in two rounds. An organiser who is signed in presses
*Place everybody*; the page is followed as a browser does, until it shows what came out. Prints the seconds and where
they went, and how long the files of the placement take.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlencode

from rich.console import Console
from rich.table import Table

from benchmarks.load.databases import database
from benchmarks.load.site import THREADS, Site, site

GOAL = 5.0
"""Seconds from the button to the result, with `fair`."""

PATIENCE = 120.0
FORM = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
FOLLOW = re.compile(r'id="progress"[^>]* hx-get="([^"]+)" hx-trigger="([^"]+)"')
EVERY = re.compile(r"every (\d+)(ms|s)")


@dataclass
class Organiser:
    """Somebody who is signed in, with one connection that stays. told: by the nursery, of the day."""

    port: int
    told: Mapping[str, Any]
    cookie: str = ""

    def __post_init__(self) -> None:
        """Open the connection."""
        self.connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)

    def ask(self, path: str, values: Mapping[str, str] | None = None) -> tuple[int, Any, str]:
        """Return status, headers and text of an answer. Raises ValueError for a failure."""
        headers = {"Cookie": f"{'='.join(self.told['cookie'])}; csrftoken={self.cookie}"}
        headers["Origin"] = f"http://127.0.0.1:{self.port}"
        headers |= {"Content-Type": "application/x-www-form-urlencoded"} if values else {}
        headers |= {"HX-Request": "true"} if "/progress/" in path else {}
        self.connection.request("POST" if values else "GET", path, urlencode(values) if values else None, headers)
        answer = self.connection.getresponse()
        said = answer.read().decode()
        if answer.status >= HTTPStatus.BAD_REQUEST:
            message = f"{path} answers {answer.status}: {said[:300]}"
            raise ValueError(message)
        given = re.findall(r"csrftoken=([^;]+)", answer.headers.get("Set-Cookie", ""))
        self.cookie = given[0] if given else self.cookie
        return answer.status, answer.headers, said

    def place(self, aim: str) -> tuple[float, str]:
        """Press the button and follow the page; return the seconds until the result is there, and the run."""
        home = f"/days/{self.told['day']}/placement/"
        found = FORM.search(self.ask(home)[2])
        values = {"csrfmiddlewaretoken": found[1] if found else "", "aim": aim}
        begun = time.perf_counter()
        _status, headers, _said = self.ask(f"{home}start/", values)
        page = headers["Location"]
        self._follow(page)
        return time.perf_counter() - begun, page.rstrip("/").rpartition("/")[2]

    def _follow(self, page: str) -> None:
        """Ask how far it is as often as the page says, and load it anew when it is told to."""
        said = self.ask(page)[2]
        while follow := FOLLOW.search(said):
            time.sleep(pause_of(follow[2]))
            status, headers, told = self.ask(follow[1].replace("&amp;", "&"))
            if headers.get("HX-Refresh"):
                said = self.ask(page)[2]
            elif status == HTTPStatus.OK:
                said = told


def pause_of(trigger: str) -> float:
    """Return the seconds between two questions of a page. Raises ValueError when it asks none."""
    found = EVERY.search(trigger)
    if found is None:
        message = f"the page does not say how often it looks: {trigger}"
        raise ValueError(message)
    return int(found[1]) / (1000 if found[2] == "ms" else 1)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 1 when the median takes longer than the goal, or nothing comes out."""
    parser = argparse.ArgumentParser(prog="scripts/bench placing", description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--people", type=int, default=400)
    parser.add_argument("--sessions", type=int, default=30)
    parser.add_argument("--aim", default="fair")
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--workers", type=int, default=2, help="processes of gunicorn")
    asked = parser.parse_args(arguments)
    with (
        tempfile.TemporaryDirectory() as folder,
        database(asked.database) as address,
        site(Path(folder), address) as served,
    ):
        organiser = Organiser(served.port, served.ask("board", asked.people, asked.sessions))
        served.serve(asked.workers, THREADS)
        served.place()
        served.wait()
        return _told(served, organiser, asked)


def _told(served: Site, organiser: Organiser, asked: argparse.Namespace) -> int:
    table = Table("", "seconds", "in the queue", "calculated, checked", "pages", "state")
    times: list[float] = []
    run = ""
    ended: set[str] = set()
    for at in range(asked.times):
        seconds, run = organiser.place(asked.aim)
        state, waited, took = served.ask("run_times", run)
        parts = (seconds, waited, took, seconds - waited - took)
        table.add_row(str(at + 1), *(f"{each:.1f}" for each in parts), state)
        times.append(seconds)
        ended.add(state)
    Console().print(table)
    said = f"{asked.people} people, {asked.sessions} sessions, {asked.aim}, {asked.database}"
    print(f"{said}: {median(times):.1f} s from the button to the result (median; the longest {max(times):.1f} s)")
    took = served.ask("file_seconds", run) if times else {}
    print("Files of it: " + ", ".join(f"{name} {seconds:.1f} s" for name, seconds in took.items()))
    return int(median(times) > GOAL or ended != {"done"})


if __name__ == "__main__":
    sys.exit(main())
