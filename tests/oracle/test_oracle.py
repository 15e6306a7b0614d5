# SPDX-License-Identifier: EUPL-1.2
"""The judge is judged: by days worked out by hand, and by going through every placement there is."""

from __future__ import annotations

from typing import Any

import pytest

from oracle import model
from oracle.brute import best_of_all, every_placement
from oracle.day import Seats, read
from oracle.instances import KINDS, seeded
from oracle.model import OBJECTIVES, baseline, feasible, misreported, optimum, value

Tree = dict[str, Any]

TRIES = 15


# Every placement -----------------------------------------------------------------------------------------------


def tiny_instances(kind: str) -> list[tuple[Tree, list[Seats]]]:
    """Return the first so many seeded problems of that kind that can be gone through."""
    found: list[tuple[Tree, list[Seats]]] = []
    seed = 0
    while len(found) < TRIES:
        data, seed = seeded(seed, [kind]), seed + 1
        placements = every_placement(data) if len(data["participants"]) <= 4 else None
        found += [] if placements is None else [(data, placements)]
    return found


@pytest.mark.parametrize("many_people", [0, 50], ids=["by bundle", "by outcome"])
@pytest.mark.parametrize("kind", KINDS)
def test_optimum_is_the_best_of_all_placements(kind: str, many_people: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "MANY_PEOPLE", many_people)
    for data, placements in tiny_instances(kind):
        for objective in OBJECTIVES:
            assert optimum(data, objective) == best_of_all(data, placements, objective), (data, objective)


@pytest.mark.parametrize("kind", KINDS)
def test_baseline_is_the_cheapest_of_all_ways_to_seat_one_person(kind: str) -> None:
    for day in (read(seeded(seed, [kind])) for seed in range(40)):
        costs = {person: [day.bundle_cost(person, bundle) for bundle in day.bundles(person)] for person in day.people}
        possible = {person: min(found) for person, found in costs.items() if found}
        assert {person: baseline(day, person) for person in possible} == possible


@pytest.mark.parametrize("kind", KINDS)
def test_a_good_share_of_the_instances_has_a_placement_and_some_have_none(kind: str) -> None:
    possible = [optimum(seeded(seed, [kind]), "least-cost") is not None for seed in range(60)]
    assert 30 <= sum(possible) < 60


# Days worked out by hand ---------------------------------------------------------------------------------------


def day_of(people: list[Tree], rounds: int = 1, capacity: int = 1, **more: object) -> Tree:
    """Return a day with workshops a, b, c and d in every round."""
    names = [f"r{k}" for k in range(1, rounds + 1)]
    sessions = [{"round": rnd, "capacity": capacity} for rnd in names]
    return {
        "format": "indeling/problem",
        "version": 1,
        "rounds": [{"id": rnd} for rnd in names],
        "workshops": [{"id": w, "sessions": [dict(session) for session in sessions]} for w in "abcd"],
        "participants": people,
        **more,
    }


def placement_of(*seats: str, **figures: object) -> Tree:
    """Return a placement from seats written as "person round workshop rank"."""
    rows = [dict(zip(("participant", "round", "workshop", "rank"), seat.split(), strict=True)) for seat in seats]
    placements = [{**row, "rank": None if row["rank"] == "-" else int(row["rank"])} for row in rows]
    return {"placements": placements, "figures": figures}


ALL_THREE: list[Tree] = [{"id": name, "wishes": ["a", "b", "c"]} for name in ("p", "q", "s")]
"""Three people, one chair per workshop: somebody gets a (0), somebody b (1) and somebody c (3)."""


def test_three_who_want_the_same_cost_0_and_1_and_3() -> None:
    assert {objective: optimum(day_of(ALL_THREE), objective) for objective in OBJECTIVES} == {
        "least-cost": (4,),
        "generous": (0, 1, 1),
        "rank-maximal": (1, 1, 1),
        "fair": (0, 10),
        "leximin": (3, 1, 0),
    }


def test_short_list_is_as_if_anything_came_next() -> None:
    people: list[Tree] = [{"id": "p", "wishes": ["a", "b", "c"]}, {"id": "q", "wishes": ["a"]}, {"id": "s"}]
    assert optimum(day_of(people), "generous") == (0, 0, 1)
    held = placement_of("p r1 b 2", "q r1 a 1", "s r1 d 1")
    assert value(day_of(people), held, "rank-maximal") == (2, 1, 0)
    held = placement_of("p r1 a 1", "q r1 d 2", "s r1 c 1")
    assert value(day_of(people), held, "least-cost") == (1,)


def test_full_list_leaves_the_rest_outside_the_wishes() -> None:
    held = placement_of("p r1 a 1", "q r1 b 2", "s r1 d -")
    assert value(day_of(ALL_THREE), held, "fair") == (1, 1 + 100**2)
    assert value(day_of(ALL_THREE, wishes_asked=4), held, "least-cost") == (1 + 6,)
    assert value(day_of(ALL_THREE, wishes_asked=20), held, "least-cost") == (1 + 6,)
    assert value(day_of(ALL_THREE, wishes_asked=1), held, "least-cost") == (1 + 100,)


def test_tie_shares_a_rank_and_the_next_group_follows_it() -> None:
    people: list[Tree] = [{"id": name, "wishes": [["a", "b"], "c"]} for name in ("p", "q", "s")]
    assert optimum(day_of(people), "rank-maximal") == (2, 1)


def test_regret_counts_from_the_best_they_could_have_alone() -> None:
    fixed: Tree = {"id": "p", "wishes": ["a", "b", "c"], "fixed": {"r1": "c"}}
    barred: Tree = {"id": "q", "wishes": ["a", "b", "c"], "forbidden": ["a"]}
    assert optimum(day_of([fixed, barred]), "leximin") == (0, 0)
    assert optimum(day_of([fixed, barred]), "least-cost") == (4,)


def test_nobody_has_a_workshop_twice() -> None:
    assert optimum(day_of([{"id": "p", "wishes": ["a", "b", "c"]}], rounds=2), "least-cost") == (1,)


def test_leader_is_busy_even_in_a_session_without_chairs_and_never_in_their_own() -> None:
    data = day_of([{"id": "p", "wishes": ["a", "b"], "leads": ["a"]}], rounds=2)
    del data["workshops"][0]["sessions"][1]
    data["workshops"][0]["sessions"][0]["capacity"] = 0
    assert optimum(data, "generous") == (0, 1)
    assert feasible(data, placement_of("p r1 b 2")) == [
        "p has no seat in r2",
        "p needs no seat in r1",
        "p may not have b in r1",
    ]


def test_ratings_cost_the_distance_to_the_best() -> None:
    people: list[Tree] = [{"id": "p", "ratings": {"a": 1, "b": 3}}, {"id": "q", "ratings": {"a": 1}}]
    data = day_of(people, rating_scale={"best": 1, "worst": 60})
    assert optimum(data, "least-cost") == (2,)
    assert value(data, placement_of("p r1 a 1", "q r1 b -"), "least-cost") == (118,)
    assert value(data, placement_of("p r1 a 1", "q r1 b -"), "generous")[0] == 1


def test_wishes_per_round_count_per_list() -> None:
    people: list[Tree] = [{"id": "p", "wishes": {"r1": ["a", "b"], "r2": ["a"]}}]
    data = day_of(people, rounds=2)
    assert value(data, placement_of("p r1 c -", "p r2 b 2"), "fair") == (0, 1, 100**2)
    assert optimum(data, "rank-maximal") == (1, 1)


def test_optional_workshop_is_dropped_as_a_whole_or_meets_every_minimum() -> None:
    people: list[Tree] = [{"id": name, "wishes": ["a"]} for name in ("p", "q")]
    data = day_of(people, rounds=2, capacity=2, wishes_asked=2)
    data["workshops"][0]["optional"] = True
    data["workshops"][0]["sessions"][1]["minimum"] = 2
    assert feasible(data, placement_of("p r1 a 1", "p r2 b 2", "q r1 b 2", "q r2 c 2")) == [
        "('a', 'r2') has 0 people, too few"
    ]
    assert feasible(data, placement_of("p r1 b 2", "p r2 c 2", "q r1 b 2", "q r2 c 2")) == []
    assert optimum(data, "least-cost") == (2,)
    data["workshops"][0]["sessions"][1]["minimum"] = 3
    assert optimum(data, "least-cost") == (4,)


def test_no_placement_is_none() -> None:
    data = day_of([{"id": name} for name in "pqstu"])
    assert [optimum(data, objective) for objective in OBJECTIVES] == [None] * 5
    assert optimum(day_of([{"id": "p", "forbidden": ["a"], "fixed": {"r1": "a"}}]), "fair") is None
    assert optimum(day_of([{"id": "p", "leads": ["a"], "fixed": {"r1": "b"}}]), "fair") is None


def test_nobody_at_all_is_a_placement_unless_a_session_needs_people() -> None:
    assert {o: optimum(day_of([]), o) for o in OBJECTIVES} == {
        "fair": (0, 0),
        "leximin": (),
        "generous": (0,),
        "rank-maximal": (0,),
        "least-cost": (0,),
    }
    needy = day_of([])
    needy["workshops"][0]["sessions"][0]["minimum"] = 1
    assert optimum(needy, "least-cost") is None


@pytest.mark.parametrize(
    ("seats", "broken"),
    [
        (["p r1 a 1", "q r1 b 1", "s r1 c 1"], []),
        (["p r1 a 1", "q r1 b 1"], ["s has no seat in r1"]),
        (["p r1 a 1", "q r1 a 1", "s r1 c 1"], ["('a', 'r1') has 2 people"]),
        (["p r1 a 1", "q r1 b 1", "s r1 e 1"], ["s may not have e in r1", "('e', 'r1') has 1 people"]),
        (["p r1 a 1", "p r1 b 1", "q r1 c 1", "s r1 d 1"], ["4 rows for 3 seats"]),
        (["p r1 a 1", "q r1 b 1", "s r1 c 1", "t r1 d 1"], ["t is nobody"]),
    ],
)
def test_every_broken_rule_is_named(seats: list[str], broken: list[str]) -> None:
    assert feasible(day_of(ALL_THREE), placement_of(*seats)) == broken


def test_wrong_ranks_and_figures_are_named() -> None:
    seats = ["p r1 a 1", "q r1 b 2", "s r1 d -"]
    right = {"cost": 101, "largest_regret": 100, "seats_outside_wishes": 1, "seats_by_rank": {"1": 1, "2": 1, "3": 0}}
    assert misreported(day_of(ALL_THREE), placement_of(*seats, **right)) == []
    wrong = {**right, "cost": 100, "seats_by_rank": {"1": 2}}
    assert misreported(day_of(ALL_THREE), placement_of("p r1 a 2", *seats[1:], **wrong)) == [
        "rank of p in r1 is 2",
        "cost is 100, not 101",
        "seats_by_rank is {'1': 2}, not {'1': 1, '2': 1}",
    ]
