# SPDX-License-Identifier: EUPL-1.2
"""Measure the engine: `python -m benchmarks.engine`, or `scripts/bench`, which sets up first.

Every cell is the median of a few runs of `solve` in this process, on a day made from a seed, beside the goal for it.
A machine that does other things as well is slow at everything: between the runs a *yardstick* is timed, a fixed piece
of work that has nothing to do with the engine, and a cell is compared with the results kept in benchmarks/results.json
as so many times the yardstick, not as seconds.
"""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from statistics import median
from tempfile import TemporaryDirectory
from time import monotonic, perf_counter
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

import indeling.lists
from benchmarks import ruled
from benchmarks.cells import REFUSED, Cell, Measured
from benchmarks.goals import COMMAND_GOALS, GOALS, LIMITS, RULED_OBJECTIVES, UNEQUAL_GOALS, UNEQUAL_LIMITS
from benchmarks.instances import POPULARITIES, SIZES, Kind, make_day
from indeling import Placement, solve
from indeling.errors import OutOfTimeError, TooLargeError
from indeling.objectives import names

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "benchmarks" / "results.json"
EXAMPLE = ROOT / "examples" / "regiodag"
COMMAND = "xlsx → xlsx, cold"

SMALL_ENOUGH = 2_000
"""Above so many people, objectives are measured that have a goal or a limit; others only when they are asked for."""

UNEQUAL = (190, 400, 2_000, 10_000)
"""Sizes measured with `--unequal`, as far as they are asked for."""

COMPLETE = (190,)
"""Of those, the sizes measured also where everybody ranks every workshop."""

YARDSTICKS = 3
"""How often the yardstick is timed after each run."""

WIDEST = 140
"""Columns of the table where there is no terminal."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what is asked for, print the table, keep the results when told to."""
    asked = _asked(arguments)
    asked.unequal |= asked.every_cell
    asked.command |= asked.every_cell
    if asked.tables:
        indeling.lists.LARGE = indeling.lists.MIDDLING = sys.maxsize
    found, before = [], _read(KEPT)
    for measured in _all_measured(list(_cells(asked)), asked.repeat, asked.patience):
        found.append(measured)
        if asked.keep:  # at once: an hour of measuring that is stopped keeps what it found
            _write(KEPT, found, before)
    paper = Console(width=None if sys.stdout.isatty() else WIDEST)
    paper.print(_table(found, before), _summary(found), sep="\n")
    if asked.json:
        _write(Path(asked.json), found, {})
    return 0


def _all_measured(cells: list[Cell], repeat: int, patience: float) -> Iterator[Measured]:
    """Measure one cell after the other, and tell about it on standard error."""
    for number, cell in enumerate(cells, 1):
        print(f"{number}/{len(cells)} {cell.key} ... ", end="", file=sys.stderr, flush=True)
        measured = _measure(cell, repeat, patience)
        print(_time(measured.seconds), file=sys.stderr, flush=True)
        yield measured


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("scripts/bench", description="How fast the engine is on this machine.")
    numbers, words = partial(_listed, known=tuple(SIZES), kind=int), partial(_listed, kind=str)
    parser.add_argument(
        "--sizes", type=numbers, default=list(SIZES), help=f"people, of {_joined(tuple(SIZES))}; default all"
    )
    parser.add_argument(
        "--objectives",
        type=partial(words, known=names()),
        help=f"of {_joined(names())}; default all, above {SMALL_ENOUGH:,} people only those with a goal",
    )
    parser.add_argument(
        "--popularity", type=partial(words, known=POPULARITIES), default=POPULARITIES, help=_joined(POPULARITIES)
    )
    parser.add_argument("--unequal", action="store_true", help="sessions of their own size too, some of them missing")
    parser.add_argument(
        "--tables", action="store_true", help="place large days as smaller ones: by tables and a flow, if they fit"
    )
    parser.add_argument("--ruled", action="store_true", help="days with rules, repair and mix too, up to 2000 people")
    parser.add_argument("--command", action="store_true", help="the whole command too: spreadsheet in, workbook out")
    parser.add_argument("--every-cell", action="store_true", help="both of these: all there is a goal for")
    parser.add_argument("--repeat", type=int, default=5, metavar="N", help="runs per cell; default 5")
    parser.add_argument(
        "--patience", type=float, default=10, metavar="S", help="no new run after S seconds; default 10"
    )
    parser.add_argument("--json", metavar="FILE", help="write the results to FILE")
    parser.add_argument("--keep", action="store_true", help=f"keep the results in {KEPT.relative_to(ROOT)}")
    return parser.parse_args(arguments)


def _listed(text: str, known: Sequence[Any], kind: Callable[[str], Any]) -> list[Any]:
    """Return the values in a list with commas. Raises ArgumentTypeError for one that is not known."""
    found = [kind(part.strip().replace("_", "")) for part in text.split(",")]
    for each in found:
        if each not in known:
            message = f"there is no {each}; choose from {_joined(known)}"
            raise argparse.ArgumentTypeError(message)
    return found


def _joined(values: Sequence[Any]) -> str:
    return ", ".join(map(str, values))


# What is measured ----------------------------------------------------------------------------------------------


def _cells(asked: argparse.Namespace) -> Iterator[Cell]:
    """Yield the cells, in the order of the table."""
    if asked.command:
        for aim in asked.objectives or COMMAND_GOALS:
            yield Cell(COMMAND, aim, COMMAND_GOALS.get(aim), partial(_command, aim))
    for kind in _kinds(asked):
        goals = (UNEQUAL_GOALS if kind.unequal else GOALS).get(kind.size.people, {})
        for aim in asked.objectives or _usual_objectives(kind):
            yield Cell(str(kind), aim, goals.get(aim), partial(_solve, kind, aim))
    yield from _ruled_cells(asked)


def _ruled_cells(asked: argparse.Namespace) -> Iterator[Cell]:
    """Yield the cells of days with rules, of repair and of mix."""
    for people in asked.sizes if asked.ruled else ():
        for what in ruled.kinds_for(people):
            for aim in asked.objectives or RULED_OBJECTIVES.get(what, ("fair",)):
                yield Cell(f"{SIZES[people]} {what}", aim, None, partial(ruled.KINDS[what], people, aim))


def _kinds(asked: argparse.Namespace) -> Iterator[Kind]:
    for people in asked.sizes:
        unequal = (False, True) if asked.unequal and people in UNEQUAL else (False,)
        yield from (Kind(SIZES[people], popular, apart) for apart in unequal for popular in asked.popularity)
        if asked.unequal and people in COMPLETE:
            yield from (Kind(SIZES[people], popular, unequal=True, complete=True) for popular in asked.popularity)


def _usual_objectives(kind: Kind) -> list[str]:
    """Return all objectives, on larger days those with a goal or a time limit."""
    people = kind.size.people
    if people <= SMALL_ENOUGH:
        return list(names())
    return list(UNEQUAL_GOALS[people]) if kind.unequal else [*GOALS[people], *LIMITS.get(people, ())]


def _solve(kind: Kind, aim: str) -> Callable[[], tuple[str, str]]:
    """Return a run of the engine, on a day that is made before the clock starts."""
    day = make_day(kind)
    limit = (UNEQUAL_LIMITS if kind.unequal else LIMITS).get(kind.size.people, {}).get(aim)

    def run() -> tuple[str, str]:
        placement = solve(day, aim, time_limit=limit, clock=monotonic)
        return placement.status, _proof(placement)

    return run


def _proof(placement: Placement) -> str:
    """Return the kind of proof; of a placement that is not proven, how far the level left open can still come down."""
    kind, levels = str(placement.proof["kind"]), placement.proof["levels"]
    if placement.status != "feasible" or not levels:
        return kind
    return f"{levels[-1]['name']} {levels[-1]['value']}, bound {levels[-1]['bound']}"


def _command(aim: str) -> Callable[[], tuple[str, str]]:
    """Return a run of the whole command on the example day, in a process of its own."""
    files = [str(EXAMPLE / "voorkeuren.xlsx"), "--workshops", str(EXAMPLE / "workshops.xlsx")]

    def run() -> tuple[str, str]:
        with TemporaryDirectory() as folder:
            target = str(Path(folder) / "indeling.xlsx")
            command = [sys.executable, "-m", "indeling.cli", "solve", *files, "-o", target, "--objective", aim]
            subprocess.run(command, check=True, capture_output=True)  # noqa: S603  (ourselves)
        return "optimal", ""

    return run


def _measure(cell: Cell, repeat: int, patience: float) -> Measured:
    """Run the cell `repeat` times after once to warm up, yardsticks after each; fewer when that takes too long.

    A second time also when the first took up to three times the patience, as the first may have compiled.
    """
    run = cell.prepare()
    status, proof = "", ""
    seconds: list[float] = []
    sticks: list[float] = []
    end = perf_counter() + patience
    while len(seconds) <= repeat and (not seconds or perf_counter() < end + (2 * patience if len(seconds) == 1 else 0)):
        start = perf_counter()
        try:
            status, proof = run()
        except (TooLargeError, OutOfTimeError) as refused:
            status, proof = REFUSED, type(refused).__name__
        seconds.append(perf_counter() - start)
        sticks += [_yardstick_seconds() for _ in range(YARDSTICKS)]
    after_warming_up = slice(1 if len(seconds) > 1 else 0, None)
    return Measured(
        cell, median(seconds[after_warming_up]), median(sticks), len(seconds[after_warming_up]), status, proof, _peak()
    )


def _peak() -> float:
    """Return the most memory in GiB that this process has had so far, its days included."""
    most = getrusage(RUSAGE_SELF).ru_maxrss
    return most / (2**30 if sys.platform == "darwin" else 2**20)


def _yardstick_seconds() -> float:
    start = perf_counter()
    _yardstick()
    return perf_counter() - start


def _yardstick() -> int:
    """Do a fixed piece of work, half of it in NumPy and half in plain Python: a hundredth of a second or so."""
    numbers = np.arange(150_000, dtype=np.int64) * 2_654_435_761 % 1_000_003
    total = int(np.sort(numbers)[::7].cumsum()[-1])
    seen: dict[int, int] = {}
    for number in numbers[:30_000].tolist():
        seen[number % 997] = seen.get(number % 997, 0) + number
    return total + max(seen.values())


# What is shown and kept ----------------------------------------------------------------------------------------


def _table(found: list[Measured], kept: dict[str, Any]) -> Table:
    """Return the table, with what was kept of each cell beside it."""
    table = Table(box=None, pad_edge=False)
    for heading in ("day", "objective"):
        table.add_column(heading, no_wrap=True)
    for heading in ("median", "goal", ""):
        table.add_column(heading, justify="right" if heading else "left", no_wrap=True)
    for heading in ("status", "proof"):
        table.add_column(heading, no_wrap=True)
    for heading in ("peak", "runs", "yardsticks", "kept", "ratio"):
        table.add_column(heading, justify="right", no_wrap=True)
    for each in found:
        table.add_row(*_row(each, kept.get("cells", {}).get(each.cell.key)))
    return table


def _row(each: Measured, before: dict[str, Any] | None) -> list[str]:
    goal = each.cell.goal
    reached = "" if goal is None else "reached" if each.reached else "missed"
    line = [each.cell.day, each.cell.objective, _time(each.seconds), "" if goal is None else _time(goal), reached]
    line += [each.status, each.proof, f"{each.peak:.2f} GiB", str(each.runs), f"{each.yardsticks:.2f}"]
    if before is None:
        return line
    return [*line, f"{before['yardsticks']:.2f}", f"{each.yardsticks / before['yardsticks']:.2f}"]


def _time(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"


def _summary(found: list[Measured]) -> str:
    with_goal = [each for each in found if each.cell.goal is not None]
    reached = sum(each.reached for each in with_goal)
    stick = median(each.yardstick for each in found)
    return f"\nyardstick {_time(stick)}; {reached} of {len(with_goal)} goals reached; ratio: to the results kept"


def _read(path: Path) -> dict[str, Any]:
    """Return results kept earlier; nothing when there are none."""
    kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return kept


def _write(path: Path, found: list[Measured], before: dict[str, Any]) -> None:
    """Write the results, over those of the same cells before."""
    cells = {**before.get("cells", {}), **{each.cell.key: each.to_dict() for each in found}}
    results = {
        "python": platform.python_version(),
        "yardstick": round(median(each.yardstick for each in found), 5),
        "cells": cells,
    }
    path.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
