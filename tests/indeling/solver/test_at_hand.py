# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from engine_days import drawn
from indeling import Placement, Problem, solve
from indeling.errors import OutOfTimeError
from indeling.objectives import objective
from indeling.solver import route
from indeling.solver.at_hand import levels_at_hand, seats_at_hand
from oracle.edges import day_of, workshop
from oracle.instances import KINDS, seeded
from oracle.model import feasible, misreported, optimum

Tree = dict[str, Any]

TWICE = day_of(
    [{"id": name, "wishes": ["a", "b", "c"]} for name in "pq"],
    [workshop("a", (2, 0), (2, 0)), workshop("b", (2, 0), (2, 0)), workshop("c", (2, 0), (2, 0))],
    rounds=2,
)


def out_of_time(*_: object) -> Any:  # noqa: ANN401  (never returns)
    raise OutOfTimeError


@pytest.fixture
def late(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let time be up before there is anything."""
    monkeypatch.setattr(route, "_best", out_of_time)


@pytest.mark.usefixtures("late")
@pytest.mark.parametrize("kind", KINDS)
def test_placement_at_hand_keeps_the_rules_and_its_bound_is_no_more_than_the_best(kind: str) -> None:
    seen = []
    for seed in range(800, 830):
        data = seeded(seed, [kind])
        placement, best = at_hand(data), optimum(data, "least-cost")
        if placement is not None and best is not None:
            (level,) = placement.proof["levels"] or [{"bound": 0, "value": 0}]
            judged = feasible(data, placement.to_dict()) + misreported(data, placement.to_dict())
            assert (seed, judged, level["bound"] <= best[0] <= level["value"]) == (seed, [], True)
            seen.append(level["bound"] == best[0])
    assert seen.count(True) > len(seen) / 2 > 4


def at_hand(data: Tree) -> Placement | None:
    """Return the placement; None when there is none, or none was found."""
    try:
        placement = solve(Problem.from_dict(data), "least-cost")
    except OutOfTimeError:
        return None
    return None if placement.status == "infeasible" else placement


@pytest.mark.usefixtures("late")
def test_placement_at_hand_says_so() -> None:
    placement = solve(Problem.from_dict(TWICE), "fair")
    assert (placement.status, placement.proof["route"], placement.figures.cost) == ("optimal", "rounds", 2)


def test_nobody_has_a_workshop_twice_and_those_who_stay_outside_are_put_somewhere() -> None:
    data = day_of([{"id": name, "wishes": ["a"]} for name in "pq"], rounds=2)
    found = seats_at_hand(drawn(data).day)
    assert found is not None
    assert all(len({*row}) == 2 for row in found[1].tolist())


def test_level_that_may_be_better_is_the_last_and_has_a_bound() -> None:
    day = drawn(TWICE).day
    table = np.array([[position for position in range(3) if day.value.ranks[0, position, 0] != 1]] * 2)
    (key, found), *rest = levels_at_hand(day, objective("least-cost"), table)[0]
    assert (key, found.value, found.bound, rest) == ("cost", 8, 2, [])


def test_level_has_no_bound_where_no_flow_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indeling.solver.at_hand.fits", lambda *_: False)
    day = drawn(TWICE).day
    table = np.array([[0, 1], [1, 0]])
    (_, found), *_rest = levels_at_hand(day, objective("least-cost"), table)[0]
    assert found.bound == 0 < found.value


def test_day_without_a_placement_has_none_at_hand() -> None:
    assert seats_at_hand(drawn(day_of([{"id": name} for name in "pqst"])).day) is None


@pytest.mark.usefixtures("late")
def test_time_that_is_up_with_nothing_at_hand_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(route, "seats_at_hand", lambda _day: None)
    with pytest.raises(OutOfTimeError):
        solve(Problem.from_dict(TWICE), "fair")
