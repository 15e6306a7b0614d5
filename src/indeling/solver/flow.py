# SPDX-License-Identifier: EUPL-1.2
"""Levels over seats are a min-cost flow, unless a participant could get one workshop in two rounds.

Exact, and milliseconds for a thousand people. It holds in the network by workshop always, in the network by session
when no workshop is given twice.

Several levels are one flow whose costs are digits in a base. Prices of workshops come from difference constraints
on the exchange graph (OR-Tools gives no duals in Python); they are sums of at most I + 1 costs, so base 4I + 8 keeps
the levels apart. The solver takes longer the larger the costs are, and a far smaller base nearly always gives a flow
that is best in the large one, too: it is tried first, and is best when there are prices for it in the large base.

Sources: Ahuja, Magnanti and Orlin, Network Flows (1993), sections 9.3 and 9.4 on optimality by node potentials;
Goldberg (1997) for the cost-scaling solver in OR-Tools.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from indeling.errors import SolverError
from indeling.problem import Ints
from indeling.solver.levels import Prices
from indeling.solver.seats import Choice, Seats

LARGEST_COST = 1 << 61
"""The solver multiplies costs by the number of nodes and must stay within 63 bits."""

NO_LIMIT = 1 << 40

SMALL_BASE = 8
"""Tried first, times the steepest weight: 6 was right on all days measured and 4 was not."""

NOTHING = -(1 << 62)
"""Gain of an exchange that cannot be made."""

NOT_CHEAPEST = "the flow is not the cheapest"

Weights = list[Ints]
"""The levels: for each, the weight (G + 1,) of a seat by its effective rank."""


def fits(seats: Seats, weights: Weights) -> bool:
    """Return whether the levels together stay within the solver's numbers."""
    return _largest_cost(seats, weights) * (seats.slot_count + seats.item_count + 2) < LARGEST_COST


def _base(seats: Seats, weights: Weights) -> int:
    """Return a base in which sums of 2I + 4 costs of one level never carry into the next."""
    return (4 * seats.item_count + 8) * _steepest(weights)


def _largest_cost(seats: Seats, weights: Weights) -> int:
    return int(_base(seats, weights) ** (len(weights) - 1) * _steepest(weights) * 2)


def _steepest(weights: Weights) -> int:
    return max(int(level.max(initial=1)) for level in weights)


@dataclass(frozen=True, eq=False)
class Flow:
    """A cheapest flow: the choice, and per level the prices that prove it."""

    choice: Choice
    prices: list[Prices]


def cheapest_flow(seats: Seats, weights: Weights) -> Flow | None:
    """Return the choice that is best level by level, with its prices; None when there is none at all.

    The levels must fit (see `fits`). Minima hold for every workshop, optional or not.
    """
    base = _base(seats, weights)
    cost = _combined(weights, base)
    for costs in (_combined(weights, min(base, SMALL_BASE * _steepest(weights))), cost):
        found = _solve(seats, costs)
        if found is None:
            return None
        potentials = _potentials(seats, cost, *found)
        if potentials is not None:
            return Flow(found[0], [_digits(potentials, base, level, len(weights)) for level in range(len(weights))])
    raise SolverError(NOT_CHEAPEST)


def _combined(weights: Weights, base: int) -> Ints:
    """Return the cost of a seat by its effective rank (G + 1,): the levels as digits."""
    return sum((level * base ** (len(weights) - 1 - at) for at, level in enumerate(weights)), np.zeros(1, np.int64))


def _solve(seats: Seats, cost: Ints) -> tuple[Choice, Ints] | None:
    """Return the cheapest choice and the pools' flow (I,); None when there is none."""
    arcs, slots, items = len(seats.arc_slot), seats.slot_count, seats.item_count
    flow = flow_within(network_of(seats), arc_costs(seats, cost))
    return None if flow is None else (choice_of(seats, flow), flow[arcs + slots : arcs + slots + items])


@dataclass(frozen=True, eq=False)
class Network:
    """Nodes: S slots, I items, the pools and the sink. Arcs, (E,) each: A seats, S pooled, I of pools, I of items.

    tail, head: nodes; low, high: the least and the most that may flow; supply: of each node, `low` not counted.
    """

    tail: Ints
    head: Ints
    low: Ints
    high: Ints
    supply: Ints


def network_of(seats: Seats) -> Network:
    """Return the network as nodes and arcs."""
    slots, items, arcs = seats.slot_count, seats.item_count, len(seats.arc_slot)
    pool, sink = slots + items, slots + items + seats.pool_count
    item, nothing = np.arange(items) + slots, np.zeros(arcs + slots + items, np.int64)
    return Network(
        tail=np.concatenate([seats.arc_slot, np.arange(slots), pool + seats.item_pool, item]),
        head=np.concatenate([seats.arc_item + slots, pool + seats.slot_pool, item, np.full(items, sink)]),
        low=np.append(nothing, seats.low),
        high=np.concatenate([np.ones(arcs, np.int64), seats.pool_most, NO_LIMIT * seats.in_pool, seats.high]),
        supply=np.concatenate([seats.units, np.zeros(sink - slots, np.int64), [-seats.units.sum()]]),
    )


def arc_costs(seats: Seats, cost: Ints) -> Ints:
    """Return the cost of each arc of the network (E,) from that of a seat by its effective rank (G + 1,)."""
    return np.concatenate([cost[seats.arc_rank], cost[seats.pool_rank], np.zeros(2 * seats.item_count, np.int64)])


def choice_of(seats: Seats, flow: Ints) -> Choice:
    """Return the choice that a flow (E,) makes."""
    arcs, every = len(seats.arc_slot), np.ones(len(seats.optional), bool)
    return Choice(flow[:arcs] > 0, flow[arcs : arcs + seats.slot_count], every)


def flow_within(network: Network, cost: Ints) -> Ints | None:
    """Return the cheapest flow (E,) within the bounds of the arcs; None when there is none. cost (E,)."""
    if (network.high < network.low).any():
        return None
    supply = network.supply.copy()
    np.subtract.at(supply, network.tail, network.low)
    np.add.at(supply, network.head, network.low)
    solver = SimpleMinCostFlow()
    most = network.high - network.low
    solver.add_arcs_with_capacity_and_unit_cost(
        network.tail.astype(np.int32), network.head.astype(np.int32), most, cost.astype(np.int64)
    )
    solver.set_nodes_supplies(np.arange(len(supply), dtype=np.int32), supply)
    if supply[-1] > 0 or solver.solve() != solver.OPTIMAL:
        return None
    found: Ints = network.low + solver.flows(np.arange(len(most), dtype=np.int32))
    return found


def _potentials(seats: Seats, cost: Ints, choice: Choice, pool_to_item: Ints) -> Ints | None:
    """Return prices (I,) such that no exchange along the graph of items, pools and sink would gain; None when one does.

    Longest paths: price(y) ≥ price(x) + gain(x, y), where gain is the most that one participant would save by
    moving from x to y. Paths visit a node once, so prices that still rise after so many steps go round a cycle of gain.
    """
    gain = _gains(seats, cost, choice, pool_to_item)
    price = np.zeros(len(gain), np.int64)
    for _ in range(len(gain) + 1):
        better = np.maximum(price, (price[:, None] + gain).max(axis=0))
        if (better == price).all():
            found: Ints = (price - price[-1])[: seats.item_count]
            return found
        price = better
    return None


def _gains(seats: Seats, cost: Ints, choice: Choice, pool_to_item: Ints) -> Ints:
    """Return the exchange graph over items, pools and the sink, square; NOTHING where nothing can move."""
    items, nodes = seats.item_count, seats.item_count + seats.pool_count + 1
    gain = np.full((nodes, nodes), NOTHING, np.int64)
    chosen, other = np.flatnonzero(choice.arcs), np.flatnonzero(~choice.arcs)
    arc_cost, pool_cost = cost[seats.arc_rank], cost[seats.pool_rank]
    held, wanted = _pairs(seats.arc_slot[chosen], seats.arc_slot[other], seats.slot_count)
    held, wanted = chosen[held], other[wanted]
    np.maximum.at(gain, (seats.arc_item[held], seats.arc_item[wanted]), arc_cost[held] - arc_cost[wanted])
    more = chosen[(choice.pooled < seats.pool_most)[seats.arc_slot[chosen]]]
    slot = seats.arc_slot[more]
    np.maximum.at(gain, (seats.arc_item[more], items + seats.slot_pool[slot]), arc_cost[more] - pool_cost[slot])
    fewer = other[(choice.pooled > 0)[seats.arc_slot[other]]]
    slot = seats.arc_slot[fewer]
    np.maximum.at(gain, (items + seats.slot_pool[slot], seats.arc_item[fewer]), pool_cost[slot] - arc_cost[fewer])
    _link_bounds(seats, gain, np.bincount(seats.arc_item[chosen], minlength=items) + pool_to_item, pool_to_item)
    return gain


def _link_bounds(seats: Seats, gain: Ints, load: Ints, pool_to_item: Ints) -> None:
    """Add the exchanges between items and pools, and between items and the sink."""
    item, pool = np.arange(seats.item_count), seats.item_count + seats.item_pool
    gain[pool, item] = np.maximum(gain[pool, item], np.where(seats.in_pool, 0, NOTHING))
    gain[item, pool] = np.maximum(gain[item, pool], np.where(pool_to_item > 0, 0, NOTHING))
    gain[item, -1] = np.where(load < seats.high, 0, NOTHING)
    gain[-1, item] = np.where((load > seats.low) | (seats.low == 0), 0, NOTHING)


def _pairs(left: Ints, right: Ints, slots: int) -> tuple[Ints, Ints]:
    """Return all pairs (position in left, position in right) of the same slot; both are sorted."""
    start = np.searchsorted(right, np.arange(slots + 1))
    count = (start[1:] - start[:-1])[left]
    first = np.repeat(np.arange(len(left)), count)
    offset = np.arange(len(first)) - np.repeat(np.cumsum(count) - count, count)
    return first, np.repeat(start[left], count) + offset


def _digits(potentials: Ints, base: int, level: int, levels: int) -> Prices:
    """Cut the prices off behind the digit of `level`, rounding to the nearest: the prices of levels 0..level."""
    shift = base ** (levels - 1 - level)
    items = np.floor_divide(potentials + shift // 2, shift)
    return Prices(items, {at: base ** (level - at) for at in range(level)}, 1)
