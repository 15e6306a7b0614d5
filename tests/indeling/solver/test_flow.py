# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from engine_days import drawn
from indeling.errors import SolverError
from indeling.objectives import SeatLevel
from indeling.problem import Ints
from indeling.solver.flow import LARGEST_COST, NOT_CHEAPEST, cheapest_flow, fits
from oracle.edges import day_of, workshop

Tree = dict[str, Any]

CROWDED = day_of([{"id": name, "wishes": ["a", "b"]} for name in "pqs"], wishes_asked=2)
"""Three want a, then b; c is outside: the best has one of each."""

COST = np.array([100, 0, 1])
OUTSIDE, SECOND = np.array([1, 0, 0]), np.array([0, 0, 1])


def ranks_in(data: Tree, weights: list[Ints], *, sessions: bool = False) -> list[int] | None:
    """Return the seats at each rank of the cheapest flow."""
    found = drawn(data, sessions=sessions)
    flow = cheapest_flow(found.seats, weights)
    if flow is None:
        return None
    counts = np.bincount(found.seats.arc_rank[flow.choice.arcs], minlength=len(weights[0]))
    np.add.at(counts, found.seats.pool_rank, flow.choice.pooled)
    return [int(each) for each in counts]


def test_cheapest_flow_has_the_least_cost_and_the_least_prices_that_prove_it() -> None:
    found = drawn(CROWDED)
    flow = cheapest_flow(found.seats, [COST])
    assert flow is not None
    assert ranks_in(CROWDED, [COST]) == [1, 1, 1]
    assert found.by_item(flow.prices[0].items) == {"a": 100, "b": 99}
    assert (flow.prices[0].earlier, flow.prices[0].scale) == ({}, 1)
    assert flow.choice.given.all()
    assert int(flow.choice.pooled.sum()) == 1


def test_workshop_with_chairs_to_spare_has_no_price() -> None:
    found = drawn(
        day_of([{"id": name, "wishes": ["a", "b"]} for name in "pq"], [workshop("a", (1, 0)), workshop("b", (2, 0))])
    )
    flow = cheapest_flow(found.seats, [COST])
    assert flow is not None
    assert found.by_item(flow.prices[0].items) == {"a": 1}


def test_workshop_that_lacks_people_has_a_price_below_zero() -> None:
    data = day_of([{"id": name, "wishes": ["a", "b"]} for name in "pq"], [workshop("a", (2, 0)), workshop("b", (2, 1))])
    found = drawn(data)
    flow = cheapest_flow(found.seats, [COST])
    assert flow is not None
    assert ranks_in(data, [COST]) == [0, 1, 1]
    assert found.by_item(flow.prices[0].items) == {"b": -1}


CHAIN = day_of(
    [
        {"id": "p", "wishes": ["a", "b"]},
        {"id": "q", "wishes": ["b", "c"]},
        {"id": "s", "wishes": ["c", "d"]},
        {"id": "t", "wishes": ["a", "e"]},
    ],
    [*(workshop(name, (1, 0)) for name in "abcd"), workshop("e", (0, 0)), workshop("f", (4, 0))],
    wishes_asked=2,
)
"""Either t is outside their wishes, or t is in a and the three others have their second wish."""


def test_base_too_small_for_the_levels_makes_way_for_one_that_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indeling.solver.flow.SMALL_BASE", 2)
    assert ranks_in(CHAIN, [OUTSIDE, SECOND]) == [0, 1, 3]


def test_flow_without_prices_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indeling.solver.flow._potentials", lambda *_: None)
    with pytest.raises(SolverError, match=NOT_CHEAPEST):
        cheapest_flow(drawn(CROWDED).seats, [OUTSIDE, SECOND])


def test_each_level_has_its_own_digit_in_the_prices() -> None:
    found = drawn(CROWDED)
    flow = cheapest_flow(found.seats, [OUTSIDE, SECOND])
    assert flow is not None
    first, second = flow.prices
    assert found.by_item(first.items) == {"a": 1, "b": 1}
    assert first.earlier == {}
    base = second.earlier[0]
    assert base == 4 * 3 + 8
    assert second.earlier == {0: base}
    assert found.by_item(second.items) == {"a": base, "b": base - 1}


@pytest.mark.parametrize(
    ("weights", "ranks"),
    [
        ([np.array([0, 0, 1]), np.array([1, 0, 0])], [2, 2, 0]),  # nobody second: p and s have to be outside
        ([np.array([1, 0, 0]), np.array([0, 0, 1])], [0, 2, 2]),
    ],
)
def test_first_level_is_above_all(weights: list[Ints], ranks: list[int]) -> None:
    people: list[Tree] = [{"id": name, "wishes": ["a", "b"]} for name in "pqst"]
    workshops = [workshop(name, (2, 0)) for name in "abc"]
    assert ranks_in(day_of(people, workshops, wishes_asked=2), weights) == ranks


def test_participant_takes_different_workshops() -> None:
    data = day_of([{"id": "p", "wishes": ["a", "b"]}], [workshop(name, (5, 0), (5, 0)) for name in "abc"], rounds=2)
    assert ranks_in(data, [COST]) == [0, 1, 1]


def test_pooled_seats_go_where_people_are_needed() -> None:
    workshops = [workshop("a", (3, 0)), workshop("b", (3, 2)), workshop("c", (3, 0))]
    data = day_of([{"id": name, "wishes": ["a"]} for name in "pqs"], workshops, wishes_asked=2)
    assert ranks_in(data, [COST]) == [0, 1, 2]


def test_flow_by_session_where_no_workshop_is_given_twice() -> None:
    workshops: list[Tree] = [
        {"id": name, "sessions": [{"round": rnd, "capacity": 1}]}
        for name, rnd in zip("abcd", ("r1", "r1", "r2", "r2"), strict=True)
    ]
    data = day_of([{"id": "p", "wishes": ["a", "c"]}, {"id": "q", "wishes": ["a", "d"]}], workshops, rounds=2)
    found = drawn(data, sessions=True)
    assert not found.seats.repeats
    assert ranks_in(data, [COST], sessions=True) == [1, 1, 2]


@pytest.mark.parametrize(
    "data",
    [
        day_of([{"id": name} for name in "pq"], [workshop("a", (1, 0))]),
        day_of([{"id": "p"}], [workshop("a", (1, 1)), workshop("b", (1, 1))]),
        day_of([{"id": name, "fixed": {"r1": "a"}} for name in "pq"]),
        day_of(
            [{"id": name, "wishes": ["b"], "forbidden": ["a"]} for name in "pq"],
            [workshop("a", (2, 1)), workshop("b", (2, 0))],
        ),
        day_of([{"id": "p"}], [workshop("a", (1, 2)), workshop("b", (1, 0))]),
    ],
    ids=["too few chairs", "too many minima", "too many fixed", "minimum out of reach", "minimum above the chairs"],
)
def test_day_without_placement_has_no_flow(data: Tree) -> None:
    assert ranks_in(data, [COST]) is None


def test_day_of_nobody_flows() -> None:
    assert ranks_in(day_of([]), [np.array([100, 0])]) == [0, 0]


def test_levels_fit_until_their_digits_pass_the_numbers_of_the_solver() -> None:
    found = drawn(CROWDED)
    levels = [level.seat for level in found.levels("generous") if isinstance(level, SeatLevel)]
    base, nodes = 4 * 3 + 8, 3 + 3 + 2
    most = next(count for count in range(1, 99) if base ** (count - 1) * 2 * nodes >= LARGEST_COST)
    assert fits(found.seats, [levels[0]] * (most - 1))
    assert not fits(found.seats, [levels[0]] * most)


def test_steep_costs_fit_less_often() -> None:
    seats = drawn(CROWDED).seats
    assert fits(seats, [np.array([1 << 40, 0, 1])])
    assert not fits(seats, [np.array([1 << 58, 0, 1])])
