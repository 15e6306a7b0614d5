# SPDX-License-Identifier: EUPL-1.2
"""Levels over seats where somebody could get a workshop twice and there are too many bundles: seats one by one.

The programme of `indeling.solver.relaxed`, level by level: first as a linear one; where its answer is not whole, as a
mixed-integer one. What a level leaves for the next follows from its reduced costs and prices (complementary slackness);
where there is a gap between the two programmes, the level is held by a row of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from indeling.errors import OutOfTimeError
from indeling.problem import Ints
from indeling.solver.columns import Columns, Floats, Sparse
from indeling.solver.linear import CLOSE, FIRM, Answer, minimise
from indeling.solver.relaxed import choice_of_seats, programme_of_seats, seat_costs
from indeling.solver.seats import Choice, Seats


@dataclass(eq=False)
class _Programme:
    """What is left to choose: columns with bounds low and high (C,), rows with bounds below and above."""

    columns: Columns
    low: Floats
    high: Floats
    below: Floats
    above: Floats
    seconds: Callable[[], float | None]

    def minimise(self, cost: Floats, *, whole: bool) -> Answer:
        """Return the best answer. Raises OutOfTimeError."""
        start, rows, values = self.columns.sparse()
        sparse = Sparse(start, rows, values, self.low, self.high)
        integer = np.ones(len(cost), bool) if whole else None
        answer = minimise(sparse, cost, (self.below, self.above), whole=integer, seconds=self.seconds())
        if answer.status == "time":
            raise OutOfTimeError
        return answer

    def hold(self, cost: Floats, value: float) -> None:
        """Allow no more than `value` of `cost`."""
        width = self.columns.rows.shape[1] + 1
        self.columns = self.columns.widen(width)
        self.columns.rows[:, -1], self.columns.values[:, -1] = np.where(cost > 0, len(self.above), -1), cost
        self.below, self.above = np.append(self.below, 0.0), np.append(self.above, value)

    def keep(self, cost: Floats, duals: Floats) -> None:
        """Leave only what is as good."""
        paid = np.append(duals, 0.0)[self.columns.rows] * self.columns.values
        reduced = cost - paid.sum(axis=1)
        self.high, self.low = (
            np.where(reduced > FIRM, self.low, self.high),
            np.where(reduced < -FIRM, self.high, self.low),
        )
        self.above, self.below = (
            np.where(duals > FIRM, self.below, self.above),
            np.where(duals < -FIRM, self.above, self.below),
        )


def seat_by_seat(seats: Seats, weights: Sequence[Ints], seconds: Callable[[], float | None]) -> Choice | None:
    """Return the choice that is best level by level; None when there is none.

    weights: for each level, the weight (G + 1,) of a seat by its effective rank. No workshop may be one that can be
    dropped. Raises OutOfTimeError.
    """
    columns, (below, above) = programme_of_seats(seats)
    programme = _Programme(columns, np.zeros(len(columns.high)), columns.high, below, above, seconds)
    values: Floats | None = None
    for weight in weights:
        cost = seat_costs(seats, weight)
        if values is not None and not cost[programme.low < programme.high].any():
            continue
        values = _settled(programme, cost)
        if values is None:
            return None
    return None if values is None else choice_of_seats(seats, values)


def _settled(programme: _Programme, cost: Floats) -> Floats | None:
    """Make one level as small as can be and hold it; None when there is no answer."""
    linear = answer = programme.minimise(cost, whole=False)
    if linear.status == "optimal" and not linear.whole:
        answer = programme.minimise(cost, whole=True)
    if answer.status != "optimal":
        return None
    if answer.objective > linear.objective + CLOSE:
        programme.hold(cost, float(round(answer.objective)))
    else:
        programme.keep(cost, linear.duals)
    return answer.values
