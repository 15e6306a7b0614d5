# SPDX-License-Identifier: EUPL-1.2
"""Kill what places people, again and again: `scripts/bench kills [--kills 500]`.

A day is published and has changed. Time and again a placement or a repair is asked for, and at a moment drawn from the
seed the solver is killed with SIGKILL, or the worker that watches it. Then the run must have ended with a reason, or it
was done before; no process may be left; and what was published must be what it was, byte for byte.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.load.databases import database
from benchmarks.load.site import Site, site

DOOR = b"regiodag.placements.processes.engine"
KINDS = ("solve", "repair")
VICTIMS = ("solver", "worker")
PATIENCE = 300
"""Seconds within which a calculation ends on a machine that is busy with other things."""
BEGINNING = 30
"""Seconds within which a program has begun there."""
ENDS = {("failed", "died"), ("done", "")}


@dataclass
class Report:
    """What came of it. ended: how often runs of a kind of which somebody was killed ended how; faults: in words."""

    kills: int = 0
    ended: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def main(arguments: Sequence[str] | None = None) -> int:
    """Kill, and print what came of it; 1 when anything was touched or left."""
    parser = argparse.ArgumentParser(prog="scripts/bench kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder, database(asked.database) as address:
        report = killed(Path(folder), asked.kills, asked.seed, address)
    print(f"{'calculation':12} {'killed':8} {'died, with the reason':>22} {'done all the same':>18}")
    for kind in KINDS:
        for victim in VICTIMS:
            died, done = (report.ended[kind, victim, state] for state in ("failed", "done"))
            print(f"{kind:12} {victim:8} {died:22} {done:18}")
    print("\n".join([*report.faults, f"{report.kills} kills, {len(report.faults)} faults"]))
    return 1 if report.faults else 0


def killed(folder: Path, kills: int, seed: int = 1, address: str = "") -> Report:
    """Kill so many times, and return what came of it."""
    chance, report = random.Random(seed), Report()
    with site(folder, address) as served:
        served.ask("prepare")
        day = served.ask("make_published")
        before = served.ask("published", day)
        served.deliver()
        longest = {kind: _undisturbed(served, day, kind) for kind in KINDS}
        for at in range(kills):
            kind, victim = KINDS[at % 2], VICTIMS[at // 2 % 2]
            report.faults += _one(served, day, kind, victim, chance.uniform(0, longest[kind]), report)
            if served.ask("published", day) != before:
                report.faults.append(f"kill {at}: what was published is not what it was")
    return report


def _undisturbed(served: Site, day: str, kind: str) -> float:
    """Return how many seconds a run takes when nobody is killed. Raises TimeoutError."""
    start, run = time.monotonic(), served.ask("ask_run", day, kind)
    _wait(lambda: not _active(served, run))
    return time.monotonic() - start


def _active(served: Site, run: str) -> bool:
    return served.ask("run_state", run)[0] in {"queued", "running"}


def _one(served: Site, day: str, kind: str, victim: str, moment: float, report: Report) -> list[str]:
    """Start a run and kill somebody at a moment after that; return what is wrong then."""
    run = served.ask("ask_run", day, kind)
    time.sleep(moment)
    worker, solver = served.groups["worker"], served.ask("run_state", run)[2]
    if victim == "worker":
        served.kill_worker()
        _wait(lambda: not solvers_of(worker))
        served.ask("sweep_runs")
        served.deliver()
    elif solver:
        with suppress(ProcessLookupError):
            os.kill(solver, signal.SIGKILL)
    _wait(lambda: not _active(served, run))
    state, reason, _process, placed = served.ask("run_state", run)
    report.kills += 1
    report.ended[kind, victim, state] += 1
    return list(_wrong((state, reason), _lasting(worker), placed=placed))


def _wrong(end: tuple[str, str], left: list[int], *, placed: bool) -> list[str]:
    found = [] if end in ENDS else [f"a run ended as {end}"]
    found += [f"{len(left)} solvers are left"] if left else []
    return [*found, *(["a run that died gave a placement"] if placed != (end[0] == "done") else [])]


def solvers_of(worker: int) -> list[int]:
    """Return the processes that were started by a worker to calculate, and that have not ended."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            words = path.read_bytes().rstrip(b"\0").split(b"\0")
            if DOOR in words and words[-1] == str(worker).encode():
                found.append(int(path.parent.name))
    return found


def _lasting(worker: int) -> list[int]:
    """Return the processes that a worker started and that stay.

    One that was started in the moment in which its worker died sees that when it begins, and goes by itself.
    """
    with suppress(TimeoutError):
        _wait(lambda: not solvers_of(worker), BEGINNING)
    return solvers_of(worker)


def _wait(until: Callable[[], bool], seconds: float = PATIENCE) -> None:
    """Wait until something is so. Raises TimeoutError when that does not come."""
    end = time.monotonic() + seconds
    while not until():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.05)


if __name__ == "__main__":
    sys.exit(main())
