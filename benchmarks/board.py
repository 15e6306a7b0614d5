# SPDX-License-Identifier: EUPL-1.2
"""How fast the board of a placement is, through HTTP: `scripts/bench board`.

gunicorn with the settings of real use, SQLite in a temporary folder or a database on a PostgreSQL server, a day with so
many people and sessions in two rounds, and a placement of it. A person drags one card after another: what the columns
would do is asked, then the move is sent, as a browser does. Prints how long answers take, and how large the page is.
"""

from __future__ import annotations

import argparse
import gzip
import random
import re
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from rich.console import Console
from rich.table import Table

from benchmarks.load.databases import database
from benchmarks.load.site import THREADS, site

GOAL = 100.0
"""Milliseconds of 95 in 100 moves."""

MOST = 500_000
"""Bytes of the page with its styles and scripts, compressed."""

SEED, WARM, PATIENCE = 7, 10, 30.0
TOKEN = re.compile(r'"X-CSRFToken": "([^"]+)"')
NEXT = re.compile(r'name="seen" value="(\d+)"')
PARTS = re.compile(r'(?:rel="stylesheet" href|<script src)="([^"]+)"')


@dataclass
class Visitor:
    """Somebody who is signed in. port: where pages are served; told: by the nursery, of the day."""

    port: int
    told: Mapping[str, Any]
    token: str = ""
    cookie: str = ""
    seen: int = 1

    @property
    def run(self) -> str:
        """The address of what was calculated."""
        return f"/days/{self.told['day']}/placement/runs/{self.told['run']}/"

    def ask(self, path: str, values: Mapping[str, Any] | None = None) -> tuple[HTTPResponse, str, float]:
        """Return an answer, what it says, and the milliseconds that it took. Raises ValueError for a failure."""
        headers = {"Cookie": f"{'='.join(self.told['cookie'])}; csrftoken={self.cookie}", "X-CSRFToken": self.token}
        headers["Origin"] = f"http://127.0.0.1:{self.port}"
        headers |= {"HX-Request": "true"} if path.startswith(f"{self.run}people") else {}
        body = urlencode(values) if values else None
        headers |= {"Content-Type": "application/x-www-form-urlencoded"} if values else {}
        begun = time.perf_counter()
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("POST" if values else "GET", path, body, headers)
        answer = connection.getresponse()
        said = answer.read().decode()
        took = 1000 * (time.perf_counter() - begun)
        connection.close()
        if answer.status != 200:  # noqa: PLR2004  (what HTTP calls success)
            message = f"{path} answers {answer.status}: {said[:300]}"
            raise ValueError(message)
        return answer, said, took

    def open(self) -> str:
        """Open the board as a browser does, and return the page."""
        answer, page, _took = self.ask(f"{self.run}board/")
        token = TOKEN.search(page)
        self.token = token[1] if token else ""
        cookies = re.findall(r"csrftoken=([^;]+)", answer.headers.get("Set-Cookie", ""))
        self.cookie = cookies[0] if cookies else self.cookie
        return page

    def drag(self, who: str, session: str) -> tuple[float, float]:
        """Drag a card to a column; return the milliseconds until it is shown what it would do, and for the move."""
        path = f"{self.run}people/{who}/rounds/1/"
        _answer, _form, shown = self.ask(path)
        _answer, said, moved = self.ask(path, {"session": session, "seen": self.seen})
        found = NEXT.search(said)
        self.seen = int(found[1]) if found else self.seen
        return shown, moved


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 1 when a move takes too long or the page is too large."""
    parser = argparse.ArgumentParser(prog="scripts/bench board", description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--people", type=int, default=400)
    parser.add_argument("--sessions", type=int, default=30)
    parser.add_argument("--drags", type=int, default=200)
    parser.add_argument("--workers", type=int, default=2, help="processes of gunicorn")
    asked = parser.parse_args(arguments)
    with (
        tempfile.TemporaryDirectory() as folder,
        database(asked.database) as address,
        site(Path(folder), address) as served,
    ):
        visitor = Visitor(served.port, served.ask("board", asked.people, asked.sessions))
        served.serve(asked.workers, THREADS)
        served.wait()
        return _told(visitor, asked.drags)


def _told(visitor: Visitor, drags: int) -> int:
    page = visitor.open()
    pages = sorted(visitor.ask(f"{visitor.run}board/")[2] for _each in range(WARM))
    took = _drags(visitor, drags)
    size = _size(visitor, page)
    table = Table("milliseconds", "p50", "p95", "p99", title=f"{drags} drags")
    table.add_row("the board itself", *_shares(pages))
    table.add_row("what it would do", *_shares([shown for shown, _moved in took]))
    moves = [moved for _shown, moved in took]
    table.add_row("the move", *_shares(moves))
    Console().print(table)
    print(
        f"The page: {size['page'] / 1000:.0f} kB compressed, {sum(size.values()) / 1000:.0f} kB with styles and scripts"
    )
    return int(_share(moves, 95) > GOAL or sum(size.values()) > MOST)


def _drags(visitor: Visitor, number: int) -> list[tuple[float, float]]:
    """Move people to columns where they are not; whoever has that workshop in the other round is left alone."""
    draw = random.Random(SEED)
    there: dict[str, str] = dict(visitor.told["people"])
    took: list[tuple[float, float]] = []
    while len(took) < number + WARM:
        who, session = draw.choice(list(there)), draw.choice(visitor.told["sessions"])
        if session in {there[who], visitor.told["elsewhere"][who]}:
            continue
        took.append(visitor.drag(who, session))
        there[who] = session
    return took[WARM:]


def _size(visitor: Visitor, page: str) -> dict[str, int]:
    """Return the bytes of the page, its styles and its scripts, each compressed."""
    parts = {path: visitor.ask(path)[1] for path in PARTS.findall(page)}
    return {name: len(gzip.compress(text.encode())) for name, text in {"page": page, **parts}.items()}


def _shares(times: Sequence[float]) -> list[str]:
    return [f"{_share(times, share):.0f}" for share in (50, 95, 99)]


def _share(times: Sequence[float], share: int) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, len(ordered) * share // 100)]


if __name__ == "__main__":
    sys.exit(main())
