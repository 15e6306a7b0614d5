# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import pytest

from engine_days import drawn
from indeling import Problem, solve
from indeling.solver.elastic import smallest_change
from oracle.edges import day_of, workshop

Tree = dict[str, Any]


def changes(data: Tree) -> list[Tree]:
    """Return the changes without their sentences."""
    found = drawn(data)
    return [
        {key: part for key, part in each.items() if key != "text"} for each in smallest_change(found.problem, found.day)
    ]


def nobody_in(workshop_: str, *people: str) -> list[Tree]:
    return [{"id": name, "forbidden": [workshop_]} for name in people]


ONLY_B = day_of([{"id": name, "forbidden": ["a"]} for name in "pq"], [workshop("a", (2, 0)), workshop("b", (1, 0))])
"""Chairs enough, but everybody has to be in b."""


def test_chairs_that_are_lacking_are_counted() -> None:
    assert changes(ONLY_B) == [{"kind": "more-chairs", "workshop": "b", "round": "r1", "more": 1}]


def test_day_without_placement_says_what_would_help() -> None:
    placement = solve(Problem.from_dict(ONLY_B))
    assert placement.status == "infeasible"
    assert placement.proof == {
        "kind": "infeasible",
        "conflicts": [
            {
                "kind": "more-chairs",
                "workshop": "b",
                "round": "r1",
                "more": 1,
                "text": "all rules together leave no placement; 1 more chair for b in Round 1 would help",
            }
        ],
    }


def test_minimum_that_cannot_be_met_is_lowered() -> None:
    people = [*nobody_in("a", "p", "q"), {"id": "s", "fixed": {"r1": "b"}}, {"id": "t"}]
    assert changes(day_of(people, [workshop("a", (9, 2)), workshop("b", (9, 0))])) == [
        {"kind": "lower-minimum", "workshop": "a", "round": "r1", "fewer": 1}
    ]


def test_chairs_and_minima_are_weighed_against_each_other() -> None:
    people = [*nobody_in("a", "p", "q", "s"), *nobody_in("b", "t")]
    workshops = [workshop("a", (3, 2)), workshop("b", (1, 0))]
    assert changes(day_of(people, workshops)) == [
        {"kind": "lower-minimum", "workshop": "a", "round": "r1", "fewer": 1},
        {"kind": "more-chairs", "workshop": "b", "round": "r1", "more": 2},
    ]


def test_nobody_gets_a_workshop_twice_instead() -> None:
    data = day_of([{"id": name} for name in "pq"], [workshop("a", (2, 0), (2, 0)), workshop("b", (1, 0))], rounds=2)
    assert changes(data) == [{"kind": "more-chairs", "workshop": "b", "round": "r1", "more": 1}]


@pytest.mark.parametrize(
    ("optional", "other", "expected"),
    [
        ((1, 3), 1, [{"kind": "more-chairs", "workshop": "b", "round": "r1", "more": 1}]),
        ((2, 3), 0, [{"kind": "lower-minimum", "workshop": "a", "round": "r1", "fewer": 1}]),
        ((2, 2), 0, []),
    ],
    ids=["dropped", "given with fewer", "given as it is"],
)
def test_workshop_that_may_be_dropped_is_given_where_that_helps(
    optional: tuple[int, int], other: int, expected: list[Tree]
) -> None:
    workshops = [workshop("a", optional, optional=True), workshop("b", (other, 0))]
    assert changes(day_of([{"id": name} for name in "pq"], workshops)) == expected


def test_workshop_is_dropped_rather_than_changed() -> None:
    workshops = [workshop("a", (5, 5), optional=True), workshop("b", (2, 0))]
    assert changes(day_of([{"id": name} for name in "pq"], workshops)) == []
