# SPDX-License-Identifier: EUPL-1.2
"""Which workshops the pooled seats are in: any that is not listed, has a chair left, and is not taken twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from indeling.problem import Ints
from indeling.solver.large.auction import Buyers

if TYPE_CHECKING:
    from indeling.solver.large.market import Marks


def place_pooled(buyers: Buyers, held: Marks, pooled: Ints) -> Ints | None:
    """Return the goods (n, R) of every buyer; None when the pooled seats cannot be placed.

    held (A,): 1 for the listed seats that they have; pooled (n,): how many they need besides. Each pooled seat takes a
    good with most chairs left; who finds none that way gets one from somebody who can take another instead.
    """
    from indeling.solver.large.dealing import MISSING, deal  # noqa: PLC0415  (numba takes half a second)

    seat = np.flatnonzero(held)
    person = np.repeat(np.arange(len(pooled)), np.diff(buyers.first))[seat]
    table = np.full((len(pooled), buyers.rounds), MISSING)
    table[person, np.arange(len(person)) - np.searchsorted(person, person)] = buyers.good[seat]
    left = buyers.chairs - np.bincount(buyers.good[seat], minlength=len(buyers.chairs))
    order = np.argsort(-pooled, kind="stable")[: np.count_nonzero(pooled)]
    deal(buyers.first, buyers.good, table, order, left)
    for row, column in np.argwhere(table == MISSING):
        if not _swap(buyers, pooled, table, (int(row), int(column)), left):
            return None
    return table


def _swap(buyers: Buyers, pooled: Ints, table: Ints, hole: tuple[int, int], left: Ints) -> bool:
    """Give a buyer the pooled seat of another one who can take one with chairs left instead; return whether one can."""
    from indeling.solver.large.dealing import MISSING, wants  # noqa: PLC0415  (numba takes half a second)

    row, column = hole
    free = np.flatnonzero(left > 0).tolist()
    for other in np.flatnonzero(pooled).tolist():
        for at in range(buyers.rounds - int(pooled[other]), buyers.rounds):
            good = int(table[other, at])
            if good == MISSING or not wants(buyers.first, buyers.good, table[row], row, good):
                continue
            for instead in free:
                if wants(buyers.first, buyers.good, table[other], other, instead):
                    table[other, at], table[row, column] = instead, good
                    left[instead] -= 1
                    return True
    return False
