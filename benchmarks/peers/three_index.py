# SPDX-License-Identifier: EUPL-1.2
"""The textbook model that three solvers are given: x[p, w, r] is 1 when p sits in w in round r.

Everybody has one seat per round and each workshop once at most; no session has more people than chairs, or fewer than
its minimum. Only seats that there are become columns.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csc_array

from benchmarks.peers.peer import NOWHERE, Ints, Question


@dataclass(frozen=True, eq=False)
class Model:
    """Columns of 0 or 1: minimise cost · x where low ≤ matrix · x ≤ high; seat (3, columns): p, w and r of each."""

    cost: Ints
    matrix: csc_array
    low: Ints
    high: Ints
    seat: Ints

    def seats(self, values: np.ndarray, shape: tuple[int, int]) -> Ints:
        """Return the seats (n, R) that the columns near 1 stand for."""
        person, workshop, rnd = self.seat[:, np.asarray(values) > 1 / 2]
        seats = np.full(shape, NOWHERE, np.int64)
        seats[person, rnd] = workshop
        return seats


def three_index(day: Question) -> Model:
    """Return the model of a day."""
    people, workshops, rounds = day.cost.shape
    seat = np.stack(np.nonzero(np.broadcast_to(day.chairs > 0, day.cost.shape)))
    person, workshop, rnd = seat
    firsts = np.cumsum([0, people * rounds, people * workshops])
    rows = np.stack([person * rounds + rnd, person * workshops + workshop, workshop * rounds + rnd], axis=1) + firsts
    columns = np.arange(seat.shape[1])
    height = int(firsts[2]) + workshops * rounds
    entries = (np.ones(rows.size), (rows.ravel(), np.repeat(columns, 3)))
    once, may, zero = np.ones(people * rounds), np.ones(people * workshops), np.zeros(people * workshops)
    return Model(
        cost=day.cost[person, workshop, rnd],
        matrix=csc_array(entries, shape=(height, len(columns))),
        low=np.concatenate([once, zero, day.minimum.ravel()]).astype(np.int64),
        high=np.concatenate([once, may, day.chairs.ravel()]).astype(np.int64),
        seat=seat,
    )
