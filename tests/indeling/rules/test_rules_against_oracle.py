# SPDX-License-Identifier: EUPL-1.2
"""What rules say of seats dealt at random, against the independent model: by how much each is broken, and the rooms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

import numpy as np
import pytest

from indeling import Problem
from indeling.placement import NO_SEAT, RoomOf
from indeling.problem import Ints
from indeling.rules import Rule, breaches, rooms_of
from indeling.rules.any_of import AnyOf
from oracle import rules as judge
from oracle.day import Day, Seats, read
from oracle.instances import ruled

Tree = dict[str, Any]
Dealt = tuple[Tree, Problem, Ints, Day, Seats]

DAYS, DEALS = 30, 4
"""For each kind of rule: how many days, and how often seats are dealt on each."""


def dealt(kind: str) -> Iterator[Dealt]:
    """Yield days with rules of one kind, for the engine and for the judge, with seats dealt at random."""
    for seed in range(DAYS):
        data, dice = ruled(seed, (kind,)), Random(seed)
        problem, day = Problem.from_dict(data), read(data)
        for _ in range(DEALS):
            most = dice.randrange(1, problem.workshop_count + 1)  # few workshops make crowds, many make empty ones
            table = np.array([[dice.randrange(most) for _ in row] for row in problem.seated.tolist()], np.int64)
            table = np.where(problem.seated, table.reshape(problem.seated.shape), NO_SEAT)
            yield data, problem, table, day, named(problem, table)


def named(problem: Problem, table: Ints) -> Seats:
    """Return the seats by name, as the judge has them."""
    return {
        (problem.participant_ids[person], problem.round_ids[rnd]): problem.workshop_ids[table[person, rnd]]
        for person, rnd in np.argwhere(table != NO_SEAT).tolist()
    }


def amounts(problem: Problem, rules: Sequence[Rule], table: Ints) -> list[int]:
    """Return by how much each rule is broken; nothing is told of what is not."""
    found = [[amount for _, amount in rule.breaches(problem, table)] for rule in rules]
    assert all(amount > 0 for each in found for amount in each)
    return [sum(each) for each in found]


@pytest.mark.parametrize("kind", judge.BREACHES)
def test_rule_is_broken_by_as_much_as_the_judge_says(kind: str) -> None:
    seen: Counter[bool] = Counter()
    for data, problem, table, day, seats in dealt(kind):
        pairs = [pair for pair in zip(problem.rules, data["rules"], strict=False) if pair[1]["kind"] == kind]
        expected = [sum(max(0, amount) for _, amount in judge.BREACHES[kind](day, tree, seats)) for _, tree in pairs]
        assert amounts(problem, [rule for rule, _ in pairs], table) == expected
        assert sum(amount for _, amount in breaches(problem, table, soft=True)) == judge.softly_broken(day, seats)
        seen.update(amount > 0 for amount in expected)
    assert min(seen[True], seen[False]) > DAYS // 3


def unsuitable(day: Day, seats: Seats, rooms: tuple[RoomOf, ...]) -> list[str]:
    """Return what the judge has against the rooms; that there is such a session at all is not for rooms to say."""
    found = judge.room_violations(day, seats, [room._asdict() for room in rooms])
    return [broken for broken in found if not broken.endswith("is no session")]


def test_rooms_are_missing_where_the_judge_finds_none_and_those_dealt_out_suit() -> None:
    seen: Counter[bool] = Counter()
    for _, problem, table, day, seats in dealt("rooms"):
        broken = bool(judge.room_violations(day, seats, None))
        rooms = rooms_of(problem, table)
        assert any(breaches(problem, table, soft=False)) == broken
        assert bool(unsuitable(day, seats, rooms)) == broken
        assert any(found for rule in problem.rules for found in rule.misdealt(problem, table, rooms)) == broken
        seen[broken] += 1
    assert min(seen[True], seen[False]) > DAYS // 3


def test_rooms_swapped_are_wrong_where_the_judge_says_so() -> None:
    seen: Counter[bool] = Counter()
    for number, (data, problem, table, day, seats) in enumerate(dealt("rooms")):
        rooms, dice = list(rooms_of(problem, table)), Random(number)
        if not rooms or unsuitable(day, seats, tuple(rooms)):
            continue
        names = [room["id"] for room in data["rules"][0]["rooms"]]
        at = dice.randrange(len(rooms))
        rooms[at] = rooms[at]._replace(room=dice.choice([*names, "nowhere"]))
        wrong = bool(unsuitable(day, seats, tuple(rooms)))
        assert any(found for rule in problem.rules for found in rule.misdealt(problem, table, tuple(rooms))) == wrong
        seen[wrong] += 1
    assert min(seen[True], seen[False]) > DAYS // 6


def test_open_sessions_fit_where_the_judge_finds_a_way() -> None:
    seen: Counter[bool] = Counter()
    for _, problem, table, day, seats in dealt("any_of"):
        rules = [rule for rule in problem.rules if isinstance(rule, AnyOf)]
        people = Counter((workshop, rnd) for (_, rnd), workshop in seats.items())
        broken = len(judge.copy_violations(day, people))
        assert sum(amounts(problem, rules, table)) == broken
        seen[broken > 0] += 1
    assert min(seen[True], seen[False]) > DAYS // 3
