# SPDX-License-Identifier: EUPL-1.2
"""Level after level: solve the master programme for one level, keep only what can still be best, go on to the next.

Once a level's prices prove its value exactly, every bundle with a positive reduced cost is in no best placement and
is taken out; items with a price stay full. That makes the next level smaller, and it can be undone in the proof: a
later level's prices plus a large enough multiple M of an earlier level's prices hold for all bundles again (the
lexicographic dual; Isermann, Linear lexicographic optimization, OR Spektrum 4, 1982).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

import numpy as np

from indeling.errors import OutOfTimeError, SolverError
from indeling.problem import Ints
from indeling.solver.levels import LARGEST, Prices, Solved, rounded, scale_of
from indeling.solver.linear import CLOSE, Answer
from indeling.solver.master import Master
from indeling.solver.seats import Choice

STEEPER = (1, 4, 16, 64, 256, 1024)
"""Weights of a level to try beside prices that are hints: they come from costs, which may be larger or smaller."""


@dataclass(frozen=True, eq=False)
class Settled:
    """How one level was settled, for the proofs of later ones.

    counts (B,): the level. items (I,), pools (H,): its own prices; weights: of itself and of the limited levels
    before it; worth (B,): counts and prices together, least (people,): the smallest worth alive.
    removed (B',), closed (I'): bundles and pool seats taken out. tightened (I): −1, 0, 1, the side of an item's bounds.
    """

    items: Ints
    pools: Ints
    weights: dict[int, int]
    worth: Ints
    least: Ints
    removed: Ints
    closed: Ints
    tightened: Ints


@dataclass(eq=False)
class Settling:
    """The levels settled so far.

    best: positions of the bundles of the best placement found; given (m,): the workshops that are not dropped in it.
    """

    master: Master
    best: Ints = field(default_factory=lambda: np.empty(0, np.int64))
    counts: list[Ints] = field(default_factory=list)
    done: list[Settled] = field(default_factory=list)
    limited: list[int] = field(default_factory=list)
    hint: Ints | None = None

    def __post_init__(self) -> None:
        self.given = np.ones(len(self.master.seats.optional), bool)

    def guess(self, prices: Ints) -> None:
        """Take prices of items (I,) that may prove something."""
        self.hint = prices
        self.master.guess_by(prices)

    def start_from(self, choice: Choice) -> bool:
        """Begin with a placement that is known; return False when it is not made of these bundles."""
        found = self.master.bundles.find(self.master.seats, choice)
        if len(found) < len(self.master.people):
            return False
        self.best = found
        self.master.begin_with(self.best)
        return True

    def start(self, counts: Ints) -> bool:
        """Find a first placement that is good for `counts`; return False when there is none at all."""
        answer = self._whole(counts, self._linear(counts))
        if answer is None:
            return False
        self._take(answer)
        return True

    def _take(self, answer: Answer) -> None:
        """Keep a whole answer as the best placement."""
        self.best, self.given = self.master.bundles_taken(answer), self.master.workshops_given(answer)

    def settle(self, counts: Ints) -> Solved:
        """Make Σ counts (B,) as small as can be after all levels before it. Raises OutOfTimeError."""
        self.counts.append(counts)
        if counts[self.best].sum() == 0:
            return self._settle_at_zero(counts)
        own = self._by_hint() or self._by_programme(counts)
        value = int(counts[self.best].sum())
        prices = self._proof(own)
        self._keep(own, counts, value, exact=self._bound(own) == self._weighed(own))
        return Solved(value, value, prices)

    def repeat(self, found: Solved) -> Solved:
        """Settle a level that counts the same as the one before it, which was `found`."""
        self.counts.append(self.counts[-1])
        nothing = np.empty(0, np.int64)
        last = self.done[-1]
        self.done.append(replace(last, removed=nothing, closed=nothing, tightened=0 * last.tightened))
        return found

    def unsettled(self) -> Solved:
        """Return what is known of the level whose time was up: its value so far, and a bound where prices give one."""
        value = int(self.counts[-1][self.best].sum())
        if self.hint is None:
            return Solved(value, 0, None)
        none, pools = np.empty(0, np.int64), np.zeros(self.master.seats.pool_count, np.int64)
        bounds = [(-(-self._bound(self._settled(self.hint, pools, none, scale)) // scale), -scale) for scale in STEEPER]
        bound, scale = max(bounds)
        return Solved(value, max(0, bound), self._proof(self._settled(self.hint, pools, none, -scale)))

    def _by_hint(self) -> Settled | None:
        """Return the hinted prices as this level's, when they prove that the best placement known stays best."""
        if self.hint is None:
            return None
        none = np.empty(0, np.int64)
        own = self._settled(self.hint, np.zeros(self.master.seats.pool_count, np.int64), none, 1)
        return own if self._bound(own) == self._weighed(own) else None

    def _by_programme(self, counts: Ints) -> Settled:
        """Solve the programme for this level and return its prices."""
        linear = self._linear(counts)
        answer = self._whole(counts, linear)
        if answer is None or linear is None:
            message = "a level has no answer, though a placement is known"
            raise SolverError(message)
        self._take(answer)
        items, pools, limits = self.master.reduced_parts(linear)
        scale = scale_of(np.concatenate([items, pools, limits]))
        return self._settled(rounded(items, scale), rounded(pools, scale), rounded(limits, scale), scale)

    def _settle_at_zero(self, counts: Ints) -> Solved:
        """Nothing can be below zero: no prices needed, and whoever counts is out."""
        master = self.master
        removed = np.flatnonzero(master.alive & (counts > 0))
        zero = np.zeros(master.seats.item_count, np.int64)
        pools = np.zeros(master.seats.pool_count, np.int64)
        master.alive[removed] = False
        least = np.zeros(len(master.people), np.int64)
        weights = {len(self.counts) - 1: 1}
        self.done.append(Settled(zero, pools, weights, counts, least, removed, np.empty(0, np.int64), zero))
        return Solved(0, 0, Prices(zero, {}, 1))

    def _linear(self, counts: Ints) -> Answer | None:
        answer = self.master.minimise(counts)
        if answer.status == "time":
            raise OutOfTimeError
        return answer if answer.status == "optimal" else None

    def _whole(self, counts: Ints, linear: Answer | None) -> Answer | None:
        """Return the best whole answer: the linear one if it is whole, else from the mixed-integer programme."""
        if linear is None or linear.whole:
            return linear
        answer = self._mixed(counts)
        least = math.ceil(linear.objective - CLOSE)
        if answer is None or answer.objective > least + CLOSE:
            gap = answer.objective - linear.objective if answer else math.inf
            if self.master.activate_within(counts, linear, gap):
                answer = self._mixed(counts)
        return answer

    def _mixed(self, counts: Ints) -> Answer | None:
        answer = self.master.minimise(counts, whole=True)
        if answer.status == "time":
            raise OutOfTimeError
        return answer if answer.status == "optimal" else None

    def _settled(self, items: Ints, pools: Ints, limits: Ints, scale: int) -> Settled:
        """Return whole prices with what they would take out."""
        master = self.master
        items = np.where(master.low == 0, np.maximum(items, 0), items)
        pools = np.array([self._pool_price(items, pools, pool) for pool in range(len(pools))], np.int64)
        weights = {level: int(w) for level, w in zip(self.limited, limits, strict=len(limits) > 0) if w}
        weights[len(self.counts) - 1] = scale
        worth = sum(weight * self.counts[level] for level, weight in weights.items())
        worth = worth + np.append(items, 0)[master.item].sum(axis=1) + master.pool @ pools
        alive = np.where(master.alive, worth, np.iinfo(np.int64).max)
        least = np.full(len(master.people), np.iinfo(np.int64).max)
        np.minimum.at(least, master.person, alive)
        removed = np.flatnonzero(master.alive & (worth > least[master.person]))
        closed = np.flatnonzero(master.free & (items > pools[master.seats.item_pool]))
        return Settled(items, pools, weights, worth, least, removed, closed, np.sign(items))

    def _pool_price(self, items: Ints, pools: Ints, pool: int) -> int:
        """Return the price of a pooled seat: that of the cheapest item the pool can still give."""
        open_items = items[self.master.free & (self.master.seats.item_pool == pool)]
        return int(open_items.min()) if len(open_items) else int(pools[pool])

    def _bound(self, own: Settled) -> int:
        """Return the least that own.weights can add up to over the bundles alive, by weak duality."""
        bounds = np.where(own.items > 0, self.master.high, self.master.low) * own.items
        drops = self.master.may_drop
        bounds[drops] = np.maximum(bounds[drops], 0)
        return int(own.least.sum()) - int(bounds.sum())

    def _weighed(self, own: Settled) -> int:
        return sum(weight * int(self.counts[level][self.best].sum()) for level, weight in own.weights.items())

    def _keep(self, own: Settled, counts: Ints, value: int, *, exact: bool) -> None:
        """Take out what cannot be best any more; where the prices leave a gap, only limit the level's sum."""
        master = self.master
        nothing = np.empty(0, np.int64)
        if not exact or len(master.may_drop):
            master.limits.append((counts, value))
            self.limited.append(len(self.counts) - 1)
            own = Settled(own.items, own.pools, own.weights, own.worth, own.least, nothing, nothing, 0 * own.tightened)
        master.alive[own.removed] = False
        master.free[own.closed] = False
        master.low = np.where(own.tightened > 0, master.high, master.low)
        master.high = np.where(own.tightened < 0, master.low, master.high)
        self.done.append(own)

    def _proof(self, own: Settled) -> Prices | None:
        """Return prices of this level that hold for all bundles, also those that earlier levels took out."""
        items, pools, worth, least = own.items, own.pools, own.worth, own.least
        weights = dict(own.weights)
        for before in reversed(self.done):
            multiple = _multiple(before, items, pools, worth, least, self.master)
            if multiple:
                items, pools = items + multiple * before.items, pools + multiple * before.pools
                worth, least = worth + multiple * before.worth, least + multiple * before.least
                for level, weight in before.weights.items():
                    weights[level] = weights.get(level, 0) + multiple * weight
            if np.abs(items).max(initial=max(weights.values())) > LARGEST:
                return None
        scale = weights.pop(len(self.counts) - 1)
        return Prices(items, weights, scale)


def _multiple(before: Settled, items: Ints, pools: Ints, worth: Ints, least: Ints, master: Master) -> int:
    """Return how often the earlier prices must be added so that nothing they took out looks attractive."""
    person = master.person[before.removed]
    pool = master.seats.item_pool[before.closed]
    up, down = np.flatnonzero(before.tightened > 0), np.flatnonzero(before.tightened < 0)
    lacking_and_giving = (
        (least[person] - worth[before.removed], before.worth[before.removed] - before.least[person]),
        (pools[pool] - items[before.closed], before.items[before.closed] - before.pools[pool]),
        (-items[up], before.items[up]),
        (items[down], -before.items[down]),
    )
    return max((int(np.max(-(-lack // give), initial=0)) for lack, give in lacking_and_giving), default=0)
