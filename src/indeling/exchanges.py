# SPDX-License-Identifier: EUPL-1.2
"""The checker of an objective that goes by turns: the order, the regrets, and whether anybody could have had less.

Somebody could have had less at their turn only if there is a chain of exchanges by which they get a better workshop for
a worse one, while all before them keep their costs and all after them are still placed: a cycle of negative cost in a
flow (Klein, Management Science 14, 1967). That is looked for in the finished placement, without the rules that tie
people together, and by workshop with the chairs of all rounds together; within each round, when every workshop is given
in one only. As that asks less than the whole problem, where there is no such chain nobody could have had less. Where
there is one, the rounds or the rules may forbid it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from indeling.errors import Text, text
from indeling.lots import order_of_turns
from indeling.placement import NO_SEAT, Placement
from indeling.problem import Bools, Ints, Problem
from indeling.valuation import Valuation, Worth, regrets

DRAWN, GIVEN = "drawn", "given"


def told_turns(problem: Problem, value: Valuation, placement: Placement, turns: Ints) -> dict[str, Any]:
    """Return what a certificate says of turns: where the order of `turns` (n,) is from, and everybody's regret."""
    drawn = order_of_turns(problem, placement.seed)
    regret = _regrets(value, placement)
    told = [{"participant": problem.participant_ids[at], "regret": int(regret[at])} for at in turns.tolist()]
    levels = [claim for claim in placement.proof["levels"] if not _settled(claim)]
    source = DRAWN if np.array_equal(turns, drawn) else GIVEN
    return {"kind": "turns", "levels": levels, "order": source, "turns": told}


def _settled(claim: dict[str, Any]) -> bool:
    return str(claim["name"]).startswith("regret") and claim["value"] == claim["bound"]


def broken_turns(problem: Problem, value: Worth, placement: Placement) -> Iterator[Text]:
    """Yield what is wrong with the turns in a certificate: their order, and the regrets."""
    order, told = _order(problem, placement), _told(placement)
    if sorted(order) != list(range(problem.participant_count)):
        yield text("the turns in the proof are not one for each participant")
    elif placement.proof.get("order") != GIVEN and order != order_of_turns(problem, placement.seed).tolist():
        yield text("the turns in the proof are not in the order of seed {seed}", seed=placement.seed)
    elif [turn.get("regret") for turn in told] != _regrets(value, placement)[order].tolist():
        yield text("the regrets in the proof are not those of the seats")


def unproven_turns(problem: Problem, value: Valuation, placement: Placement) -> Iterator[Text]:
    """Yield a sentence for everybody of whom the check cannot say that they could not have had less at their turn."""
    regret = _regrets(value, placement)
    order = _order(problem, placement)
    if problem.blocks or (value.ranks.shape[2] > 1 and not _in_one_round(problem)):
        found = [person for person in order if regret[person]]
    else:
        found = list(_could_improve(problem, value, placement, order))
    for person in found:
        who = {"person": problem.participant_ids[person], "turn": order.index(person) + 1}
        yield text("{person}, turn {turn}: that regret {regret} is the least rests on the solver",
                   **who, regret=int(regret[person]))  # fmt: skip


def _regrets(value: Worth, placement: Placement) -> Ints:
    """Return the regrets (n,) of this day only: what was carried over is no part of what somebody has at their turn."""
    return regrets(value, placement.seats) - value.carried


def _order(problem: Problem, placement: Placement) -> list[int]:
    """Return the participants in the order of the certificate, −1 for who is none."""
    return [problem.people_at.get(str(turn.get("participant")), -1) for turn in _told(placement)]


def _told(placement: Placement) -> list[dict[str, Any]]:
    """Return the turns of the certificate, {} for what is none; it may come from anybody."""
    turns = placement.proof.get("turns")
    return [turn if isinstance(turn, dict) else {} for turn in turns] if isinstance(turns, list) else []


def _in_one_round(problem: Problem) -> bool:
    """Return whether no workshop is given in more than one round."""
    return bool((problem.offered.sum(axis=1) <= 1).all())


def _could_improve(problem: Problem, value: Valuation, placement: Placement, order: list[int]) -> Iterator[int]:
    """Yield those for whom there is a chain of exchanges, by workshop, to less cost."""
    regret = _regrets(value, placement)
    chairs = _Chairs(problem, value, placement)
    for person in order:
        chairs.release(person)
    for person in order:
        chairs.withdraw(person)
        unproven = regret[person] > 0 and chairs.improves(person)
        if unproven:
            yield person
        if unproven and chairs.held[person].sum() > 1:
            # the same regret may come from other costs, which would leave something else for those who come later
            chairs.release(person)
        else:
            chairs.bind(person)


class _Chairs:
    """Which workshop can make room for somebody, and at the expense of which other one.

    moves (m + 1, m + 1): how many people can move from one workshop to another; the last node stands for chairs that
    are free, and for people that a workshop can do without. held, open (n, m): what everybody has and might have, fixed
    places aside. cost (n, m). within (m,): the round of each workshop, 0 for all when rounds are together.
    """

    def __init__(self, problem: Problem, value: Valuation, placement: Placement) -> None:
        people, workshops = problem.participant_count, problem.workshop_count
        apart = _in_one_round(problem)
        self.within = problem.offered.argmax(axis=1) if apart else np.zeros(workshops, np.int64)
        tables = np.minimum(self.within, value.ranks.shape[2] - 1)
        self.cost = value.costs[value.ranks[:, np.arange(workshops), tables]]
        self.held = np.zeros((people, workshops), bool)
        person, rnd = np.nonzero(placement.seats != NO_SEAT)
        self.held[person, placement.seats[person, rnd]] = True
        load = self.held.sum(axis=0)
        pinned = problem.pinned[:, [0, 2]].T
        self.open = np.logical_or.reduce(value.allowed, axis=2)
        self.open[*pinned] = False
        self.held[*pinned] = False
        self.bound = np.zeros(people, bool)
        may_be_empty = problem.optional | np.array(
            [each in {w for w, _ in problem.movable} for each in range(workshops)]
        )
        low = np.where(may_be_empty, 0, np.maximum(problem.minimum, 0).sum(axis=1))
        self.moves = np.zeros((workshops + 1, workshops + 1), np.int64)
        self.moves[:-1, -1] = load < np.maximum(problem.capacity, 0).sum(axis=1)
        self.moves[-1, :-1] = load > low

    def release(self, person: int) -> None:
        """Let the person be moved anywhere they may be."""
        self._count(person, 1)

    def withdraw(self, person: int) -> None:
        """Leave the person where they are."""
        self._count(person, -1)

    def bind(self, person: int) -> None:
        """Let the person be moved only to what costs them as much."""
        self.bound[person] = True
        self._count(person, 1)

    def improves(self, person: int) -> bool:
        """Return whether the person can get a workshop in place of one that costs more."""
        cost, held = self.cost[person], self.held[person]
        wanted = self.open[person] & ~held
        return any(
            self._reached(wanted & (cost < cost[each]) & (self.within == self.within[each]))[each]
            for each in np.flatnonzero(held).tolist()
        )

    def _count(self, person: int, times: int) -> None:
        held = np.flatnonzero(self.held[person])
        free = np.flatnonzero(self.open[person] & ~self.held[person])
        moves = self.within[held][:, None] == self.within[free]
        if self.bound[person]:
            moves &= self.cost[person][held][:, None] == self.cost[person][free]
        self.moves[np.ix_(held, free)] += times * moves

    def _reached(self, start: Bools) -> Bools:
        """Bool (m + 1,): the nodes that moves lead to from those in `start` (m,)."""
        reached, before = np.append(start, False), -1
        while reached.sum() > before:
            before = int(reached.sum())
            reached |= (self.moves[reached] > 0).any(axis=0)
        return reached
