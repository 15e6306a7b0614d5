# SPDX-License-Identifier: EUPL-1.2
"""One person after the other: each gets the least cost that is possible once all before them keep theirs.

By workshop, with the chairs of all rounds together, whoever had their turn is bound to as many workshops at each cost
as they have; all others are only bound to be placed. That is a flow, so what somebody can have at their turn are the
bases of a matroid (Murota, Discrete Convex Analysis, 2003, chapter 9), and taking workshops greedily, cheapest first,
gives the least cost (Edmonds, Matroids and the greedy algorithm, Mathematical Programming 1, 1971). All cheapest
bases have the same costs in them, so to be bound to those costs takes nothing from anybody who comes later. Whether
one more workshop can be taken is a search for a chain of exchanges in the graph of workshops. When every workshop is
given in one round only, rounds have nothing to do with one another, and the same is done for each of them.

Where these workshops do not fit into rounds, or break a rule, bundles are needed: `turn_by_turn` and `ruled_turns`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping

import numpy as np

from indeling.errors import text
from indeling.problem import Ints
from indeling.solver.complete import seat_in_rounds
from indeling.solver.day import Day
from indeling.solver.route import Answer, Progress
from indeling.solver.seats import Seats, seats_by_session, seats_by_workshop

TURNS = text("turns")


class Trade:
    """Who holds which items, and what each might hold instead; sets of items are bits of a number.

    The network has every seat spelled out. held, may: for each slot, the items they have and could have. instead: for
    each slot and item it holds, what it might have in its place. holders: for each item, the slots that hold it. The
    node after all items is the sink, for chairs that are free and people whom nobody needs.
    """

    def __init__(self, network: Seats, slot: Ints, item: Ints) -> None:
        items = network.item_count
        self.sink = items
        self.may = _sets(network.arc_slot, network.arc_item, network.slot_count)
        self.held = _sets(slot, item, network.slot_count)
        self.instead = [[mask] * items for mask in self.may]
        self.holders: list[dict[int, None]] = [{} for _ in range(items)]
        for each, holder in zip(item.tolist(), slot.tolist(), strict=True):
            self.holders[each][holder] = None
        self.load = [len(people) for people in self.holders]
        self.low = np.where(network.item_optional, 0, network.low).tolist()
        self.high = network.high.tolist()
        self.closed: dict[int, int] = {}

    def take_turn(self, slot: int, cost: Mapping[int, int]) -> None:
        """Give the slot the least cost there can be, and bind it to as many items at each cost; cost: of each item."""
        mine, kept = self.held[slot], 0
        for item in _members(mine):
            del self.holders[item][slot]
        for item in sorted(cost, key=lambda each: (cost[each], not self.held[slot] >> each & 1, each)):
            if kept == mine:
                break
            given_up = item if mine >> item & 1 else self._exchange(item, mine & ~kept)
            if given_up is not None:
                mine = (mine & ~(1 << given_up)) | (1 << item)
                kept |= 1 << item
        self.held[slot] = mine
        self.closed = {start: seen for start, seen in self.closed.items() if not seen & mine}
        for item in _members(mine):
            self.holders[item][slot] = None
            self.instead[slot][item] = sum(1 << each for each, price in cost.items() if price == cost[item])

    def _exchange(self, wanted: int, offered: int) -> int | None:
        """Make room in the wanted item and return the offered one that is given up for it; None when that cannot be.

        Nobody else loses by it.
        """
        if wanted in self.closed and not self.closed[wanted] & offered:
            return None
        came_from, end = self._search(wanted, offered)
        if end is None:
            self.closed[wanted] = sum(1 << node for node in came_from)
            return None
        self.closed = {}
        node = end
        while node != wanted:
            before, slot = came_from[node]
            if slot >= 0:
                self._move(slot, before, node)
            node = before
        self.load[wanted] += 1
        self.load[end] -= 1
        return end

    def _search(self, start: int, goals: int) -> tuple[dict[int, tuple[int, int]], int | None]:
        """Search, breadth first, for a chain of exchanges from an item to one of the goals.

        Returns where each node was reached from, and by whose move (−1: nobody's), and the goal that was reached.
        """
        came_from = {start: (start, -1)}
        seen, queue = 1 << start, deque([start])
        while queue:
            node = queue.popleft()
            for slot, reached in self._steps(node):
                new = reached & ~seen
                seen |= new
                for each in _members(new):
                    came_from[each] = node, slot
                    queue.append(each)
                if new & goals:
                    return came_from, _members(new & goals)[0]
        return came_from, None

    def _steps(self, node: int) -> list[tuple[int, int]]:
        """Return who might move from an item, and where; from the sink, which items can do with one less."""
        if node == self.sink:
            spare = (each for each in range(self.sink) if self.load[each] > self.low[each])
            return [(-1, sum(1 << each for each in spare))]
        steps = [(slot, self.instead[slot][node] & ~self.held[slot]) for slot in self.holders[node]]
        return [(-1, 1 << self.sink), *steps] if self.load[node] < self.high[node] else steps

    def _move(self, slot: int, old: int, new: int) -> None:
        self.held[slot] ^= (1 << old) | (1 << new)
        # whoever is bound may go back; whoever had no turn yet may go anywhere, whatever they hold
        self.instead[slot][new] = self.instead[slot][old]
        del self.holders[old][slot]
        self.holders[new][slot] = None
        self.load[old] -= 1
        self.load[new] += 1


def _sets(slot: Ints, item: Ints, slots: int) -> list[int]:
    """Return for each slot the set of items that it is paired with."""
    found = [0] * slots
    for at, each in zip(slot.tolist(), item.tolist(), strict=True):
        found[at] |= 1 << each
    return found


def _members(mask: int) -> list[int]:
    """Return the numbers in a set of bits, ascending."""
    found = []
    while mask:
        lowest = mask & -mask
        found.append(lowest.bit_length() - 1)
        mask ^= lowest
    return found


def by_exchanges(day: Day, order: Ints, start: Ints, progress: Progress) -> Answer | None:
    """Return the placement with the lexicographically least regrets in the order (n,) of turns, drawn positions.

    start (n, R): any placement. No workshop spans rounds, and rules that tie people together are not looked at. None
    when it cannot be found like this: the workshops do not fit into rounds, or wishes differ per round and a workshop
    is given in two.
    """
    everybody = np.ones(len(day.need), bool)
    network = seats_by_session(day, everybody)
    if network.repeats:
        if day.value.ranks.shape[2] > 1:
            return None
        network = seats_by_workshop(day, everybody)
    trade = Trade(network, *_chosen(day, network, start))
    costs = _costs(day, network)
    turn = np.argsort(np.argsort(order)[network.slot_person], kind="stable")
    for step, slot in enumerate(turn.tolist()):
        if trade.held[slot]:
            progress(TURNS, step, len(turn))
            trade.take_turn(slot, costs[slot])
    seats = _in_rounds(day, network, trade)
    return None if seats is None else Answer(seats, "turns", network, ())


def _chosen(day: Day, network: Seats, start: Ints) -> tuple[Ints, Ints]:
    """Return the (slot, item) pairs of a placement (n, R), fixed places aside."""
    person, rnd = np.nonzero(day.need)
    workshop = start[person, rnd]
    if not network.told_apart:
        return person, workshop
    item = np.empty(len(day.optional), np.int64)
    item[network.item_workshop] = np.arange(network.item_count)
    return np.arange(len(person)), item[workshop]


def _costs(day: Day, network: Seats) -> list[dict[int, int]]:
    """Return for each slot the cost of each item it could have."""
    costs: list[dict[int, int]] = [{} for _ in range(network.slot_count)]
    seats = network.arc_slot.tolist(), network.arc_item.tolist(), day.value.costs[network.arc_rank].tolist()
    for slot, item, cost in zip(*seats, strict=True):
        costs[slot][item] = cost
    return costs


def _in_rounds(day: Day, network: Seats, trade: Trade) -> Ints | None:
    """Return workshops (n, R); None when they do not fit, or one is given to fewer people than it needs."""
    load = np.array(trade.load, np.int64)
    if ((load > 0) & (load < network.low)).any():
        return None
    slots = np.repeat(np.arange(network.slot_count), [each.bit_count() for each in trade.held])
    items = np.array([each for held in trade.held for each in _members(held)], np.int64)
    return seat_in_rounds(day, network, slots, items)
