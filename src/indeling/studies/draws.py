# SPDX-License-Identifier: EUPL-1.2
"""Draws of the lottery, and what is counted in them. A chunk of draws needs data and no more: anybody can make it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, permutations, product
from math import factorial, prod

import numpy as np

from indeling.lots import order_of_turns
from indeling.outcome import Outcome
from indeling.placement import Placement
from indeling.problem import Problem
from indeling.rules import classes
from indeling.solver import Beyond, solve
from indeling.solver.day import plan_day
from indeling.studies.odds import Tally
from indeling.valuation import Valuation, regrets, valuation

AIM = "lottery"

Span = tuple[int, int]
"""The first draw of a chunk, and the one after its last."""


@dataclass(frozen=True)
class BySeed:
    """Draws 0, 1, 2, ... are those of the seeds `first`, `first` + 1, ..."""

    problem: Problem
    first: int

    def __call__(self, span: Span) -> Tally:
        """Return the tally of these draws."""
        tally, value = Tally.nothing(self.problem), valuation(self.problem)
        for draw in range(*span):
            _count(tally, self.problem, value, solve(self.problem, AIM, self.first + draw))
        return tally


@dataclass(frozen=True)
class ByOrder:
    """Draws 0, 1, 2, ... are all orders of turns, each once, in which people who may be behind the others are.

    groups: the people of each priority class whose turn matters. last: those to whom all they can have is the same.
    Their turn asks nothing of anybody, whenever it is, so that all orders of the others with them last stand for all
    orders there are.
    """

    problem: Problem
    seed: int
    groups: tuple[tuple[int, ...], ...]
    last: tuple[int, ...]

    @classmethod
    def of(cls, problem: Problem, seed: int) -> ByOrder:
        """Return all orders of a day that has a placement; ties are broken by the lots of the seed."""
        turns = order_of_turns(problem, seed).tolist()
        caring = _caring(problem, seed)
        groups = (frozenset(people) & caring for people in classes(problem))
        chosen = tuple(tuple(each for each in turns if each in people) for people in groups)
        return cls(problem, seed, chosen, tuple(each for each in turns if each not in caring))

    @property
    def orders(self) -> int:
        """How many orders there are."""
        return prod(factorial(len(people)) for people in self.groups)

    def __call__(self, span: Span) -> Tally:
        """Return the tally of these draws."""
        tally, value = Tally.nothing(self.problem), valuation(self.problem)
        for order in islice(product(*map(permutations, self.groups)), *span):
            turns = [person for people in (*order, self.last) for person in people]
            beyond = Beyond(order=np.array(turns, np.int64))
            _count(tally, self.problem, value, solve(self.problem, AIM, self.seed, beyond=beyond))
        return tally


def _count(tally: Tally, problem: Problem, value: Valuation, placement: Placement) -> None:
    """Take up a draw."""
    outcome = Outcome(placement)
    person, rnd = np.nonzero(outcome.needed)
    tally.sessions[person, placement.seats[person, rnd], rnd] += 1
    held = np.zeros(tally.workshops.shape, np.int64)
    held[person, placement.seats[person, rnd]] = 1
    needed, outside = outcome.needed.sum(axis=1), outcome.outside.sum(axis=1)
    tally.workshops[...] += held
    tally.all_wishes[...] += (needed > 0) & (outside == 0)
    tally.no_wish[...] += (needed > 0) & (outside == needed)
    tally.best[...] += problem.seated.any(axis=1) & (regrets(value, placement.seats) == value.carried)


def _caring(problem: Problem, seed: int) -> frozenset[int]:
    """Return who may have seats that differ in cost, fixed places aside."""
    day = plan_day(problem, valuation(problem), seed)
    costs = np.broadcast_to(day.value.costs[day.value.ranks], day.open.shape)
    dearest = np.where(day.open, costs, 0).max(axis=(1, 2), initial=0)
    cheapest = np.where(day.open, costs, dearest[:, None, None]).min(axis=(1, 2), initial=np.iinfo(np.int64).max)
    return frozenset(day.people[cheapest < dearest].tolist())
