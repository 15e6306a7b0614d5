# SPDX-License-Identifier: EUPL-1.2
"""What is asked beyond the objective: few moves against an earlier placement, and people of all kinds in one session.

Moves: seats that are not those of the earlier placement, of people who had one in that round and still need one.
Mix: Σ over attributes, sessions and values of the squared number of people with that value; the convex steps
1, 3, 5, ... make it linear (Dantzig, Econometrica 28, 1960).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from indeling.placement import NO_SEAT
from indeling.problem import Bools, Ints, Problem
from indeling.rules.rows import Rows, Sum
from indeling.rules.rule import holders
from indeling.solver.bundles import Bundles
from indeling.solver.day import Day
from indeling.solver.seats import Seats

GONE = -2
"""Earlier workshop that there is no more: whoever was in it has moved, wherever they are now."""


@dataclass(frozen=True, eq=False)
class Beyond:
    """What is asked beyond the objective.

    mix: attributes ("organisation", "domain") to spread over the sessions, after all else. earlier: workshops (n, R)
    in the problem's order, NO_SEAT where there was none, GONE where the workshop is no more; few moves come after the
    objective, or with `first` before it. most: moves at most. locked: bool (n,), people who must not move.
    order: (n,), the participants in the order of their turns, in place of the one drawn from the seed, for an objective
    that goes by turns.
    """

    mix: tuple[str, ...] = ()
    earlier: Ints | None = None
    first: bool = False
    most: int | None = None
    locked: Bools | None = None
    order: Ints | None = None

    @property
    def asks(self) -> bool:
        """Whether any level is asked for."""
        return bool(self.mix) or self.earlier is not None

    @property
    def comes_after(self) -> bool:
        """Whether all of it comes after the objective, which is then worth what it is without."""
        free = self.locked is None or not self.locked.any()
        return self.earlier is None or (not self.first and self.most is None and free)


NOTHING = Beyond()


def moves_of(day: Day, seats: Seats, bundles: Bundles, earlier: Ints, nowhere: int = NO_SEAT) -> tuple[Ints, Ints]:
    """Return the moves in each bundle (B,), and those of each person's fixed places (n,), in drawn positions.

    Nobody's earlier seat is in a pool. nowhere: a workshop that it is no move to be in.
    """
    before = earlier[day.people]
    person, rnd = seats.slot_person[seats.arc_slot], seats.item_round[seats.arc_item]
    now = day.workshops[seats.item_workshop[seats.arc_item]]
    moved = (before[person, rnd] != NO_SEAT) & (before[person, rnd] != now) & (now != nowhere)
    counts = np.append(moved, False).astype(np.int64)[bundles.arcs].sum(axis=1)
    pooled = before[seats.slot_person, seats.slot_round] != NO_SEAT
    counts += np.append(pooled, False).astype(np.int64)[bundles.pooled].sum(axis=1)
    fixed = np.zeros(len(before), np.int64)
    who, when, where = day.fixed.T
    settled = (before[who, when] != NO_SEAT) & (before[who, when] != day.workshops[where])
    np.add.at(fixed, who[settled], 1)
    return counts, fixed


def moves(problem: Problem, seats: Ints, earlier: Ints) -> Ints:
    """Return bool (n, R): the seats that are moves, from workshops before and now (n, R) in the problem's order."""
    return np.asarray(problem.seated & (earlier != NO_SEAT) & (earlier != seats))


def ask_mix(rows: Rows, problem: Problem, attributes: tuple[str, ...]) -> dict[int, int]:
    """Count the people of each kind in each session; return the weight of each column that was added for it."""
    costs: dict[int, int] = {}
    for attribute in attributes:
        for people in holders(problem, attribute).values():
            for session in rows.sessions:
                taken = rows.taken(people, session)
                most = rows.largest(taken)
                if most:
                    steps = Sum()
                    for step in range(most):
                        found = rows.new()
                        costs[next(iter(found.terms))] = 2 * step + 1
                        steps = steps.plus(found)
                    rows.at_most(taken, steps)
    return costs
