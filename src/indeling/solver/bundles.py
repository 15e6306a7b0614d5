# SPDX-License-Identifier: EUPL-1.2
"""Everything one participant can have: a *bundle* is one choice of seats for the whole day.

Objectives that look at people (fair, leximin) are no flow, but they are a sum over bundles. Written out, one column
per participant and bundle, the linear programme is nearly always whole (engine.md section 3: set packing by
Dantzig–Wolfe; Barnhart et al., Branch-and-price, Operations Research 46, 1998).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import combinations, product

import numpy as np

from indeling.problem import Bools, Ints
from indeling.solver.seats import Choice, Seats

NONE = -1


@dataclass(frozen=True, eq=False)
class Bundles:
    """All bundles of all participants, sorted by participant. B bundles, width W = most seats of one participant.

    person (B,)
        Drawn position of the participant.
    arcs (B, W), pooled (B, W)
        The arcs taken, and the slots whose pool is used (once per seat); NONE where there are fewer.
    """

    person: Ints
    arcs: Ints
    pooled: Ints

    def __len__(self) -> int:
        """Return B."""
        return len(self.person)

    def items(self, seats: Seats) -> Ints:
        """Return the items that the arcs take: (B, W), I (one past the last) for no arc."""
        return np.append(seats.arc_item, seats.item_count)[self.arcs]

    def rank_counts(self, seats: Seats, ranks: int) -> Ints:
        """Return the number of seats at each effective rank: (B, ranks)."""
        counts = np.zeros((len(self), ranks), np.int64)
        for taken, rank in ((self.arcs, seats.arc_rank), (self.pooled, seats.pool_rank)):
            for column in taken.T:
                at = np.flatnonzero(column >= 0)
                counts[at, rank[column[at]]] += 1
        return counts

    def find(self, seats: Seats, choice: Choice) -> Ints:
        """Return the positions of the bundles that make up a choice, one per participant.

        A bundle is known by its arcs: what they leave of each slot's units comes from the pool.
        """
        chosen = np.append(choice.arcs, True)[self.arcs].all(axis=1)
        people = int(self.person.max(initial=0)) + 1
        wanted = np.bincount(seats.slot_person[seats.arc_slot[choice.arcs]], minlength=people)
        return np.flatnonzero(chosen & ((self.arcs >= 0).sum(axis=1) == wanted[self.person]))

    def choice(self, seats: Seats, chosen: Ints, given: Bools) -> Choice:
        """Return the choice in the network that the bundles at positions `chosen` make, with the workshops given."""
        arcs = np.zeros(len(seats.arc_slot), bool)
        taken = self.arcs[chosen]
        arcs[taken[taken >= 0]] = True
        pooled = self.pooled[chosen]
        return Choice(arcs, np.bincount(pooled[pooled >= 0], minlength=seats.slot_count), given)


def count_bundles(seats: Seats) -> int:
    """Return how many bundles there are at most, before those that repeat a workshop are left out."""
    per_person: dict[int, int] = {}
    arcs = np.bincount(seats.arc_slot, minlength=seats.slot_count)
    columns = (seats.slot_person, arcs, seats.pool_most, seats.units)
    for person, *slot in zip(*(column.tolist() for column in columns), strict=True):
        per_person[person] = per_person.get(person, 1) * len(_options(*slot))
    return sum(per_person.values())


def all_bundles(seats: Seats) -> Bundles:
    """Return every bundle of every participant who needs a seat. A participant without any has no row."""
    arcs = np.bincount(seats.arc_slot, minlength=seats.slot_count)
    first_arc = np.cumsum(arcs) - arcs
    shape = list(zip(arcs.tolist(), seats.pool_most.tolist(), seats.units.tolist(), strict=True))
    width = int(np.bincount(seats.slot_person, weights=seats.units).max(initial=0))
    groups: dict[tuple[tuple[int, int, int], ...], list[list[int]]] = {}
    needed: dict[int, list[int]] = {}
    for slot in np.flatnonzero(seats.units)[np.argsort(seats.slot_person[seats.units > 0], kind="stable")].tolist():
        needed.setdefault(int(seats.slot_person[slot]), []).append(slot)
    for slots in needed.values():
        groups.setdefault(tuple(shape[slot] for slot in slots), []).append(slots)
    parts = [_fill(_template(pattern), np.array(slots), first_arc, width) for pattern, slots in groups.items()]
    return _sorted(seats, parts, width)


@cache
def _options(arcs: int, pool_most: int, units: int) -> tuple[tuple[tuple[int, ...], int], ...]:
    """Return every way one slot takes its units: which of its arcs, and how many from the pool."""
    fewest = max(0, units - pool_most)
    return tuple(
        (taken, units - count) for count in range(units, fewest - 1, -1) for taken in combinations(range(arcs), count)
    )


@cache
def _template(pattern: tuple[tuple[int, int, int], ...]) -> tuple[Ints, Ints]:
    """Return all bundles of a participant whose slots have that (arcs, pool_most, units).

    Two arrays (bundles, seats): which of the participant's slots, which arc of that slot (NONE: the pool).
    """
    rows = [
        [(slot, arc) for slot, (taken, pool) in enumerate(ways) for arc in (*taken, *[NONE] * pool)]
        for ways in product(*(_options(*slot) for slot in pattern))
    ]
    seats = sum(units for _, _, units in pattern)
    table = np.array(rows, np.int64).reshape(len(rows), seats, 2)
    return table[:, :, 0], table[:, :, 1]


def _fill(template: tuple[Ints, Ints], slots: Ints, first_arc: Ints, width: int) -> tuple[Ints, Ints]:
    """Put a template in place for each participant of a group; slots (participants, slots each)."""
    slot_at, arc_at = template
    slot = slots[:, slot_at].reshape(-1, slot_at.shape[1])
    arc = np.broadcast_to(arc_at, (len(slots), *arc_at.shape)).reshape(-1, arc_at.shape[1])
    pad = np.full((len(slot), width - slot.shape[1]), NONE)
    arcs = np.where(arc >= 0, first_arc[slot] + arc, NONE)
    pooled = np.where(arc >= 0, NONE, slot)
    return np.concatenate([arcs, pad], axis=1), np.concatenate([pooled, pad], axis=1)


def _sorted(seats: Seats, parts: list[tuple[Ints, Ints]], width: int) -> Bundles:
    """Join the groups, leave out bundles that repeat a workshop, sort by participant."""
    empty = np.empty((0, width), np.int64)
    arcs = np.concatenate([part[0] for part in parts] or [empty])
    pooled = np.concatenate([part[1] for part in parts] or [empty])
    slot = (
        np.where(arcs[:, 0] >= 0, np.append(seats.arc_slot, NONE)[arcs[:, 0]], pooled[:, 0])
        if width
        else np.empty(0, int)
    )
    person = seats.slot_person[slot]
    workshop = np.where(arcs >= 0, np.append(seats.item_workshop[seats.arc_item], NONE)[arcs], NONE - np.arange(width))
    repeats = (np.diff(np.sort(workshop, axis=1), axis=1) == 0).any(axis=1)
    keep = np.flatnonzero(~repeats)
    keep = keep[np.argsort(person[keep], kind="stable")]
    return Bundles(person[keep], arcs[keep], pooled[keep])
