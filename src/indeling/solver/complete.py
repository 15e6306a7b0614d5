# SPDX-License-Identifier: EUPL-1.2
"""From a choice in the network to a workshop for every participant in every round.

Two things may still be open: which workshop a pooled seat is in, and which round a workshop is in. Neither changes
what the placement is worth. Both are settled by rule where that is easy, else by a small programme that only asks
whether it can be done. These steps are short, so they are taken also when the time for better answers is up.
"""

from __future__ import annotations

from heapq import heapify, heappop, heappush

import numpy as np

from indeling.placement import NO_SEAT
from indeling.problem import Bools, Ints
from indeling.solver.columns import Columns
from indeling.solver.day import Day
from indeling.solver.linear import HALF, minimise
from indeling.solver.rounds import split_into_rounds
from indeling.solver.seats import Choice, Seats


def rounds_alike(day: Day) -> bool:
    """Return whether no rule tells rounds apart: who needs a seat needs one in every round, sessions are the same."""
    same_sessions = (day.low == day.low[:, :1]).all() and (day.high == day.high[:, :1]).all()
    return bool(same_sessions and (day.need == day.need[:, :1]).all() and not len(day.fixed))


def fill_pooled(seats: Seats, choice: Choice) -> tuple[Ints, Ints] | None:
    """Return all chosen (slot, item) pairs, pooled seats included; None when the pooled seats cannot be placed so."""
    slot, item = seats.arc_slot[choice.arcs], seats.arc_item[choice.arcs]
    waiting = np.flatnonzero(choice.pooled)
    load = np.bincount(item, minlength=seats.item_count)
    given = choice.given[seats.item_workshop]
    bounds = np.where(given, seats.low, 0), np.where(given, seats.high, 0)
    if not len(waiting):
        return (slot, item) if (load >= bounds[0]).all() else None
    may = seats.pooled[waiting] & ~_has_workshop(seats, slot, item, waiting)
    found = _fill_by_rule(seats, choice.pooled[waiting], waiting, may, load, bounds)
    found = found or _fill_exactly(seats, choice.pooled[waiting], waiting, may, (bounds[0] - load, bounds[1] - load))
    if found is None:
        return None
    return np.concatenate([slot, found[0]]), np.concatenate([item, found[1]])


def _has_workshop(seats: Seats, slot: Ints, item: Ints, waiting: Ints) -> Bools:
    """Bool (waiting, I): the slot's participant already has the item's workshop."""
    has = np.zeros((int(seats.slot_person.max(initial=0)) + 1, len(seats.optional)), bool)
    has[seats.slot_person[slot], seats.item_workshop[item]] = True
    return has[seats.slot_person[waiting]][:, seats.item_workshop]


def _fill_by_rule(
    seats: Seats, count: Ints, waiting: Ints, may: Bools, load: Ints, bounds: tuple[Ints, Ints]
) -> tuple[Ints, Ints] | None:
    """Give each pooled seat the item that lacks most, else the one with most room; None when that does not work out."""
    lacking, chairs = (bounds[0] - load).tolist(), (bounds[1] - load).tolist()
    best_first = [(lacking[item] <= 0, -chairs[item], item) for item in range(len(chairs)) if chairs[item] > 0]
    heapify(best_first)
    may, same_person, same_workshop = may.copy(), _runs(seats.slot_person[waiting]), _runs(seats.item_workshop)
    order = np.argsort(-count, kind="stable")
    rows, items = np.repeat(order, count[order]), []
    for row in rows.tolist():
        passed = []
        while best_first and not may[row, best_first[0][2]]:
            passed.append(heappop(best_first))
        if not best_first:
            return None
        _, _, item = heappop(best_first)
        items.append(item)
        may[same_person[row], same_workshop[item]] = False
        lacking[item], chairs[item] = lacking[item] - 1, chairs[item] - 1
        if chairs[item]:
            passed.append((lacking[item] <= 0, -chairs[item], item))
        for each in passed:
            heappush(best_first, each)
    return (waiting[rows], np.array(items)) if max(lacking) <= 0 else None


def _runs(column: Ints) -> list[slice]:
    """Return for each position of a sorted column the slice with the same value."""
    starts, ends = (np.searchsorted(column, column, side).tolist() for side in ("left", "right"))
    return [slice(start, end) for start, end in zip(starts, ends, strict=True)]


def _fill_exactly(
    seats: Seats, count: Ints, waiting: Ints, may: Bools, left: tuple[Ints, Ints]
) -> tuple[Ints, Ints] | None:
    """Ask the solver for any way to place the pooled seats; `left`: people still needed, and chairs left, per item."""
    row, item = np.nonzero(may)
    slot = waiting[row]
    group = seats.slot_person[slot] * len(seats.optional) + seats.item_workshop[item]
    chosen = _any_choice((row, item, group), (count, count), (np.maximum(left[0], 0), left[1]))
    return None if chosen is None else (slot[chosen], item[chosen])


def fill_counted(
    seats: Seats, taken: tuple[Ints, Ints], slots: Ints, pools: Ints, counts: Ints
) -> tuple[Ints, Ints] | None:
    """Give each of the pooled seats an item, so many from each pool to each item; None when that cannot be.

    taken: (slot, item) pairs of all other seats. slots: whose pooled seats; pools: of each, its row in counts (K, I).
    """
    may = seats.pooled[slots] & ~_has_workshop(seats, *taken, slots) & (counts[pools] > 0)
    row, item = np.nonzero(may)
    group = seats.slot_person[slots[row]] * len(seats.optional) + seats.item_workshop[item]
    cells, cell = np.unique(pools[row] * seats.item_count + item, return_inverse=True)
    wanted = counts.ravel()[cells]
    one = np.ones(len(slots), np.int64)
    if wanted.sum() != len(slots):
        return None
    chosen = _any_choice((row, cell, group), (one, one), (wanted, wanted))
    return None if chosen is None else (slots[row[chosen]], item[chosen])


def _any_choice(seats: tuple[Ints, Ints, Ints], units: tuple[Ints, Ints], bounds: tuple[Ints, Ints]) -> Ints | None:
    """Choose among seats (row, item, group) so that rows, items stay within bounds and each group is used once at most.

    Returns the positions chosen, None when there is no such choice.
    """
    row, item, group = seats
    groups, group_at = np.unique(group, return_inverse=True)
    rows = np.stack([row, item + len(units[0]), group_at + len(units[0]) + len(bounds[0])], axis=1)
    columns = Columns(rows, np.ones(rows.shape), np.ones(len(rows)))
    row_low = np.concatenate([units[0], bounds[0], np.zeros(len(groups))]).astype(float)
    row_high = np.concatenate([units[1], bounds[1], np.ones(len(groups))]).astype(float)
    if (row_low > row_high).any():
        return None
    zero = np.zeros(len(rows))
    answer = minimise(columns, zero, (row_low, row_high))
    if answer.status == "optimal" and not answer.whole:
        answer = minimise(columns, zero, (row_low, row_high), whole=np.ones(len(rows), bool))
    return np.flatnonzero(answer.values > HALF) if answer.status == "optimal" else None


def seat_in_rounds(day: Day, seats: Seats, slot: Ints, item: Ints) -> Ints | None:
    """Return workshops (n, R) in drawn positions, fixed places included, from all chosen (slot, item) pairs.

    In the network by session the round is known. In the network by workshop None means that these workshops do not
    fit into rounds.
    """
    table = np.full(day.need.shape, NO_SEAT)
    person, workshop = seats.slot_person[slot], seats.item_workshop[item]
    if seats.told_apart:
        table[person, seats.slot_round[slot]] = workshop
    elif rounds_alike(day):
        order = np.argsort(person, kind="stable")
        people = np.flatnonzero(day.need[:, 0])
        chosen = workshop[order].reshape(len(people), -1) if len(people) else np.empty((0, 1), np.int64)
        if len(people):
            table[people] = split_into_rounds(chosen, len(day.optional))
    else:
        split = _split_by_rules(day, person, workshop)
        if split is None:
            return None
        table[split[0], split[1]] = split[2]
    table[day.fixed[:, 0], day.fixed[:, 1]] = day.fixed[:, 2]
    return table


def _split_by_rules(day: Day, person: Ints, workshop: Ints) -> tuple[Ints, Ints, Ints] | None:
    """Put chosen workshops into rounds where rules tell rounds apart; None when it cannot be done."""
    choice, rnd = np.nonzero(day.open[person, workshop])
    who, what = person[choice], workshop[choice]
    rounds = day.need.shape[1]
    given = np.isin(np.arange(len(day.optional)), workshop) | ~day.optional
    low, high = (day.low * given[:, None]).ravel(), day.high.ravel()
    cells, cell = np.unique(who * rounds + rnd, return_inverse=True)
    if len(cells) != day.need.sum():
        return None
    units = np.ones(len(cells), np.int64)
    chosen = _any_choice((cell, what * rounds + rnd, choice), (units, units), (low, high))
    return None if chosen is None else (who[chosen], rnd[chosen], what[chosen])
