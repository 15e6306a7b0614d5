# SPDX-License-Identifier: EUPL-1.2
"""A placement of a large, plain day that is at hand when time is up in the auction, with a bound by its prices.

Wish by wish, whoever comes first gets a chair that is left; who has too few seats then gets others. Any prices bound
the levels from below, so those of an auction that did not end do, too.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from indeling.bound import Weighed, bound_of_lists
from indeling.objectives import Level, Objective, SeatLevel
from indeling.placement import OUTSIDE
from indeling.problem import Ints
from indeling.proof import level_value, levels_of
from indeling.solver.large.auction import Buyers, base_of
from indeling.solver.large.holding import Marks
from indeling.solver.large.sale import Claim, Sale, Sold, claim_of
from indeling.valuation import regrets


def placed_at_hand(sale: Sale, aim: Objective) -> tuple[Ints, list[Claim], bool] | None:
    """Return workshops (n, R) in the problem's order, claims up to the first that may be better, and whether none is.

    None when the seats besides the wishes cannot be placed.
    """
    held = dealt(sale.buyers)
    count = np.bincount(np.repeat(np.arange(len(sale.people)), np.diff(sale.buyers.first)), held, len(sale.people))
    seats = sale.seats_of(Sold(held, sale.buyers.rounds - count.astype(np.int64), []))
    if seats is None:
        return None
    claims, proven = _claims(sale, aim, seats)
    return seats, claims, proven


def dealt(buyers: Buyers) -> Marks:
    """Return which listed seats are taken, (A,) 0 or 1, when everybody in order takes their first wish, then the next.

    Nobody takes more than they need, or a chair that is not there.
    """
    held, left = np.zeros(len(buyers.good), np.uint8), buyers.chairs.copy()
    lacking, length = np.full(len(buyers.unlisted), buyers.rounds), np.diff(buyers.first)
    for wish in range(int(length.max(initial=0))):
        people = np.flatnonzero((lacking > 0) & (length > wish))
        seat = buyers.first[people] + wish
        order = np.argsort(buyers.good[seat], kind="stable")
        good = buyers.good[seat[order]]
        taken = order[np.arange(len(good)) - np.searchsorted(good, good) < left[good]]
        held[seat[taken]] = 1
        lacking[people[taken]] -= 1
        left -= np.bincount(buyers.good[seat[taken]], minlength=len(left))
    return held


def _claims(sale: Sale, aim: Objective, seats: Ints) -> tuple[list[Claim], bool]:
    """Return a claim for each level that counts anything, up to the first whose bound is lower, and whether none is."""
    lists, claims = sale.lists, []
    ranks, regret = lists.seat_ranks(seats), regrets(lists, seats)
    before: list[tuple[Level, int]] = []
    levels = list(levels_of(aim, lists.rounds, lists, regret))
    for level in levels:
        value = level_value(level, (ranks == OUTSIDE).sum(axis=1), regret, ranks)
        if value:
            bound, prices, earlier = _bound(sale, before, level, levels)
            claims.append(claim_of(level.title.key, (value, min(value, bound)), sale.tree(prices), earlier))
            if bound < value:
                return claims, False
        before.append((level, value))
    return claims, True


def _bound(
    sale: Sale, before: list[tuple[Level, int]], level: Level, levels: Sequence[Level]
) -> tuple[int, Ints, dict[str, int]]:
    """Return what a level comes to at least, given the values before it; with prices (m,) and weights that say so.

    The prices of the auction are those of all levels together, as digits of one number.
    """
    digits = [found for each in levels if (found := _digit(each, sale.lists.rounds)) is not None]
    at, goods = len(before), len(sale.goods)
    if at >= len(digits):
        return 0, np.zeros(goods, np.int64), {}
    base = base_of(digits, goods)
    unit = (goods + 2) * base ** (len(digits) - 1 - at)
    prices = (sale.price + unit // 2) // unit
    weights = [base ** (at - each) for each in range(at)]
    parts = ((1, level), *((weight, each) for weight, (each, _) in zip(weights, before, strict=True)))
    table = np.zeros((goods, 1), np.int64)
    table[sale.goods, 0] = prices
    bound = bound_of_lists(sale.lists, Weighed(parts, sale.lists.rounds), table)
    bound -= sum(weight * value for weight, (_, value) in zip(weights, before, strict=True))
    earlier = {each.title.key: weight for weight, (each, _) in zip(weights, before, strict=True)}
    return max(0, bound), prices, earlier


def _digit(level: Level, rounds: int) -> Ints | None:
    """Return what a level counts by rank, or by seats outside; None for one that the auction does not look at."""
    if isinstance(level, SeatLevel):
        return level.seat
    outside, regret = np.broadcast_arrays(np.arange(rounds + 1)[:, None], np.arange(2))
    counts = level.person(outside, regret)
    return None if np.ptp(counts, axis=1).any() else counts[:, 0]
