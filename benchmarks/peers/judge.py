# SPDX-License-Identifier: EUPL-1.2
"""What came out: counted from who sits where, whatever the system says of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.peers.days import Day
from benchmarks.peers.peer import NOWHERE, Answer, Ints
from indeling.placement import OUTSIDE


@dataclass(frozen=True)
class Figures:
    """The counts of one answer; a seat that is missing counts as one outside the wishes.

    cost, ranks: sums over all seats. outside: seats outside the wishes. without_wish: people who hold no wish at all.
    missing: seats that nobody was given. twice: people with the same workshop twice. too_many: people without a chair
    in the session they were given. too_few: people short of the minima.
    """

    cost: int
    ranks: int
    outside: int
    without_wish: int
    missing: int
    twice: int
    too_many: int
    too_few: int

    @property
    def breaks(self) -> bool:
        """Whether the placement cannot be used as it is."""
        return bool(self.missing or self.twice or self.too_many or self.too_few)


def figures(day: Day, answer: Answer) -> Figures:
    """Return the figures of an answer to a day."""
    sits = answer.seats != NOWHERE
    person, rnd = np.nonzero(sits)
    seat = (person, answer.seats[person, rnd], rnd)
    rank = np.full(answer.seats.shape, OUTSIDE, np.int64)
    cost = np.full(answer.seats.shape, day.outside_cost, np.int64)
    rank[person, rnd], cost[person, rnd] = day.rank[seat], day.question.cost[seat]
    too_many, too_few = _fit(day, answer, seat[1], rnd)
    return Figures(
        cost=int(cost.sum()),
        ranks=int(np.where(rank == OUTSIDE, day.outside_rank, rank).sum()),
        outside=int((rank == OUTSIDE).sum()),
        without_wish=int((rank == OUTSIDE).all(axis=1).sum()),
        missing=int((~sits).sum()),
        twice=int(_has_twice(answer.seats).sum()),
        too_many=too_many,
        too_few=too_few,
    )


def _fit(day: Day, answer: Answer, workshop: Ints, rnd: Ints) -> tuple[int, int]:
    """Return the people too many and too few, over sessions; over workshops while their rounds are to be found.

    Rounds that are alike can always be found evenly (de Werra, 1971), so the sums over rounds are what counts.
    """
    chairs, minimum = day.question.chairs, day.question.minimum
    people = np.zeros_like(chairs)
    np.add.at(people, (workshop, rnd), 1)
    if not answer.in_rounds:
        chairs, minimum, people = (table.sum(axis=1) for table in (chairs, minimum, people))
    return int(np.maximum(people - chairs, 0).sum()), int(np.maximum(minimum - people, 0).sum())


def _has_twice(seats: Ints) -> Ints:
    """Bool (n,): who has a workshop more than once."""
    inside = np.sort(seats, axis=1)
    twice: Ints = ((inside[:, 1:] == inside[:, :-1]) & (inside[:, 1:] != NOWHERE)).any(axis=1)
    return twice
