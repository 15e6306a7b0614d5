# SPDX-License-Identifier: EUPL-1.2
"""The best placement of a large, plain day for an objective over seats: an auction, first among a few, then among all.

1. A sample of the participants, with as large a share of the chairs, is cleared first, and its prices are the ones at
   which a larger sample starts, up to all of them (a multilevel warm start). Participants are in drawn order, so that
   the first of them are a fair sample.
2. Each is cleared at a smaller and smaller ε (ε-scaling; Bertsekas, The auction algorithm, Annals of Operations
   Research 14, 1988). Costs are multiplied by m + 2 and the last ε is 1: an exchange that would gain visits a good at
   most once, so there is none left and the answer is exact.
3. Several levels are digits of one cost, in a base of m + 2 times the steepest level, for the same reason.

Measured against a min-cost flow and a primal-dual method on the same days in decision 14.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from indeling.lists import Lists
from indeling.problem import Ints
from indeling.solver.large.holding import Holding

if TYPE_CHECKING:
    from indeling.solver.large.market import Int32s, Market, Shorts

SHARE = 8
"""Each sample is so many times as small as the one after it."""

SMALLEST_SAMPLE, FEWEST_PEOPLE = 1_000, 2
"""People in a sample, and people per good in it, at least."""

STEP = 5
"""Each ε is so many times as small as the one before it."""

LARGEST_COST, LARGEST_PRICE = 3 << 60, 1 << 53
"""Of the machine's numbers; and of those that every reader of JSON keeps exactly."""

Watch = Callable[[int, int], None]
"""Called with the number of people at each ε, and how many they are in all; may raise OutOfTimeError."""


@dataclass(frozen=True, eq=False)
class Buyers:
    """Who needs seats, in drawn order, as arrays for the auction. n buyers, m goods, A listed seats.

    first (n + 1,), good (A,), rank (A,), unlisted (n,): their lists. rounds: how many seats each needs. chairs (m,):
    of all rounds together.
    """

    first: Ints
    good: Int32s
    rank: Shorts
    unlisted: Ints
    rounds: int
    chairs: Ints

    def some(self, count: int) -> Buyers:
        """Return the first `count` of them, with their share of the chairs."""
        end = self.first[count]
        share = np.rint(self.chairs * (count / len(self.unlisted))).astype(np.int64)
        chairs = np.maximum(share, np.minimum(self.chairs, 1))
        first = self.first[: count + 1]
        return Buyers(first, self.good[:end], self.rank[:end], self.unlisted[:count], self.rounds, chairs)


def buyers_of(lists: Lists, people: Ints, goods: Ints) -> Buyers:
    """Return the buyers at positions `people`, in that order; `goods` are the positions of workshops in drawn order."""
    length = lists.start[people + 1] - lists.start[people]
    first = np.concatenate([[0], np.cumsum(length)])
    owner = np.repeat(np.arange(len(people)), length)
    at = lists.start[people][owner] - first[owner] + np.arange(len(owner))
    drawn = np.empty(len(goods), np.int32)
    drawn[goods] = np.arange(len(goods))
    good, rank = drawn[lists.workshop[at]], lists.rank[at].astype(np.uint16)
    tied = (np.diff(owner) == 0) & (np.diff(rank) == 0)
    if tied.any():
        good = good[np.lexsort((good, rank, owner))]
    chairs = lists.chairs[goods] * lists.rounds
    return Buyers(first, good, rank, lists.unlisted[people].astype(np.int64), lists.rounds, chairs)


def arrangement(buyers: Buyers) -> Ints:
    """Return the buyers in another order with the same samples: within each, who begins with the same wish is together.

    What is looked at for one good is then near in memory; it makes no other difference.
    """
    begin = np.append(buyers.good, 0)[buyers.first[:-1]]
    ends = sample_sizes(len(begin), len(buyers.chairs))
    return np.concatenate(
        [at + np.argsort(begin[at:end], kind="stable") for at, end in zip([0, *ends], ends, strict=False)]
    )


def combined(weights: list[Ints], goods: int) -> list[Ints]:
    """Return for each level the cost of a rank, (G + 1,), at which it and all levels before it are best.

    Python's whole numbers: they may be too large for the machine's (see `fits`).
    """
    base = base_of(weights, goods)
    found = [np.zeros(len(weights[0]), object)]
    for level in weights:
        found.append(found[-1] * base + level.astype(object))
    return found[1:]


def base_of(weights: list[Ints], goods: int) -> int:
    """Return a base in which what an exchange can gain on one level never makes up for a loss on the level before."""
    return (goods + 2) * max(1, *(int(level.max(initial=1)) for level in weights))


@dataclass(frozen=True, eq=False)
class Tariff:
    """What seats cost: listed (G + 1,) by rank; pooled (G + 1, R): one more pooled seat, by rank and those before it.

    In a row of `pooled` nothing is less than what stands before it: only then is the cheapest first best.
    """

    listed: Ints
    pooled: Ints

    def times(self, factor: int) -> Tariff:
        """Return everything so many times as dear."""
        return Tariff(self.listed * factor, self.pooled * factor)

    @property
    def most(self) -> int:
        """The largest cost."""
        return int(max(self.listed.max(), self.pooled.max()))


def tariff_of(costs: Ints, rounds: int) -> Tariff:
    """Return costs (G + 1,) of seats by rank, whether they are listed or not."""
    exact = costs.astype(np.int64)
    return Tariff(exact, np.repeat(exact[:, None], rounds, axis=1))


def fits(costs: Ints, goods: int) -> bool:
    """Return whether costs stay within the machine's numbers in an auction."""
    exact = costs.astype(object)
    return bool((exact * (goods + 2) < LARGEST_COST).all() and (exact < LARGEST_PRICE).all())


def hold_auction(buyers: Buyers, costs: Tariff, watch: Watch, price: Ints) -> Holding:
    """Return who holds what in the cheapest placement, for costs that fit; changes the prices (m,) in place.

    Prices begin at nothing, and are m + 2 times what they are in the costs. There must be chairs for all:
    Σ min(chairs, people × rounds) ≥ people × rounds.
    """
    scale, everybody = len(buyers.chairs) + 2, len(buyers.unlisted)
    slack = costs.most * scale // SHARE
    *samples, _ = sample_sizes(everybody, len(buyers.chairs))
    for count in samples:
        _sell(buyers.some(count), costs.times(scale), price, slack, partial(watch, count, everybody))
        slack = scale
    return _sell(buyers, costs.times(scale), price, slack, partial(watch, everybody, everybody))


def load(buyers: Buyers, costs: Tariff) -> None:
    """Load the compiled loops by an auction for one person, so that it can be told what takes so long the first time.

    They are compiled then, and kept in numba's cache beside the package or, where that may not be written, in the
    user's.
    """
    hold_auction(buyers.some(1), costs.times(0), _unwatched, np.zeros(len(buyers.chairs), np.int64))


def _unwatched(_count: int, _everybody: int) -> None:
    """Say nothing."""


def _sell(buyers: Buyers, costs: Tariff, price: Ints, slack: int, watch: Callable[[], None]) -> Holding:
    """Return who holds what when everybody is content, from ε = `slack` on; changes the prices (m,) in place."""
    from indeling.solver.large.market import choose_again, clear  # noqa: PLC0415  (numba takes half a second)

    market, people = market_of(buyers, costs), len(buyers.unlisted)
    holding = Holding(np.zeros(len(buyers.good), np.uint8), np.zeros(people, np.int64), np.zeros_like(price), price)
    while slack > 1:
        watch()
        choose_again(market, holding, slack)
        clear(market, holding, slack)
        slack //= STEP
    watch()
    choose_again(market, holding, 0)
    clear(market, holding, 1)
    return holding


def sample_sizes(people: int, goods: int) -> list[int]:
    """Return how many people are looked at, from the smallest sample up to all."""
    sizes = [people]
    while sizes[0] // SHARE >= max(SMALLEST_SAMPLE, FEWEST_PEOPLE * goods):
        sizes.insert(0, sizes[0] // SHARE)
    return sizes


def market_of(buyers: Buyers, costs: Tariff) -> Market:
    """Return the market at these costs."""
    from indeling.solver.large.market import FAR, Market  # noqa: PLC0415  (numba takes half a second)

    goods, people = len(buyers.chairs), len(buyers.unlisted)
    wish = np.argsort(buyers.good.astype(np.min_scalar_type(goods)), kind="stable").astype(np.int32)
    start = np.concatenate([[0], np.cumsum(np.bincount(buyers.good, minlength=goods))])
    return Market(
        buyers.first,
        buyers.good,
        buyers.rank,
        costs.listed,
        np.repeat(np.arange(people, dtype=np.int32), np.diff(buyers.first)),
        buyers.unlisted,
        np.pad(costs.pooled, ((0, 0), (0, 1)), constant_values=FAR),
        np.full(people, buyers.rounds, np.int64),
        start,
        wish,
        buyers.chairs,
    )
