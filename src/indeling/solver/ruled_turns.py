# SPDX-License-Identifier: EUPL-1.2
"""One person after the other where rules tie people together: the programme of rules, kept from turn to turn.

A *witness* goes along: a whole placement that keeps all rules and in which everybody before has the regret of their
turn. Whoever has the least regret in it that is left to them needs no more than a look. For anybody else a linear
programme is asked for less than that. It stands from turn to turn, its cost being that of regrets, the heavier the
earlier the turn, and only the bundles of one person are closed: so it begins at a basis that is still dual feasible,
and takes few steps of the dual simplex method. When it has no answer, there is no less. When it has, a whole placement
is looked for: first among the bundles of its answer and of the witness, then where only those move whom it divides,
then among all. So every turn is settled, exactly, before the next.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from indeling.errors import OutOfTimeError
from indeling.problem import Bools, Ints
from indeling.solver.columns import Floats, Sparse
from indeling.solver.linear import CLOSE, Answer, Basis, Standing
from indeling.solver.restricted import Restricted

STEEP = 1e5
"""The first turn weighs so many times as much as the last one."""

FEW_NODES = 20
"""Branching allowed where not everybody moves."""

Told = Callable[[int], None]
"""Called with the number of each turn before it is taken."""


class Turns:
    """The turns, over a window that has settled what comes before them.

    regret (B,): of each bundle. order (n,): drawn positions. before (n,): of everybody, the regret of their turn when
    some seats were pooled that had to be spelled out since: it was no more than it is now.
    """

    def __init__(self, window: Restricted, regret: Ints, order: Ints, before: Ints | None = None) -> None:
        self.window, self.programme, self.before = window, window.programme, before
        self.felt = np.zeros(len(order), np.int64)
        self.regret, self.order = regret, order
        self.costs = self.programme.of_bundles(regret * self._weights()[self.programme.bundles.person])
        self.linear: _Linear | None = None

    def take(self, told: Told) -> bool:
        """Give everybody the least regret at their turn; return False when there is no placement at all.

        The window's best answer is one in which all have it; all other bundles are ruled out. Raises OutOfTimeError.
        """
        told(0)
        if self._as_before():
            return True
        if not self.window.find(self.costs):
            return False
        for turn, person in enumerate(self.order.tolist()):
            if turn:
                told(turn)
            mine = np.arange(*np.searchsorted(self.programme.bundles.person, [person, person + 1]))
            mine = mine[self.programme.high[mine] > 0]
            if len(mine):
                self.felt[person] = self._least(mine)
                self._forbid(mine[self.regret[mine] != self.felt[person]])
        return True

    def _as_before(self) -> bool:
        """Return whether there is a placement with the regrets of before, which are then the least; rule out others."""
        if self.before is None:
            return False
        others = np.flatnonzero(self.regret != self.before[self.programme.bundles.person])
        possible = self.programme.high > 0
        possible[others] = False
        found = self.window.turn_to(possible, self.costs, answers=1)
        if found:
            self.felt = self.before
            self._forbid(others)
        return found

    def _weights(self) -> Ints:
        """Return the weight of everybody (n,), the heavier the earlier their turn."""
        people = len(self.order)
        weight = np.ones(people, np.int64)
        weight[self.order] = np.round(STEEP ** (1 - np.arange(people) / max(1, people)))
        return weight

    def _held(self, mine: Ints) -> int:
        """Return the regret that somebody with the bundles `mine` has in the witness."""
        return int(self.regret[mine[self.window.found[mine] > 0]].max())

    def _least(self, mine: Ints) -> int:
        """Return the least regret there can be with one of the bundles `mine`; the witness then has it."""
        while self.regret[mine].min() < (held := self._held(mine)):
            if self.linear is None:
                self.linear = _Linear(self.window, self.costs)
            closed = mine[self.regret[mine] >= held]
            answer = self.linear.without(closed)
            if answer is None or not self._found(mine, closed, answer):
                break
        return held

    def _found(self, mine: Ints, closed: Ints, answer: Answer) -> bool:
        """Look for a whole placement without the closed bundles of `mine`; the witness is then one.

        answer: of the linear programme.
        """
        if answer.whole:
            self.window.best = np.round(answer.values).astype(np.int64)
            return True
        possible = self.programme.high > 0
        possible[closed] = False
        turn_to, values = self.window.turn_to, answer.values
        return (
            turn_to(possible & self._crossed(mine, values), self.costs, nodes=FEW_NODES)
            or turn_to(possible & self._undivided(mine, values), self.costs, nodes=FEW_NODES)
            or turn_to(possible, self.costs, answers=1)
        )

    def _crossed(self, mine: Ints, values: Floats) -> Bools:
        """Return bool (C,): `mine`, the columns of rules, and of others those with a value (C,) or in the witness."""
        kept = (values > CLOSE) | (self.window.found > 0)
        kept[self.programme.first_asked :] = True
        kept[mine] = True
        return kept

    def _undivided(self, mine: Ints, values: Floats) -> Bools:
        """Return bool (C,): all columns but other bundles than their own of those whom values (C,) do not divide."""
        programme, bundles = self.programme, len(self.programme.bundles)
        whole = np.flatnonzero(values[:bundles] > 1 - CLOSE)
        fixed = np.zeros(len(programme.people), bool)
        fixed[programme.person[whole]] = True
        fixed[programme.person[mine]] = False
        kept = np.ones(programme.width, bool)
        kept[:bundles] = ~fixed[programme.person]
        kept[whole] = True
        return kept

    def _forbid(self, columns: Ints) -> None:
        """Rule out columns for good."""
        self.programme.high[columns] = 0
        if self.linear is not None:
            self.linear.bound(columns)


class _Linear:
    """The linear programme with all columns of a window's programme, and rows as they are broken."""

    def __init__(self, window: Restricted, costs: Ints) -> None:
        self.window, self.programme = window, window.programme
        programme = window.programme
        self.asked = window.asked & (programme.stages <= window.stage)
        rows = np.flatnonzero(self.asked)
        part = programme.matrix.part(np.arange(programme.width), rows, len(programme.low))
        low, high = programme.floor.astype(float), programme.high.astype(float)
        columns, bounds = (
            Sparse(part.start, part.row, part.value, low, high),
            (programme.low[rows], programme.top[rows]),
        )
        self.kept = Standing(columns, costs.astype(float), bounds, self._basis(rows))

    def _basis(self, rows: Ints) -> Basis | None:
        """Return where the linear programme of the window stopped, spread over all columns and these rows."""
        window, basis = self.window, self.window.basis
        if basis is None:
            return None
        place = np.full(len(self.asked), len(rows))
        place[rows] = np.arange(len(rows))
        return basis.spread((window.columns, place[window.rows]), self.programme.width, len(rows))

    def without(self, columns: Ints) -> Answer | None:
        """Return the best answer without some columns, None when there is none. Raises OutOfTimeError."""
        before = self.kept.basis()
        self.kept.bound(columns, np.zeros(len(columns), np.int64))
        try:
            answer = self._minimise()
        finally:
            self.bound(columns)
        if answer is None:
            self.kept.begin_at(before)
        return answer

    def bound(self, columns: Ints) -> None:
        """Bound columns as in the programme."""
        self.kept.bound(columns, self.programme.high[columns])

    def _minimise(self) -> Answer | None:
        """Return the best answer, with all rows that it would break."""
        while True:
            answer = self.kept.minimise(self.window.seconds())
            if answer.status == "time":
                raise OutOfTimeError
            if answer.status == "infeasible":
                return None
            broken = self.window.broken(answer.values, self.asked)
            if not len(broken):
                return answer
            self.asked[broken] = True
            self.kept.ask(self.programme.matrix.rows(broken), (self.programme.low[broken], self.programme.top[broken]))
