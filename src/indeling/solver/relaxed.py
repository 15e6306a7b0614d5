# SPDX-License-Identifier: EUPL-1.2
"""Seats one by one, as a linear programme: a start for the master programme where no flow gives one.

    minimise    Σ cost of a seat
    subject to  each slot has its seats, each item keeps within its bounds, nobody takes a workshop twice

Its answer is nearly always whole (engine.md section 3: in 97 % of random days) and then is a best placement for the
total cost; its prices are a good guess for other objectives. Nothing rests on it: what it gives is proven elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from indeling.errors import OutOfTimeError
from indeling.problem import Bools, Ints
from indeling.solver.columns import Columns, Floats, Sparse
from indeling.solver.day import Day
from indeling.solver.flow import cheapest_flow
from indeling.solver.levels import Prices
from indeling.solver.linear import CLOSE, HALF, INFINITE, Answer, minimise
from indeling.solver.seats import Choice, Seats, seats_by_workshop

MANY = 50_000
"""From so many seats on, some are looked at first: with fewer, presolve is quicker than adding columns afterwards."""


@dataclass(frozen=True, eq=False)
class Start:
    """A start: the choice, None when the answer is not whole, and one set of prices."""

    choice: Choice | None
    prices: list[Prices]


def cheapest_relaxed(
    seats: Seats, cost: Ints, seconds: Callable[[], float | None], likely: Bools | None = None
) -> Start | None:
    """Return the cheapest choice, and prices of items rounded to whole numbers; None when there is no placement.

    `cost` (G + 1,) is that of a seat by its effective rank. No workshop may be one that can be dropped. likely (A,):
    the seats to look at first (`likely_seats`); the answer is the same without.
    """
    columns, bounds = programme_of_seats(seats)
    slots = seats.slot_count
    price = seat_costs(seats, cost)
    first = np.ones(len(price), bool)
    first[: len(seats.arc_slot)] = True if likely is None else likely
    answer = _sifted(columns, price, bounds, first, seconds)
    if answer is None:
        return None
    prices = np.round(-answer.duals[slots : slots + seats.item_count]).astype(np.int64)
    values = answer.values if answer.whole else _mended(seats, columns, price, bounds, answer.values, seconds())
    return Start(None if values is None else choice_of_seats(seats, values), [Prices(prices, {}, 1)])


def likely_seats(day: Day, seats: Seats, cost: Ints) -> Bools | None:
    """Return the seats (A,) that would be among the cheapest if rounds were not told apart; None when that is unknown.

    Where there are few seats it is not worth knowing. It is a flow, with prices of workshops. A seat that costs more,
    price included, than the dearest one that its participant has there is seldom in the cheapest placement of sessions.
    """
    if day.value.ranks.shape[2] > 1 or len(seats.arc_slot) < MANY:
        return None
    whole = seats_by_workshop(day, np.zeros(len(day.need), bool))
    flow = cheapest_flow(whole, [cost])
    if flow is None:
        return None
    dearest = np.where(flow.choice.pooled > 0, cost[whole.pool_rank], 0)
    taken = np.flatnonzero(flow.choice.arcs)
    prices = flow.prices[0].items
    paid = cost[whole.arc_rank[taken]] + prices[whole.arc_item[taken]]
    np.maximum.at(dearest, whole.arc_slot[taken], paid)
    asked = cost[seats.arc_rank] + prices[seats.item_workshop[seats.arc_item]]
    return np.asarray(asked <= dearest[seats.slot_person[seats.arc_slot]])


def _sifted(
    columns: Columns,
    price: Floats,
    bounds: tuple[Floats, Floats],
    first: Bools,
    seconds: Callable[[], float | None],
) -> Answer | None:
    """Solve the programme with the columns `first` (C,), adding those that would make it cheaper until none would.

    Returns None when there is no answer with any columns. Raises OutOfTimeError. Source: sifting, Bixby, Gregory,
    Lustig, Marsten and Shanno, Operations Research 40 (1992).
    """
    looked_at, basis = np.flatnonzero(first), None
    while True:
        again = basis is not None
        part, of_part = columns.some(looked_at), price[looked_at]
        answer = minimise(part, of_part, bounds, again=again, presolve=False, basis=basis, seconds=seconds())
        if answer.status == "time":
            raise OutOfTimeError
        others = np.setdiff1d(np.arange(len(price)), looked_at)
        if answer.status != "optimal":
            if not len(others):
                return None
            looked_at, basis = np.arange(len(price)), None
            continue
        missing = others[columns.some(others).reduced(price[others], answer.duals) < -CLOSE]
        if not len(missing):
            values = np.zeros(len(price))
            values[looked_at] = answer.values
            return replace(answer, values=values)
        looked_at, basis = np.append(looked_at, missing), answer.basis


def _mended(
    seats: Seats, columns: Columns, price: Floats, bounds: tuple[Floats, Floats], values: Floats, left: float | None
) -> Floats | None:
    """Return whole values, the cheapest in which whoever has whole seats keeps them; None when none are found."""
    owner = seats.slot_person[np.concatenate([seats.arc_slot, np.arange(seats.slot_count)])]
    split = np.zeros(int(owner.max()) + 1, bool)
    split[owner[np.abs(values - np.round(values))[: len(owner)] > CLOSE]] = True
    kept = np.append(~split[owner], np.zeros(seats.item_count, bool))
    low, high = np.where(kept, np.round(values), 0.0), np.where(kept, np.round(values), columns.high)
    programme = Sparse(*columns.sparse(), low, high)
    answer = minimise(programme, price, bounds, whole=np.ones(len(price), bool), seconds=left)
    return answer.values if answer.objective < INFINITE else None


def choice_of_seats(seats: Seats, values: Floats) -> Choice:
    """Return the choice that whole values of the columns make."""
    arcs, every = len(seats.arc_slot), np.ones(len(seats.optional), bool)
    pooled = np.round(values[arcs : arcs + seats.slot_count]).astype(np.int64)
    return Choice(values[:arcs] > HALF, pooled, every)


def seat_costs(seats: Seats, cost: Ints) -> Floats:
    """Return what each column costs, from the cost of a seat by its effective rank (G + 1,)."""
    return np.concatenate([cost[seats.arc_rank], cost[seats.pool_rank], np.zeros(seats.item_count)]).astype(float)


def programme_of_seats(seats: Seats) -> tuple[Columns, tuple[Floats, Floats]]:
    """Return the columns, and the bounds of the rows. No workshop may be one that can be dropped."""
    columns = _columns(seats)
    beside = np.zeros(seats.pool_count)
    groups = max(0, int(columns.rows.max(initial=-1)) + 1 - seats.slot_count - seats.item_count - seats.pool_count)
    low = np.concatenate([seats.units, seats.low, beside, np.zeros(groups)])
    high = np.concatenate([seats.units, seats.high, beside, np.ones(groups)])
    return columns, (low.astype(float), high.astype(float))


def _columns(seats: Seats) -> Columns:
    """Arcs, pooled seats per slot, and pool seats per item; rows: slots, items, pools, workshops given twice."""
    first_item, first_pool = seats.slot_count, seats.slot_count + seats.item_count
    first_group = first_pool + seats.pool_count
    workshop = seats.slot_person[seats.arc_slot] * len(seats.optional) + seats.item_workshop[seats.arc_item]
    _, group, count = np.unique(workshop, return_inverse=True, return_counts=True)
    twice = count > 1
    group_row = np.where(twice, np.cumsum(twice) - 1 + first_group, -1)[group]
    slot, item = np.arange(seats.slot_count), np.arange(seats.item_count)
    parts = (
        (np.stack([seats.arc_slot, seats.arc_item + first_item, group_row], axis=1), (1.0, 1.0, 1.0)),
        (np.stack([slot, seats.slot_pool + first_pool, np.full_like(slot, -1)], axis=1), (1.0, 1.0, 0.0)),
        (np.stack([item + first_item, seats.item_pool + first_pool, np.full_like(item, -1)], axis=1), (1.0, -1.0, 0.0)),
    )
    high = (np.ones(len(seats.arc_slot)), seats.pool_most.astype(float), np.where(seats.in_pool, INFINITE, 0.0))
    return Columns.stack(
        [Columns(rows, np.tile(values, (len(rows), 1)), most) for (rows, values), most in zip(parts, high, strict=True)]
    )
