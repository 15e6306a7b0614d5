# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from engine_days import drawn
from indeling import Problem, check, solve
from indeling.problem import Ints
from indeling.solver import route, staged
from indeling.solver.flow import fits
from indeling.solver.seats import Seats
from indeling.solver.staged import staged_flow
from oracle.edges import day_of, workshop
from oracle.instances import KINDS, seeded
from oracle.model import feasible, optimum, value

Tree = dict[str, Any]

CROWDED = day_of([{"id": name, "wishes": ["a", "b"]} for name in "pqs"], wishes_asked=2)
OUTSIDE, SECOND = np.array([1, 0, 0]), np.array([0, 0, 1])


def ranks_in(data: Tree, weights: list[Ints]) -> list[int] | None:
    """Return the seats at each rank of the staged flow."""
    found = drawn(data)
    flow = staged_flow(found.seats, weights)
    if flow is None:
        return None
    counts = np.bincount(found.seats.arc_rank[flow.choice.arcs], minlength=len(weights[0]))
    np.add.at(counts, found.seats.pool_rank, flow.choice.pooled)
    return [int(each) for each in counts]


def test_later_level_takes_no_more_of_earlier_ones_than_it_needs() -> None:
    found = drawn(CROWDED)
    flow = staged_flow(found.seats, [OUTSIDE, SECOND])
    assert flow is not None
    first, second = flow.prices
    assert first is not None
    assert second is not None
    assert (found.by_item(first.items), first.earlier) == ({"a": 1, "b": 1}, {})
    assert (found.by_item(second.items), second.earlier) == ({"a": 1, "c": 1}, {})


@pytest.mark.parametrize("most", [1, 1 << 61], ids=["a flow for each level", "all levels in one flow"])
@pytest.mark.parametrize(
    ("weights", "ranks"),
    [
        ([SECOND, OUTSIDE], [2, 2, 0]),  # nobody second: p and s have to be outside
        ([OUTSIDE, SECOND], [0, 2, 2]),
    ],
)
def test_first_level_is_above_all(
    weights: list[Ints], ranks: list[int], most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staged, "LARGEST_COST", most)
    people: list[Tree] = [{"id": name, "wishes": ["a", "b"]} for name in "pqst"]
    workshops = [workshop(name, (2, 0)) for name in "abc"]
    assert ranks_in(day_of(people, workshops, wishes_asked=2), weights) == ranks


def test_day_without_placement_has_no_staged_flow() -> None:
    assert ranks_in(day_of([{"id": name} for name in "pq"], [workshop("a", (1, 0))]), [OUTSIDE, SECOND]) is None


def test_day_of_nobody_flows() -> None:
    assert ranks_in(day_of([]), [OUTSIDE, SECOND]) == [0, 0, 0]


def test_level_whose_prices_would_be_too_large_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    workshops = [workshop(name, (2, 0)) for name in "abc"]
    found = drawn(day_of([{"id": name, "wishes": ["a", "b"]} for name in "pqst"], workshops, wishes_asked=2))
    flow = staged_flow(found.seats, [OUTSIDE, SECOND])
    assert flow is not None
    assert [each and (found.by_item(each.items), each.earlier) for each in flow.prices] == [
        ({}, {}),
        ({"a": 1}, {0: 1}),
    ]
    monkeypatch.setattr(staged, "LARGEST", 0)
    flow = staged_flow(found.seats, [OUTSIDE, SECOND])
    assert flow is not None
    assert [each is None for each in flow.prices] == [False, True]


@pytest.mark.parametrize("objective", ["generous", "rank-maximal"])
@pytest.mark.parametrize("kind", KINDS)
def test_days_placed_in_stages_are_as_good_as_the_independent_model_says(
    kind: str, objective: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def alone(seats: Seats, weights: list[Ints]) -> bool:
        return len(weights) == 1 and fits(seats, weights)

    monkeypatch.setattr(route, "fits", alone)
    monkeypatch.setattr(staged, "LARGEST_COST", 1)
    for seed in range(8):
        data = seeded(seed, [kind])
        problem, best = Problem.from_dict(data), optimum(data, objective)
        placement = solve(problem, objective)
        if best is None:
            assert placement.status == "infeasible"
            continue
        tree = placement.to_dict()
        assert not feasible(data, tree)
        assert value(data, tree, objective) == best
        assert tree["proof"]["kind"] == "mip" or check(problem, placement).proven


def test_rating_scale_of_many_levels_is_proven_by_prices() -> None:
    generator = np.random.default_rng(5)
    people = [
        {"id": f"p{at}", "ratings": {name: int(generator.integers(0, 200)) for name in "abcd"}} for at in range(20)
    ]
    workshops = [workshop(name, (6, 0), (6, 0)) for name in "abcd"]
    data = day_of(people, workshops, rounds=2, rating_scale={"best": 200, "worst": 0})
    problem = Problem.from_dict(data)
    for objective in ("generous", "rank-maximal"):
        placement = solve(problem, objective)
        assert (placement.status, placement.proof["kind"], placement.proof["route"]) == ("optimal", "prices", "flow")
        assert value(data, placement.to_dict(), objective) == optimum(data, objective)
