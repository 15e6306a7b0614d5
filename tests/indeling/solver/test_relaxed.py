# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from engine_days import GAP, Drawn, drawn, no_limit
from indeling.errors import OutOfTimeError
from indeling.solver.relaxed import Start, cheapest_relaxed, likely_seats
from oracle.edges import day_of, workshop

Tree = dict[str, Any]

WORKSHOPS = [workshop("a", (1, 0), (2, 0)), workshop("b", (2, 0), (2, 0)), workshop("c", (2, 0), (1, 0))]
DAY = day_of([{"id": name, "wishes": ["a", "b"]} for name in "pqs"], WORKSHOPS, rounds=2, wishes_asked=2)


def test_cheapest_choice_keeps_all_bounds_and_has_prices() -> None:
    found = drawn(DAY, sessions=True)
    start = cheapest_relaxed(found.seats, found.day.value.costs, no_limit)
    assert start is not None
    assert start.choice is not None
    taken = found.chosen(start.choice)
    assert sum(item == "a r1" for _, item in taken) == 1  # b in r1 is for the others, who get a in r2
    assert int(start.choice.pooled.sum()) == 0
    cost = int(found.day.value.costs[found.seats.arc_rank[start.choice.arcs]].sum())
    assert cost == 3
    assert len(start.prices[0].items) == found.seats.item_count


def worth(found: Drawn, start: Start | None) -> int | None:
    """Return what the seats chosen cost."""
    if start is None or start.choice is None:
        return None
    costs, seats = found.day.value.costs, found.seats
    pooled = int(costs[seats.pool_rank] @ start.choice.pooled)
    return int(costs[seats.arc_rank[start.choice.arcs]].sum()) + pooled


@pytest.mark.parametrize("first", ["none", "all", "likely"])
def test_seats_looked_at_first_make_no_difference_to_what_is_cheapest(
    first: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indeling.solver.relaxed.MANY", 0)
    for seed in range(12):
        chance = np.random.default_rng(seed)
        people = [{"id": f"p{at}", "wishes": chance.permutation([*"abcdef"])[:3].tolist()} for at in range(12)]
        rooms = [workshop(name, *((int(chairs), 0) for chairs in chance.integers(1, 5, 2))) for name in "abcdef"]
        found = drawn(day_of(people, rooms, rounds=2, wishes_asked=3), sessions=True)
        costs, arcs = found.day.value.costs, len(found.seats.arc_slot)
        likely = likely_seats(found.day, found.seats, costs)
        looked_at = {"none": np.zeros(arcs, bool), "all": np.ones(arcs, bool), "likely": likely}[first]
        plain = cheapest_relaxed(found.seats, costs, no_limit)
        assert worth(found, cheapest_relaxed(found.seats, costs, no_limit, looked_at)) == worth(found, plain)


def test_likely_seats_are_those_cheapest_at_prices_of_workshops(monkeypatch: pytest.MonkeyPatch) -> None:
    people = [{"id": name, "wishes": ["a", "b", "c"]} for name in "pq"]
    rooms = [workshop("a", (2, 0), (2, 0)), workshop("b", (1, 0), (2, 0)), workshop("c", (2, 0), (1, 0))]
    found = drawn(day_of(people, rooms, rounds=2, wishes_asked=3), sessions=True)
    assert likely_seats(found.day, found.seats, found.day.value.costs) is None, "few seats"
    monkeypatch.setattr("indeling.solver.relaxed.MANY", 0)
    likely = likely_seats(found.day, found.seats, found.day.value.costs)
    assert likely is not None
    assert {item[0] for (_, item), each in zip(found.arcs(), likely, strict=True) if each} == {"a", "b"}
    nowhere = drawn(day_of([{"id": name} for name in "pqst"], rounds=2), sessions=True)
    assert likely_seats(nowhere.day, nowhere.seats, nowhere.day.value.costs) is None, "no placement"
    apart = day_of([{"id": "p", "wishes": {"r1": ["a"], "r2": ["b"]}}], rounds=2, wishes_asked=1)
    per_round = drawn(apart, sessions=True)
    assert likely_seats(per_round.day, per_round.seats, per_round.day.value.costs) is None, "wishes per round"


def test_nobody_takes_a_workshop_twice() -> None:
    found = drawn(day_of([{"id": "p", "wishes": ["a", "b"]}], rounds=2, wishes_asked=2), sessions=True)
    start = cheapest_relaxed(found.seats, found.day.value.costs, no_limit)
    assert start is not None
    assert start.choice is not None
    assert sorted(item[0] for _, item in found.chosen(start.choice)) == ["a", "b"]


def test_answer_that_is_not_whole_is_made_whole_for_those_who_are_split() -> None:
    found = drawn(GAP, sessions=True)
    start = cheapest_relaxed(found.seats, found.day.value.costs, no_limit)
    assert start is not None
    assert start.choice is not None
    assert found.day.value.costs[found.seats.arc_rank[start.choice.arcs]].sum() == 3
    assert len(start.prices[0].items) == found.seats.item_count


def test_day_without_placement_gives_nothing() -> None:
    found = drawn(day_of([{"id": name} for name in "pqst"], rounds=2), sessions=True)
    assert cheapest_relaxed(found.seats, found.day.value.costs, no_limit) is None


def test_time_that_is_up_is_an_error() -> None:
    people: list[Tree] = [{"id": f"p{k}", "wishes": [*"abcdefgh"[k % 5 :]]} for k in range(40)]
    data = day_of(people, [workshop(name, (6, 2), (5, 3), (7, 1)) for name in "abcdefgh"], rounds=3)
    found = drawn(data, sessions=True)
    with pytest.raises(OutOfTimeError):
        cheapest_relaxed(found.seats, found.day.value.costs, lambda: 0.0)


def test_day_of_nobody_has_an_empty_choice() -> None:
    found = drawn(day_of([], rounds=2), sessions=True)
    start = cheapest_relaxed(found.seats, np.array([100, 0]), no_limit)
    assert start is not None
    assert start.choice is not None
    assert len(start.choice.arcs) == 0
