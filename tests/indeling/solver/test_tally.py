# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

from engine_days import Drawn, drawn
from indeling.solver.bundles import all_bundles
from indeling.solver.tally import Tally, fixed_ranks, tally_of
from oracle.edges import day_of

Tree = dict[str, Any]

DAY = day_of(
    [
        {"id": "p", "wishes": ["a", "b"], "fixed": {"r1": "c"}},
        {"id": "q", "wishes": ["a", "b"]},
        {"id": "held", "wishes": ["a"], "fixed": {"r1": "b", "r2": "c"}},
    ],
    rounds=2,
    wishes_asked=2,
)


def tallied() -> tuple[Drawn, Tally, list[str]]:
    """Return the day, its tally, and whose each bundle is."""
    found = drawn(DAY)
    bundles = all_bundles(found.seats)
    return found, tally_of(found.day, found.seats, bundles), [found.person(int(each)) for each in bundles.person]


def by_person(column: list[int], whose: list[str]) -> dict[str, list[int]]:
    return {name: sorted(each for each, of in zip(column, whose, strict=True) if of == name) for name in set(whose)}


def test_bundles_count_seats_per_rank_fixed_places_included() -> None:
    _, tally, whose = tallied()
    assert sorted(row for row, of in zip(tally.counts.tolist(), whose, strict=True) if of == "p") == [
        [1, 0, 1],
        [1, 1, 0],
    ]
    assert tally.settled_counts.tolist() == [[0, 0, 2]]


def test_regret_is_above_what_was_possible_with_the_fixed_places() -> None:
    _, tally, whose = tallied()
    assert by_person(tally.regret.tolist(), whose) == {"p": [0, 1], "q": [0, 99, 100]}
    assert tally.settled_regret.tolist() == [0]
    assert tally.scale.regrets.tolist() == [0, 1, 99, 100]
    assert (tally.scale.rounds, tally.scale.costs.tolist()) == (2, [100, 0, 1])


def test_levels_over_people_and_over_seats_are_counted_per_bundle() -> None:
    found, tally, whose = tallied()
    outside = next(level for level in found.levels("fair") if level.title.key == "outside-1")
    assert by_person(tally.of(outside).tolist(), whose) == {"p": [1, 1], "q": [0, 1, 1]}
    cost = found.levels("least-cost")[0]
    assert by_person(tally.of(cost).tolist(), whose) == {"p": [100, 101], "q": [1, 100, 101]}


def test_people_whose_places_are_all_fixed_count_beside() -> None:
    found, tally, _ = tallied()
    assert tally.beside(found.levels("least-cost")[0]) == 2
    assert {level.title.key: tally.beside(level) for level in found.levels("rank-maximal")} == {
        "beyond-1": 2,
        "beyond-2": 0,
    }


def test_fixed_places_have_the_rank_of_their_round() -> None:
    person: Tree = {"id": "p", "wishes": {"r1": ["a", "b"], "r2": ["b", "a"]}, "fixed": {"r1": "b", "r2": "a"}}
    assert fixed_ranks(drawn(day_of([person], rounds=2)).day).tolist() == [2, 2]
    assert sorted(fixed_ranks(drawn(DAY).day).tolist()) == [0, 2, 2]
