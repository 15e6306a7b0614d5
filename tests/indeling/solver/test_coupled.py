# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from collections.abc import Callable
from itertools import count

import pytest

from indeling import Problem, solve
from indeling.errors import OutOfTimeError, Text, TooLargeError
from indeling.objectives import level_title, objective
from indeling.solver import coupled
from indeling.solver.coupled import best_with_rules
from indeling.solver.day import plan_day
from indeling.solver.route import Answer
from indeling.valuation import valuation
from oracle.instances import Sizes, ruled

RULES = ("together", "apart", "at_most", "at_least", "eligible", "carried_over")

CROWDED = {
    "format": "indeling/problem",
    "version": 1,
    "rounds": [{"id": "r1"}],
    "workshops": [{"id": name, "sessions": [{"round": "r1", "capacity": 2}]} for name in ("red", "blue")],
    "participants": [{"id": name, "wishes": ["red", "blue"]} for name in ("ann", "bo", "cy")],
    "rules": [
        {"kind": "apart", "participants": ["ann", "bo", "cy"], "weight": 2},
        {"kind": "together", "participants": ["ann", "bo"]},
    ],
}


def silent(_what: Text, _step: int, _steps: int) -> None:
    """Say nothing."""


def answered(seconds: Callable[[], float | None]) -> Answer:
    problem = Problem.from_dict(CROWDED)
    return best_with_rules(problem, plan_day(problem, valuation(problem), 1), objective("fair"), seconds, silent)


def until(calls: int) -> Callable[[], float | None]:
    """Return seconds left that run out after so many calls."""
    call = count()

    def seconds() -> float | None:
        if next(call) >= calls:
            raise OutOfTimeError
        return None

    return seconds


def test_levels_end_with_the_weight_of_what_is_broken() -> None:
    placement = solve(Problem.from_dict(CROWDED))
    assert [(each["name"], each["value"], each["bound"]) for each in placement.proof["levels"]] == [
        ("squared-regret", 1, 1),
        ("broken-rules", 2, 2),
    ]
    assert str(level_title("fair", "broken-rules")) == "weight of the rules that are broken"


def test_time_that_runs_out_leaves_the_last_level_open() -> None:
    found = answered(until(1))
    assert (found.complete, [key for key, _ in found.levels]) == (False, ["outside-1", "squared-regret"])


def test_time_that_runs_out_before_there_is_a_placement_is_an_error() -> None:
    with pytest.raises(OutOfTimeError):
        answered(until(0))


def test_too_many_bundles_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coupled, "MOST_BUNDLES", 1)
    with pytest.raises(TooLargeError):
        answered(until(9))


def test_order_of_rows_and_of_rules_has_no_influence() -> None:
    for seed in range(12):
        data = ruled(seed, RULES, Sizes(people=8, workshops=4, rounds=(2,)))
        turned = json.loads(json.dumps(data))
        for part in ("participants", "workshops", "rules"):
            turned[part].reverse()
        there, back = (solve(Problem.from_dict(each)).to_dict() for each in (data, turned))
        rows = [sorted(map(str, each["placements"])) for each in (there, back)]
        assert (there["status"], rows[0]) == (back["status"], rows[1])
