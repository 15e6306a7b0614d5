# SPDX-License-Identifier: EUPL-1.2
"""The levels of a programme of rules: each as small as can be, and what that leaves for the next.

First the linear programme, for a bound. Then the mixed-integer one over the columns found. When that leaves a gap to
the bound, all columns whose reduced cost is within the gap are added: no other can be in anything better, so that the
next answer is proven. Afterwards, with the gap that is left, each price bounds how far its row or column can be from
where it is now (reduced-cost fixing; Crowder, Johnson and Padberg, Operations Research 31, 1983), so that later levels
are smaller.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from indeling.errors import OutOfTimeError
from indeling.problem import Bools, Ints
from indeling.rules.rows import MUST
from indeling.solver.bundles import NONE
from indeling.solver.linear import CLOSE, FIRM, HALF, INFINITE, Branching
from indeling.solver.window import Bounded, Window

NODES = 200
"""Branching allowed over the columns found, before those within the gap are added."""


@dataclass(frozen=True, eq=False)
class Found:
    """A level: the least `value` found, and what it is at least."""

    value: int
    bound: int

    @property
    def proven(self) -> bool:
        """Whether nothing is better."""
        return self.value == self.bound


def _no_limit() -> None:
    """Return no limit on the seconds left."""


class Restricted(Window):
    """A window that settles levels, one after the other."""

    # Whole answers ----------------------------------------------------------------------------------------------

    def find(self, costs: Ints) -> bool:
        """Find a whole answer, one of low costs (C,) where that is easy; return False when there is none at all.

        Raises OutOfTimeError.
        """
        self.best_bound = 0.0
        below = self._linear(costs)
        if below is None:
            return False
        self._improve(costs, NODES)
        if self.best is None:
            self._close(costs, below)
        return self.best is not None

    def turn_to(self, possible: Bools, costs: Ints, **limits: int) -> bool:
        """Take a whole answer with no other columns than these, bool (C,), for the best; return False without one.

        costs (C,) are to be low; limits: those of `Branching`. Raises OutOfTimeError.
        """
        answer = self._among(np.flatnonzero(possible), costs, **limits)
        if answer is not None:
            self.best = answer
        return answer is not None

    def _among(self, columns: Ints, costs: Ints, **limits: int) -> Ints | None:
        """Return a whole answer (C,) of low costs with no other columns than these. Raises OutOfTimeError."""
        window = self.columns, self.rows
        self.columns = columns
        self.rows = self._breakable()
        try:
            answer = self._solve(costs, whole=Branching(np.ones(len(columns), bool), **limits))
            if answer.objective < INFINITE:
                return self._rounded(answer)
        finally:
            self.columns, self.rows = window
        if answer.status == "time":
            raise OutOfTimeError
        return None

    # One level --------------------------------------------------------------------------------------------------

    def begin(self, answer: Ints | None) -> None:
        """Begin with an answer (C,) in which the columns of rules are still to be found, if it can keep all rows."""
        if answer is not None:
            self._complete(np.zeros_like(answer), answer)
            self.show(np.flatnonzero(self.found))

    def settle(self, counts: Ints, stage: int = MUST, least: int = 0) -> Found | None:
        """Make Σ counts (C,) · x as small as can be, and hold it; None when there is no answer at all.

        least: what it is known to be at least. Raises OutOfTimeError when there is none in time. What is not proven is
        not held.
        """
        self._enter(counts, stage)
        base, costs = self._above_least(counts)
        found = self._lower(costs, least - base)
        return None if found is None else Found(found.value + base, found.bound + base)

    def _enter(self, counts: Ints, stage: int) -> None:
        """Let rows of a later stage count, and complete the best answer so that it keeps them."""
        if stage > self.stage:
            self.stage = stage
            if self.best is not None and len(self._broken(self.best)):
                self._complete(counts, self.best)

    def _complete(self, counts: Ints, best: Ints) -> None:
        """Keep the seats of the best answer, and find what else makes it keep all rows; that is short."""
        seconds, self.seconds = self.seconds, _no_limit
        self.best = self._among(np.flatnonzero((best > 0) | (self.programme.group == NONE)), counts)
        self.seconds = seconds

    def _above_least(self, counts: Ints) -> tuple[int, Ints]:
        """Return the sum of the least that each person can count, and the counts above it."""
        programme = self.programme
        people = int(programme.group.max(initial=-1)) + 1
        least = np.full(people, np.iinfo(np.int64).max)
        mine = np.flatnonzero((programme.group >= 0) & (programme.high > 0))
        np.minimum.at(least, programme.group[mine], counts[mine])
        least[least == np.iinfo(np.int64).max] = 0
        bundles = programme.first_pooled
        costs = counts.copy()
        costs[:bundles] -= least[programme.group[:bundles]]
        return int(least.sum()), costs

    def _lower(self, costs: Ints, least: int) -> Found | None:
        value = int(costs @ self.best) if self.best is not None else None
        if value == 0:
            self.programme.high[costs > 0] = 0
            return Found(0, 0)
        self.best_bound = max(0, least)
        try:
            below = self._linear(costs)
            if below is None:
                return None
            self._close(costs, below)
        except OutOfTimeError:
            if self.best is None:
                raise
            return self._held(costs)
        if self.best is None:
            return None
        found = Found(int(costs @ self.best), int(costs @ self.best))
        self._fix(costs, below, found.value)
        return found

    def _held(self, costs: Ints) -> Found:
        """Return what was found until the time was up, and hold it if it was known to be the least."""
        found = Found(int(costs @ self.found), self._least())
        if found.proven:
            self.programme.hold(costs, found.value)
            self._grown()
        return found

    def _least(self) -> int:
        """Return the best bound found for the level, rounded up."""
        return math.ceil(self.best_bound - CLOSE)

    def _close(self, costs: Ints, below: Bounded) -> None:
        """Look for whole answers until the best is proven, or there are none. Raises OutOfTimeError."""
        if self._value(costs) > self._least():
            self._improve(costs, NODES)
        value = self._value(costs)
        if value > self._least():
            self.show(np.flatnonzero(below.reduced <= value - 1 - below.bound + CLOSE))
            self._improve(costs)

    def _value(self, costs: Ints) -> float:
        return math.inf if self.best is None else int(costs @ self.best)

    def _improve(self, costs: Ints, nodes: int | None = None) -> None:
        """Look for a better whole answer over the window; without a limit on nodes there is no better one left."""
        limits = {} if nodes is None else {"nodes": nodes}
        answer = self._whole(costs, self._value(costs) - HALF, **limits)
        if answer.objective < self._value(costs) - HALF:
            self.best = self._rounded(answer)
        if nodes is None:
            bound = math.inf if answer.status == "infeasible" else answer.bound
            self.best_bound = max(self.best_bound, min(self._value(costs), bound))
        if answer.status == "time":
            raise OutOfTimeError

    def _fix(self, costs: Ints, below: Bounded, value: int) -> None:
        """Rule out what would make the level worse than its value."""
        programme = self.programme
        gap = value - below.bound
        if gap > CLOSE:
            programme.hold(costs, value)
            self._grown()
            below = Bounded(below.bound, below.reduced, np.append(below.prices, 0.0))
        gap = max(gap, 0.0) + CLOSE
        up = np.flatnonzero(below.reduced > FIRM)
        room = programme.floor[up] + np.floor(gap / below.reduced[up]).astype(np.int64)
        programme.high[up] = np.minimum(programme.high[up], room)
        down = programme.first_pooled + np.flatnonzero(below.reduced[programme.first_pooled :] < -FIRM)
        room = programme.high[down] - np.floor(gap / -below.reduced[down]).astype(np.int64)
        programme.floor[down] = np.maximum(programme.floor[down], room)
        at_low, at_top = np.flatnonzero(below.prices > FIRM), np.flatnonzero(below.prices < -FIRM)
        room = np.floor(gap / np.abs(below.prices[at_low]))
        programme.top[at_low] = np.minimum(programme.top[at_low], programme.low[at_low] + room)
        room = np.floor(gap / np.abs(below.prices[at_top]))
        programme.low[at_top] = np.maximum(programme.low[at_top], programme.top[at_top] - room)

    def _grown(self) -> None:
        """Add the row that the programme just got."""
        self.asked = np.append(self.asked, True)
        self.rows = np.append(self.rows, len(self.asked) - 1)
