# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from engine_days import GAP, drawn, no_limit
from indeling import Problem, solve
from indeling.errors import OutOfTimeError, TooLargeError
from indeling.solver import route
from indeling.solver.seat_by_seat import seat_by_seat
from oracle.edges import day_of, workshop
from oracle.instances import seeded
from oracle.model import feasible, optimum, value
from thoroughness import a_few

Tree = dict[str, Any]

OBJECTIVES = ("least-cost", "generous", "rank-maximal")


@pytest.fixture(autouse=True)
def _no_bundles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(route, "MOST_BUNDLES", 0)


@pytest.mark.parametrize("objective", OBJECTIVES)
@pytest.mark.parametrize("kind", ["per round", "mixed", "ratings"])
def test_days_placed_seat_by_seat_are_as_good_as_the_independent_model_says(kind: str, objective: str) -> None:
    seen = 0
    for seed in a_few(range(25)):
        data = seeded(seed, [kind])
        try:
            placement = solve(Problem.from_dict(data), objective)
        except TooLargeError:
            continue
        if placement.proof.get("route") != "seats":
            continue
        tree, seen = placement.to_dict(), seen + 1
        assert placement.status == "optimal"
        assert not feasible(data, tree)
        assert value(data, tree, objective) == optimum(data, objective)
    assert seen or kind != "per round"


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_gap_between_linear_and_whole_is_held_by_a_row(objective: str) -> None:
    placement = solve(Problem.from_dict(GAP), objective)
    assert (placement.status, placement.proof["route"], placement.proof["kind"]) == ("optimal", "seats", "mip")
    assert value(GAP, placement.to_dict(), objective) == optimum(GAP, objective)


def test_day_that_does_not_fit_has_no_placement() -> None:
    sessions = [{"round": rnd, "capacity": 1} for rnd in ("r1", "r2")]
    data = day_of([{"id": "p"}, {"id": "q"}], [{"id": name, "sessions": sessions} for name in "ab"][:1], rounds=2)
    assert solve(Problem.from_dict(data), "generous").status == "infeasible"
    found = drawn(data, sessions=True)
    assert seat_by_seat(found.seats, [np.array([1, 0])], no_limit) is None


def test_no_levels_leave_no_choice() -> None:
    assert seat_by_seat(drawn(GAP, sessions=True).seats, [], no_limit) is None


def test_time_that_is_up_is_said() -> None:
    with pytest.raises(OutOfTimeError):
        seat_by_seat(drawn(GAP, sessions=True).seats, [np.array([1, 0, 0])], lambda: 0.0)


def test_seats_of_workshops_that_may_be_dropped_are_not_proven_within_a_cap() -> None:
    people: list[Tree] = [{"id": name, "wishes": ["a", "b"]} for name in "pq"]
    data = day_of(
        people, [workshop("a", (1, 0)), workshop("b", (2, 2), optional=True), workshop("c", (1, 0))], wishes_asked=2
    )
    placement = solve(Problem.from_dict(data), "least-cost")
    assert (placement.status, placement.proof["kind"]) == ("feasible", "mip")
