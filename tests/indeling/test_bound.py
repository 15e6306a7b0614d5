# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from indeling import Problem
from indeling.bound import Weighed, bound, outcomes_of, prices_of, space_of
from indeling.objectives import Level, objective
from indeling.proof import levels_of
from indeling.valuation import at_once, valuation
from oracle.edges import day_of, workshop

Tree = dict[str, Any]

SPACES = ("workshops", "sessions")


def level_of(data: Tree, name: str, key: str) -> Level:
    """Return the level of the objective of that name."""
    problem = Problem.from_dict(data)
    found = levels_of(objective(name), problem.round_count, valuation(problem), np.arange(1000))
    return next(level for level in found if level.title.key == key)


def bound_of(data: Tree, prices: Tree, *weights: tuple[int, str, str], sessions: bool = False) -> int:
    """Return the bound that the prices prove for weights × (objective, level); the cost when none are given."""
    problem = Problem.from_dict(data)
    value = valuation(problem)
    space = space_of(problem, value.allowed, sessions=sessions)
    parts = tuple((weight, level_of(data, *level)) for weight, *level in weights or ((1, "least-cost", "cost"),))
    found = prices_of(problem, prices, sessions=sessions)
    return bound(problem, value, space, Weighed(parts, problem.round_count), found)


TWO_FOR_ONE = day_of([{"id": name, "wishes": ["a", "b"]} for name in "pq"])
"""Both want a, which has one chair; b costs 1, c 100. The best cost is 1."""

SQUARES = (1, "fair", "squared-regret")


@pytest.mark.parametrize("space", SPACES)
def test_price_beyond_what_a_float_can_tell_is_counted_exactly(space: str) -> None:
    large = 2**53 + 1
    prices: Tree = {"a": {"r1": -large} if space == "sessions" else -large}
    assert bound_of(TWO_FOR_ONE, prices, sessions=space == "sessions") == -2 * large


@pytest.mark.parametrize("space", SPACES)
@pytest.mark.parametrize(
    ("price", "proven"),
    [
        (0, 0),  # everybody in a
        (1, 1),  # 2 × min(0 + 1, 1) − 1 chair × 1
        (2, 0),  # 2 × min(0 + 2, 1) − 1 chair × 2
        (-1, -2),  # 2 × −1, and a minimum of 0 gives nothing back
    ],
)
@pytest.mark.parametrize("level", [(1, "least-cost", "cost"), SQUARES])
def test_price_of_a_full_workshop_proves_what_it_should(
    level: tuple[int, str, str],
    price: int,
    proven: int,
    space: str,
) -> None:
    prices = {"a": {"r1": price} if space == "sessions" else price}
    assert bound_of(TWO_FOR_ONE, prices, level, sessions=space == "sessions") == proven


NEEDS_TWO = day_of(
    [{"id": name, "wishes": ["a", "b"]} for name in "pq"], [workshop("a", (2, 0)), workshop("b", (2, 2))]
)
"""b, the second wish of both, needs two people. The best cost is 2."""


@pytest.mark.parametrize("level", [(1, "least-cost", "cost"), SQUARES])
@pytest.mark.parametrize("space", SPACES)
def test_negative_price_at_a_minimum_proves_that_it_must_be_filled(
    space: str,
    level: tuple[int, str, str],
) -> None:
    prices = {"b": {"r1": -1} if space == "sessions" else -1}
    assert bound_of(NEEDS_TWO, prices, level, sessions=space == "sessions") == 2


def test_minimum_of_a_workshop_that_may_be_dropped_proves_nothing() -> None:
    workshops = [workshop("a", (2, 0)), workshop("b", (2, 2), optional=True)]
    data = day_of([{"id": name, "wishes": ["a", "b"]} for name in "pq"], workshops)
    assert bound_of(data, {"b": -1}) == 0
    assert bound_of(data, {"b": {"r1": -1}}, sessions=True) == 0


def test_chairs_of_a_workshop_that_may_be_dropped_count_as_ever() -> None:
    workshops = [workshop("a", (1, 1), optional=True), workshop("b", (2, 0))]
    data = day_of([{"id": name, "wishes": ["a", "b"]} for name in "pq"], workshops)
    assert bound_of(data, {"a": 1}) == 1


# More rounds ---------------------------------------------------------------------------------------------------

TWO_ROUNDS = day_of(
    [{"id": name, "wishes": ["a", "b"]} for name in "pq"],
    [workshop("a", (1, 0)), workshop("b", (1, 0), (1, 0)), workshop("c", (1, 0), (1, 0))],
    rounds=2,
)
"""a is given in r1 only; c costs 100. One gets a and b (1), the other b and c (101), or c in r1 and b in r2."""


@pytest.mark.parametrize(
    ("prices", "proven"),
    [
        ({}, 2),  # both get a and b
        ({"a": 100}, 102),  # 2 × min(a + b: 101, b + c: 101) − 100
        ({"b": 50}, 2),  # 2 × 51, and both chairs of b are priced
    ],
)
def test_chairs_of_all_rounds_count_together_in_the_space_of_workshops(prices: Tree, proven: int) -> None:
    assert bound_of(TWO_ROUNDS, prices) == proven
    assert bound_of(TWO_ROUNDS, prices, (1, "least-cost", "cost")) == proven


@pytest.mark.parametrize(
    ("prices", "proven"),
    [
        ({}, 2),
        ({"a": {"r1": 100}}, 102),
        ({"a": {"r1": 99}, "b": {"r2": 99}}, 4),  # 2 × min(a and b: 199, b and c: 101, c and b: 200) − 198
    ],
)
def test_sessions_have_prices_of_their_own(prices: Tree, proven: int) -> None:
    assert bound_of(TWO_ROUNDS, prices, sessions=True) == proven


def test_nobody_is_in_two_sessions_of_one_round_whatever_they_are_paid() -> None:
    data = day_of([{"id": "p"}], rounds=2)
    for level in ((1, "least-cost", "cost"), SQUARES):
        assert bound_of(data, {"a": {"r2": -4}, "b": {"r2": -4}}, level, sessions=True) == -4


def test_nobody_takes_one_workshop_in_two_rounds() -> None:
    data = day_of([{"id": "p", "wishes": ["a", "b"]}], rounds=2)
    assert bound_of(data, {}, sessions=True) == 1
    assert bound_of(data, {}, SQUARES, sessions=True) == 0


def test_wishes_per_round_are_worth_what_they_are_in_that_round() -> None:
    data = day_of([{"id": "p", "wishes": {"r1": ["a", "b"], "r2": ["a", "c"]}}], rounds=2)
    assert bound_of(data, {"a": {"r1": 5}}, sessions=True) == 1 - 5  # b and a
    assert bound_of(data, {"a": {"r1": 5, "r2": 7}}, sessions=True) == 2 - 12  # b and c


# Fixed places --------------------------------------------------------------------------------------------------

FIXED = day_of([{"id": "p", "wishes": ["a", "b"], "fixed": {"r1": "b"}}, {"id": "q", "wishes": ["a", "b"]}], rounds=2)
"""p is in b (1) in r1 and can have a (0) in r2; q takes a and c, or c and b."""


@pytest.mark.parametrize(
    ("prices", "proven"),
    [
        ({}, 2),
        ({"b": 4}, 1 + 4 + 5 - 8),  # p pays for the fixed place as well
        ({"a": 3}, 1 + 3 + 4 - 6),
        ({"c": -1}, 1 + 1),  # c at 99 is still too dear
    ],
)
def test_fixed_places_are_paid_for_and_not_to_choose(prices: Tree, proven: int) -> None:
    assert bound_of(FIXED, prices) == proven


@pytest.mark.parametrize(
    ("prices", "proven"),
    [
        ({}, 2),
        ({"b": {"r1": 4}}, 1 + 4 + 1 - 4),
        ({"b": {"r2": 4}}, 1 + 1 - 4),  # p cannot have b again; q takes it in r1
    ],
)
def test_fixed_places_fill_their_round_in_the_space_of_sessions(prices: Tree, proven: int) -> None:
    assert bound_of(FIXED, prices, sessions=True) == proven


def test_squares_look_at_the_regret_with_fixed_places_included() -> None:
    assert bound_of(FIXED, {}, SQUARES) == 0  # alone, p would have had b and a
    assert bound_of(FIXED, {"b": 4}, SQUARES) == 4 + 4 - 8
    assert bound_of(FIXED, {"b": {"r1": 4}}, SQUARES, sessions=True) == 4 + 0 - 4


def test_all_fixed_places_of_a_participant_are_paid_for() -> None:
    data = day_of([{"id": "p", "wishes": ["a", "b"], "fixed": {"r1": "a", "r2": "b"}}], rounds=2)
    for level, cost in (((1, "least-cost", "cost"), 1), (SQUARES, 0)):
        assert bound_of(data, {"a": 3, "b": 4}, level) == cost + 7 - 2 * 7
        assert bound_of(data, {"a": {"r1": 3}, "b": {"r2": 4}}, level, sessions=True) == cost + 7 - 7


def test_large_prices_and_weights_are_counted_to_the_last_one() -> None:
    most = (1 << 53) - 1
    people = [{"id": "p", "fixed": {"r1": "a", "r2": "b", "r3": "c"}}]
    data = day_of(people, [workshop(name, *[(2, 0)] * 3) for name in "abc"], rounds=3)
    prices = {name: {rnd: most} for name, rnd in zip("abc", ("r1", "r2", "r3"), strict=True)}
    assert bound_of(data, prices, SQUARES, sessions=True) == 3 * most - 6 * most
    outside = day_of([{"id": "p", "wishes": ["a"], "forbidden": ["a"]}], wishes_asked=1)
    assert bound_of(outside, {}, (most + 2, "fair", "outside-1")) == most + 2


def test_wishes_per_round_hold_for_fixed_places() -> None:
    data = day_of([{"id": "p", "wishes": {"r1": ["a", "b"], "r2": ["c", "a"]}, "fixed": {"r2": "a"}}], rounds=2)
    assert bound_of(data, {}, sessions=True) == 2  # a in r2: 1, b in r1: 1
    assert bound_of(data, {"a": {"r2": 6}}, SQUARES, sessions=True) == 0


# Who cannot be placed, and who need not be ---------------------------------------------------------------------


def test_who_needs_no_seat_adds_nothing() -> None:
    data = day_of([{"id": "away", "rounds": [], "wishes": ["a"]}, {"id": "p", "wishes": ["b"]}], wishes_asked=1)
    for level in ((1, "least-cost", "cost"), SQUARES):
        assert bound_of(data, {"a": 5, "b": 1}, level) == 1 - 6


def test_day_of_nobody_is_bounded_by_its_prices_alone() -> None:
    assert bound_of(day_of([]), {"a": 3}) == -3
    assert bound_of(day_of([]), {"a": 3}, SQUARES) == -3


@pytest.mark.parametrize("level", [(1, "least-cost", "cost"), SQUARES])
@pytest.mark.parametrize("space", SPACES)
def test_too_few_workshops_for_the_rounds_bound_everything(space: str, level: tuple[int, str, str]) -> None:
    data = day_of([{"id": "p"}], [workshop("a", *[(1, 0)] * 3)], rounds=3)
    assert bound_of(data, {}, level, sessions=space == "sessions") > 1 << 50


# Weights and outcomes ------------------------------------------------------------------------------------------


def test_weights_of_levels_add_up() -> None:
    levels = ((10, "generous", "outside"), (1, "generous", "rank-2"))
    assert bound_of(TWO_FOR_ONE, {"a": 1}, *levels) == 1
    assert bound_of(TWO_FOR_ONE, {"a": 1}, (3, "fair", "squared-regret"), (7, "fair", "outside-1")) == 1
    assert bound_of(TWO_FOR_ONE, {"a": 3}, (3, "fair", "squared-regret"), (7, "fair", "outside-1")) == 3


def test_people_outside_their_wishes_are_counted_per_person() -> None:
    data = day_of([{"id": name, "wishes": ["a"]} for name in "pq"], rounds=2, wishes_asked=1)
    assert bound_of(data, {}, (1, "fair", "outside-2")) == 0  # both get a, and one other workshop
    assert bound_of(data, {}, (1, "fair", "outside-1")) == 0  # both get two others
    assert bound_of(data, {}, (1, "fair", "outside-1"), (1, "fair", "outside-2")) == 2


def test_everybody_counts_however_many_there_are() -> None:
    people: list[Tree] = [{"id": f"p{k}", "wishes": ["a"], "forbidden": ["a"]} for k in range(9)]
    data = day_of(people, wishes_asked=1)
    assert [bound_of(data, {}, sessions=sessions) for sessions in (False, True)] == [900, 900]
    assert bound_of(data, {}, (1, "fair", "outside-1")) == 9


def test_outcomes_are_all_sums_of_seats() -> None:
    found = outcomes_of(np.array([100, 0, 1]), [0, 2], 2)
    pairs = list(zip(found.outside.tolist(), found.cost.tolist(), strict=True))
    assert pairs == [(0, 0), (0, 1), (0, 2), (1, 100), (1, 101), (2, 200)]
    assert found.next.tolist() == [[3, 4, -1, 5, -1, -1], [-1] * 6, [1, 2, -1, 4, -1, -1]]


@pytest.mark.parametrize("level", [(1, "least-cost", "cost"), SQUARES])
@pytest.mark.parametrize("space", SPACES)
def test_bound_is_the_same_whatever_fits_in_memory(
    monkeypatch: pytest.MonkeyPatch,
    space: str,
    level: tuple[int, str, str],
) -> None:
    people = [{"id": f"p{k}", "wishes": ["a", "b", "c"][k % 3 :]} for k in range(5)]
    data = day_of([*people, {"id": "q", "wishes": ["a"], "fixed": {"r2": "c"}}], rounds=2)
    prices = {"a": {"r1": 3}, "c": {"r2": 1}} if space == "sessions" else {"a": 3, "c": 1}
    together = bound_of(data, prices, level, sessions=space == "sessions")
    monkeypatch.setattr("indeling.bound.at_once", lambda people, *_: at_once(people, 1, 1))
    assert bound_of(data, prices, level, sessions=space == "sessions") == together


# Prices from a certificate -------------------------------------------------------------------------------------


def test_prices_are_read_per_workshop_or_per_session() -> None:
    problem = Problem.from_dict(TWO_ROUNDS)
    assert prices_of(problem, {"c": -2, "a": 5}, sessions=False).tolist() == [[5], [0], [-2]]
    tree = {"c": {"r2": -2}, "b": {"r1": 1, "r2": 3}}
    assert prices_of(problem, tree, sessions=True).tolist() == [[0, 0], [1, 3], [0, -2]]
