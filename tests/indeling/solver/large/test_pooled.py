# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest

from indeling.problem import Ints
from indeling.solver.large.auction import Buyers
from indeling.solver.large.pooled import place_pooled
from large_days import interpreted

__all__ = ["interpreted"]

pytestmark = pytest.mark.usefixtures("interpreted")


def placed(
    lists: list[list[int]], held: list[int], pooled: list[int], chairs: list[int], rounds: int = 1
) -> Ints | None:
    """Return the goods of everybody, the same with compiled loops and without."""
    first = np.cumsum([0, *map(len, lists)])
    good = np.array([each for one in lists for each in one], np.int32)
    unlisted = np.zeros(len(lists), np.int64)
    buyers = Buyers(first, good, np.ones(len(good), np.uint16), unlisted, rounds, np.array(chairs))
    marks, seats = np.array(held, np.uint8), np.array(pooled)
    found, compiled = (place_pooled(buyers, marks, seats, compiled=each) for each in (False, True))
    assert as_lists(found) == as_lists(compiled)
    return found


def as_lists(table: Ints | None) -> list[list[int]] | None:
    """Return the table as lists."""
    return None if table is None else [[int(good) for good in row] for row in table]


def test_pooled_seat_goes_where_most_chairs_are_left_but_not_on_the_list() -> None:
    assert as_lists(placed([[0], [2], []], [1, 0], [0, 1, 1], [1, 1, 3])) == [[0], [1], [2]]


def test_two_pooled_seats_are_in_different_goods() -> None:
    found = placed([[]], [], [2], [0, 3, 1], rounds=2)
    assert as_lists(found) == [[1, 2]]


def test_listed_seats_come_first_and_every_seat_is_used_once() -> None:
    found = placed([[0], [0]], [1, 1], [1, 1], [2, 1, 1], rounds=2)
    assert as_lists(found) == [[0, 1], [0, 2]]


def test_who_finds_no_seat_takes_one_from_somebody_who_can_take_another() -> None:
    # the first takes good 0, where most is left; the second lists 1 and 2 and can only have 0
    assert as_lists(placed([[], [1, 2]], [0, 0], [1, 1], [1, 1, 0])) == [[1], [0]]


def test_two_in_need_are_both_helped() -> None:
    found = placed([[], [], [1], [1]], [0, 0], [1, 1, 1, 1], [2, 2])
    assert as_lists(found) == [[1], [1], [0], [0]]


def test_there_is_no_way_when_all_that_is_left_is_listed() -> None:
    assert placed([[1], [1]], [0, 0], [1, 1], [1, 1]) is None
    assert placed([[1, 0], [1]], [0, 0, 0], [1, 1], [1, 1]) is None
