# SPDX-License-Identifier: EUPL-1.2
"""Which round: an equitable colouring of the chosen seats, so that no session gets more than its share.

Who takes which workshops is known; every workshop is given in every round, with the same chairs. Re-splitting the
seats of two rounds along Euler walks makes the two loads of every workshop differ by at most one; doing so for the
worst pair of rounds until no pair differs by more gives an equitable colouring (de Werra, Equitable colorations of
graphs, Revue française d'informatique et de recherche opérationnelle 5, 1971). Each re-split lowers the sum of
squared loads, so it ends.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np

from indeling.problem import Ints

MANY = 100_000
"""From so many participants on, walks are compiled."""


def split_into_rounds(chosen: Ints, workshops: int) -> Ints:
    """Return the same workshops (people, R) in columns whose loads per workshop differ by at most one.

    The workshops in a row are distinct; `workshops` is m.
    """
    people, rounds = chosen.shape
    turn = (np.arange(rounds)[None, :] + np.arange(people)[:, None]) % rounds
    seats = np.take_along_axis(chosen, turn, axis=1)
    while True:
        loads = np.stack([np.bincount(column, minlength=workshops) for column in seats.T])
        first, second = max(combinations(range(rounds), 2), key=lambda pair: _unevenness(loads, pair), default=(0, 0))
        if _unevenness(loads, (first, second)) == 0:
            return seats
        _resplit(seats, first, second, workshops)


def _unevenness(loads: Ints, pair: tuple[int, int]) -> int:
    gap = np.abs(loads[pair[0]] - loads[pair[1]])
    return int((gap * gap * (gap > 1)).sum())


def _resplit(seats: Ints, first: int, second: int, workshops: int) -> None:
    """Divide the seats of two columns anew, in place.

    Seat 2p is participant p's in column `first`, 2p + 1 the one in column `second`. Seats of one workshop are put
    in pairs; a walk goes seat → the participant's other seat → its partner, giving columns in turn. Walks start at
    seats without a partner, so that at each workshop the two columns differ by at most one.
    """
    both = seats[:, [first, second]].ravel()
    following, single = _walks(both, workshops)
    starts = np.concatenate([single, np.arange(0, len(both), 2)])
    chosen = (_walk_compiled if len(seats) >= MANY else _walk)(following, starts, len(seats))
    seats[:, first], seats[:, second] = both[chosen], both[chosen ^ 1]


def _walk(following: Ints, starts: Ints, people: int) -> Ints:
    """Return the seat (people,) of each participant that is in the first column."""
    in_first, after = [-1] * people, following.tolist()
    for start in starts.tolist():
        seat = start
        while seat >= 0 and in_first[seat >> 1] < 0:
            in_first[seat >> 1] = seat
            seat = after[seat]
    return np.array(in_first)


def _walk_compiled(following: Ints, starts: Ints, people: int) -> Ints:
    """Return the same, sooner."""
    from indeling.solver.walks import walk  # noqa: PLC0415  (numba takes half a second)

    in_first = np.full(people, -1)
    walk(following, starts, in_first)
    return in_first


def _walks(workshop_of: Ints, workshops: int) -> tuple[Ints, Ints]:
    """Return the seat that follows each one in a walk, −1 at its end, and the seats without a partner."""
    order = np.argsort(workshop_of.astype(np.min_scalar_type(workshops)), kind="stable")  # a radix sort, being small
    count = np.bincount(workshop_of, minlength=workshops)
    last = (np.cumsum(count) - 1)[count % 2 == 1]
    pairs = np.delete(order, last).reshape(-1, 2)
    partner = np.full(len(workshop_of), -1)
    partner[pairs] = pairs[:, ::-1]
    return partner.reshape(-1, 2)[:, ::-1].ravel(), order[last]
