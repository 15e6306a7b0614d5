# SPDX-License-Identifier: EUPL-1.2
"""Bundles up to a cap on regret, where there are too many to write them all out.

Nobody needs a bundle that is far worse than what they could have: of six workshops out of 23 in order of preference
there are 100,947, and 454 with a regret up to 100. They are written out slot by slot, the
cheapest first, as long as the cheapest that can follow leaves the regret within the cap. `indeling.solver.above` shows
that the cap is no loss.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from indeling.problem import Bools, Ints
from indeling.solver.bundles import NONE, Bundles
from indeling.solver.day import Day
from indeling.solver.seats import Seats
from indeling.solver.tally import fixed_ranks

FAR = 1 << 50
"""More than any cost of a whole day."""

CHUNK = 1 << 14
"""Bundles in the making that grow at a time."""

COST, LAST, FIRST = 1, 2, 3
"""Columns of bundles in the making: behind the participant's row, the cost so far, the last option, then the seats."""


@dataclass(frozen=True, eq=False)
class Options:
    """What each slot can take, cheapest first: arcs, and pooled seats one by one. L the most that a slot has.

    arc (S, L): the arc, NONE for a pooled seat. copy (S, L): the number of the pooled seat, from 0; NONE for an arc.
    sums (S, L + 1): cost of so many of the first options, FAR more for each behind the last.
    turns (P, each): slots of each participant who needs a seat, NONE where there are fewer. people (P,): who they are.
    budget (P,): what their seats cost at least without regret, fixed places aside. highest: the highest cost of a day.
    """

    arc: Ints
    copy: Ints
    sums: Ints
    turns: Ints
    people: Ints
    budget: Ints
    highest: int


def options_of(day: Day, seats: Seats) -> Options:
    """Return the options of every slot."""
    copies = np.repeat(np.arange(seats.slot_count), seats.pool_most)
    number = np.arange(len(copies)) - np.repeat(np.cumsum(seats.pool_most) - seats.pool_most, seats.pool_most)
    slot = np.concatenate([seats.arc_slot, copies])
    cost = day.value.costs[np.concatenate([seats.arc_rank, seats.pool_rank[copies]])]
    arc = np.concatenate([np.arange(len(seats.arc_slot)), np.full(len(copies), NONE)])
    copy = np.concatenate([np.full(len(seats.arc_slot), NONE), number])
    order = np.lexsort((copy, arc, cost, slot))
    count = np.bincount(slot, minlength=seats.slot_count)
    place = slot[order], np.arange(len(order)) - np.repeat(np.cumsum(count) - count, count)
    shape = seats.slot_count, int(count.max(initial=1))
    arcs, numbers, costs = np.full(shape, NONE), np.full(shape, NONE), np.full(shape, FAR)
    arcs[place], numbers[place], costs[place] = arc[order], copy[order], cost[order]
    left = day.value.least.copy()
    np.subtract.at(left, day.fixed[:, 0], day.value.costs[fixed_ranks(day)])
    sums = np.pad(np.cumsum(costs, axis=1), ((0, 0), (1, 0)))
    people, turns = _turns(seats)
    return Options(arcs, numbers, sums, turns, people, left[people], day.need.shape[1] * int(day.value.costs.max()))


def _turns(seats: Seats) -> tuple[Ints, Ints]:
    """Return who needs a seat, and their slots."""
    slots = np.flatnonzero(seats.units)
    slots = slots[np.argsort(seats.slot_person[slots], kind="stable")]
    people, row, count = np.unique(seats.slot_person[slots], return_inverse=True, return_counts=True)
    turns = np.full((len(people), int(count.max(initial=0))), NONE)
    turns[row, np.arange(len(slots)) - (np.cumsum(count) - count)[row]] = slots
    return people, turns


def widest(seats: Seats, options: Options, most: int) -> tuple[int, Bundles] | None:
    """Return the highest cap with which there are at most so many bundles, and those; None when there is none."""
    low, high, found = 0, options.highest, None
    while low <= high:
        cap = (low + high) // 2
        bundles = bundles_within(seats, options, cap, most)
        if bundles is None:
            high = cap - 1
        else:
            low, found = cap + 1, (cap, bundles)
    return found


def bundles_within(seats: Seats, options: Options, cap: int, most: int) -> Bundles | None:
    """Return all bundles with a regret of at most `cap`; None when there are more than `most`, now or on the way."""
    width = int(np.bincount(seats.slot_person, weights=seats.units).max(initial=0))
    rows = np.full((len(options.people), FIRST + 2 * width), NONE)
    rows[:, 0], rows[:, COST] = np.arange(len(rows)), 0
    turns = list(enumerate(options.turns.T))
    units = np.where(options.turns >= 0, np.append(seats.units, 0)[options.turns], 0)
    cheapest = np.zeros(units.shape, np.int64)
    for turn, slots in turns:
        cheapest[:, turn] = np.where(units[:, turn] > 0, _reach(options, slots, units[:, turn])[:, 0], 0)
    after = cheapest.sum(axis=1, keepdims=True) - np.cumsum(cheapest, axis=1)
    at = FIRST
    for turn, slots in turns:
        room = options.budget + cap - after[:, turn]
        for unit in range(int(units[:, turn].max())):
            needed = units[:, turn] - unit
            above = _reach(options, slots, needed) - room[:, None]
            step = _Step(slots, needed > 0, above, at, at + width)
            grown = _grown(seats, options, rows, step, most)
            if grown is None:
                return None
            rows, at = grown, at + 1
        rows[:, LAST] = NONE
    rows = rows[np.argsort(rows[:, 0], kind="stable")]
    return Bundles(options.people[rows[:, 0]], rows[:, FIRST : FIRST + width], rows[:, FIRST + width :])


def _reach(options: Options, slots: Ints, units: Ints) -> Ints:
    """Return the least cost (P, L) of so many options of a slot from each one on."""
    last = options.sums.shape[1] - 1
    end = np.arange(last) + np.maximum(units, 0)[:, None]
    sums = options.sums[slots]
    cost = np.take_along_axis(sums, np.minimum(end, last), 1) - sums[:, :last]
    return np.where(end > last, FAR, cost)


@dataclass(frozen=True, eq=False)
class _Step:
    """One more seat: the slot of each participant (P,), whether they need it, and in which columns it is written.

    above (P, L): from each option on, by how much the least cost is above what is left for it.
    """

    slots: Ints
    needs: Bools
    above: Ints
    arc_at: int
    pooled_at: int


def _grown(seats: Seats, options: Options, rows: Ints, step: _Step, most: int) -> Ints | None:
    """Return the bundles with one more seat; None when there are more than `most`."""
    option = np.arange(step.above.shape[1])
    parts, count = [rows[~step.needs[rows[:, 0]]]], 0
    rows = rows[step.needs[rows[:, 0]]]
    for start in range(0, len(rows), CHUNK):
        some = rows[start : start + CHUNK]
        last, copy = some[:, LAST, None], options.copy[step.slots[some[:, 0]]]
        may = (some[:, COST, None] + step.above[some[:, 0]] <= 0) & (option > last)
        parent, chosen = np.nonzero(may & ((copy <= 0) | (option == last + 1)))
        grown = some[parent]
        slot = step.slots[grown[:, 0]]
        grown[:, COST] += options.sums[slot, chosen + 1] - options.sums[slot, chosen]
        grown[:, LAST], grown[:, step.arc_at] = chosen, options.arc[slot, chosen]
        grown[:, step.pooled_at] = np.where(grown[:, step.arc_at] == NONE, slot, NONE)
        parts.append(grown[~_twice(seats, grown[:, FIRST : step.arc_at + 1])])
        count += len(parts[-1])
        if count > most:
            return None
    return np.concatenate(parts)


def _twice(seats: Seats, arcs: Ints) -> Bools:
    """Return which rows have the workshop of their last arc before."""
    workshop = np.where(arcs == NONE, NONE, np.append(seats.item_workshop[seats.arc_item], NONE)[arcs])
    found: Bools = ((workshop[:, :-1] == workshop[:, -1:]) & (workshop[:, -1:] != NONE)).any(axis=1)
    return found
