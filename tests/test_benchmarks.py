# SPDX-License-Identifier: EUPL-1.2
"""The benchmark runs, and measures the same days every time. How long anything takes is not tested."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from benchmarks.cells import Cell
from benchmarks.engine import _kinds, _measure
from benchmarks.instances import POPULARITIES, SIZES, Kind, make_day
from benchmarks.load.races import looked_at
from benchmarks.placing import FOLLOW, pause_of

from indeling.errors import TooLargeError
from indeling.problem import NOT_OFFERED

ROOT = Path(__file__).parents[1]


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks.engine", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("popularity", POPULARITIES)
def test_day_is_the_same_every_time(popularity: str) -> None:
    kind = Kind(SIZES[150], popularity)
    assert make_day(kind).to_dict() == make_day(kind).to_dict()
    assert make_day(kind).to_dict() != make_day(kind, seed=2).to_dict()


@pytest.mark.parametrize("popularity", POPULARITIES)
@pytest.mark.parametrize("unequal", [False, True])
def test_every_round_has_a_chair_for_everybody_and_a_few_more(popularity: str, unequal: bool) -> None:  # noqa: FBT001  (a parameter of the test)
    day = make_day(Kind(SIZES[400], popularity, unequal))
    assert np.maximum(day.capacity, 0).sum(axis=0).tolist() == [420, 420]
    assert bool((day.capacity == NOT_OFFERED).any()) == unequal
    assert bool((day.capacity[:, 0] != day.capacity[:, 1]).any()) == unequal


def test_complete_day_has_everybody_rank_every_workshop() -> None:
    kind = Kind(SIZES[190], "zipf", unequal=True, complete=True)
    day = make_day(kind)
    assert str(kind) == "190×23×6 zipf unequal complete"
    assert np.bincount(day.wishes.participant).tolist() == [23] * 190
    assert day.wishes_asked == 23


def test_days_of_six_rounds_are_measured_with_complete_orders_too() -> None:
    asked = argparse.Namespace(sizes=[190, 400], unequal=True, popularity=["zipf"])
    assert [str(kind) for kind in _kinds(asked)] == [
        "190×23×6 zipf",
        "190×23×6 zipf unequal",
        "190×23×6 zipf unequal complete",
        "400×16×2 zipf",
        "400×16×2 zipf unequal",
    ]


def test_cells_asked_for_are_measured_printed_and_written(tmp_path: Path) -> None:
    target = tmp_path / "results.json"
    arguments = ("--sizes", "150", "--objectives", "least-cost", "--popularity", "zipf", "--repeat", "1")
    ran = bench(*arguments, "--json", str(target))
    (name, cell), *others = json.loads(target.read_text("utf-8"))["cells"].items()
    assert (ran.returncode, name, others) == (0, "150×10×2 zipf, least-cost", [])
    assert (cell["status"], cell["proof"], cell["runs"]) == ("optimal", "prices", 1)
    assert [line.split()[:3] for line in ran.stdout.splitlines()[1:2]] == [["150×10×2", "zipf", "least-cost"]]
    assert ran.stderr.startswith("1/1 150×10×2 zipf, least-cost ... ")


def test_day_that_is_refused_says_so_and_reaches_no_goal() -> None:
    def refuse() -> tuple[str, str]:
        raise TooLargeError

    measured = _measure(Cell("a day", "fair", 60.0, lambda: refuse), 1, 10)
    assert (measured.status, measured.proof, measured.reached) == ("refused", "TooLargeError", False)


def test_every_cell_has_the_whole_command_and_sessions_of_their_own_size(tmp_path: Path) -> None:
    target = tmp_path / "results.json"
    asked = ("--sizes", "400", "--objectives", "least-cost", "--popularity", "zipf", "--repeat", "1", "--every-cell")
    ran = bench(*asked, "--json", str(target))
    cells = [
        "xlsx → xlsx, cold, least-cost",
        "400×16×2 zipf, least-cost",
        f"{Kind(SIZES[400], 'zipf', unequal=True)}, least-cost",
    ]
    assert (ran.returncode, list(json.loads(target.read_text("utf-8"))["cells"])) == (0, cells)


def test_days_with_rules_repair_and_mix_are_measured_when_asked_for(tmp_path: Path) -> None:
    target = tmp_path / "results.json"
    arguments = ("--sizes", "150", "--objectives", "least-cost", "--popularity", "zipf", "--repeat", "1", "--ruled")
    assert bench(*arguments, "--json", str(target)).returncode == 0
    cells = json.loads(target.read_text("utf-8"))["cells"]
    assert {name: cell["status"] for name, cell in cells.items()} == dict.fromkeys(
        [
            "150×10×2 zipf, least-cost",
            "150×10×2 rules, least-cost",
            "150×10×2 mix, least-cost",
            "150×10×2 repair, least-cost",
            "150×10×2 repair, curve, least-cost",
        ],
        "optimal",
    )


def test_unknown_size_is_refused_with_those_there_are() -> None:
    ran = bench("--sizes", "151")
    assert ran.returncode == 2
    assert ran.stderr.splitlines()[-1].endswith(
        "there is no 151; choose from 150, 190, 400, 2000, 10000, 100000, 1000000"
    )


def test_race_that_gave_a_place_twice_is_counted_and_one_that_ended_otherwise_is_told() -> None:
    fair = [[f"proef{at}@example.org", "registered" if at == 2 else "waiting"] for at in range(4)]
    twice = [[f"proef{at}@example.org", "registered" if at < 6 else "waiting"] for at in range(4, 8)]
    lost = [[f"proef{at}@example.org", "waiting"] for at in range(8, 11)]
    assert looked_at([*lost, *twice, *fair], 3) == (1, ["a race ended with ['waiting', 'waiting', 'waiting']"])


def test_organiser_who_is_measured_looks_as_often_as_the_page_says() -> None:
    page = (ROOT / "src/regiodag/templates/placements/progress.html").read_text()
    found = FOLLOW.search(page.replace("{% url 'placement-progress' day.pk run.pk %}", "/progress/"))
    assert found is not None
    assert pause_of(found[2]) == 0.5
    assert [pause_of("every 2s"), pause_of("load, every 250ms")] == [2, 0.25]
    with pytest.raises(ValueError, match="how often"):
        pause_of("load")
