# SPDX-License-Identifier: EUPL-1.2
"""What shows that bundles above a cap on regret are in no better placement, so that they need not be written out.

The prices of a level bound it from below over the bundles that are written out; a dynamic programme for each
participant (`indeling.bound`) gives the least that a bundle above the cap comes to at those prices, all outcomes above
the cap being one. This is the pricing problem of column generation (Barnhart et al., Branch-and-price, Operations
Research 46, 1998), asked once for all that is left out. Levels are taken to count no less for more regret.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from indeling.bound import NEVER, Outcomes, Space, Weighed, least_of_people
from indeling.objectives import Level, PersonLevel
from indeling.placement import OUTSIDE
from indeling.problem import Ints
from indeling.solver.bundles import Bundles
from indeling.solver.day import Day
from indeling.solver.levels import Prices, Solved
from indeling.solver.seats import Seats
from indeling.solver.tally import Tally
from indeling.valuation import Valuation


@dataclass(frozen=True, eq=False)
class _Above(Weighed):
    """A weighted sum of levels for outcomes above the cap only."""

    cap: int = 0

    def outcomes(self, value: Valuation) -> Outcomes:
        """Return the outcomes up to the highest cost within the cap, and for each number of seats outside one above."""
        top = int(value.least.max(initial=0)) + self.cap + 1
        steps = {int(rank): (int(rank == OUTSIDE), int(value.costs[rank])) for rank in np.unique(value.ranks)}
        layers = [{(0, 0)}]
        for _ in range(self.rounds):
            layers.append({(o + so, min(c + sc, top)) for o, c in layers[-1] for so, sc in steps.values()})
        found = sorted(set().union(*layers))
        index = {outcome: at for at, outcome in enumerate(found)}
        following = np.full((len(value.costs), len(found)), -1, np.int64)
        for rank, (so, sc) in steps.items():
            following[rank] = [index.get((o + so, min(c + sc, top)), -1) for o, c in found]
        outside, cost = np.array(found, np.int64).reshape(-1, 2).T
        return Outcomes(outside, cost, following)

    def of(self, outside: Ints, regret: Ints) -> Ints:
        """Return what the levels count for outcomes above the cap; for others too much to matter."""
        return np.where(regret > self.cap, super().of(outside, np.minimum(regret, self.cap + 1)), NEVER)


@dataclass(frozen=True, eq=False)
class Cap:
    """Bundles up to a cap on regret, and what they count on the levels of an objective, in their order."""

    day: Day
    seats: Seats
    bundles: Bundles
    tally: Tally
    levels: Sequence[Level]
    cap: int

    def proven(self, solved: Sequence[Solved]) -> list[Solved]:
        """Return the levels as far as they are the best over all bundles; else with the bound of the first that is not.

        solved: the first few levels, each the best over the bundles within the cap.
        """
        found: list[Solved] = []
        for number, each in enumerate(solved):
            if each.value == 0 and self._all_count(self.levels[number]):
                return [*found, *solved[number:]]
            bound = each.value if each.value == 0 else self._bound(number, each.prices, solved)
            found.append(Solved(each.value, min(each.bound, bound), each.prices))
            if bound < each.value:
                return found
        return found

    def _all_count(self, level: Level) -> bool:
        """Return whether everything above the cap counts, so that a level of 0 leaves nothing above the cap."""
        outside = np.arange(self.day.need.shape[1] + 1)
        return isinstance(level, PersonLevel) and bool((level.person(outside, 0 * outside + self.cap + 1) > 0).all())

    def _bound(self, number: int, prices: Prices | None, solved: Sequence[Solved]) -> int:
        """Return the least of a level in a placement with a bundle above the cap; its value if that is less."""
        if prices is None or not isinstance(self.levels[number], PersonLevel):
            return 0
        weights = {**prices.earlier, number: prices.scale}
        worth = sum(weight * self.tally.of(self.levels[level]) for level, weight in weights.items())
        worth = worth + self._paid(prices.items)
        least = np.full(len(self.day.need), NEVER)
        np.minimum.at(least, self.bundles.person, worth)
        above = self._above(weights, prices.items)
        bundled = np.unique(self.bundles.person)
        gain = (above - least)[bundled]
        low, high = self.seats.low, self.seats.high
        chairs = np.where(prices.items > 0, high, low) * prices.items
        chairs = np.where(self.seats.item_optional, np.maximum(chairs, 0), chairs)
        bound = int(least[bundled].sum()) - int(chairs.sum())
        bound += int(np.minimum(gain, 0).sum()) + max(0, int(gain.min(initial=NEVER)))
        bound -= sum(w * (solved[at].value - self.tally.beside(self.levels[at])) for at, w in prices.earlier.items())
        value = solved[number].value
        return min(value, -(-bound // prices.scale) + self.tally.beside(self.levels[number]))

    def _paid(self, items: Ints) -> Ints:
        """Return the prices paid in each bundle (B,): for a pooled seat the least that it can come to."""
        seats = self.seats
        pools = np.array(
            [items[seats.in_pool & (seats.item_pool == pool)].min(initial=NEVER) for pool in range(seats.pool_count)]
        )
        arcs = np.append(items, 0)[self.bundles.items(seats)].sum(axis=1)
        pooled = np.append(pools[seats.slot_pool], 0)[self.bundles.pooled].sum(axis=1)
        paid: Ints = arcs + pooled
        return paid

    def _above(self, weights: dict[int, int], items: Ints) -> Ints:
        """Return for each participant the least that a bundle above the cap comes to (n,)."""
        day, seats, rounds = self.day, self.seats, self.day.need.shape[1]
        table = np.zeros((len(day.workshops), rounds if seats.told_apart else 1), np.int64)
        table[seats.item_workshop, np.maximum(seats.item_round, 0)] = items
        person, rnd, workshop = day.fixed.T
        fixed = np.stack([person, rnd if seats.told_apart else np.zeros_like(rnd), workshop], axis=1)
        level = _Above(tuple((w, self.levels[at]) for at, w in weights.items()), rounds, self.cap)
        wanted = day.need @ (1 << np.arange(rounds)) if seats.told_apart else day.need.sum(axis=1)
        allowed = day.open if seats.told_apart else np.logical_or.reduce(day.open, axis=2)[:, :, None]
        space = Space(allowed, day.low, day.high, wanted, 0 * wanted, fixed, together=not seats.told_apart)
        least = least_of_people(day.value, space, level, table)
        np.subtract.at(least, person, table[workshop, fixed[:, 1]])
        return least
