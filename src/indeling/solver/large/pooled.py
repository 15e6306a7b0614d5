# SPDX-License-Identifier: EUPL-1.2
"""Which workshops the pooled seats are in: any that is not listed, has a chair left, and is not taken twice."""

from __future__ import annotations

from heapq import heapify, heappop, heappush

import numpy as np

from indeling.problem import Ints
from indeling.solver.large.auction import Buyers
from indeling.solver.large.holding import MISSING, Marks


def place_pooled(buyers: Buyers, held: Marks, pooled: Ints, *, compiled: bool) -> Ints | None:
    """Return the goods (n, R) of every buyer; None when the pooled seats cannot be placed.

    held (A,): 1 for the listed seats that they have; pooled (n,): how many they need besides. Each pooled seat takes a
    good with most chairs left; who finds none that way gets one from somebody who can take another instead.
    compiled: deal with compiled loops.
    """
    seat = np.flatnonzero(held)
    person = np.repeat(np.arange(len(pooled)), np.diff(buyers.first))[seat]
    table = np.full((len(pooled), buyers.rounds), MISSING)
    table[person, np.arange(len(person)) - np.searchsorted(person, person)] = buyers.good[seat]
    left = buyers.chairs - np.bincount(buyers.good[seat], minlength=len(buyers.chairs))
    order = np.argsort(-pooled, kind="stable")[: np.count_nonzero(pooled)]
    (_deal_compiled if compiled else _deal)(buyers, table, order, left)
    for row, column in np.argwhere(table == MISSING):
        if not _swap(buyers, pooled, table, (int(row), int(column)), left):
            return None
    return table


def _deal_compiled(buyers: Buyers, table: Ints, order: Ints, left: Ints) -> None:
    """Do what `_deal` does, sooner where many pooled seats are missing."""
    from indeling.solver.large.dealing import deal  # noqa: PLC0415  (numba takes half a second)

    deal(buyers.first, buyers.good, table, order, left)


def _deal(buyers: Buyers, table: Ints, order: Ints, left: Ints) -> None:
    """Fill what is MISSING in the table of goods (n, R), in place: each time a good with most chairs `left` (m,).

    `order`: the buyers with something missing, who miss most first. What cannot be filled so stays MISSING.
    """
    most_first = [(-chairs, good) for good, chairs in enumerate(left.tolist()) if chairs > 0]
    heapify(most_first)
    for buyer in order.tolist():
        listed = buyers.good[buyers.first[buyer] : buyers.first[buyer + 1]]
        unwanted, passed = {*listed.tolist(), *table[buyer].tolist()}, []
        for column in np.flatnonzero(table[buyer] == MISSING).tolist():
            while table[buyer, column] == MISSING and most_first:
                chairs, offered = heappop(most_first)
                if offered not in unwanted:
                    unwanted.add(offered)
                    table[buyer, column] = offered
                    left[offered] -= 1
                    chairs += 1
                if chairs < 0:
                    passed.append((chairs, offered))
        for each in passed:
            heappush(most_first, each)


def _wants(buyers: Buyers, seats: Ints, buyer: int, offered: int) -> bool:
    """Return whether the good is neither on the buyer's list nor among their seats (R,)."""
    listed = buyers.good[buyers.first[buyer] : buyers.first[buyer + 1]]
    return not (listed == offered).any() and not (seats == offered).any()


def _swap(buyers: Buyers, pooled: Ints, table: Ints, hole: tuple[int, int], left: Ints) -> bool:
    """Give a buyer the pooled seat of another one who can take one with chairs left instead; return whether one can."""
    row, column = hole
    free = np.flatnonzero(left > 0).tolist()
    for other in np.flatnonzero(pooled).tolist():
        for at in range(buyers.rounds - int(pooled[other]), buyers.rounds):
            good = int(table[other, at])
            if good == MISSING or not _wants(buyers, table[row], row, good):
                continue
            for instead in free:
                if _wants(buyers, table[other], other, instead):
                    table[other, at], table[row, column] = instead, good
                    left[instead] -= 1
                    return True
    return False
