# SPDX-License-Identifier: EUPL-1.2
"""How many people must stay without a seat when only so many others may move.

The programme of `coupled`, with one more item in each round for those who have no seat: it has room for everybody, is
in no rule, and being there is no move.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from indeling.errors import OutOfTimeError
from indeling.placement import OUTSIDE
from indeling.problem import Ints, Problem
from indeling.solver.beyond import Beyond, moves_of
from indeling.solver.coupled import limit_moves, pooled_people, programme_of, seated
from indeling.solver.day import Day
from indeling.solver.programme import Programme
from indeling.solver.restricted import Restricted
from indeling.solver.seats import Seats, seats_by_session

NOWHERE = -1
"""The problem's workshop of people without a seat."""


def fewest_unplaced(problem: Problem, day: Day, beyond: Beyond, seconds: Callable[[], float | None]) -> int | None:
    """Return the least number of people who lack a seat in some round, within `beyond.most` moves.

    None when minima, rules, fixed places or locked people leave nothing at all. Raises TooLargeError, and
    OutOfTimeError when the least is not proven in time.
    """
    spelled_out = np.zeros(len(day.need), bool)
    wider, _ = with_gaps(day, seats_by_session(day, spelled_out))
    while True:
        asked = replace(beyond, mix=())
        programme = programme_of(problem, day, beyond=asked, spelled_out=spelled_out, widen=with_gaps)
        seats = programme.seats
        unplaced = (wider.workshops[seats.item_workshop[seats.arc_item]] == NOWHERE).astype(np.int64)
        counts = programme.of_bundles(np.append(unplaced, 0)[programme.bundles.arcs].max(axis=1, initial=0))
        moved, settled = _moves(wider, programme, beyond)
        if beyond.most is not None and settled > beyond.most:
            return None
        limit_moves(programme, moved, settled, day, beyond)
        window = Restricted(programme, seconds)
        found = window.settle(counts)
        if found is None:
            return None
        if not found.proven:
            raise OutOfTimeError
        if seated(wider, window) is not None:
            return found.value
        spelled_out |= pooled_people(window, len(day.need))


def _moves(day: Day, programme: Programme, beyond: Beyond) -> tuple[Ints, int]:
    """Return the moves that each column counts (C,), without a seat being none, and those of fixed places."""
    earlier = np.empty((0, 0), np.int64) if beyond.earlier is None else beyond.earlier
    moved, fixed = moves_of(day, programme.seats, programme.bundles, earlier, NOWHERE)
    return programme.of_bundles(moved), int(fixed.sum())


def with_gaps(day: Day, seats: Seats) -> tuple[Day, Seats]:
    """Return the day and its network of sessions with an item in each round for those who have no seat."""
    rounds, people = day.need.shape[1], len(day.need)
    items = seats.item_count + np.arange(rounds)
    arc_slot = np.append(seats.arc_slot, np.arange(seats.slot_count))
    arc_item = np.append(seats.arc_item, items[seats.slot_round])
    order = np.lexsort((arc_item, arc_slot))
    wider = replace(
        seats,
        item_workshop=np.append(seats.item_workshop, len(day.workshops) + np.arange(rounds)),
        item_round=np.append(seats.item_round, np.arange(rounds)),
        low=np.append(seats.low, np.zeros(rounds, np.int64)),
        high=np.append(seats.high, np.full(rounds, people)),
        arc_slot=arc_slot[order],
        arc_item=arc_item[order],
        arc_rank=np.append(seats.arc_rank, np.full(seats.slot_count, OUTSIDE))[order],
        item_pool=np.append(seats.item_pool, np.arange(rounds)),
        pooled=np.concatenate([seats.pooled, np.zeros((seats.slot_count, rounds), bool)], axis=1),
        optional=np.append(seats.optional, np.zeros(rounds, bool)),
    )
    return replace(day, workshops=np.append(day.workshops, np.full(rounds, NOWHERE))), wider
