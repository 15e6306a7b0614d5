# SPDX-License-Identifier: EUPL-1.2
"""Days of the size and the kind that other people have, against the independent model, and through the real program."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from days_of_others import DAYS, Tree, day
from indeling import Problem, check, solve
from oracle.model import OBJECTIVES, feasible, misreported, optimum, value

MANY = 900_000_000

CASES = [
    (name, objective)
    for name in DAYS
    for objective in OBJECTIVES
    if objective != "leximin" or name in {"conference", "projects"}  # the model takes a minute for the others
]


@pytest.mark.parametrize(("name", "objective"), CASES)
def test_day_of_others_is_placed_as_well_as_the_independent_model_can(name: str, objective: str) -> None:
    data = DAYS[name](1)
    problem = Problem.from_dict(data)
    placement = solve(problem, objective)
    tree = placement.to_dict()
    assert (placement.status, feasible(data, tree), misreported(data, tree)) == ("optimal", [], [])
    assert value(data, tree, objective) == optimum(data, objective)
    assert check(problem, placement).proven


def written(folder: Path, name: str, **environ: str) -> bytes:
    """Return the placement that the program writes for a day."""
    command = [sys.executable, "-m", "indeling.cli", "solve", f"{name}.json", "-o", "placement.json", "--quiet"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, env={**os.environ, **environ}, timeout=120)
    return (folder / "placement.json").read_bytes()


@pytest.mark.parametrize("name", ["school", "projects"])
def test_threads_and_the_order_of_hashes_change_no_byte(name: str, tmp_path: Path) -> None:
    tmp_path.joinpath(f"{name}.json").write_text(json.dumps(DAYS[name](1)), "utf-8")
    one = written(tmp_path, name, OMP_NUM_THREADS="1", PYTHONHASHSEED="1")
    assert written(tmp_path, name, OMP_NUM_THREADS="8", PYTHONHASHSEED="2") == one
    keys_turned = {key: DAYS[name](1)[key] for key in reversed(DAYS[name](1))}
    tmp_path.joinpath(f"{name}.json").write_text(json.dumps(keys_turned, indent=1), "utf-8")
    assert written(tmp_path, name) == one


def test_numbers_far_beyond_any_day_are_no_reason_to_fail(tmp_path: Path) -> None:
    data = DAYS["projects"](1)
    data["wishes_asked"] = 100
    data["participants"][0]["id"] = "half a pair: \ud800"
    for workshop in data["workshops"]:
        workshop["sessions"][0]["capacity"] = 1_000_000_000
    tmp_path.joinpath("large.json").write_text(json.dumps(data), "utf-8")
    assert json.loads(written(tmp_path, "large"))["status"] == "optimal"


SWITCHES: dict[str, dict[str, object]] = {
    "may be dropped": {"optional": True, "sessions": [{"round": "r1", "capacity": MANY, "minimum": 2}]},
    "in a round of choice": {"sessions": [{"any_of": ["r1", "r2"], "capacity": MANY, "minimum": 2}]},
    "dropped in two rounds": {
        "optional": True,
        "sessions": [{"any_of": ["r1"], "capacity": MANY}, {"round": "r2", "capacity": MANY, "minimum": 2}],
    },
}
"""A workshop with more chairs than there are people in the world, or nearly."""


@pytest.mark.parametrize("objective", OBJECTIVES)
@pytest.mark.parametrize("roomy", SWITCHES.values(), ids=SWITCHES)
def test_chairs_without_end_are_as_good_as_one_for_everybody(roomy: Tree, objective: str) -> None:
    people: list[Tree] = [{"id": f"p{k}", "wishes": ["roomy", "a", "b"][k % 2 :]} for k in range(6)]
    others = [
        {"id": name, "sessions": [{"round": rnd, "capacity": 3 + MANY * (name == "c")} for rnd in ("r1", "r2")]}
        for name in "abc"
    ]
    rooms = [{"id": f"room {k}", "capacity": MANY} for k in range(5)]
    data = day(["r1", "r2"], [{"id": "roomy", **roomy}, *others], people, rules=[{"kind": "rooms", "rooms": rooms}])
    modest = json.loads(re.sub(r"\d{9,}", "8", json.dumps(data)))
    found = solve(Problem.from_dict(data), objective).to_dict()
    assert (feasible(data, found), value(data, found, objective)) == ([], optimum(modest, objective))
