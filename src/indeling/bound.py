# SPDX-License-Identifier: EUPL-1.2
"""A lower bound that anybody can check: weak duality, without a solver.

Let π be any prices of items (workshops, or sessions), μ ≥ 0 any weights of earlier levels f₁ … f₍ₗ₋₁₎ whose best
values z are known, s > 0 the weight of level f. Whatever the placement,

    s·f + Σ μ·z  ≥  Σ over participants of min over what they can have of (s·f + Σ μ·fₖ + prices paid)
                    − Σ over items of (π > 0 ? π·high : π·low)

(Lagrangian relaxation; Geoffrion, Mathematical Programming Study 2, 1974). The minimum per participant is a dynamic
programme over workshops; its states are the rounds filled and the outcome so far (seats outside, cost).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from indeling.lists import NEVER as UNPRICED
from indeling.lists import Lists, least_of_lists, seat_prices
from indeling.objectives import Level, PersonLevel, SeatLevel
from indeling.placement import OUTSIDE
from indeling.problem import Bools, Ints, Problem
from indeling.valuation import Valuation, at_once

NEVER = np.int64(1) << 60
"""More than any sum of prices and costs."""

CHUNK = 1 << 22
"""States kept in memory at a time."""


@dataclass(frozen=True, eq=False)
class Space:
    """The rounds told apart or not. T tables of items: 1 (`workshops`) or R (`sessions`).

    allowed (n, m, T): what a participant may have, fixed places not counted. low, high (m, T): bounds of the items.
    wanted (n,): the state in which everything needed is filled: a number of seats, or a set of rounds (bit mask).
    fixed (n,), fixed_seats: the state that the fixed places fill, and (participant, table, workshop) of each.
    """

    allowed: Bools
    low: Ints
    high: Ints
    wanted: Ints
    fixed: Ints
    fixed_seats: Ints
    together: bool

    @property
    def states(self) -> int:
        """Number of states: 0 to R seats, or every set of rounds."""
        most = int(self.wanted.max(initial=0))
        return most + 1 if self.together else 1 << most.bit_length()

    def moves(self, table: int) -> tuple[list[int], list[int]]:
        """Return the states before and after one more seat from that table of items."""
        if self.together:
            before = list(range(self.states - 1))[::-1]
            return before, [state + 1 for state in before]
        before = [state for state in range(self.states) if not state >> table & 1]
        return before, [state | 1 << table for state in before]


def space_of(problem: Problem, allowed: Bools, *, sessions: bool) -> Space:
    """Return the space of whole workshops (rounds together) or of sessions."""
    needed = problem.seated
    low, high = np.maximum(problem.minimum, 0) * problem.offered, np.maximum(problem.capacity, 0)
    person, rnd, workshop = problem.fixed.T
    if len(problem.fixed):
        allowed = allowed.copy(order="K")
        allowed[person, workshop] = False
        allowed[person, :, rnd] = False
    filled = np.zeros_like(needed)
    filled[person, rnd] = True
    if sessions:
        bits = 1 << np.arange(problem.round_count)
        return Space(allowed, low, high, needed @ bits, filled @ bits, problem.fixed, together=False)
    together = np.stack([person, np.zeros_like(rnd), workshop], axis=1)
    wanted = needed.sum(axis=1)
    bounds = low.sum(axis=1)[:, None], high.sum(axis=1)[:, None]
    anywhere = np.logical_or.reduce(allowed, axis=2)[:, :, None]
    return Space(anywhere, *bounds, wanted, filled.sum(axis=1), together, together=True)


@dataclass(frozen=True, eq=False)
class Outcomes:
    """All (seats outside, cost) that up to R seats can add up to. `next` (G + 1, O): the outcome after one more seat.

    With per-seat levels there is one outcome: costs then go into the price.
    """

    outside: Ints
    cost: Ints
    next: Ints


def outcomes_of(costs: Ints, ranks: Sequence[int], rounds: int) -> Outcomes:
    """Return the outcomes of up to `rounds` seats at the given ranks."""
    steps = {rank: (int(rank == OUTSIDE), int(costs[rank])) for rank in ranks}
    layers = [{(0, 0)}]
    for _ in range(rounds):
        layers.append({(o + so, c + sc) for o, c in layers[-1] for so, sc in steps.values()})
    found = sorted(set().union(*layers))
    index = {outcome: at for at, outcome in enumerate(found)}
    following = np.full((len(costs), len(found)), -1, np.int64)
    for rank, (so, sc) in steps.items():
        following[rank] = [index.get((o + so, c + sc), -1) for o, c in found]
    outside, cost = np.array(found, np.int64).reshape(-1, 2).T
    return Outcomes(outside, cost, following)


def bound(problem: Problem, value: Valuation, space: Space, level: Weighed, prices: Ints) -> int:
    """Return the right-hand side of the formula above; `prices` (m, T) in whole numbers below 2^53."""
    per_item = np.where(prices > 0, space.high, space.low).astype(object) * prices.astype(object)
    per_workshop = per_item.sum(axis=1)
    per_workshop = np.where(problem.optional, np.maximum(per_workshop, 0), per_workshop)
    least = int(sum(least_of_people(value, space, level, prices).tolist()))
    return least - int(sum(per_workshop.tolist()))


def least_of_people(value: Valuation, space: Space, level: Weighed, prices: Ints) -> Ints:
    """Return for each participant the least of level and prices (n,); NEVER for one who can have nothing."""
    parts = [_least(value, space, level, prices, people) for people in _chunks(value, space, level)]
    return np.concatenate([np.empty(0, np.int64), *parts])


def bound_of_lists(lists: Lists, level: Weighed, prices: Ints) -> int:
    """Return the same with rounds together, on a large and plain day.

    `prices` (m, 1) in whole numbers below 2^53. There are no minima, so a price below 0 gives nothing back.
    """
    if level.seat is not None:
        weight = level.seat
        least = (least_of_lists(lists, people, weight, prices[:, 0]) for people in lists.chunks())
    else:
        outcomes = outcomes_of(lists.costs, list(range(len(lists.costs))), lists.rounds)
        chunks = lists.chunks(max(1, CHUNK // ((lists.rounds + 1) * len(outcomes.cost))))
        least = (_least_of_people(lists, level, outcomes, prices[:, 0], people) for people in chunks)
    chairs = int(np.maximum(prices[:, 0], 0).astype(object) @ (lists.chairs * lists.rounds))
    return sum(int(part.astype(object).sum()) for part in least) - chairs


@dataclass(frozen=True, eq=False)
class Weighed:
    """A weighted sum of levels: pairs (weight, level); all per seat or all per person."""

    parts: tuple[tuple[int, Level], ...]
    rounds: int

    @cached_property
    def seat(self) -> Ints | None:
        """Weight of a seat by rank (G + 1,), for levels per seat."""
        found = [weight * level.seat for weight, level in self.parts if isinstance(level, SeatLevel)]
        return sum(found[1:], found[0]) if found else None

    def outcomes(self, value: Valuation) -> Outcomes:
        """Return the outcomes that matter: one for levels per seat."""
        if self.seat is not None:
            return Outcomes(np.zeros(1, np.int64), np.zeros(1, np.int64), np.zeros((len(value.costs), 1), np.int64))
        return outcomes_of(value.costs, np.unique(value.ranks).tolist(), self.rounds)

    def of(self, outside: Ints, regret: Ints) -> Ints:
        """Return what the levels per person count, for arrays of one shape."""
        total = np.zeros(regret.shape, np.int64)
        for weight, level in self.parts:
            if isinstance(level, PersonLevel):
                total += weight * level.person(outside, regret)
        return total


def _least_of_people(lists: Lists, level: Weighed, outcomes: Outcomes, prices: Ints, people: slice) -> Ints:
    """Return for each participant in the slice the least of levels per person and prices, from lists: int64.

    The same dynamic programme, over what they list and the R cheapest workshops that they do not.
    """
    workshop, rank = lists.padded(people)
    unlisted = np.broadcast_to(lists.unlisted[people, None], (len(workshop), lists.rounds))
    ranks = np.concatenate([rank, unlisted], axis=1)
    listed, others = seat_prices(lists, workshop, prices)
    others.partition(lists.rounds - 1, axis=1)
    price = np.concatenate([listed, others[:, : lists.rounds]], axis=1)
    best = np.full((len(price), lists.rounds + 1, len(outcomes.cost)), NEVER)
    best[:, 0, 0] = 0
    moves = [(filled, filled + 1) for filled in range(lists.rounds)][::-1]
    for column in range(price.shape[1]):
        for each in np.unique(ranks[:, column]):
            rows = np.flatnonzero((ranks[:, column] == each) & (price[:, column] < UNPRICED))
            before, after = zip(*moves, strict=True)
            _take(best, best, rows, (list(before), list(after)), outcomes.next[each], price[rows, column, None])
    regret = outcomes.cost[None, :] - lists.least[people, None]
    worth = level.of(np.broadcast_to(outcomes.outside, regret.shape), np.maximum(regret, 0))
    ends = best[:, -1]
    least: Ints = np.where(ends < NEVER // 2, ends + worth, NEVER).min(axis=1)
    least[lists.need[people] == 0] = 0
    return least


def _chunks(value: Valuation, space: Space, level: Weighed) -> Iterator[slice]:
    """Yield the participants to look at at a time."""
    if level.seat is not None and space.together:
        return at_once(*space.allowed.shape[:2])
    return at_once(len(space.wanted), space.states * len(level.outcomes(value).cost), CHUNK)


def _least(value: Valuation, space: Space, level: Weighed, prices: Ints, people: slice) -> Ints:
    """Return for each participant in the slice the least of level and prices: int64."""
    seat = level.seat
    if seat is not None and space.together:
        return _least_seats(value, space, seat, prices, people)
    outcomes = level.outcomes(value)
    allowed, ranks = space.allowed[people], value.ranks[people]
    best = _start(value, space, outcomes, seat, prices, people)
    for workshop in range(allowed.shape[1]):
        before = best.copy() if allowed.shape[2] > 1 else best
        for table in range(allowed.shape[2]):
            rank = ranks[:, workshop, min(table, ranks.shape[2] - 1)]
            may = allowed[:, workshop, table]
            if seat is not None:  # one outcome, so ranks differ only in what they cost
                rows = np.flatnonzero(may)
                paid = prices[workshop, table] + seat[rank[rows]]
                _take(best, before, rows, space.moves(table), outcomes.next[0], paid[:, None])
                continue
            for each in np.unique(rank[may]):
                rows = np.flatnonzero(may & (rank == each))
                _take(best, before, rows, space.moves(table), outcomes.next[each], int(prices[workshop, table]))
    ends = best[np.arange(len(best)), space.wanted[people]]
    regret = outcomes.cost[None, :] - value.least[people][:, None]
    worth = level.of(np.broadcast_to(outcomes.outside, regret.shape), np.maximum(regret, 0))
    least: Ints = np.where(ends < NEVER // 2, ends + worth, NEVER).min(axis=1)
    return least


def _least_seats(value: Valuation, space: Space, seat: Ints, prices: Ints, people: slice) -> Ints:
    """Return the same for a level per seat with rounds together: simply the cheapest workshops."""
    where = np.arange(len(space.wanted))[people]
    most = int(space.wanted.max(initial=0))
    worth = np.full((len(where), max(most, space.allowed.shape[1])), NEVER >> 4)
    every = seat.take(value.ranks[people, :, 0]) + prices[:, 0]
    np.copyto(worth[:, : every.shape[1]], every, where=space.allowed[people, :, 0])
    worth.partition(range(most), axis=1)
    sums = np.zeros((len(where), most + 1), np.int64)
    np.cumsum(worth[:, :most], axis=1, out=sums[:, 1:])
    for person, _, workshop in _of_people(space.fixed_seats, where):
        sums[person - where[0]] += seat[value.ranks[person, workshop, 0]] + prices[workshop, 0]
    least: Ints = sums[np.arange(len(where)), space.wanted[people] - space.fixed[people]]
    return least


def _of_people(seats: Ints, people: Ints) -> Ints:
    """Return the rows (participant, table, workshop) that are about some of the people."""
    return seats[np.isin(seats[:, 0], people)]


def _start(value: Valuation, space: Space, outcomes: Outcomes, seat: Ints | None, prices: Ints, people: slice) -> Ints:
    """Return the table of states (people, states, O), filled at what the fixed places already give."""
    where = np.arange(len(space.wanted))[people]
    outcome, paid = np.zeros(len(space.wanted), np.int64), np.zeros(len(space.wanted), np.int64)
    for person, table, workshop in space.fixed_seats:
        rank = value.ranks[person, workshop, min(table, value.ranks.shape[2] - 1)]
        outcome[person] = outcomes.next[rank, outcome[person]]
        paid[person] += prices[workshop, table] + (0 if seat is None else seat[rank])
    best = np.full((len(where), space.states, len(outcomes.cost)), NEVER)
    best[np.arange(len(where)), space.fixed[where], outcome[where]] = paid[where]
    return best


def _take(
    best: Ints, before: Ints, rows: Ints, moves: tuple[list[int], list[int]], following: Ints, price: int | Ints
) -> None:
    """Give the participants in `rows` one more seat, wherever that is better than what they have."""
    reached = np.flatnonzero(following >= 0)
    after = following[reached]
    for old, new in zip(*moves, strict=True):
        offered = before[rows, old][:, reached] + price
        kept = best[rows, new]
        kept[:, after] = np.minimum(kept[:, after], offered)
        best[rows, new] = kept


def prices_of(problem: Problem, tree: Mapping[str, Any], *, sessions: bool) -> Ints:
    """Return prices (m, T) from the certificate's tree: workshop → price, or workshop → round → price."""
    where = problem.workshops_at
    when = {name: at for at, name in enumerate(problem.round_ids)}
    prices = np.zeros((problem.workshop_count, problem.round_count if sessions else 1), np.int64)
    for workshop, price in tree.items():
        if sessions:
            for rnd, each in price.items():
                prices[where[workshop], when[rnd]] = each
        else:
            prices[where[workshop], 0] = price
    return prices
