# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from collections.abc import Callable
from itertools import count

import pytest

from indeling import Problem, solve
from indeling.errors import OutOfTimeError, Text, TooLargeError
from indeling.objectives import level_title, objective
from indeling.solver import coupled, window
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


def answered_or_none(seconds: Callable[[], float | None]) -> Answer | None:
    try:
        return answered(seconds)
    except OutOfTimeError:
        return None


def until(calls: int, *, left: float | None = None) -> Callable[[], float | None]:
    """Return seconds left that run out after so many calls; `left`: so many are left then."""
    call = count()

    def seconds() -> float | None:
        if next(call) >= calls:
            if left is None:
                raise OutOfTimeError
            return left
        return None

    return seconds


def test_levels_end_with_the_weight_of_what_is_broken() -> None:
    placement = solve(Problem.from_dict(CROWDED))
    assert [(each["name"], each["value"], each["bound"]) for each in placement.proof["levels"]] == [
        ("squared-regret", 1, 1),
        ("broken-rules", 2, 2),
    ]
    assert str(level_title("fair", "broken-rules")) == "weight of the rules that are broken"


@pytest.mark.parametrize("left", [None, 0.0])
def test_time_that_runs_out_leaves_a_placement_with_a_bound_that_holds(
    left: float | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window, "ALL_AT_ONCE", 0)
    monkeypatch.setattr(window, "FIRST_PICKS", 1)
    whole = [solved.value for _, solved in answered(until(999)).levels]
    found = {
        calls: outcome for calls in range(1, 40) if (outcome := answered_or_none(until(calls, left=left))) is not None
    }
    cut_short = [answer for answer in found.values() if not answer.complete]
    assert {len(answer.levels) for answer in cut_short} >= {2, 3}
    for answer in found.values():
        *settled, (_, last) = answer.levels
        assert [(solved.value, solved.bound) for _, solved in settled] == [
            (each, each) for each in whole[: len(settled)]
        ]
        assert last.bound <= whole[len(settled)] <= last.value
        assert answer.complete == (last.bound == last.value and len(answer.levels) == len(whole))


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
