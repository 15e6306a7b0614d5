# SPDX-License-Identifier: EUPL-1.2
"""Workshops as goods with a price: the compiled inner loops of the auction in auction.py.

Every buyer needs some different goods, from a list of their own or, at a cost of their own, from the *pool* of all
that is not listed, which never runs out. A good has a number of chairs. Each function keeps *ε-complementary
slackness*: what a buyer holds costs them, price included, at most ε more than what they could have instead (Bertsekas,
Network Optimization: Continuous and Discrete Models, 1998, chapter 7). A good deals with all its people at once: it
raises its price until just enough of them leave, or lowers it until just enough come.

Sorts are stable, so that every machine gives the same answer. Compiled by numba on first use, and kept in its cache;
only `indeling.solver.large` may import this module.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from indeling.problem import Ints
from indeling.solver.large.holding import Holding

Int32s = NDArray[np.int32]
Shorts = NDArray[np.uint16]

FROM_POOL = -1
NOTHING = -2
FAR = 1 << 62


class Market(NamedTuple):
    """Who could buy what. n buyers, m goods, A listed seats (by buyer).

    first (n + 1,), good (A,), rank (A,): the list of each buyer, with cost (G + 1,) by rank. buyer (A,): whose list.
    unlisted, need (n,): the rank of a pooled seat, and seats needed. pool (G + 1, R + 1): what one more pooled seat of
    a rank costs who has so many of them already: never less than the one before, and FAR for one too many.
    start (m + 1,), wish (A,): the listed seats of each good. chairs (m,).
    """

    first: Ints
    good: Int32s
    rank: Shorts
    cost: Ints
    buyer: Int32s
    unlisted: Ints
    pool: Ints
    need: Ints
    start: Ints
    wish: Int32s
    chairs: Ints


@njit(cache=True)
def cheapest_other(market: Market, holding: Holding, buyer: int) -> tuple[int, int]:
    """Return the least price of a seat that the buyer does not hold, and which it is."""
    least, found = market.pool[market.unlisted[buyer], holding.pooled[buyer]], FROM_POOL
    for seat in range(market.first[buyer], market.first[buyer + 1]):
        if not holding.held[seat]:
            price = market.cost[market.rank[seat]] + holding.price[market.good[seat]]
            if price < least:
                least, found = price, seat
    return least, found


@njit(cache=True)
def dearest_held(market: Market, holding: Holding, buyer: int) -> tuple[int, int]:
    """Return the highest price of a seat that the buyer holds, and which it is; NOTHING when they hold none."""
    most, found = -FAR, NOTHING
    if holding.pooled[buyer] > 0:
        most, found = market.pool[market.unlisted[buyer], holding.pooled[buyer] - 1], FROM_POOL
    for seat in range(market.first[buyer], market.first[buyer + 1]):
        if holding.held[seat]:
            price = market.cost[market.rank[seat]] + holding.price[market.good[seat]]
            if price > most:
                most, found = price, seat
    return most, found


@njit(cache=True)
def take(market: Market, holding: Holding, buyer: int, seat: int) -> None:
    """Give the buyer a seat."""
    if seat == FROM_POOL:
        holding.pooled[buyer] += 1
    else:
        holding.held[seat] = 1
        holding.load[market.good[seat]] += 1


@njit(cache=True)
def leave(market: Market, holding: Holding, buyer: int, seat: int) -> None:
    """Take a seat from the buyer."""
    if seat == FROM_POOL:
        holding.pooled[buyer] -= 1
    else:
        holding.held[seat] = 0
        holding.load[market.good[seat]] -= 1


@njit(cache=True)
def choose_again(market: Market, holding: Holding, slack: int) -> None:
    """Let every buyer who holds less than they need, or pays over `slack` too much, choose what is cheapest."""
    for buyer in range(len(market.need)):
        most, found = dearest_held(market, holding, buyer)
        if found != NOTHING and most <= cheapest_other(market, holding, buyer)[0] + slack:
            continue
        for seat in range(market.first[buyer], market.first[buyer + 1]):
            if holding.held[seat]:
                leave(market, holding, buyer, seat)
        holding.pooled[buyer] = 0
        for _ in range(market.need[buyer]):
            take(market, holding, buyer, cheapest_other(market, holding, buyer)[1])


@njit(cache=True)
def offers_to_leave(market: Market, holding: Holding, good: int, offers: tuple[Ints, Ints, Ints]) -> int:
    """Note for everybody who holds the good the price at which they leave, their seat, and where they go."""
    price, seat_of, other_of = offers
    count = 0
    for at in range(market.start[good], market.start[good + 1]):
        seat = market.wish[at]
        if holding.held[seat]:
            least, other = cheapest_other(market, holding, market.buyer[seat])
            price[count], seat_of[count], other_of[count] = least - market.cost[market.rank[seat]], seat, other
            count += 1
    return count


@njit(cache=True)
def offers_to_come(market: Market, holding: Holding, good: int, offers: tuple[Ints, Ints, Ints]) -> int:
    """Note for everybody who wishes for the good, without holding it, minus the price at which they come; the rest."""
    price, seat_of, other_of = offers
    count = 0
    for at in range(market.start[good], market.start[good + 1]):
        seat = market.wish[at]
        if not holding.held[seat]:
            most, other = dearest_held(market, holding, market.buyer[seat])
            price[count], seat_of[count], other_of[count] = market.cost[market.rank[seat]] - most, seat, other
            count += 1
    return count


@njit(cache=True)
def push_out(market: Market, holding: Holding, good: int, slack: int, offers: tuple[Ints, Ints, Ints]) -> Ints:
    """Raise the price of a good until no more people want it than it has chairs. Returns the seats they take."""
    price, seat_of, other_of = offers
    count = offers_to_leave(market, holding, good, offers)
    order = np.argsort(price[:count], kind="mergesort")
    over = holding.load[good] - market.chairs[good]
    for at in order[:over]:
        leave(market, holding, market.buyer[seat_of[at]], seat_of[at])
        take(market, holding, market.buyer[seat_of[at]], other_of[at])
    last = price[order[min(over, count - 1)]]
    holding.price[good] = max(holding.price[good], last + slack)
    return other_of[order[:over]]


@njit(cache=True)
def draw_in(market: Market, holding: Holding, good: int, slack: int, offers: tuple[Ints, Ints, Ints]) -> Ints:
    """Lower the price of a good until it is full, or costs nothing. Returns the seats that people leave for it."""
    price, seat_of, other_of = offers
    count = offers_to_come(market, holding, good, offers)
    order = np.argsort(price[:count], kind="mergesort")
    free = market.chairs[good] - holding.load[good]
    least = max(-price[order[free]] - slack, 0) if free < count else 0
    holding.price[good] = min(holding.price[good], least)
    come = 0
    while come < min(free, count) and -price[order[come]] > holding.price[good]:
        at = order[come]
        leave(market, holding, market.buyer[seat_of[at]], other_of[at])
        take(market, holding, market.buyer[seat_of[at]], seat_of[at])
        come += 1
    return other_of[order[:come]]


@njit(cache=True)
def clear(market: Market, holding: Holding, slack: int) -> None:
    """Change prices until every good has a chair for all who hold it, and every good with a price is full.

    First prices only rise, then they only fall: people leave goods that are not too full any more, so it ends.
    """
    goods = len(market.chairs)
    most = int(np.diff(market.start).max())
    offers = np.empty(most, np.int64), np.empty(most, np.int64), np.empty(most, np.int64)
    queue, waiting = np.empty(goods, np.int64), np.zeros(goods, np.uint8)
    for rising in (True, False):
        head = count = 0
        for good in range(goods):
            if _to_do(market, holding, good, rising):
                queue[count], waiting[good] = good, 1
                count += 1
        while count > 0:
            good = queue[head]
            head, count, waiting[good] = (head + 1) % goods, count - 1, 0
            if rising:
                touched = push_out(market, holding, good, slack, offers)
            else:
                touched = draw_in(market, holding, good, slack, offers)
            for seat in touched:
                other = market.good[max(seat, 0)]
                if seat != FROM_POOL and not waiting[other] and _to_do(market, holding, other, rising):
                    queue[(head + count) % goods], waiting[other] = other, 1
                    count += 1


@njit(cache=True)
def _to_do(market: Market, holding: Holding, good: int, rising: bool) -> bool:  # noqa: FBT001  (compiled)
    if rising:
        return bool(holding.load[good] > market.chairs[good])
    return bool(holding.load[good] < market.chairs[good] and holding.price[good] > 0)


@njit(cache=True)
def least_prices(market: Market, holding: Holding) -> Ints:
    """Return the least whole prices ≥ 0 at which nobody would rather hold something else: (m,).

    Longest paths by passes over the buyers (Bellman–Ford); the holding is best, so no more passes change anything than
    there are goods. Prices of the holding itself are not looked at.
    """
    price = np.zeros(len(market.chairs), np.int64)
    priced = Holding(holding.held, holding.pooled, holding.load, price)
    changed, passes = True, 0
    while changed and passes < len(price) + 2:
        changed, passes = False, passes + 1
        for buyer in range(len(market.need)):
            most, _ = dearest_held(market, priced, buyer)
            for seat in range(market.first[buyer], market.first[buyer + 1]):
                if not holding.held[seat] and market.cost[market.rank[seat]] + price[market.good[seat]] < most:
                    price[market.good[seat]] = most - market.cost[market.rank[seat]]
                    changed = True
    return price
