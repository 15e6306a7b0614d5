# SPDX-License-Identifier: EUPL-1.2
"""Levels over seats that do not fit in the numbers of one flow: one flow after the other, as many levels in each as do.

After each flow only what can still be best is left: an arc with a reduced cost above 0 keeps to its least, one below 0
to its most (complementary slackness; Ahuja, Magnanti and Orlin, Network Flows, 1993, section 9.3). With the last flow
in hand every level gets prices of its own on what the levels before it leave, and then so much of earlier prices that
they hold for all else as well (the lexicographic dual; Isermann, OR Spektrum 4, 1982).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from indeling.problem import Ints
from indeling.solver.flow import LARGEST_COST, Network, Weights, arc_costs, choice_of, flow_within, network_of
from indeling.solver.levels import LARGEST, Prices
from indeling.solver.seats import Choice, Seats


@dataclass(frozen=True, eq=False)
class Staged:
    """A best flow: the choice, and per level the prices that prove it, None where they would be too large."""

    choice: Choice
    prices: list[Prices | None]


def staged_flow(seats: Seats, weights: Weights) -> Staged | None:
    """Return the choice that is best level by level, with prices where they fit; None when there is none at all.

    weights: for each level, the weight (G + 1,) of a seat by its effective rank. Minima hold for every workshop.
    """
    network = network_of(seats)
    flow = _best_flow(seats, network, weights)
    if flow is None:
        return None
    return Staged(choice_of(seats, flow), _prices(seats, network, weights, flow))


def _best_flow(seats: Seats, network: Network, weights: Weights) -> Ints | None:
    """Return the flow (E,) that is best level by level."""
    ranks = np.concatenate([seats.arc_rank, seats.pool_rank])
    left, flow = list(weights), None
    while left or flow is None:
        left = _undecided(left, ranks[(network.low < network.high)[: len(ranks)]])
        cost, taken = _stage(seats, left, np.zeros_like(weights[0]))
        left, every = left[taken:], arc_costs(seats, cost)
        flow = flow_within(network, every)
        if flow is None:
            return None
        network = _restricted(network, _reduced(network, every, flow))
    return flow


def _undecided(levels: Weights, ranks: Ints) -> Weights:
    """Return the levels that do not count the same for each of the seats, with these ranks, that are left to choose."""
    present = np.unique(ranks)
    return [level for level in levels if len(np.unique(level[present])) > 1]


def _stage(seats: Seats, levels: Weights, cost: Ints) -> tuple[Ints, int]:
    """Return the costs (G + 1,) of as many levels as fit, and how many those are. cost: zeros.

    No exchange passes an item, a pool or the sink twice, so it changes a level by less than the base.
    """
    nodes = seats.item_count + seats.pool_count + 2
    most = LARGEST_COST // (2 * (seats.slot_count + nodes))
    for taken, level in enumerate(levels):
        steepest = int(level.max())
        if taken and (int(cost.max()) * nodes + 1) * steepest > most:
            return cost, taken
        cost = cost * nodes * steepest + level
    return cost, len(levels)


def _reduced(network: Network, cost: Ints, flow: Ints) -> Ints:
    """Return the reduced cost (E,) of each arc of a cheapest flow: none that can have more is below 0, nor less above.

    cost (E,). Shortest paths along all that can change (Bellman and Ford); the flow is cheapest, so this ends.
    """
    more, less = np.flatnonzero(flow < network.high), np.flatnonzero(flow > network.low)
    start = np.concatenate([network.tail[more], network.head[less]])
    end = np.concatenate([network.head[more], network.tail[less]])
    length = np.concatenate([cost[more], -cost[less]])
    near = np.zeros(len(network.supply), np.int64)
    while True:
        before = near.copy()
        np.minimum.at(near, end, before[start] + length)
        if (near == before).all():
            return cost + near[network.tail] - near[network.head]


def _restricted(network: Network, reduced: Ints) -> Network:
    """Return the network with only the flows that are as cheap."""
    high, low = np.where(reduced > 0, network.low, network.high), np.where(reduced < 0, network.high, network.low)
    return replace(network, low=low, high=high)


# Prices ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class _Kept:
    """A level that left less for later ones: the arcs that it keeps to their least or most (K,), and how firmly.

    reduced (E,): its reduced costs. arcs (K,); firm (K,): their reduced costs without the sign; sign (K,).
    """

    level: int
    reduced: Ints
    arcs: Ints
    firm: Ints
    sign: Ints


def _prices(seats: Seats, network: Network, weights: Weights, flow: Ints) -> list[Prices | None]:
    """Return the prices of each level, None where they do not fit."""
    found: list[Prices | None] = []
    kept: list[_Kept] = []
    ranks = np.unique(np.concatenate([seats.arc_rank, seats.pool_rank]))
    before = np.zeros(len(ranks), np.int64)
    for level, weight in enumerate(weights):
        if found and np.array_equal(weight[ranks], before):
            found.append(found[-1])
            continue
        before = weight[ranks]
        reduced = _reduced(network, arc_costs(seats, weight), flow)
        found.append(_lifted(seats, reduced, kept))
        arcs = np.flatnonzero((network.low < network.high) & (reduced != 0))
        if len(arcs):
            kept.append(_Kept(level, reduced, arcs, np.abs(reduced[arcs]), np.sign(reduced[arcs])))
        network = _restricted(network, reduced)
    return found


def _lifted(seats: Seats, reduced: Ints, kept: list[_Kept]) -> Prices | None:
    """Return a level's prices with so much of earlier ones that they hold also for what those left out."""
    earlier: dict[int, int] = {}
    for before in reversed(kept):
        lacking = -reduced[before.arcs] * before.sign
        if lacking.max() > 0:
            multiple = int((-(-lacking // before.firm)).max())
            if multiple * int(np.abs(before.reduced).max()) + int(np.abs(reduced).max()) > LARGEST:
                return None
            reduced, earlier[before.level] = reduced + multiple * before.reduced, multiple
    return Prices(-reduced[len(reduced) - seats.item_count :], dict(sorted(earlier.items())), 1)
