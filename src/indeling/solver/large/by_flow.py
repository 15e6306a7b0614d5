# SPDX-License-Identifier: EUPL-1.2
"""The auction's answer without its compiled loops: a min-cost flow, on days that are not that large.

A buyer sends one unit to each good they take, and the rest to the sink past all goods, one arc for each pooled seat: a
further one is never cheaper, so the flow takes them in order. Prices are longest paths, by passes over all buyers at
once. Sources: those of `indeling.solver.flow`.
"""

from __future__ import annotations

import numpy as np

from indeling.errors import SolverError
from indeling.problem import Ints
from indeling.solver.flow import LARGEST_COST, Network, flow_within
from indeling.solver.large.auction import Buyers, Tariff
from indeling.solver.large.holding import Holding

FAR = np.int64(1) << 61
"""More than any cost and price."""


def fits_flow(costs: Ints, people: int, goods: int) -> bool:
    """Return whether costs stay within the solver's numbers."""
    return int(costs.max()) * (people + goods + 2) < LARGEST_COST


def cheapest_holding(buyers: Buyers, costs: Tariff) -> Holding:
    """Return who holds what in the cheapest placement, for costs that fit; all prices are 0."""
    people, goods, listed = len(buyers.unlisted), len(buyers.chairs), len(buyers.good)
    buyer, sink, every = _buyer_of(buyers), people + goods, np.arange(people)
    seats = np.full(people, buyers.rounds)
    network = Network(
        tail=np.concatenate([buyer, np.repeat(every, buyers.rounds), people + np.arange(goods)]),
        head=np.concatenate([people + buyers.good, np.full(people * buyers.rounds + goods, sink)]),
        low=np.zeros(listed + people * buyers.rounds + goods, np.int64),
        high=np.concatenate([np.ones(listed + people * buyers.rounds, np.int64), buyers.chairs]),
        supply=np.concatenate([seats, np.zeros(goods, np.int64), [-seats.sum()]]),
    )
    pool = costs.pooled[buyers.unlisted].ravel()
    flow = flow_within(network, np.concatenate([costs.listed[buyers.rank], pool, np.zeros(goods, np.int64)]))
    if flow is None:
        message = "there is no flow, though the pool has a seat for everybody"
        raise SolverError(message)
    held = (flow[:listed] > 0).astype(np.uint8)
    pooled = flow[listed : listed + len(pool)].reshape(people, buyers.rounds).sum(axis=1)
    load = np.bincount(buyers.good[held > 0], minlength=goods)
    return Holding(held, pooled, load, np.zeros(goods, np.int64))


def least_prices(buyers: Buyers, costs: Tariff, holding: Holding) -> Ints:
    """Return the least whole prices ≥ 0 (m,) at which nobody would rather hold something else.

    The holding is best at these costs, so no exchange gains anything and this ends.
    """
    buyer, cost, held = _buyer_of(buyers), costs.listed[buyers.rank], holding.held > 0
    last = costs.pooled[buyers.unlisted, np.maximum(holding.pooled - 1, 0)]
    dearest_pooled = np.where(holding.pooled > 0, last, -FAR)
    has, could = np.flatnonzero(held), np.flatnonzero(~held)
    price = np.zeros(len(buyers.chairs), np.int64)
    while True:
        dearest = dearest_pooled.copy()
        np.maximum.at(dearest, buyer[has], cost[has] + price[buyers.good[has]])
        found = price.copy()
        np.maximum.at(found, buyers.good[could], dearest[buyer[could]] - cost[could])
        if (found == price).all():
            return price
        price = found


def _buyer_of(buyers: Buyers) -> Ints:
    """Return whose each listed seat is: (A,)."""
    return np.repeat(np.arange(len(buyers.unlisted)), np.diff(buyers.first))
