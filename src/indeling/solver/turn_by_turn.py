# SPDX-License-Identifier: EUPL-1.2
"""One person after the other where rounds are told apart: a linear programme over bundles, kept from turn to turn.

Where chairs differ per round, exchanges by workshop (`in_turn`) ask less than the whole problem. Here everybody has a
column per bundle. At each turn the regret of one person is made as small as can be, beginning at the last answer, and
whoever had their turn keeps only bundles with that regret. A linear programme asks less as well, so each regret is
from below; one whole placement at the end that has all of them shows that they are right (engine.md section 3: such
programmes are nearly always whole). Where there is none, the first turn that went wrong is found by halving, that turn
is settled by a mixed-integer programme, and turns go on from there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from indeling.errors import OutOfTimeError, TooLargeError
from indeling.problem import Ints
from indeling.solver import complete
from indeling.solver.bundles import Bundles, all_bundles, count_bundles
from indeling.solver.columns import Columns, Floats
from indeling.solver.day import Day
from indeling.solver.linear import CLOSE, Answer, Kept, minimise
from indeling.solver.master import Master
from indeling.solver.route import MOST_BUNDLES
from indeling.solver.route import Answer as Placed
from indeling.solver.seats import Choice, Seats, seats_by_session
from indeling.solver.tally import tally_of

STEEP = 1e6
"""The first turn weighs so many times as much as the last one, in the placement that turns begin with."""

Told = Callable[[int], None]
"""Called with the number of each turn before it is taken."""


def by_programme(day: Day, order: Ints, start: Ints, seconds: Callable[[], float | None], told: Told) -> Placed:
    """Return the placement with the lexicographically least regrets in the order (n,) of turns, drawn positions.

    No workshop spans rounds, and rules that tie people together are not looked at. start (n, R): any placement, which
    is what there is when time is up before everybody had their turn. Raises TooLargeError when there are too many
    bundles.
    """
    spelled_out = np.zeros(len(day.need), bool)
    while True:
        seats = seats_by_session(day, spelled_out)
        if count_bundles(seats) > MOST_BUNDLES:
            raise TooLargeError
        try:
            choice = _choice(day, seats, order, seconds, told)
        except OutOfTimeError:
            return Placed(start, "turns", seats, (), complete=False)
        pairs = complete.fill_pooled(seats, choice)
        if pairs is not None:
            return Placed(complete.seat_in_rounds(day, seats, *pairs), "turns", seats, ())
        spelled_out[seats.slot_person[choice.pooled > 0]] = True


def _choice(day: Day, seats: Seats, order: Ints, seconds: Callable[[], float | None], told: Told) -> Choice:
    """Return what everybody gets at their turn in a network by session. Raises OutOfTimeError."""
    bundles = all_bundles(seats)
    turns = Turns(seats, bundles, tally_of(day, seats, bundles).regret, order, seconds)
    answer = turns.take(told)
    return bundles.choice(seats, turns.master.bundles_taken(answer), turns.master.workshops_given(answer))


@dataclass(eq=False)
class Turns:
    """The turns taken so far.

    regret (B,): of each bundle. order: drawn positions. felt: the regret of each who had their turn. sure: so many of
    them have it in some whole placement.
    """

    seats: Seats
    bundles: Bundles
    regret: Ints
    order: Ints
    seconds: Callable[[], float | None]
    felt: list[int] = field(default_factory=list)
    sure: int = 0

    def __post_init__(self) -> None:
        self.master = Master(self.seats, self.bundles, self.seconds)
        self.master.active = np.arange(len(self.bundles))
        self.columns = self.master.columns()
        self.rows = self.master.row_bounds()
        self.first = len(self.columns.high) - len(self.bundles)

    def take(self, told: Told) -> Answer:
        """Return a whole answer in which everybody has the least regret at their turn. Raises OutOfTimeError."""
        while True:
            relaxed = self._relaxed(told)
            answer = relaxed if relaxed.whole else self._whole(len(self.order))
            if answer.status == "optimal":
                return answer
            self._settle_first_wrong()

    def _of(self, turn: int) -> Ints:
        """Return the bundles of the person whose turn it is."""
        return np.arange(*np.searchsorted(self.bundles.person, [self.order[turn], self.order[turn] + 1]))

    def _relaxed(self, told: Told) -> Answer:
        """Take all turns that are left by the linear programme; return its last answer."""
        columns, nothing = self._bound(len(self.felt)), np.empty(0, np.int64)
        kept, alive = Kept(columns, self.rows), columns.high > 0
        every = self.first + np.arange(len(self.regret))
        answer = _in_time(kept.minimise(every, self.regret * self._weights(), self.seconds()))
        for turn in range(len(self.felt), len(self.order)):
            told(turn)
            mine = self._of(turn)
            mine = mine[alive[self.first + mine]]
            regret, values = self.regret[mine], answer.values[self.first + mine]
            others, least = np.empty(0, np.int64), _least_from(regret, 0)
            if regret @ values > least + CLOSE:
                answer = self._solved(kept, mine)
                values = answer.values[self.first + mine]
                least = _least_from(regret, answer.objective)
                others = kept.dear(least - answer.objective)
            self.felt.append(least)
            others = np.union1d(others, self.first + mine[regret != least])
            kept.forbid(others)
            alive[others] = False
            if answer.values[others].max(initial=0) > CLOSE:
                answer = self._solved(kept, nothing)
            if answer.status != "optimal":
                break
        return answer

    def _solved(self, kept: Kept, mine: Ints) -> Answer:
        """Return the answer of the linear programme with the least regret over the bundles `mine`."""
        return _in_time(kept.minimise(self.first + mine, self.regret[mine], self.seconds()))

    def _weights(self) -> Floats:
        """Return weights (B,) of regrets, the larger the earlier the turn, for a placement to begin with."""
        people = len(self.order)
        weight = np.empty(people)
        weight[self.order] = 1 + STEEP * np.exp(-np.log(STEEP) * np.arange(people) / people)
        return weight[self.bundles.person]

    def _bound(self, turns: int) -> Columns:
        """Return the columns in which so many people have the regret of their turn."""
        high = self.columns.high.copy()
        for turn in range(turns):
            mine = self._of(turn)
            high[self.first + mine[self.regret[mine] != self.felt[turn]]] = 0.0
        return Columns(self.columns.rows, self.columns.values, high)

    def _whole(self, turns: int, mine: Ints | None = None) -> Answer:
        """Return a whole answer in which the first people have the regret of their turn; the least for `mine`."""
        columns, cost = self._bound(min(turns, len(self.felt))), np.zeros(len(self.columns.high))
        if mine is not None:
            cost[self.first + mine] = self.regret[mine]
        every = np.ones(len(cost), bool)
        return _in_time(minimise(columns, cost, self.rows, whole=every, seconds=self.seconds()))

    def _settle_first_wrong(self) -> None:
        """Find the first turn that no whole placement has, settle it, and forget those after it."""
        good, wrong = self.sure, len(self.felt)
        while wrong - good > 1:
            middle = (good + wrong) // 2
            good, wrong = (middle, wrong) if self._whole(middle).status == "optimal" else (good, middle)
        self.felt = self.felt[:good]
        mine = self._of(good)
        self.felt.append(round(self._whole(good, mine).objective))
        self.sure = good + 1


def _in_time(answer: Answer) -> Answer:
    """Return the answer. Raises OutOfTimeError when time was up first."""
    if answer.status == "time":
        raise OutOfTimeError
    return answer


def _least_from(regret: Ints, least: float) -> int:
    """Return the smallest regret that is no less than that; 0 for whoever has no bundle."""
    possible = regret[regret >= least - CLOSE]
    return int(possible.min()) if len(possible) else 0
