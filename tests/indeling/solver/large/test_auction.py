# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np

from indeling import Problem
from indeling.lists import lists_of
from indeling.solver.large.auction import Buyers, arrangement, base_of, buyers_of, combined, fits, sample_sizes
from oracle.edges import day_of, workshop

DAY = Problem.from_dict(
    day_of(
        [{"id": "p", "wishes": ["a", ["c", "b"]]}, {"id": "q"}, {"id": "s", "wishes": ["b"]}],
        [workshop(name, (2, 0), (2, 0)) for name in "abcdef"],
        rounds=2,
    )
)
SECOND, FIRST = np.array([1, 0, 1]), np.array([2, 0, 3])


def test_buyers_have_their_lists_in_drawn_order_ties_by_good() -> None:
    buyers = buyers_of(lists_of(DAY), np.array([2, 0]), np.array([5, 4, 3, 2, 1, 0]))
    assert buyers.first.tolist() == [0, 1, 4]
    assert buyers.good.tolist() == [4, 5, 3, 4]
    assert buyers.rank.tolist() == [1, 1, 2, 2]
    assert buyers.unlisted.tolist() == [2, 0]
    assert (buyers.rounds, buyers.chairs.tolist()) == (2, [4] * 6)


def test_sample_has_its_share_of_the_chairs_and_one_at_least_where_there_are_any() -> None:
    whole = Buyers(
        np.arange(9), np.zeros(8, np.int32), np.ones(8, np.uint16), np.zeros(8, np.int64), 1, np.array([7, 1, 0])
    )
    some = whole.some(2)
    assert (some.first.tolist(), some.good.tolist(), some.rank.tolist()) == ([0, 1, 2], [0, 0], [1, 1])
    assert (some.unlisted.tolist(), some.chairs.tolist()) == ([0, 0], [2, 1, 0])


def test_samples_are_an_eighth_of_one_another_and_not_too_small() -> None:
    assert sample_sizes(7_999, 10) == [7_999]
    assert sample_sizes(1_000_000, 5_000) == [15_625, 125_000, 1_000_000]
    assert sample_sizes(100_000, 1_000) == [12_500, 100_000]


def test_arrangement_puts_buyers_with_the_same_first_wish_together() -> None:
    good = np.array([3, 1, 3, 0], np.int32)
    buyers = Buyers(
        np.array([0, 1, 2, 3, 4, 4]), good, np.ones(4, np.uint16), np.zeros(5, np.int64), 1, np.ones(4, np.int64)
    )
    assert arrangement(buyers).tolist() == [3, 4, 1, 0, 2]


def test_levels_are_digits_in_a_base_no_exchange_reaches() -> None:
    assert base_of([SECOND, FIRST], goods=4) == 18
    assert [cost.tolist() for cost in combined([SECOND, FIRST], goods=4)] == [[1, 0, 1], [20, 0, 21]]


def test_costs_fit_below_both_limits() -> None:
    costs = np.array([0, 1 << 52])
    assert [fits(costs, 700), fits(costs, 1 << 20), fits(2 * costs, 4)] == [True, False, False]
