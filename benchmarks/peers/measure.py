# SPDX-License-Identifier: EUPL-1.2
"""Place the same days with every system: `python -m benchmarks.peers.measure`, or `scripts/bench-peers`.

Prints the tables; keeps what is measured in benchmarks/peers/results.json when told to, and writes the tables into
docs/reference/peers.md. A system whose environment is not there is left out, and said to be.
"""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from benchmarks.peers import table
from benchmarks.peers.days import NAMES, Day, day
from benchmarks.peers.judge import figures
from benchmarks.peers.peer import Answer, Peer
from benchmarks.peers.systems import peers

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "benchmarks" / "peers" / "results.json"
PAGE = ROOT / "docs" / "reference" / "peers.md"
PYTHONS = {"house": sys.executable, "peers": str(ROOT / ".venv" / "peers" / "bin" / "python")}
OTHER_AIM = {"indeling fair"}
"""Peers whose aim is not the least cost; where they stand above it they are not worse at what they do."""


ALARM = 14
"""SIGALRM, by number: Windows has no such signal, and should be able to print the page all the same."""


@dataclass(frozen=True)
class Asked:
    """What is asked for on the command line."""

    days: list[str]
    systems: list[str]
    limit: float
    repeat: int
    patience: float
    json: Path | None
    keep: bool
    page: bool


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, keep."""
    asked = _asked(arguments)
    found = json.loads(KEPT.read_text("utf-8")) if asked.page and not asked.keep else _measured(asked)
    print(table.page(found, peers()), end="")
    for path in [asked.json, KEPT if asked.keep else None]:
        if path:
            path.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    if asked.page:
        PAGE.write_text(with_tables(PAGE.read_text("utf-8"), found), encoding="utf-8")
    return 0


def with_tables(text: str, kept: Mapping[str, Any]) -> str:
    """Return the page with the tables of these results between its marks."""
    before, rest = text.split(table.START)
    return f"{before}{table.START}\n\n{table.page(kept, peers())}\n{table.END}{rest.split(table.END)[1]}"


def _asked(arguments: Sequence[str] | None) -> Asked:
    parser = argparse.ArgumentParser("scripts/bench-peers", description="The engine beside what else there is.")
    parser.add_argument("--days", nargs="+", choices=NAMES, default=list(NAMES), metavar="DAY", help=", ".join(NAMES))
    known = list(peers())
    parser.add_argument("--systems", nargs="+", choices=known, default=known, metavar="NAME", help="; ".join(known))
    parser.add_argument("--limit", type=float, default=60, metavar="S", help="seconds for one run; default 60")
    parser.add_argument("--repeat", type=int, default=5, metavar="N", help="runs per cell at most; default 5")
    parser.add_argument("--patience", type=float, default=10, metavar="S", help="no new run after S s; default 10")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the results to FILE")
    parser.add_argument("--keep", action="store_true", help=f"keep the results in {KEPT.relative_to(ROOT)}")
    parser.add_argument("--page", action="store_true", help=f"put the results kept into {PAGE.relative_to(ROOT)}")
    return Asked(**vars(parser.parse_args(arguments)))


def _measured(asked: Asked) -> dict[str, Any]:
    """Measure every cell asked for, and tell about it on standard error."""
    versions: dict[str, str] = {}
    cells = [cell for name in asked.days for cell in _cells(day(name), asked, versions)]
    return {"python": platform.python_version(), "limit": asked.limit, "versions": versions, "cells": cells}


def _cells(one: Day, asked: Asked, versions: dict[str, str]) -> Iterator[dict[str, Any]]:
    for name in asked.systems:
        peer = peers()[name]
        print(f"{one.name}, {name} ... ", end="", file=sys.stderr, flush=True)
        if not Path(PYTHONS[peer.environment]).exists():
            print("not installed: scripts/bench-peers does that", file=sys.stderr)
            continue
        cell = measure(one, peer, asked, versions)
        print(f"{cell['seconds']} s" if cell["figures"] else "stopped", file=sys.stderr, flush=True)
        yield cell


def measure(one: Day, peer: Peer, asked: Asked, versions: dict[str, str]) -> dict[str, Any]:
    """Place one day with one system, in a process of its own; add the version of the package to `versions`.

    Raises RuntimeError when the process ends otherwise than by itself or by its alarm clock.
    """
    with TemporaryDirectory() as folder:
        question, target = Path(folder) / "question.npz", Path(folder) / "answer.npz"
        one.question.save(question)
        worker = [PYTHONS[peer.environment], "-m", "benchmarks.peers.worker", peer.name, str(question), str(target)]
        numbers = map(str, (asked.limit, asked.repeat, asked.patience))
        ran = subprocess.run([*worker, *numbers], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603  (ourselves)
        stopped = ran.returncode == -ALARM
        if ran.returncode and not stopped:
            message = f"{peer.name} on {one.name}: {ran.stderr[-2000:]}"
            raise RuntimeError(message)
        cell = {"day": one.name, "system": peer.name, "other_aim": peer.name in OTHER_AIM}
        if not target.exists():
            return {**cell, "seconds": None, "runs": 0, "says": "none", "figures": None}
        with np.load(target) as kept:
            versions[peer.package] = str(kept["version"])
            return {**cell, **_judged(one, kept)}


def _judged(one: Day, kept: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is kept of an answer; no figures when the system found none."""
    says, spent = str(kept["claim"]), kept["spent"].tolist()
    answer = Answer(kept["seats"], bool(kept["in_rounds"]))
    found = None if says == "none" else asdict(figures(one, answer))
    return {"seconds": round(median(spent), 5), "runs": len(spent), "says": says, "figures": found}


if __name__ == "__main__":
    sys.exit(main())
