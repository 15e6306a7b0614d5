# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import numpy as np

from engine_days import drawn
from indeling.solver.seats import seats_by_session, seats_by_workshop
from oracle.edges import day_of, workshop

Tree = dict[str, Any]

WORKSHOPS = [workshop("a", (2, 1), (3, 0)), workshop("b", (2, 0), (2, 0)), workshop("c", (2, 0))]
PEOPLE: list[Tree] = [
    {"id": "p", "wishes": ["a", "b"]},  # c is outside the wishes
    {"id": "q", "wishes": ["b"]},  # a and c are at rank 2
    {"id": "late", "wishes": ["a"], "rounds": ["r2"]},
]
DAY = day_of(PEOPLE, WORKSHOPS, rounds=2, wishes_asked=2)


def test_network_by_workshop_has_a_slot_per_participant_and_an_item_per_workshop() -> None:
    found = drawn(DAY)
    seats = found.seats
    assert found.by_slot(seats.units) == {"p": 2, "q": 2, "late": 1}
    assert found.by_item(seats.low) == {"a": 1}
    assert found.by_item(seats.high) == {"a": 5, "b": 4, "c": 2}
    assert (seats.slot_count, seats.item_count, seats.pool_count) == (3, 3, 1)
    assert (seats.told_apart, seats.repeats) == (False, False)


def test_seats_at_the_unlisted_rank_are_pooled_and_the_others_drawn() -> None:
    found = drawn(DAY)
    assert found.arcs() == {("p", "a"): 1, ("p", "b"): 2, ("q", "b"): 1, ("late", "a"): 1}
    assert {(found.slot(s), found.item(i)) for s, i in np.argwhere(found.seats.pooled).tolist()} == {
        ("p", "c"),
        ("q", "a"),
        ("q", "c"),
        ("late", "b"),
    }
    assert found.by_slot(found.seats.pool_rank) == {"q": 2, "late": 2}
    assert found.by_slot(found.seats.pool_most) == {"p": 1, "q": 2, "late": 1}
    assert found.by_item(found.seats.in_pool.astype(int)) == {"a": 1, "b": 1, "c": 1}


def test_participant_who_is_spelled_out_has_no_pool() -> None:
    found = drawn(DAY)
    who = np.array([found.person(at) == "q" for at in range(3)])
    seats = seats_by_workshop(found.day, who)
    assert found.by_slot(seats.pool_most) == {"p": 1, "late": 1}
    every = drawn(DAY, spelled_out=True)
    assert every.by_slot(every.seats.pool_most) == {}
    assert every.arcs() == {
        ("p", "a"): 1,
        ("p", "b"): 2,
        ("p", "c"): 0,
        ("q", "a"): 2,
        ("q", "b"): 1,
        ("q", "c"): 2,
        ("late", "a"): 1,
        ("late", "b"): 2,
    }


def test_network_by_session_has_a_slot_per_participant_and_round_and_an_item_per_session() -> None:
    found = drawn(DAY, sessions=True)
    seats = found.seats
    assert found.by_slot(seats.units) == {"p r1": 1, "p r2": 1, "q r1": 1, "q r2": 1, "late r2": 1}
    assert found.by_item(seats.low) == {"a r1": 1}
    assert found.by_item(seats.high) == {"a r1": 2, "a r2": 3, "b r1": 2, "b r2": 2, "c r1": 2}
    assert found.arcs() == {
        ("p r1", "a r1"): 1,
        ("p r2", "a r2"): 1,
        ("p r1", "b r1"): 2,
        ("p r2", "b r2"): 2,
        ("q r1", "b r1"): 1,
        ("q r2", "b r2"): 1,
        ("late r2", "a r2"): 1,
    }
    assert found.by_slot(seats.pool_most) == {"p r1": 1, "q r1": 1, "q r2": 1, "late r2": 1}
    assert (seats.pool_count, seats.told_apart, seats.repeats) == (2, True, True)


def test_participant_who_is_spelled_out_has_no_pool_in_any_round() -> None:
    found = drawn(DAY, sessions=True)
    who = np.array([found.person(at) == "q" for at in range(3)])
    assert found.by_slot(seats_by_session(found.day, who).pool_most) == {"p r1": 1, "late r2": 1}


def test_workshops_that_are_given_once_each_do_not_repeat() -> None:
    workshops: list[Tree] = [
        {"id": name, "sessions": [{"round": rnd, "capacity": 2}]} for name, rnd in (("a", "r1"), ("b", "r2"))
    ]
    found = drawn(day_of([{"id": "p"}], workshops, rounds=2), sessions=True)
    assert (found.seats.repeats, found.seats.told_apart) == (False, True)


def test_wishes_per_round_give_ranks_per_round() -> None:
    data = day_of([{"id": "p", "wishes": {"r1": ["a", "b"], "r2": ["b", "c"]}}], rounds=2, wishes_asked=2)
    found = drawn(data, sessions=True)
    assert found.arcs() == {("p r1", "a r1"): 1, ("p r1", "b r1"): 2, ("p r2", "b r2"): 1, ("p r2", "c r2"): 2}
    assert found.by_slot(found.seats.pool_most) == {"p r1": 1, "p r2": 1}


def test_session_that_nobody_may_have_but_needs_people_stays() -> None:
    workshops = [workshop("a", (1, 1)), workshop("b", (1, 0)), workshop("c", (1, 0))]
    found = drawn(day_of([{"id": "p", "forbidden": ["a", "b"]}], workshops), sessions=True)
    assert found.by_item(found.seats.high) == {"a r1": 1, "c r1": 1}


def test_items_of_a_workshop_that_may_be_dropped_are_optional() -> None:
    workshops = [workshop("a", (1, 1), (1, 0), optional=True), workshop("b", (1, 0), (1, 0), optional=True)]
    found = drawn(day_of([{"id": "p"}], workshops, rounds=2), sessions=True)
    assert found.by_item(found.seats.item_optional.astype(int)) == {"a r1": 1, "a r2": 1}


def test_day_of_nobody_has_no_slots() -> None:
    for sessions in (False, True):
        seats = drawn(day_of([]), sessions=sessions).seats
        assert (seats.slot_count, len(seats.arc_slot), seats.repeats) == (0, 0, False)
