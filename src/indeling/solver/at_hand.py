# SPDX-License-Identifier: EUPL-1.2
"""A placement that is at hand when time is up before there is any other: one round after the other, each a flow.

In each round everybody gets the cheapest seats there are together, without the workshops that they have from the rounds
before. It is good, not best: by how much is told by a bound, the cheapest flow of all rounds in which somebody may have
a workshop twice, or the cheapest by workshop.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from indeling.objectives import Level, Objective, SeatLevel
from indeling.placement import OUTSIDE
from indeling.problem import Ints
from indeling.proof import level_value, levels_of
from indeling.solver import complete
from indeling.solver.day import Day
from indeling.solver.flow import cheapest_flow, fits
from indeling.solver.levels import Solved
from indeling.solver.seats import Choice, Seats, seats_by_session, seats_by_workshop
from indeling.solver.tally import fixed_ranks
from indeling.valuation import regrets


def seats_at_hand(day: Day) -> tuple[Seats, Ints] | None:
    """Return a network by session, and workshops (n, R) in drawn positions; None when this finds none."""
    spelled_out = np.zeros(len(day.need), bool)
    while True:
        seats = seats_by_session(day, spelled_out)
        choice = round_by_round(seats, day.value.costs)
        if choice is None:
            return None
        pairs = complete.fill_pooled(seats, choice)
        if pairs is not None:
            table = complete.seat_in_rounds(day, seats, *pairs)
            return None if table is None else (seats, table)
        spelled_out[seats.slot_person[choice.pooled > 0]] = True


def round_by_round(seats: Seats, cost: Ints) -> Choice | None:
    """Return a choice in a network by session that is cheapest in each round, given the ones before; None without any.

    cost (G + 1,): of a seat by its effective rank. Minima hold for every workshop, optional or not.
    """
    arcs, pooled = np.zeros(len(seats.arc_slot), bool), np.zeros(seats.slot_count, np.int64)
    workshop = seats.slot_person[seats.arc_slot] * len(seats.optional) + seats.item_workshop[seats.arc_item]
    for rnd in np.unique(seats.item_round).tolist():
        slots, items = np.flatnonzero(seats.slot_round == rnd), np.flatnonzero(seats.item_round == rnd)
        open_arcs = np.isin(seats.arc_slot, slots) & ~np.isin(workshop, workshop[arcs])
        kept = np.flatnonzero(open_arcs)
        flow = cheapest_flow(_of_round(seats, slots, items, kept), [cost])
        if flow is None:
            return None
        arcs[kept[flow.choice.arcs]] = True
        pooled[slots] = flow.choice.pooled
    return Choice(arcs, pooled, np.ones(len(seats.optional), bool))


def _of_round(seats: Seats, slots: Ints, items: Ints, arcs: Ints) -> Seats:
    """Return the part of a network with these slots, items and arcs."""
    return replace(
        seats,
        slot_person=seats.slot_person[slots],
        slot_round=seats.slot_round[slots],
        units=seats.units[slots],
        item_workshop=seats.item_workshop[items],
        item_round=seats.item_round[items],
        low=seats.low[items],
        high=seats.high[items],
        arc_slot=np.searchsorted(slots, seats.arc_slot[arcs]),
        arc_item=np.searchsorted(items, seats.arc_item[arcs]),
        arc_rank=seats.arc_rank[arcs],
        pool_rank=seats.pool_rank[slots],
        pool_most=seats.pool_most[slots],
        slot_pool=np.zeros_like(slots),
        item_pool=np.zeros_like(items),
        pooled=seats.pooled[np.ix_(slots, items)],
    )


def levels_at_hand(day: Day, aim: Objective, table: Ints) -> tuple[list[tuple[str, Solved]], bool]:
    """Return the levels of an objective for workshops (n, R), up to the first that is not proven, and whether all are.

    That one has a bound.
    """
    ranks, regret = day.value.seat_ranks(table), regrets(day.value, table)
    outside = (ranks == OUTSIDE).sum(axis=1)
    found = []
    for level in levels_of(aim, table.shape[1], day.value, regret):
        value = level_value(level, outside, regret, ranks)
        bound = min(value, _bound(day, level)) if value else 0
        found.append((level.title.key, Solved(value, bound, None)))
        if bound < value:
            return found, False
    return found, True


def _bound(day: Day, level: Level) -> int:
    """Return what a level over seats comes to at least, of the first level; 0 where no flow tells."""
    if not isinstance(level, SeatLevel):
        return 0
    draw = seats_by_workshop if day.value.ranks.shape[2] == 1 else seats_by_session
    seats = draw(day, np.zeros(len(day.need), bool))
    seats = replace(seats, low=np.where(seats.item_optional, 0, seats.low))
    flow = cheapest_flow(seats, [level.seat]) if fits(seats, [level.seat]) else None
    if flow is None:
        return 0
    ranks = np.concatenate([seats.arc_rank[flow.choice.arcs], np.repeat(seats.pool_rank, flow.choice.pooled)])
    return int(level.seat[ranks].sum() + level.seat[fixed_ranks(day)].sum())
