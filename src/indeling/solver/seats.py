# SPDX-License-Identifier: EUPL-1.2
"""The day as a network: *slots* that need seats, *items* that give them, *arcs* between them.

Two views. By workshop: a slot is a participant who takes several different workshops, an item is a workshop with
the chairs of all its rounds together; rounds are told apart afterwards. By session: a slot is a participant in one
round, an item a workshop in one round.

Seats at a slot's unlisted rank are worth the same, whichever workshop it is. So they are not drawn as arcs but
pooled: a slot sends them to the *pool* of its round, and the pool to any item. That is a relaxation; which workshop
each pooled seat gets is found afterwards (`solve.complete`), and where that fails the slot is *spelled out*.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from indeling.problem import Bools, Ints
from indeling.solver.day import Day
from indeling.valuation import Ranks


@dataclass(frozen=True, eq=False)
class Seats:
    """The network. S slots (by participant), I items (by workshop), A arcs (by slot), all sorted; n participants.

    slot_person, slot_round (−1: any round), units (S,)
        Whose seats, in which round, how many.
    item_workshop, item_round (−1: any round), low, high (I,)
        Which session(s), people needed at least, chairs.
    arc_slot, arc_item, arc_rank (A,)
        Seats told apart, with their effective rank.
    pool_rank, pool_most (S,), slot_pool (S,), item_pool (I,)
        Rank of a pooled seat, how many the slot may take, and the number of the pool.
    pooled
        Bool (S, I): the seats that the pool stands for.
    optional
        Bool (m,): workshops that may be dropped.
    """

    slot_person: Ints
    slot_round: Ints
    units: Ints
    item_workshop: Ints
    item_round: Ints
    low: Ints
    high: Ints
    arc_slot: Ints
    arc_item: Ints
    arc_rank: Ints
    pool_rank: Ints
    pool_most: Ints
    slot_pool: Ints
    item_pool: Ints
    pooled: Bools
    optional: Bools

    @property
    def slot_count(self) -> int:
        """S."""
        return len(self.units)

    @property
    def item_count(self) -> int:
        """I."""
        return len(self.high)

    @property
    def pool_count(self) -> int:
        """Number of pools: one, or one per round."""
        return int(self.item_pool.max(initial=0)) + 1

    @property
    def in_pool(self) -> Bools:
        """Bool (I,): the pool stands for seats in the item."""
        return np.asarray(self.pooled.any(axis=0))

    @property
    def told_apart(self) -> bool:
        """Whether slots and items are per round."""
        return len(self.item_round) > 0 and bool((self.item_round >= 0).all())

    @property
    def repeats(self) -> bool:
        """Whether some workshop is an item in more than one round, so that somebody might get it twice."""
        return len(np.unique(self.item_workshop)) < self.item_count

    @property
    def item_optional(self) -> Bools:
        """Bool (I,): the item belongs to a workshop that may be dropped."""
        return self.optional[self.item_workshop]


def seats_by_workshop(day: Day, spelled_out: Bools) -> Seats:
    """Return the network in which rounds are not told apart. `spelled_out` (n,): participants without a pool."""
    people, workshops = np.arange(len(day.need)), np.arange(len(day.optional))
    rank, pool_rank = day.value.ranks[:, :, 0], day.value.unlisted[:, 0]
    return _network(
        day,
        slots=(people, np.full_like(people, -1), day.need.sum(axis=1)),
        items=(workshops, np.full_like(workshops, -1), day.low.sum(axis=1), day.high.sum(axis=1)),
        seats=(np.logical_or.reduce(day.open, axis=2), rank, pool_rank),
        spelled_out=spelled_out[:, None],
    )


def seats_by_session(day: Day, spelled_out: Bools) -> Seats:
    """Return the network of participants per round and sessions.

    spelled_out: participants without a pool (n,), or seats (n, m, R) that are in no pool.
    """
    person, rnd = np.nonzero(day.need)
    workshop, item_round = np.nonzero(day.open.any(axis=0) | (day.low > 0))
    rounds = rnd if day.value.ranks.shape[2] > 1 else np.zeros_like(rnd)
    may = day.open[person[:, None], workshop, item_round] & (rnd[:, None] == item_round)
    return _network(
        day,
        slots=(person, rnd, np.ones_like(person)),
        items=(workshop, item_round, day.low[workshop, item_round], day.high[workshop, item_round]),
        seats=(may, day.value.ranks[person[:, None], workshop, rounds[:, None]], day.value.unlisted[person, rounds]),
        spelled_out=(
            spelled_out[person, None] if spelled_out.ndim == 1 else spelled_out[person[:, None], workshop, item_round]
        ),
    )


def _network(
    day: Day,
    slots: tuple[Ints, Ints, Ints],
    items: tuple[Ints, Ints, Ints, Ints],
    seats: tuple[Bools, Ranks, Ranks],
    spelled_out: Bools,
) -> Seats:
    """Draw the arcs: `seats` holds what is allowed (S, I), its ranks (S, I) and the pooled rank (S,).

    spelled_out: bool (S, 1) or (S, I), seats that are in no pool.
    """
    slot_person, slot_round, units = slots
    item_workshop, item_round, low, high = items
    allowed, rank, pool_rank = seats
    pooled = allowed & (rank == pool_rank[:, None]) & ~spelled_out
    arc_slot, arc_item = np.nonzero(allowed & ~pooled)
    return Seats(
        slot_person,
        slot_round,
        units,
        item_workshop,
        item_round,
        low,
        high,
        arc_slot,
        arc_item,
        rank[arc_slot, arc_item].astype(np.int64),
        pool_rank.astype(np.int64),
        np.minimum(units, pooled.sum(axis=1)),
        np.maximum(slot_round, 0),
        np.maximum(item_round, 0),
        pooled,
        day.optional,
    )


@dataclass(frozen=True, eq=False)
class Choice:
    """What a solver chose in a network.

    arcs: bool (A,). pooled: int64 (S,), seats taken from the pool. given: bool (m,), False for workshops dropped.
    """

    arcs: Bools
    pooled: Ints
    given: Bools
