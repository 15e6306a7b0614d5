# SPDX-License-Identifier: EUPL-1.2
"""The compiled inner loop after the auction: pooled seats dealt over the goods.

As in market.py: compiled by numba on first use, so imported only when a day is large.
"""

from __future__ import annotations

from heapq import heappop, heappush

import numpy as np
from numba import njit

from indeling.problem import Ints
from indeling.solver.large.holding import MISSING
from indeling.solver.large.market import Int32s


@njit(cache=True)
def wants(first: Ints, good: Int32s, seats: Ints, buyer: int, offered: int) -> bool:
    """Return whether the good is neither on the buyer's list nor among their seats (R,)."""
    for at in range(first[buyer], first[buyer + 1]):
        if good[at] == offered:
            return False
    return not (seats == offered).any()


@njit(cache=True)
def deal(first: Ints, good: Int32s, table: Ints, order: Ints, left: Ints) -> None:
    """Fill what is MISSING in the table of goods (n, R), in place: each time a good with most chairs `left` (m,).

    `order`: the buyers with something missing, who miss most first. What cannot be filled so stays MISSING.
    """
    most_first = [(np.int64(0), np.int64(0))]
    heappop(most_first)
    for each in range(len(left)):
        if left[each] > 0:
            heappush(most_first, (-left[each], np.int64(each)))
    for buyer in order:
        passed = most_first[:0]
        for column in range(table.shape[1]):
            while table[buyer, column] == MISSING and len(most_first) > 0:
                chairs, offered = heappop(most_first)
                if wants(first, good, table[buyer], buyer, int(offered)):
                    table[buyer, column] = offered
                    left[offered] -= 1
                    chairs += 1
                if chairs < 0:
                    passed.append((chairs, offered))
        for each_passed in passed:
            heappush(most_first, each_passed)
