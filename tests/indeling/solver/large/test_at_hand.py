# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from functools import partial
from itertools import chain, repeat
from typing import Any

import numpy as np
import pytest

from indeling import Problem, solve
from indeling.errors import OutOfTimeError
from indeling.lists import lists_of
from indeling.objectives import objective
from indeling.solver.large import best_of_lists
from indeling.solver.large.at_hand import dealt
from indeling.solver.large.auction import buyers_of
from large_days import all_large, interpreted, small_samples
from oracle.edges import day_of, workshop
from oracle.model import feasible, misreported
from oracle.plain import crowd

__all__ = ["all_large", "interpreted", "small_samples"]

pytestmark = pytest.mark.usefixtures("interpreted", "all_large")


@pytest.mark.usefixtures("small_samples")
@pytest.mark.parametrize(
    ("aim", "above_zero"), [("least-cost", {False, True}), ("generous", {False}), ("rank-maximal", {False, True})]
)
def test_bound_by_prices_of_an_auction_that_did_not_end_is_no_more_than_the_best(
    aim: str, above_zero: set[bool]
) -> None:
    # of a generous placement the first level that is not proven is here one that is 0 at best
    bounds = set()
    for seed in range(4):
        data = crowd(seed)
        best = {each["name"]: each["value"] for each in solve(Problem.from_dict(data), aim).proof["levels"]}
        for looks in range(1, 14, 2):
            clock = chain(repeat(0.0, looks), repeat(10.0))
            placement = solve(Problem.from_dict(data), aim, time_limit=5, clock=partial(next, clock))
            tree, (*before, last) = placement.to_dict(), placement.proof["levels"]
            assert feasible(data, tree) == misreported(data, tree) == []
            assert {each["name"]: each["value"] for each in before}.items() <= best.items()
            assert last["bound"] <= best.get(last["name"], 0) <= last["value"]
            bounds.add(placement.status == "feasible" and last["bound"] > 0)
    assert bounds == above_zero


def test_first_come_take_what_they_wish_until_it_is_full() -> None:
    people: list[dict[str, Any]] = [{"id": name, "wishes": ["a", "b"]} for name in "pqs"]
    lists = lists_of(Problem.from_dict(day_of(people, [workshop("a", (1, 0)), workshop("b", (1, 0)),
                                                      workshop("c", (9, 0))])))  # fmt: skip
    held = dealt(buyers_of(lists, np.arange(3), np.arange(3)))
    assert held.tolist() == [1, 0, 0, 1, 0, 0]


def test_level_that_looks_at_regret_has_no_bound_at_hand() -> None:
    people: list[dict[str, Any]] = [{"id": name, "wishes": ["a", "b"]} for name in "pq"]
    data = day_of(people, [workshop(name, (1, 0)) for name in "abc"], wishes_asked=2)
    ticks = chain([0.0], repeat(10.0))
    placement = solve(Problem.from_dict(data), "fair", time_limit=5, clock=partial(next, ticks))
    assert placement.proof["levels"] == [{"name": "squared-regret", "value": 1, "bound": 0, "prices": {}}]


def test_seats_outside_that_cannot_be_placed_leave_nothing_at_hand() -> None:
    one_chair = [workshop(name, (1, 0), (1, 0)) for name in "abc"]
    people = [{"id": name, "wishes": ["a", "b"]} for name in "pq"]
    data = day_of(people, [*one_chair, workshop("d", (0, 0), (0, 0))], rounds=2, wishes_asked=2)
    data["participants"] = [*people, {"id": "s", "wishes": ["c"]}]
    problem = Problem.from_dict(data)

    def late() -> float:
        raise OutOfTimeError

    assert best_of_lists(problem, lists_of(problem), objective("fair"), 1, late, lambda *_: None) is None
