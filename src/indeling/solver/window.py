# SPDX-License-Identifier: EUPL-1.2
"""A window on the programme of rules: few columns and few rows at a time, the others when they matter.

*Linear.* Columns with a negative reduced cost are added (column generation), then rows that the answer breaks (cutting
planes), until there are neither; prices of the rows bound the level from below (weak duality; Barnhart et al.,
Branch-and-price, Operations Research 46, 1998). As long as no whole answer is known, people may be left out at a price.
*Whole.* The mixed-integer programme over the columns in the window, with every row that they can break.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from indeling.errors import OutOfTimeError
from indeling.problem import Bools, Ints
from indeling.rules.rows import MUST
from indeling.solver.bundles import NONE
from indeling.solver.columns import Floats, Sparse
from indeling.solver.linear import CLOSE, INFINITE, Answer, Basis, Branching, minimise
from indeling.solver.programme import Programme

ALL_AT_ONCE = 3_000
"""With at most so many columns, all are there from the start."""

FIRST_PICKS = 4
"""Columns per participant and pool to start with, when there are more."""

NEW_PICKS = 2
"""Columns per participant and pool to add at a time."""

DEAR = 10.0
"""So many times the highest count is what it costs to leave somebody out, as long as no way to place all is known."""


@dataclass(frozen=True, eq=False)
class Bounded:
    """A level from below: at least `bound`, with the reduced costs (C,) and the prices (rows,) that say so."""

    bound: float
    reduced: Floats
    prices: Floats


@dataclass(eq=False)
class Window:
    """The window on a programme, and the best whole answer found so far (C,).

    seconds: returns the seconds left, None for no limit; raises OutOfTimeError when there are none.
    """

    programme: Programme
    seconds: Callable[[], float | None]
    best: Ints | None = None
    stage: int = MUST

    def __post_init__(self) -> None:
        programme = self.programme
        self.shown = np.zeros(programme.width, bool)
        self.columns = np.empty(0, np.int64)
        self.show(np.flatnonzero(programme.group == NONE))
        if programme.width <= ALL_AT_ONCE:
            self.show(np.arange(programme.width))
        self.asked = ~programme.lazy
        self.rows = np.flatnonzero(self.asked)
        self.basis: Basis | None = None
        self.penalty = 0.0
        self.best_bound = 0.0

    @property
    def found(self) -> Ints:
        """The best whole answer (C,): zeros while there is none."""
        return np.zeros(self.programme.width, np.int64) if self.best is None else self.best

    def show(self, columns: Ints) -> bool:
        """Add columns to the window; return whether there were any new ones."""
        new = columns[~self.shown[columns]]
        self.shown[new] = True
        self.columns = np.concatenate([self.columns, new])
        return len(new) > 0

    def ask(self, rows: Ints) -> bool:
        """Add rows to the window; return whether there were any."""
        self.asked[rows] = True
        self.rows = np.concatenate([self.rows, rows])
        return len(rows) > 0

    # Linear -----------------------------------------------------------------------------------------------------

    def _linear(self, costs: Ints) -> Bounded | None:
        """Return what bounds the level from below; None when there is no answer. Raises OutOfTimeError.

        When the answer is whole, it is the best one.
        """
        self.show(self._least_per_group(np.where(self.programme.high > 0, costs, np.inf), FIRST_PICKS))
        self.penalty = self._price_of_absence(costs)
        while True:
            answer = self._solve(costs, again=True)
            if answer.status == "infeasible":
                if not self._possible():
                    return None
                continue
            self.basis = answer.basis
            below = self._priced(costs, answer)
            self.best_bound = max(self.best_bound, below.bound)
            values = self._spread(answer.values)
            if self.show(self._missing(below.reduced)) or self.ask(self._broken(values)):
                continue
            if values[self.programme.first_absent :].max(initial=0) > CLOSE:
                if not self._possible():
                    return None
                self.penalty = 0.0
                continue
            if answer.whole:
                self.best = self._rounded(answer)
            return below

    def _price_of_absence(self, costs: Ints) -> float:
        """Return what it costs to leave somebody out; nothing, and nobody is, once there is an answer to go on from."""
        begun = self.best is not None and self.basis is not None
        return 0.0 if begun else DEAR * (1.0 + float(costs.max(initial=0)))

    def _possible(self) -> bool:
        """Add columns and rows until there is an answer; return False when there is none (phase one of the simplex)."""
        nothing = np.zeros(self.programme.width, np.int64)
        self.basis = None
        while True:
            answer = self._solve(nothing, slack=True)
            below = self._priced(nothing, answer)
            if self.show(self._missing(below.reduced)):
                continue
            if answer.objective > CLOSE:
                return False
            if not self.ask(self._broken(self._spread(answer.values[: len(self.columns)]))):
                return True

    def _priced(self, costs: Ints, answer: Answer) -> Bounded:
        """Return what the prices of an answer say, whether it is the last one or not (Lagrange)."""
        programme = self.programme
        prices = np.zeros(len(programme.low))
        prices[self.rows] = answer.duals
        prices[((prices > 0) & np.isinf(programme.low)) | ((prices < 0) & np.isinf(programme.top))] = 0.0
        reduced = costs - programme.matrix.column_sums(prices)
        bundles = programme.first_pooled
        possible = programme.high[:bundles] > 0
        least = np.full(len(programme.people), np.inf)
        np.minimum.at(least, programme.group[:bundles][possible], reduced[:bundles][possible])
        others = reduced[bundles:] * np.where(reduced < 0, programme.high, programme.floor)[bundles:]
        bounds = np.where(prices > 0, programme.low, np.where(prices < 0, programme.top, 0.0)) * prices
        bound = float(least.sum() + others.sum() + np.where(np.abs(prices) > 0, bounds, 0.0).sum())
        return Bounded(bound, reduced, prices)

    def _missing(self, reduced: Floats) -> Ints:
        """Return columns outside the window that would improve the answer: the few most negative ones of each group."""
        hidden = ~self.shown & (self.programme.high > 0) & (reduced < -CLOSE)
        return self._least_per_group(np.where(hidden, reduced, np.inf), NEW_PICKS)

    def _least_per_group(self, cost: Floats, most: int) -> Ints:
        """Return for each group the `most` columns of least cost that is not infinite, ascending."""
        at = np.flatnonzero(np.isfinite(cost) & (self.programme.group >= 0))
        group = self.programme.group[at]
        order = np.lexsort([cost[at], group])
        start = np.searchsorted(group[order], group[order])
        return np.sort(at[order[np.arange(len(order)) - start < most]])

    def broken(self, values: Ints | Floats, asked: Bools) -> Ints:
        """Return the rows that values (C,) break, of those not `asked` (rows,) that count at this stage."""
        programme = self.programme
        sums = programme.matrix.row_sums(values, len(programme.low))
        wrong = (sums > programme.top + CLOSE) | (sums < programme.low - CLOSE)
        return np.flatnonzero(wrong & ~asked & (programme.stages <= self.stage))

    def _broken(self, values: Ints | Floats) -> Ints:
        """Return the rows outside the window that values (C,) break."""
        return self.broken(values, self.asked)

    # Whole ------------------------------------------------------------------------------------------------------

    def _whole(self, costs: Ints, below: float, **limits: int) -> Answer:
        """Return the best whole answer over the window, of those below a value; limits: those of `Branching`."""
        rows = self._breakable()
        self.ask(rows[~self.asked[rows]])
        return self._solve(costs, whole=Branching(np.ones(len(self.columns), bool), below, **limits))

    def _breakable(self) -> Ints:
        """Return the rows that some values of the columns in the window break."""
        programme, matrix = self.programme, self.programme.matrix
        high = np.zeros(programme.width, np.int64)
        high[self.columns] = programme.high[self.columns]
        most, least = (matrix.row_sums(high, len(programme.low), side) for side in (np.maximum, np.minimum))
        wrong = (most > programme.top) | (least < programme.low)
        return np.flatnonzero(wrong & (programme.stages <= self.stage))

    def _rounded(self, answer: Answer) -> Ints:
        return np.round(self._spread(answer.values)).astype(np.int64)

    def _spread(self, values: Floats) -> Floats:
        """Return the values of all columns (C,) from those in the window."""
        found = np.zeros(self.programme.width)
        found[self.columns] = values
        return found

    def _solve(
        self,
        costs: Ints,
        *,
        again: bool = False,
        slack: bool = False,
        whole: Branching | None = None,
    ) -> Answer:
        """Solve what is in the window. slack: every row may be broken, at a price of one, and nothing else costs."""
        programme, rows = self.programme, self.rows
        part = programme.matrix.part(self.columns, rows, len(programme.low))
        low, high = programme.floor[self.columns].astype(float), programme.high[self.columns].astype(float)
        cost = costs[self.columns].astype(float)
        if again and self.penalty:
            absent = self.columns >= programme.first_absent
            high[absent], cost[absent] = INFINITE, self.penalty
        if whole is None:
            high[(high > 0) & (self.columns < programme.first_pooled)] = INFINITE
        if slack:
            part, more = part.with_slack(len(rows)), 2 * len(rows)
            high, cost = np.append(high, np.full(more, INFINITE)), np.append(cost, np.ones(more))
            low = np.append(low, np.zeros(more))
        answer = minimise(
            Sparse(part.start, part.row, part.value, low, high),
            cost,
            (programme.low[rows], programme.top[rows]),
            whole=whole,
            again=again,
            basis=self.basis if again else None,
            seconds=self.seconds(),
        )
        if answer.status == "time" and whole is None:
            raise OutOfTimeError
        return answer
