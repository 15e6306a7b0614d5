# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from indeling import Problem
from indeling.bound import Weighed, bound, bound_of_lists, space_of
from indeling.errors import text
from indeling.lists import is_large, is_plain, lists_of
from indeling.objectives import objective
from indeling.objectives.objective import SeatLevel, Title
from indeling.placement import NO_SEAT
from indeling.proof import levels_of
from indeling.valuation import valuation
from oracle.edges import day_of, workshop
from oracle.plain import plain_day

Tree = dict[str, Any]

PLAIN = day_of(
    [{"id": "p", "wishes": ["a", ["b", "c"]]}, {"id": "q", "wishes": ["b"]}, {"id": "s"}],
    [workshop(name, (2, 0), (2, 0)) for name in "abcdef"],
    rounds=2,
)


@pytest.fixture(autouse=True)
def two_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at two participants at a time, so that days of three have more than one part."""
    monkeypatch.setattr("indeling.lists.AT_ONCE", 2)
    monkeypatch.setattr("indeling.bound.CHUNK", 200)


def plain_problems() -> dict[int, Problem]:
    """Return the plain ones among a hundred days."""
    problems = {seed: Problem.from_dict(plain_day(seed)) for seed in range(100)}
    return {seed: problem for seed, problem in problems.items() if is_plain(problem)}


def some_seats(problem: Problem, chance: np.random.Generator) -> Any:  # noqa: ANN401  (an array)
    """Return any seats (n, R), different for each participant, NO_SEAT for who does not come."""
    people, rounds = problem.seated.shape
    seats = chance.permuted(np.tile(np.arange(problem.workshop_count), (people, 1)), axis=1)[:, :rounds]
    return np.where(problem.seated, seats, NO_SEAT)


def test_ranks_and_least_costs_are_those_of_tables() -> None:
    chance, wrong = np.random.default_rng(1), []
    for seed, problem in plain_problems().items():
        lists, tables, seats = lists_of(problem), valuation(problem), some_seats(problem, chance)
        same = np.array_equal(lists.seat_ranks(seats), tables.seat_ranks(seats))
        if not same or not np.array_equal(lists.least, tables.least):
            wrong.append(seed)
    assert wrong == []


def test_seats_that_may_be_had_are_those_of_tables() -> None:
    wrong = []
    for seed, problem in plain_problems().items():
        every = tuple(each.ravel() for each in np.indices(valuation(problem).allowed.shape))
        found, expected = (value.may_have(*every) for value in (lists_of(problem), valuation(problem)))
        if not np.array_equal(found, expected):
            wrong.append(seed)
    assert wrong == []


def test_bound_is_that_of_tables_whatever_the_prices() -> None:
    chance, wrong = np.random.default_rng(2), []
    for seed, problem in plain_problems().items():
        lists, tables = lists_of(problem), valuation(problem)
        weight = chance.integers(0, 9, len(lists.costs))
        prices = chance.integers(-3, 9, (problem.workshop_count, 1)) * chance.integers(0, 2)
        level = Weighed(((1, SeatLevel(Title("x", text("x")), weight)),), problem.round_count)
        expected = bound(problem, tables, space_of(problem, tables.allowed, sessions=False), level, prices)
        if bound_of_lists(lists, level, prices) != expected:
            wrong.append(seed)
    assert wrong == []


def test_bound_of_levels_over_people_is_that_of_tables_whatever_the_prices() -> None:
    chance, wrong = np.random.default_rng(3), []
    for seed, problem in plain_problems().items():
        lists, tables = lists_of(problem), valuation(problem)
        prices = chance.integers(-3, 9, (problem.workshop_count, 1)) * chance.integers(0, 2)
        levels = levels_of(objective("fair"), problem.round_count, lists, np.zeros(1, np.int64))
        level = Weighed(tuple((int(chance.integers(0, 50)), each) for each in levels), problem.round_count)
        expected = bound(problem, tables, space_of(problem, tables.allowed, sessions=False), level, prices)
        if bound_of_lists(lists, level, prices) != expected:
            wrong.append(seed)
    assert wrong == []


@pytest.mark.parametrize("rounds", [1, 2, 3])
def test_cheapest_workshops_that_are_not_listed_are_found_among_many(rounds: int) -> None:
    names = [f"w{k}" for k in range(400)]
    people: list[Tree] = [{"id": "p", "wishes": ["w0"]}, {"id": "q", "wishes": ["w398", "w7"]}]
    day = day_of(people, [workshop(name, *[(2, 0)] * rounds) for name in names], rounds=rounds, wishes_asked=2)
    problem, prices = Problem.from_dict(day), np.random.default_rng(rounds).permutation(400)[:, None]
    lists, tables = lists_of(problem), valuation(problem)
    (*_, squares) = levels_of(objective("fair"), rounds, lists, np.zeros(1, np.int64))
    level = Weighed(((1, squares),), rounds)
    expected = bound(problem, tables, space_of(problem, tables.allowed, sessions=False), level, prices)
    assert bound_of_lists(lists, level, prices) == expected


NO_COST = Weighed(((1, SeatLevel(Title("x", text("x")), np.zeros(9, np.int64))),), 2)


def test_bound_counts_large_prices_to_the_last_one() -> None:
    problem, most = Problem.from_dict(PLAIN), (1 << 53) - 1
    prices = [most - k for k in range(problem.workshop_count)]
    found = bound_of_lists(lists_of(problem), NO_COST, np.array(prices)[:, None])
    assert found == 3 * sum(prices[-2:]) - 2 * 2 * sum(prices)


def test_bound_of_a_day_of_nobody_is_what_chairs_cost() -> None:
    problem = Problem.from_dict({**PLAIN, "participants": []})
    assert bound_of_lists(lists_of(problem), NO_COST, np.ones((6, 1), np.int64)) == -2 * 2 * 6


def test_day_with_wishes_for_the_whole_day_and_equal_rounds_is_plain() -> None:
    leader = {"id": "l", "wishes": ["b"], "leads": ["a"]}
    days = [PLAIN, {**PLAIN, "participants": [*PLAIN["participants"], leader]}]
    assert [is_plain(Problem.from_dict(day)) for day in days] == [True, True]


@pytest.mark.parametrize(
    "change",
    [
        {"rules": [{"kind": "apart", "participants": ["p", "q"]}]},
        {"participants": [{"id": "p", "fixed": {"r1": "a"}}]},
        {"participants": [{"id": "p", "forbidden": ["a"]}]},
        {"participants": [{"id": "p", "rounds": ["r1"]}]},
        {"participants": [{"id": "p", "wishes": {"r1": ["a"]}}]},
        {"participants": [{"id": "p", "wishes": list("abcde")}]},
        {"workshops": [workshop("a", (2, 0), (1, 0)), *PLAIN["workshops"][1:]]},
        {"workshops": [workshop("a", (2, 1), (2, 1)), *PLAIN["workshops"][1:]]},
    ],
    ids=str,
)
def test_day_with_anything_else_is_not_plain(change: Tree) -> None:
    others = [person for person in PLAIN["participants"] if person["id"] != "p"]
    participants = [*change.get("participants", PLAIN["participants"][:1]), *others]
    assert not is_plain(Problem.from_dict({**PLAIN, **change, "participants": participants}))


def test_day_is_large_by_its_participants_times_workshops(monkeypatch: pytest.MonkeyPatch) -> None:
    problem, found = Problem.from_dict(PLAIN), []
    for least in (18, 19):
        monkeypatch.setattr("indeling.lists.LARGE", least)
        found.append(is_large(problem))
    assert found == [True, False]
