# SPDX-License-Identifier: EUPL-1.2
"""A large and plain day as a sale: who buys, what is for sale, what came of it. Objectives over seats are sold here.

Prices of the auction are turned into claims: for each level its value, and the least prices that prove it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from indeling.errors import text
from indeling.lists import Lists, is_large
from indeling.objectives import Objective, SeatLevel
from indeling.placement import NO_SEAT
from indeling.problem import Ints, Problem
from indeling.proof import certificate_prices, levels_of
from indeling.solver.large.auction import (
    Buyers,
    Tariff,
    base_of,
    combined,
    fits,
    hold_auction,
    load,
    market_of,
    tariff_of,
)
from indeling.solver.large.by_flow import cheapest_holding, fits_flow
from indeling.solver.large.by_flow import least_prices as least_prices_by_flow
from indeling.solver.large.holding import Holding, Marks
from indeling.solver.large.pooled import place_pooled
from indeling.solver.rounds import split_into_rounds
from indeling.solver.route import Progress

LOADING = text("loading what is compiled for large days; the first time on a computer that takes some ten seconds")
ROUNDS = text("a round for every seat")
PROVING = text("the prices that prove it")

Claim = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Sold:
    """What came of a sale. held (A,): 1 for the listed seats bought; pooled (n,): seats besides; a claim per level.

    complete: every level is as good as can be; else the last claim is of the level left open.
    """

    held: Marks
    pooled: Ints
    claims: list[Claim]
    complete: bool = True


@dataclass(frozen=True, eq=False)
class Sale:
    """A day on which chairs are sold. people (n,), goods (m,): positions in the problem of buyers and goods.

    seconds: returns the seconds left, None for no limit; raises OutOfTimeError. price (m,): of goods, as far as the
    auction is, m + 2 times what they are in its costs; zeros before it.
    """

    problem: Problem
    lists: Lists
    people: Ints
    goods: Ints
    buyers: Buyers
    seconds: Callable[[], float | None]
    progress: Progress
    price: Ints

    @property
    def compiled(self) -> bool:
        """Whether the day is so large that compiled loops are worth loading; else a flow is sooner."""
        return is_large(self.problem)

    @property
    def route(self) -> str:
        """How chairs are sold, as a certificate names it."""
        return "auction" if self.compiled else "lists"

    def fits(self, costs: Ints) -> bool:
        """Return whether costs stay within the machine's numbers; they may be Python's own whole numbers."""
        goods = len(self.goods)
        return fits(costs, goods) and (self.compiled or fits_flow(costs, len(self.people), goods))

    def auction(self, costs: Tariff) -> Holding:
        """Return who holds what in the cheapest placement, telling how far it is. Raises OutOfTimeError."""
        if not self.compiled:
            self.seconds()
            return cheapest_holding(self.buyers, costs)

        def watch(count: int, everybody: int) -> None:
            """Tell how far it is."""
            self.seconds()
            self.progress(text("prices, from {count} of the people", count=count), count, everybody)

        self.progress(LOADING, 0, 0)
        load(self.buyers, costs)
        holding = hold_auction(self.buyers, costs, watch, self.price)
        self.progress(PROVING, 0, 0)
        return holding

    def seats_of(self, sold: Sold) -> Ints | None:
        """Return workshops (n, R) in the problem's order; None when the pooled seats cannot all be placed."""
        self.progress(ROUNDS, 0, 0)
        table = place_pooled(self.buyers, sold.held, sold.pooled, compiled=self.compiled)
        if table is None:
            return None
        seats = np.full((len(self.lists.need), self.lists.rounds), NO_SEAT)
        seats[self.people] = self.goods[split_into_rounds(table, len(self.goods))]
        return seats

    def least_prices(self, costs: Tariff, holding: Holding) -> Ints:
        """Return the least prices of goods (m,) that prove a holding best at these costs."""
        if not self.compiled:
            return least_prices_by_flow(self.buyers, costs, holding)
        from indeling.solver.large.market import least_prices  # noqa: PLC0415  (numba takes half a second)

        return least_prices(market_of(self.buyers, costs), holding)

    def tree(self, prices: Ints) -> dict[str, Any]:
        """Return prices of goods (m,) as they stand in a certificate."""
        table = np.zeros((len(self.goods), 1), np.int64)
        table[self.goods, 0] = prices
        return certificate_prices(self.problem, table)


def sell_by_seats(sale: Sale, aim: Objective) -> Sold | None:
    """Return the best for an objective over seats; None when its levels do not fit in the machine's numbers."""
    every = levels_of(aim, sale.lists.rounds, sale.lists, np.zeros(1, np.int64))
    levels = [level for level in every if isinstance(level, SeatLevel)]
    costs = combined([level.seat for level in levels], len(sale.goods))
    if not sale.fits(costs[-1]):
        return None
    holding = sale.auction(tariff_of(costs[-1], sale.lists.rounds))
    counts = np.bincount(sale.buyers.rank[np.flatnonzero(holding.held)], minlength=len(sale.lists.costs))
    np.add.at(counts, sale.buyers.unlisted, holding.pooled)
    claims = []
    base, keys = base_of([level.seat for level in levels], len(sale.goods)), [level.title.key for level in levels]
    for at, (level, cost) in enumerate(zip(levels, costs, strict=True)):
        value = int(counts @ level.seat)
        if value:
            prices = sale.least_prices(tariff_of(cost, sale.lists.rounds), holding)
            earlier = {keys[before]: base ** (at - before) for before in range(at)}
            claims.append(claim_of(level.title.key, (value, value), sale.tree(prices), earlier))
    return Sold(holding.held, holding.pooled, claims)


def claim_of(
    key: str, found: tuple[int, int], prices: dict[str, Any], earlier: dict[str, int], scale: int = 1
) -> Claim:
    """Return the claim of one level: its value and bound (`found`), prices, and weights of earlier levels."""
    claim: Claim = {"name": key, "value": found[0], "bound": found[1]}
    if scale != 1:
        claim["scale"] = scale
    if earlier:
        claim["earlier"] = earlier
    return claim | {"prices": prices}
