# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Any

import numpy as np
import pytest

from indeling import Placement, Problem, check, solve
from indeling.errors import text
from indeling.lists import lists_of
from indeling.objectives import Level, Scale
from indeling.objectives.objective import PersonLevel, SeatLevel, Title
from indeling.problem import Ints
from indeling.solver.large import best_of_lists
from indeling.solver.large.people import split_levels
from large_days import all_large, interpreted, small_samples
from oracle.edges import day_of, workshop
from oracle.model import feasible, misreported, optimum
from oracle.plain import crowd

__all__ = ["all_large", "interpreted", "small_samples"]

pytestmark = pytest.mark.usefixtures("interpreted", "all_large")

Tree = dict[str, Any]

CROWDED = day_of(
    [{"id": name, "wishes": ["a", "b"]} for name in "pqs"],
    [workshop(name, (chairs, 0)) for name, chairs in (("a", 1), ("b", 1), ("c", 2), ("d", 1))],
    wishes_asked=2,
)
"""Three want a, then b; c and d are outside: the best has one of each."""


@dataclass
class Aim:
    """An objective of its own, with these levels."""

    made: tuple[Level, ...]
    name: str = "fair"
    per_seat: bool = False

    def levels(self, _scale: Scale) -> Iterator[Level]:
        """Yield them."""
        yield from self.made

    def guide(self, _scale: Scale) -> Level:
        """Return the first."""
        return self.made[0]


def counting(key: str, person: Callable[[Ints, Ints], Ints]) -> PersonLevel:
    """Return a level that counts people so."""
    return PersonLevel(Title(key, text("{name}", name=key)), person)


ANY_OUTSIDE = counting("any", lambda outside, _: (outside > 0).astype(np.int64))
TWO_OUTSIDE = counting("two", lambda outside, _: (outside == 2).astype(np.int64))
REGRET = counting("regret", lambda _, regret: regret)


def routed(data: Tree, *levels: Level) -> Tree | None:
    """Return the certificate from lists for levels of one's own; None when they are left to tables."""
    problem = Problem.from_dict(data)
    found = best_of_lists(problem, lists_of(problem), Aim(levels), 1, lambda: None, lambda *_: None)
    return None if found is None else found.proof


def by_tables(problem: Problem, monkeypatch: pytest.MonkeyPatch) -> Placement:
    """Return the fair placement as a smaller day is placed."""
    with monkeypatch.context() as patch:
        patch.setattr("indeling.lists.LARGE", 10**12)
        return solve(problem, "fair")


def differing(seeds: range, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return the crowds that lists and tables do not place equally well, or that are not proven."""
    wrong = []
    for seed in seeds:
        problem = Problem.from_dict(crowd(seed))
        placed, expected = solve(problem, "fair"), by_tables(problem, monkeypatch)
        values = [[(each["name"], each["value"]) for each in found.proof["levels"]] for found in (placed, expected)]
        if values[0] != values[1] or not check(problem, placed).proven:
            wrong.append(seed)
    return wrong


def test_crowds_are_placed_as_well_by_lists_as_by_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    assert differing(range(12), monkeypatch) == []


def test_poor_prices_to_begin_with_make_no_difference_to_what_is_best(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indeling.solver.large.people.COOLEST", 500.0)
    monkeypatch.setattr("indeling.solver.large.programme.NEAR", 0.0)
    monkeypatch.setattr("indeling.solver.large.programme.BOX", 0.5)
    monkeypatch.setattr("indeling.solver.large.programme.LARGER", 2.0)
    assert differing(range(12, 24), monkeypatch) == []


def test_levels_are_split_where_regret_begins_to_matter() -> None:
    regrets = np.array([0, 1, 4])
    assert split_levels([ANY_OUTSIDE, REGRET, TWO_OUTSIDE], 2, regrets) == ([ANY_OUTSIDE], [REGRET, TWO_OUTSIDE])
    assert split_levels([TWO_OUTSIDE, ANY_OUTSIDE], 2, regrets) == ([TWO_OUTSIDE, ANY_OUTSIDE], [])
    assert split_levels([SeatLevel(Title("s", text("s")), np.ones(3, np.int64))], 2, regrets) is None


def test_levels_that_only_count_seats_outside_need_no_programme() -> None:
    assert routed(CROWDED, ANY_OUTSIDE) == {
        "kind": "prices",
        "route": "auction",
        "space": "workshops",
        "levels": [{"name": "any", "value": 1, "bound": 1, "prices": {"a": 1, "b": 1}}],
    }


def test_level_of_regret_alone_needs_no_earlier_prices() -> None:
    assert routed(CROWDED, REGRET) == {
        "kind": "prices",
        "route": "auction",
        "space": "workshops",
        "levels": [{"name": "regret", "value": 101, "bound": 101, "prices": {"a": 100, "b": 99}}],
    }


def test_objectives_that_do_not_go_this_way_are_left_to_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    two_rounds = day_of(
        [{"id": name, "wishes": ["a"]} for name in "pq"],
        [workshop(name, (1, 0), (1, 0)) for name in "abcd"],
        rounds=2,
        wishes_asked=1,
    )
    assert routed(CROWDED, REGRET, REGRET) is None, "two levels that look at regret"
    assert routed(CROWDED, SeatLevel(Title("s", text("s")), np.ones(3, np.int64))) is None, "a level over seats"
    assert routed(two_rounds, ANY_OUTSIDE) is None, "the second seat outside counts less than the first"
    assert routed(two_rounds, TWO_OUTSIDE) is not None
    monkeypatch.setattr("indeling.solver.large.auction.LARGEST_PRICE", 1)
    assert routed(two_rounds, TWO_OUTSIDE) is None, "numbers too large"
    monkeypatch.setattr("indeling.solver.large.people.MOST_BUNDLES", 8)
    assert routed(CROWDED, REGRET) is None, "too many bundles: three people with three each"


def test_certificate_of_fair_proves_each_level() -> None:
    assert solve(Problem.from_dict(CROWDED), "fair").proof == {
        "kind": "prices",
        "route": "auction",
        "space": "workshops",
        "levels": [
            {"name": "outside-1", "value": 1, "bound": 1, "prices": {"a": 1, "b": 1}},
            {"name": "squared-regret", "value": 10001, "bound": 10001, "prices": {"a": 10000, "b": 9999}},
        ],
    }


def test_prices_too_large_to_write_leave_the_claim_to_the_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indeling.solver.large.people.LARGEST", 0)
    problem = Problem.from_dict(CROWDED)
    placement = solve(problem, "fair")
    assert (placement.status, placement.proof["kind"]) == ("optimal", "mip")
    assert placement.proof["levels"][1] == {"name": "squared-regret", "value": 10001, "bound": 10001}


def test_order_of_rows_makes_no_difference() -> None:
    days = [crowd(seed) for seed in range(10)]
    turned = [{**day, "participants": day["participants"][::-1], "workshops": day["workshops"][::-1]} for day in days]
    placed, placed_turned = (
        [solve(Problem.from_dict(day), "fair").to_dict() for day in each] for each in (days, turned)
    )
    assert placed == placed_turned


def test_time_that_is_up_leaves_a_placement_with_a_bound() -> None:
    data, seen = crowd(3), set()
    best = {each["name"]: each["value"] for each in solve(Problem.from_dict(data), "fair").proof["levels"]}
    assert [*best.values()] == [each for each in optimum(data, "fair") or [] if each]
    for looks in range(1, 80, 3):
        placement = stopped_after(looks, data)
        *before, last = placement.proof["levels"]
        seen.add((placement.status, len(before) + 1))
        assert feasible(data, placement.to_dict()) == misreported(data, placement.to_dict()) == []
        assert {each["name"]: each["value"] for each in before}.items() <= best.items()
        assert [each["bound"] for each in before] == [each["value"] for each in before]
        assert last["bound"] <= best.get(last["name"], 0) <= last["value"]
    assert seen == {("feasible", 1), ("feasible", len(best)), ("optimal", len(best))}


def stopped_after(looks: int, data: Tree) -> Placement:
    """Return the fair placement when the time is up after so many looks at the clock."""
    clock = chain(repeat(0.0, looks), repeat(10.0))
    return solve(Problem.from_dict(data), "fair", time_limit=5, clock=lambda: next(clock))
