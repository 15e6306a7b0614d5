# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

from engine_days import drawn
from oracle.edges import day_of, workshop

Tree = dict[str, Any]

# What is left to decide ----------------------------------------------------------------------------------------

WORKSHOPS = [
    workshop("a", (3, 2), (3, 0), optional=True),
    workshop("b", (2, 1), (2, 2), optional=True),
    workshop("c", (1, 0), (0, 1), optional=True),
]
PEOPLE: list[Tree] = [
    {"id": "p", "wishes": ["a", "b"], "fixed": {"r1": "a"}},
    {"id": "q", "wishes": ["b", "a"], "rounds": ["r1"]},
]


def test_fixed_places_are_taken_out() -> None:
    found = drawn(day_of(PEOPLE, WORKSHOPS, rounds=2))
    day, p, q = found.day, *(next(at for at in range(2) if found.person(at) == name) for name in "pq")
    where = {found.workshop(at): at for at in range(3)}
    assert day.need[[p, q]].tolist() == [[False, True], [True, False]]
    assert day.open[p][[where[name] for name in "abc"]].tolist() == [[False, False], [False, True], [False, False]]
    assert day.open[q][[where[name] for name in "abc"]].tolist() == [[True, False], [True, False], [True, False]]
    assert {found.workshop(at): low for at, low in enumerate(day.low.tolist())} == {
        "a": [1, 0],
        "b": [1, 2],
        "c": [0, 1],
    }
    assert {found.workshop(at): high for at, high in enumerate(day.high.tolist())} == {
        "a": [2, 3],
        "b": [2, 2],
        "c": [1, 0],
    }
    assert {(found.person(a), b, found.workshop(c)) for a, b, c in day.fixed.tolist()} == {("p", 0, "a")}


def test_workshop_may_be_dropped_when_it_needs_people_and_nobody_is_fixed_in_it() -> None:
    free = workshop("d", (1, 0), (1, 0), optional=True)
    found = drawn(day_of(PEOPLE, [*WORKSHOPS, free, workshop("e", (1, 1), (1, 1))], rounds=2))
    assert {found.workshop(at) for at in range(5) if found.day.optional[at]} == {"b", "c"}


def test_too_many_fixed_places_leave_less_than_no_chairs() -> None:
    found = drawn(day_of([{"id": name, "fixed": {"r1": "a"}} for name in "pq"]))
    assert {found.workshop(at): high for at, high in enumerate(found.day.high.tolist())} == {
        "a": [-1],
        "b": [1],
        "c": [1],
    }


def test_valuation_is_in_drawn_order() -> None:
    found = drawn(day_of([{"id": "p", "wishes": ["a"]}, {"id": "q", "wishes": ["b", "c"]}], wishes_asked=2))
    ranks = {
        (found.person(at), found.workshop(to)): int(found.day.value.ranks[at, to, 0])
        for at in range(2)
        for to in range(3)
    }
    assert ranks == {
        ("p", "a"): 1,
        ("p", "b"): 2,
        ("p", "c"): 2,
        ("q", "a"): 0,
        ("q", "b"): 1,
        ("q", "c"): 2,
    }
    assert {found.person(at): int(found.day.value.unlisted[at, 0]) for at in range(2)} == {"p": 2, "q": 0}
