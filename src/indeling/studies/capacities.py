# SPDX-License-Identifier: EUPL-1.2
"""The chairs that sessions have, their rooms looked at, and the problem with other capacities than chairs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

import msgspec
import numpy as np

from indeling.placement import RoomOf
from indeling.problem import Ints, Problem
from indeling.rules.any_of import AnyOf, Copy
from indeling.rules.rooms import Rooms
from indeling.rules.rule import Rule

Most = Callable[[int, int], int]
"""From a workshop whose rounds are open and the chairs of a session to the people that can be booked."""


def chairs_of(problem: Problem, dealt: Iterable[RoomOf] = ()) -> Ints:
    """Return the chairs of each session (m, R): its capacity, or those of its room when that is smaller.

    dealt: the rooms of a placement; a session without one counts the largest room that suits it.
    """
    chairs = problem.capacity.copy()
    held = {(each.workshop, each.round): each.room for each in dealt}
    for rule in problem.rules:
        if isinstance(rule, Rooms):
            for workshop, rnd in np.argwhere(problem.offered).tolist():
                name = held.get((problem.workshop_ids[workshop], problem.round_ids[rnd]))
                chairs[workshop, rnd] = min(chairs[workshop, rnd], _largest(rule, problem, (workshop, rnd), name))
    return chairs


def _largest(rule: Rooms, problem: Problem, session: tuple[int, int], name: str | None) -> int:
    fitting = rule.fitting(problem, session)
    dealt = [room for room in fitting if room.id == name]
    return max((room.capacity for room in dealt or fitting), default=0)


def with_capacities(problem: Problem, capacity: Ints, most: Most, rooms: Mapping[str, int]) -> Problem:
    """Return the problem with other capacities (m, R).

    most: for sessions whose round is open, which stand in a rule. rooms: the people who can be booked in each room.
    """

    def changed(rule: Rule) -> Rule:
        """Return the rule with other capacities."""
        if isinstance(rule, AnyOf):
            return msgspec.structs.replace(rule, copies=tuple(_copies(problem, rule, most)))
        if isinstance(rule, Rooms):
            larger = [msgspec.structs.replace(each, capacity=rooms[each.id]) for each in rule.rooms]
            return msgspec.structs.replace(rule, rooms=larger)
        return rule

    return replace(problem, capacity=capacity, rules=tuple(map(changed, problem.rules)))


def _copies(problem: Problem, rule: AnyOf, most: Most) -> Iterator[Copy]:
    workshop, chairs = problem.workshops_at[rule.workshop], chairs_of(problem)
    for copy in rule.copies:
        room = max((int(chairs[workshop, rnd]) for rnd in rule.rounds_of(problem, copy)), default=0)
        yield msgspec.structs.replace(copy, capacity=most(workshop, min(copy.capacity, room)))
