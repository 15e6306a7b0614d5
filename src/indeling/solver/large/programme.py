# SPDX-License-Identifier: EUPL-1.2
"""From prices that are nearly right to a best choice of bundles, and prices that prove it: the linear programme.

    minimise    Σ count(b) x(b)
    subject to  Σ of x over the bundles of a participant = 1
                seats taken of a good ≤ its chairs (= for goods that must be full)

Only bundles that are cheapest, or nearly, at the prices known are looked at; who has one of those has no row.
Prices may not go further than a *box* around the ones known, so that few bundles are priced wrongly; the box becomes
larger until nothing holds them (Marsten, Hogan and Blankenship, The boxstep method for large-scale optimization,
Operations Research 23, 1975). Bundles that turn out cheaper are added until there are none. The answer is nearly always
whole; where it is not, a mixed-integer programme over bundles close enough to be in a best choice settles it.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from indeling.errors import OutOfTimeError, SolverError
from indeling.problem import Bools, Ints
from indeling.solver.columns import Columns
from indeling.solver.large.shapes import Floats
from indeling.solver.large.smooth import Dual
from indeling.solver.linear import CLOSE, HALF, INFINITE, Answer, minimise

NEAR = 5.0
"""Bundles that cost at most so much more than the cheapest are looked at from the start."""

BOX, LARGER = 5.0, 8.0
"""How far prices may move at first, and how many times as far each next time."""

LARGEST = 1e12
"""A box that no price can need."""

NO_ANSWER = "a level has no answer, though a placement is known"

NONE = -1

Rows = list[Ints]
"""For each shape, which bundle each of its people has: (n,)."""


@dataclass(eq=False)
class Programme:
    """The programme of one level, and what is known of it.

    dual: counts and chairs. best: the best choice known. prices (m,): the ones the programme is drawn around.
    active: for each shape the bundles looked at, bool (b, n).
    """

    dual: Dual
    best: Rows
    prices: Floats
    seconds: Callable[[], float | None]
    active: list[Bools] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Look at what is nearly cheapest, and at the best choice known: with that there is always an answer."""
        self.active = [worth <= worth.min(axis=0) + NEAR for worth in self.worth()]
        for active, row in zip(self.active, self.best, strict=True):
            active[row, np.arange(len(row))] = True

    def worth(self) -> list[Floats]:
        """Return for each shape what bundles count and cost together: (b, n), ∞ for those out of the question."""
        pairs = zip(self.dual.shapes, self.dual.counts, strict=True)
        return [counts + shape.paid(self.prices) for shape, counts in pairs]

    def value(self) -> float:
        """Return what the best choice known counts."""
        pairs = zip(self.dual.counts, self.best, strict=True)
        return sum(float(counts[row, np.arange(len(row))].sum()) for counts, row in pairs)

    def solve(self) -> None:
        """Find the best choice. `prices` are then the ones that prove it, or nearly.

        Raises OutOfTimeError when time is up; `best` is then the best choice found so far.
        """
        linear = self._linear()
        if linear.whole:
            return
        self._look_at(NEAR)
        answer = self._mixed()
        if answer.objective > math.ceil(linear.objective - CLOSE) + CLOSE:
            self._look_at(answer.objective - linear.objective + CLOSE)
            self._mixed()

    def _linear(self) -> Answer:
        """Solve the linear programme over all bundles; its prices, and its choice when that is whole, are kept."""
        box = BOX
        while box < LARGEST:
            drawn = _Drawn(self)
            answer = drawn.solve(box, whole=False)
            self.prices = np.where(self.dual.full, drawn.prices(answer), np.maximum(drawn.prices(answer), 0.0))
            held = bool((answer.values[: drawn.spare] > CLOSE).any())
            if answer.whole and not held:
                self._keep(drawn, answer)
            if not held and not self._misses_one():
                return drawn.total(answer)
            self._look_at(NEAR)
            box *= LARGER
        raise SolverError(NO_ANSWER)

    def _mixed(self) -> Answer:
        drawn = _Drawn(self)
        answer = drawn.solve(None, whole=True)
        self._keep(drawn, answer)
        return drawn.total(answer)

    def _look_at(self, gap: float) -> bool:
        """Look at all bundles that cost at most so much more than the cheapest; return whether there were new ones."""
        found = False
        for at, worth in enumerate(self.worth()):
            near = (worth <= worth.min(axis=0) + gap) & ~self.active[at]
            found |= bool(near.any())
            self.active[at] |= near
        return found

    def _misses_one(self) -> bool:
        """Return whether somebody could have a cheaper bundle than all those looked at."""
        pairs = zip(self.worth(), self.active, strict=True)
        return any(
            bool((worth.min(axis=0) < np.where(active, worth, np.inf).min(axis=0) - CLOSE).any())
            for worth, active in pairs
        )

    def _keep(self, drawn: _Drawn, answer: Answer) -> None:
        """Keep a whole answer when it is the best so far."""
        before, value = self.best, self.value()
        self.best = drawn.chosen(answer)
        if self.value() >= value:
            self.best = before


class _Drawn:
    """The programme written out for the solver: the people who can still choose, with their bundles.

    Columns: for each good what is above its chairs and what is below (`spare` of them), then the bundles.
    """

    def __init__(self, programme: Programme) -> None:
        """Draw the rows and columns of the bundles looked at."""
        self.programme, dual = programme, programme.dual
        self.chairs = dual.chairs.astype(float)
        self.spare = 2 * len(dual.chairs)
        self.first = [active.argmax(axis=0) for active in programme.active]
        self.where: list[tuple[Ints, Ints]] = []
        self.settled, self.people = 0.0, 0
        rows, counts = [], []
        for shape, active, first, value in zip(dual.shapes, programme.active, self.first, dual.counts, strict=True):
            several = active.sum(axis=0) > 1
            self._settle(shape.goods, shape.bundles, np.where(several, NONE, first), value)
            person, bundle = np.nonzero((active & several).T)
            self.where.append((person, bundle))
            number = np.cumsum(several) - 1 + self.people
            self.people += int(several.sum())
            rows.append(_rows_of(shape.goods, shape.bundles, person, bundle, number))
            counts.append(value[bundle, person])
        width = max(part.shape[1] for part in rows)
        padded = [np.pad(part, ((0, 0), (0, width - part.shape[1])), constant_values=NONE) for part in rows]
        self.rows, self.counts = np.concatenate(padded), np.concatenate(counts)

    def _settle(self, goods: Ints, bundles: tuple[tuple[int, ...], ...], row: Ints, counts: Floats) -> None:
        """Take the people with one bundle out: what they count, and their chairs."""
        for number, taken in enumerate(bundles):
            people = np.flatnonzero(row == number)
            self.settled += float(counts[number, people].sum())
            for column in taken:
                self.chairs -= np.bincount(goods[column, people], minlength=len(self.chairs))

    def solve(self, box: float | None, *, whole: bool) -> Answer:
        """Solve it, with prices in a box around the programme's when one is given. Raises OutOfTimeError."""
        dual, goods = self.programme.dual, len(self.chairs)
        low = np.where(dual.full, self.chairs, -INFINITE)
        cost, most = self._holding_prices(box)
        at = np.arange(goods)[:, None] + self.people
        edge = np.full((goods, self.rows.shape[1] - 1), NONE)
        seats = np.where(
            self.rows == NONE, NONE, self.rows + np.where(np.arange(self.rows.shape[1]) == 0, 0, self.people)
        )
        columns = Columns(
            np.concatenate([np.hstack([at, edge]), np.hstack([at, edge]), seats]),
            np.concatenate([-np.ones((goods, seats.shape[1])), np.ones((goods + len(seats), seats.shape[1]))]),
            np.concatenate([most, np.ones(len(seats))]),
        )
        bounds = np.append(np.ones(self.people), low), np.append(np.ones(self.people), self.chairs)
        integer = np.arange(len(columns.high)) >= self.spare if whole else None
        costs, seconds = np.append(cost, self.counts), self.programme.seconds()
        answer = minimise(columns, costs, bounds, whole=integer, seconds=seconds)
        if answer.status == "time":
            raise OutOfTimeError
        if answer.status != "optimal":
            raise SolverError(NO_ANSWER)
        return answer

    def _holding_prices(self, box: float | None) -> tuple[Floats, Floats]:
        """Return cost and most of the columns that hold prices in the box: people above a good's chairs, and below."""
        if box is None:
            return np.zeros(self.spare), np.zeros(self.spare)
        prices, full = self.programme.prices, self.programme.dual.full
        lower = prices - box
        most = np.where(full | (lower > 0), INFINITE, 0.0)
        return np.concatenate([prices + box, -lower]), np.concatenate([np.full(len(prices), INFINITE), most])

    def prices(self, answer: Answer) -> Floats:
        """Return the prices of goods (m,) in a linear answer."""
        return -answer.duals[self.people :]

    def total(self, answer: Answer) -> Answer:
        """Return the answer with what the people without a row count added."""
        objective, bound = answer.objective + self.settled, answer.bound + self.settled
        return Answer(answer.status, answer.values, answer.duals, objective, bound, None)

    def chosen(self, answer: Answer) -> Rows:
        """Return which bundle everybody has in a whole answer."""
        taken = answer.values[self.spare :] > HALF
        found = [row.copy() for row in self.first]
        at = 0
        for row, (person, bundle) in zip(found, self.where, strict=True):
            mine = taken[at : at + len(person)]
            row[person[mine]] = bundle[mine]
            at += len(person)
        return found


def _rows_of(goods: Ints, bundles: tuple[tuple[int, ...], ...], person: Ints, bundle: Ints, number: Ints) -> Ints:
    """Return for each column the row of its person, then its goods, NONE where there are no more: (·, 1 + seats)."""
    width = max((len(taken) for taken in bundles), default=0)
    seats = np.array([[*taken, *[NONE] * (width - len(taken))] for taken in bundles], np.int64)
    seats = seats.reshape(len(bundles), width)
    taken = seats[bundle]
    listed = np.where(taken == NONE, NONE, goods[np.maximum(taken, 0), person[:, None]] if len(goods) else NONE)
    return np.concatenate([number[person][:, None], listed], axis=1)
