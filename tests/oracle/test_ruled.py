# SPDX-License-Identifier: EUPL-1.2
"""The model of days with rules against every placement there is, on hundreds of tiny days."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from oracle import model
from oracle.brute import best_of_all, every_placement
from oracle.day import Seats, read
from oracle.dice import SeededDice, pick
from oracle.instances import TINY, ruled
from oracle.model import OBJECTIVES, Beyond, described, optimum, vector
from oracle.ruled import RULED_KINDS
from oracle.ruled_edges import RULED_EDGES

Tree = dict[str, Any]

DAYS = 40
"""For each kind of rule."""


def tiny_days(kinds: tuple[str, ...], count: int) -> dict[int, tuple[Tree, list[Seats]]]:
    """Return the first so many seeded days with rules of these kinds that can be gone through, by seed."""
    found: dict[int, tuple[Tree, list[Seats]]] = {}
    seed = 0
    while len(found) < count:
        data = ruled(seed, kinds, TINY)
        placements = every_placement(data)
        if placements is not None:
            found[seed] = data, placements
        seed += 1
    return found


def earlier_for(seed: int, data: Tree) -> Tree:
    """Return an earlier placement: some seats are the wrong ones now, some people are new and some are gone."""
    dice = SeededDice(seed)
    people = [person["id"] for person in data["participants"]][dice.whole(0, 1) :]
    day = read(data)
    return {
        "placements": [
            {"participant": person, "round": rnd, "workshop": pick(dice, day.workshops), "rank": 1}
            for person in [*people, "gone"]
            for rnd in day.rounds
            if dice.whole(0, 4)
        ]
    }


@pytest.mark.parametrize("many_people", [0, 50], ids=["by bundle", "by outcome"])
@pytest.mark.parametrize("kind", RULED_KINDS)
def test_optimum_under_one_kind_of_rule_is_the_best_of_all(
    kind: str, many_people: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model, "MANY_PEOPLE", many_people)
    for seed, (data, placements) in tiny_days((kind,), DAYS).items():
        objective = OBJECTIVES[(seed + bool(many_people)) % len(OBJECTIVES)]
        assert optimum(data, objective) == best_of_all(data, placements, objective), (data, objective)


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_optimum_under_rules_of_all_kinds_is_the_best_of_all(objective: str) -> None:
    for data, placements in tiny_days(RULED_KINDS, DAYS).values():
        assert optimum(data, objective) == best_of_all(data, placements, objective), (data, objective)


@pytest.mark.parametrize("repair", [False, True], ids=["near", "repair"])
@pytest.mark.parametrize("mix", [(), ("domain",), ("domain", "organisation")], ids=["no mix", "mix", "mix of two"])
def test_optimum_beyond_the_objective_is_the_best_of_all(mix: tuple[str, ...], *, repair: bool) -> None:
    for seed, (data, placements) in tiny_days(RULED_KINDS, DAYS).items():
        objective, earlier = OBJECTIVES[seed % len(OBJECTIVES)], earlier_for(seed, data)
        beyond = Beyond(mix, model.seats_of(earlier), repair)
        found = optimum(data, objective, mix=mix, earlier=earlier, repair=repair)
        assert found == best_of_all(data, placements, objective, beyond), (data, objective, earlier)


@pytest.mark.parametrize("name", RULED_EDGES)
def test_optimum_at_the_edge_is_the_best_of_all(name: str) -> None:
    data = RULED_EDGES[name]
    placements = every_placement(data)
    assert placements is not None
    found = {objective: optimum(data, objective) for objective in OBJECTIVES}
    assert found == {objective: best_of_all(data, placements, objective) for objective in OBJECTIVES}


# Baselines -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["eligible", "spanning", "any_of"])
def test_regret_is_nothing_for_one_person_alone_with_their_best_seats(kind: str) -> None:
    for seed in range(60):
        data = ruled(seed, [kind])
        day = read(data)
        costs = {p: [day.bundle_cost(p, bundle) for bundle in day.bundles(p)] for p in day.people}
        possible = {person: min(found) for person, found in costs.items() if found}
        assert {person: model.baseline(day, person) for person in possible} == possible


def test_what_is_described_is_not_changed_by_priority_or_what_was_carried_over() -> None:
    for data, placements in tiny_days(("priority", "carried_over"), 10).values():
        plain = {**data, "rules": []}
        for seats in placements[:3]:
            assert described(data, seats) == described(plain, seats)
            assert vector(read(plain), seats, "generous") == tuple(
                sum(parts)
                for parts in zip(*parted(vector(read(data), seats, "generous"), read(data).levels), strict=True)
            )


def parted(numbers: tuple[int, ...], length: int) -> list[tuple[int, ...]]:
    """Return the numbers in parts of the same length."""
    return [numbers[k : k + length] for k in range(0, len(numbers), length)]


# The instances -------------------------------------------------------------------------------------------------


def test_a_good_share_of_the_days_with_rules_has_a_placement_and_some_have_none() -> None:
    possible = [optimum(ruled(seed), "least-cost") is not None for seed in range(90)]
    assert 54 <= sum(possible) <= 72


def test_every_kind_of_rule_occurs_often_and_half_of_those_that_may_are_soft() -> None:
    days = [ruled(seed) for seed in range(400)]
    kinds = Counter(rule["kind"] for data in days for rule in data["rules"])
    soft = Counter(rule["kind"] for data in days for rule in data["rules"] if "weight" in rule)
    kinds["any_of"] = sum(any("any_of" in s for w in data["workshops"] for s in w["sessions"]) for data in days)
    assert [kind for kind in RULED_KINDS if kinds[kind] < 40] == []
    softenable = ("together", "apart", "at_most", "at_least", "eligible")
    assert {kind for kind in softenable if 0.35 < soft[kind] / kinds[kind] < 0.7} == {*soft} == {*softenable}
