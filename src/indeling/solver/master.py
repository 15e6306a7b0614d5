# SPDX-License-Identifier: EUPL-1.2
"""The master programme: one bundle per participant, every item within its bounds.

    minimise    Σ f(b) x(b)
    subject to  Σ of x over the bundles of a participant = 1
                low(i) ≤ seats taken in item i + z(i) ≤ high(i)
                pooled seats taken from pool h = Σ z(i) over the items of the pool
                low(i) y(w) ≤ seats in item i ≤ high(i) y(w), y(w) ∈ {0, 1}, where workshop w may be dropped

Solved as a linear programme over the bundles that matter (column generation: those with a negative reduced cost are
added until there are none); where that answer is not whole, as a mixed-integer programme. Columns are only ever
added and limits only appended, so that each call starts from the basis of the last.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from indeling.problem import Bools, Ints
from indeling.solver.bundles import NONE, Bundles
from indeling.solver.columns import Columns, Floats
from indeling.solver.linear import CLOSE, HALF, INFINITE, Answer, Basis, minimise
from indeling.solver.seats import Seats

ALL_AT_ONCE = 3_000
"""With at most so many bundles, all are columns from the start."""

FIRST_PICKS = 3
"""Columns per participant to start with, when there are more."""

NEW_PICKS = 2
"""Columns per participant to add in one round of column generation."""


@dataclass(eq=False)
class Master:
    """The programme and its state. I items, B bundles, H pools, D items of workshops that may be dropped.

    seats, bundles
        The network and all bundles.
    seconds
        Returns the seconds left, None for no limit.
    alive (B,), free (I,)
        Bundles, and pool seats per item, that can still be in a best placement.
    low, high (I,)
        Bounds of the items.
    limits
        Sums that must not be exceeded: (counts (B,), at most).
    """

    seats: Seats
    bundles: Bundles
    seconds: Callable[[], float | None]
    limits: list[tuple[Ints, int]] = field(default_factory=list)
    basis: Basis | None = None

    def __post_init__(self) -> None:
        seats, bundles = self.seats, self.bundles
        self.alive = np.ones(len(bundles), bool)
        self.free = seats.in_pool.copy()
        self.low, self.high = seats.low.copy(), seats.high.copy()
        self.people, self.person = np.unique(bundles.person, return_inverse=True)
        self.item = bundles.items(seats)
        self.pool = _count_per_pool(seats, bundles)
        self.may_drop = np.flatnonzero(seats.item_optional)
        self.active = np.arange(len(bundles) if len(bundles) <= ALL_AT_ONCE else 0)
        self.begun = len(self.active) > 0
        self.guess = np.zeros(len(bundles), np.int64)

    @property
    def limit_row(self) -> int:
        """The first row of the limits: behind participants, items, pools and two rows per item that may be dropped."""
        return len(self.people) + self.seats.item_count + self.seats.pool_count + 2 * len(self.may_drop)

    def guess_by(self, prices: Ints) -> None:
        """Use prices of items (I,) to choose the first columns by."""
        self.guess = np.append(prices, 0)[self.item].sum(axis=1)

    def begin_with(self, bundles: Ints) -> None:
        """Use a known placement for the first columns."""
        self._activate(bundles)

    def minimise(self, counts: Ints, *, whole: bool = False) -> Answer:
        """Return the best answer for Σ counts · x, of the linear programme or (`whole`) of the mixed-integer one.

        The linear programme is over all bundles alive; the mixed-integer one over the active columns.
        """
        if whole:
            return self._solve(counts, whole=True)
        if not self.begun:
            self.begun = True
            self._activate(_least_per_person(self, np.where(self.alive, counts + self.guess, np.inf), FIRST_PICKS))
            self._activate(_least_per_person(self, -self.pool.sum(axis=1), 1))
        while True:
            answer = self._solve(counts, whole=False)
            if answer.status == "infeasible" and len(self.active) < len(self.bundles):
                self._activate(np.arange(len(self.bundles)))
                continue
            if answer.status != "optimal" or not self._activate(self._missing(counts, answer)):
                return answer

    def bundles_taken(self, answer: Answer) -> Ints:
        """Return the positions of the bundles with value 1 in a whole answer."""
        return np.sort(self.active[answer.values[-len(self.active) :] > HALF]) if len(self.active) else self.active

    def workshops_given(self, answer: Answer) -> Bools:
        """Return bool (m,): the workshops that a whole answer does not drop."""
        given = np.ones(len(self.seats.optional), bool)
        first = self.seats.item_count + len(self.may_drop)
        workshops = np.unique(self.seats.item_workshop[self.may_drop])
        given[workshops] = answer.values[first : first + len(workshops)] > HALF
        return given

    def activate_within(self, counts: Ints, answer: Answer, gap: float) -> bool:
        """Make columns of all bundles whose reduced cost is at most `gap`; return whether there were new ones."""
        return self._activate(np.flatnonzero(self.alive & (self._reduced(counts, answer) <= gap + CLOSE)))

    def reduced_parts(self, answer: Answer) -> tuple[Floats, Floats, Floats]:
        """Return the prices in a linear answer: of items (I,), of pools (H,) and of limits (≥ 0)."""
        first_item = len(self.people)
        first_pool = first_item + self.seats.item_count
        duals = answer.duals
        return (
            -duals[first_item:first_pool],
            -duals[first_pool : first_pool + self.seats.pool_count],
            -duals[self.limit_row :],
        )

    def _reduced(self, counts: Ints, answer: Answer) -> Floats:
        """Return the reduced cost of every bundle (B,)."""
        items, pools, limits = self.reduced_parts(answer)
        cost = counts + np.append(items, 0.0)[self.item].sum(axis=1) + self.pool @ pools
        for (limited, _), price in zip(self.limits, limits, strict=True):
            cost = cost + price * limited
        reduced: Floats = cost - answer.duals[: len(self.people)][self.person]
        return reduced

    def _missing(self, counts: Ints, answer: Answer) -> Ints:
        """Return bundles that would improve the answer: for each participant the few most negative ones."""
        if len(self.active) == len(self.bundles):
            return np.empty(0, np.int64)
        reduced = np.where(self.alive, self._reduced(counts, answer), np.inf)
        picked = _least_per_person(self, reduced, NEW_PICKS)
        return picked[reduced[picked] < -CLOSE]

    def _activate(self, chosen: Ints) -> bool:
        """Append columns that are not there yet; return whether there were any."""
        new = np.setdiff1d(chosen, self.active)
        self.active = np.concatenate([self.active, new])
        return len(new) > 0

    def _solve(self, counts: Ints, *, whole: bool) -> Answer:
        columns = self.columns()
        spare = len(columns.high) - len(self.active)
        cost = np.concatenate([np.zeros(spare), counts[self.active]])
        integer = np.ones(len(cost), bool) if whole else None
        answer = minimise(
            columns,
            cost,
            self.row_bounds(),
            whole=integer,
            again=not whole,
            basis=None if whole else self.basis,
            seconds=self.seconds(),
        )
        if answer.basis is not None and answer.status == "optimal":
            self.basis = answer.basis
        return answer

    def columns(self) -> Columns:
        """Return the columns: those of pools and of workshops that may be dropped, then the active bundles."""
        parts = [self._pool_columns(), self._drop_columns(), self._bundle_columns(self.active)]
        width = max(part.rows.shape[1] for part in parts)
        return Columns.stack([part.widen(width) for part in parts])

    def row_bounds(self) -> tuple[Floats, Floats]:
        """Return the bounds of the rows, low and high."""
        people, drops = len(self.people), len(self.may_drop)
        low, high = self.low.astype(float), self.high.astype(float)
        low[self.may_drop] = high[self.may_drop] = 0.0
        most = [limit for _, limit in self.limits]
        zeros, endless = np.zeros(self.seats.pool_count), np.full(drops, INFINITE)
        return (
            np.concatenate([np.ones(people), low, zeros, -endless, np.zeros(drops), np.full(len(most), -INFINITE)]),
            np.concatenate([np.ones(people), high, zeros, np.zeros(drops), endless, most]),
        )

    def _bundle_columns(self, chosen: Ints) -> Columns:
        """Each bundle stands in the rows of its participant, its items, its pools and the limits."""
        people, items = len(self.people), self.seats.item_count
        pool_rows = np.arange(self.seats.pool_count) + people + items
        limit_rows = np.arange(len(self.limits)) + self.limit_row
        count = len(chosen)
        rows = np.concatenate(
            [
                self.person[chosen][:, None],
                np.where(self.item[chosen] < items, self.item[chosen] + people, NONE),
                np.broadcast_to(pool_rows, (count, len(pool_rows))),
                np.broadcast_to(limit_rows, (count, len(limit_rows))),
            ],
            axis=1,
        )
        limited = [counts[chosen][:, None] for counts, _ in self.limits]
        ones = np.ones((count, 1 + self.item.shape[1]))
        values = np.concatenate([ones, self.pool[chosen], *limited], axis=1)
        return Columns(np.where(values != 0, rows, NONE), values, np.where(self.alive[chosen], 1.0, 0.0))

    def _pool_columns(self) -> Columns:
        """z(i): seats of item i given to its pool."""
        items = np.arange(self.seats.item_count)
        first_item = len(self.people)
        rows = np.stack([items + first_item, self.seats.item_pool + first_item + len(items)], axis=1)
        values = np.broadcast_to(np.array([1.0, -1.0]), rows.shape)
        return Columns(rows, values, np.where(self.free, INFINITE, 0.0))

    def _drop_columns(self) -> Columns:
        """v(i), the people in an item that may be dropped, and y(w), whether its workshop is given."""
        first_item, drops = len(self.people), np.arange(len(self.may_drop))
        below = first_item + self.seats.item_count + self.seats.pool_count + drops
        above = below + len(drops)
        workshop = self.seats.item_workshop[self.may_drop]
        given = np.unique(workshop)
        width = 2 * int(np.bincount(workshop).max(initial=2))
        load = Columns(
            np.stack([self.may_drop + first_item, below, above], axis=1),
            np.broadcast_to(np.array([-1.0, 1.0, 1.0]), (len(drops), 3)),
            np.full(len(drops), INFINITE),
        )
        rows, values = np.full((len(given), width), NONE), np.zeros((len(given), width))
        for at, each in enumerate(given):
            mine = np.flatnonzero(workshop == each)
            rows[at, : 2 * len(mine)] = np.concatenate([below[mine], above[mine]])
            bounds = (self.seats.high, self.seats.low)
            values[at, : 2 * len(mine)] = -np.concatenate([bound[self.may_drop[mine]] for bound in bounds])
        return Columns.stack([load.widen(width), Columns(rows, values, np.ones(len(given)))])


def _count_per_pool(seats: Seats, bundles: Bundles) -> Ints:
    """Return the seats that each bundle takes from each pool: (B, H)."""
    counts = np.zeros((len(bundles), seats.pool_count), np.int64)
    for column in bundles.pooled.T:
        at = np.flatnonzero(column >= 0)
        counts[at, seats.slot_pool[column[at]]] += 1
    return counts


def _least_per_person(master: Master, cost: Floats | Ints, most: int) -> Ints:
    """Return for each participant the `most` bundles of least cost, in order of position."""
    order = np.lexsort([cost, master.person])
    start = np.searchsorted(master.person[order], np.arange(len(master.people)))
    place = np.arange(len(order)) - start[master.person[order]]
    return np.sort(order[place < most])
