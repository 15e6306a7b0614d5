# SPDX-License-Identifier: EUPL-1.2
"""Everything that each participant of a large, plain day can have, by the *shape* of their list.

Two lists have one shape when they have the same ranks: then the same *bundles* (a choice of listed seats, the rest from
the pool) count the same, and what they cost at any prices is a few additions of whole columns. Tables are (bundles,
people): a hundred thousand people are added up at once, and no bundle of a person is written out.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from indeling.lists import Lists
from indeling.objectives import PersonLevel
from indeling.placement import OUTSIDE
from indeling.problem import Ints
from indeling.solver.large.auction import Buyers

Floats = NDArray[np.float64]

Number = TypeVar("Number", np.int64, np.float64)

CLOSED = -1
"""In place of a rank: nothing is listed there, or it has no chairs."""


@dataclass(frozen=True, eq=False)
class Shape:
    """Participants whose lists have the same ranks. L listed seats, n people, b bundles.

    people (n,), seats (L, n), goods (L, n): which buyers, and where their listed seats are in the buyers' lists.
    bundles: the listed seats that each takes. outside, regret (b,): what each of them comes down to.
    """

    people: Ints
    seats: Ints
    goods: Ints
    bundles: tuple[tuple[int, ...], ...]
    outside: Ints
    regret: Ints

    def counts(self, level: PersonLevel) -> Ints:
        """Return what each bundle counts on the level: int64 (b,)."""
        return level.person(self.outside, self.regret)

    def paid(self, prices: NDArray[Number]) -> NDArray[Number]:
        """Return what each bundle costs each person at prices (m,) of goods: (b, n), of the same type."""
        listed = prices[self.goods]
        total = np.zeros((len(self.bundles), len(self.people)), prices.dtype)
        for row, taken in enumerate(self.bundles):
            for column in taken:
                total[row] += listed[column]
        return total


def count_bundles(buyers: Buyers) -> int:
    """Return how many bundles all people together have at most."""
    length, people = np.unique(np.diff(buyers.first), return_counts=True)
    ways = [sum(comb(int(each), taken) for taken in range(buyers.rounds + 1)) for each in length]
    return sum(way * int(many) for way, many in zip(ways, people, strict=True))


def shapes_of(lists: Lists, buyers: Buyers, least: Ints) -> list[Shape]:
    """Return the shapes of all lists; `least` (n,) is what each buyer could have had alone."""
    length = np.diff(buyers.first)
    column = np.arange(int(length.max(initial=0)))
    seats = np.where(column < length[:, None], buyers.first[:-1, None] + column, 0)
    shut = (column >= length[:, None]) | (buyers.chairs[buyers.good[seats]] == 0)
    ranks = np.where(shut, CLOSED, buyers.rank[seats].astype(np.int64))
    keys, at = np.unique(np.column_stack([ranks, buyers.unlisted, least]), axis=0, return_inverse=True)
    order = np.argsort(at, kind="stable")
    groups = np.split(order, np.cumsum(np.bincount(at.ravel()))[:-1])
    return [_shape(lists, buyers, key, people, seats) for key, people in zip(keys, groups, strict=True)]


def _shape(lists: Lists, buyers: Buyers, key: Ints, people: Ints, seats: Ints) -> Shape:
    """Return one shape; `key` holds the ranks, that of the pool, and the least."""
    *_, unlisted, least = key
    listed = np.flatnonzero(key[:-2] != CLOSED)
    ranks = key[listed]
    most = min(buyers.rounds, len(listed))
    bundles = [taken for count in range(most, -1, -1) for taken in combinations(range(len(listed)), count)]
    cost, outside = np.zeros(len(bundles), np.int64), np.zeros(len(bundles), np.int64)
    for at, taken in enumerate(bundles):
        every = np.append(ranks[list(taken)], np.full(buyers.rounds - len(taken), unlisted))
        cost[at], outside[at] = lists.costs[every].sum(), np.count_nonzero(every == OUTSIDE)
    mine = np.ascontiguousarray(seats[people][:, listed].T)
    return Shape(people, mine, buyers.good[mine].astype(np.int64), tuple(bundles), outside, cost - least)
