# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pytest

from engine_days import Drawn, drawn
from indeling.solver.bundles import Bundles, all_bundles, count_bundles
from indeling.solver.seats import Choice
from oracle.edges import day_of, workshop

Tree = dict[str, Any]

PEOPLE: list[Tree] = [
    {"id": "p", "wishes": ["a", "b"]},  # c and d are pooled
    {"id": "q", "wishes": ["a", "b", "c"], "forbidden": ["d"]},
    {"id": "late", "wishes": ["d"], "rounds": ["r2"]},
    {"id": "away", "rounds": []},
]
DAY = day_of(PEOPLE, [workshop(name, (2, 0), (2, 0)) for name in "abcd"], rounds=2, wishes_asked=2)


def named(found: Drawn, bundles: Bundles) -> dict[str, list[list[str]]]:
    """Return the bundles of each participant: items taken, "pool" for a pooled seat."""
    table: dict[str, list[list[str]]] = {}
    for person, arcs, pooled in zip(bundles.person, bundles.arcs, bundles.pooled, strict=True):
        taken = [found.item(int(found.seats.arc_item[arc])) for arc in arcs if arc >= 0]
        pools = [f"pool {found.slot(int(slot))}" for slot in pooled if slot >= 0]
        table.setdefault(found.person(int(person)), []).append(sorted(taken) + pools)
    return {person: sorted(each) for person, each in table.items()}


def test_bundles_are_all_choices_of_different_workshops() -> None:
    found = drawn(DAY)
    assert named(found, all_bundles(found.seats)) == {
        "p": [["a", "b"], ["a", "pool p"], ["b", "pool p"], ["pool p", "pool p"]],
        "q": [["a", "b"], ["a", "c"], ["b", "c"]],
        "late": [["d"], ["pool late"]],
    }
    assert count_bundles(found.seats) == 4 + 3 + 2 + 1


def test_bundles_by_session_never_repeat_a_workshop() -> None:
    data = day_of(PEOPLE[1:2], [workshop(name, (2, 0), (2, 0)) for name in "abcd"], rounds=2, wishes_asked=2)
    found = drawn(data, sessions=True)
    expected = [sorted([f"{x} r1", f"{y} r2"]) for pair in combinations("abc", 2) for x, y in (pair, pair[::-1])]
    assert named(found, all_bundles(found.seats)) == {"q": sorted(expected)}
    assert count_bundles(found.seats) == 9


def test_bundles_are_sorted_by_participant() -> None:
    bundles = all_bundles(drawn(DAY).seats)
    assert (np.diff(bundles.person) >= 0).all()
    assert len(bundles) == 9


def test_participant_without_enough_workshops_has_no_bundle() -> None:
    data = day_of([{"id": "p", "forbidden": ["a", "b"]}, {"id": "q"}], rounds=2)
    found = drawn(data, spelled_out=True)
    assert set(named(found, all_bundles(found.seats))) == {"q"}


@pytest.mark.parametrize("sessions", [False, True], ids=["workshops", "sessions"])
def test_day_of_nobody_has_no_bundles(*, sessions: bool) -> None:
    seats = drawn(day_of([]), sessions=sessions).seats
    bundles = all_bundles(seats)
    assert (len(bundles), count_bundles(seats), bundles.items(seats).shape) == (0, 0, (0, 0))


def test_bundles_know_the_items_and_the_ranks_they_take() -> None:
    found = drawn(DAY)
    bundles = all_bundles(found.seats)
    items = bundles.items(found.seats)
    assert items.max() == found.seats.item_count == 4
    counts = bundles.rank_counts(found.seats, 4)
    late = np.array([found.person(int(person)) == "late" for person in bundles.person])
    assert counts.sum(axis=1).tolist() == np.where(late, 1, 2).tolist()
    p = np.array([found.person(int(person)) == "p" for person in bundles.person])
    assert sorted(counts[p].tolist()) == [[0, 1, 1, 0], [1, 0, 1, 0], [1, 1, 0, 0], [2, 0, 0, 0]]


def test_choice_of_bundles_is_found_again() -> None:
    found = drawn(DAY)
    bundles = all_bundles(found.seats)
    given = np.ones(4, bool)
    for at in range(3):
        chosen = np.array([np.flatnonzero(bundles.person == person)[at % 2] for person in np.unique(bundles.person)])
        choice = bundles.choice(found.seats, chosen, given)
        assert bundles.find(found.seats, choice).tolist() == chosen.tolist()


def test_choice_takes_arcs_and_counts_pooled_seats() -> None:
    found = drawn(DAY)
    bundles = all_bundles(found.seats)
    names = [
        at
        for at in range(len(bundles))
        if (bundles.arcs[at] < 0).all() and found.person(int(bundles.person[at])) == "p"
    ]
    choice = bundles.choice(found.seats, np.array(names), np.array([True, False, True, True]))
    assert found.by_slot(choice.pooled) == {"p": 2}
    assert not choice.arcs.any()
    assert choice.given.tolist() == [True, False, True, True]


def test_choice_without_arcs_is_pooled_in_all() -> None:
    found = drawn(day_of([{"id": "p"}, {"id": "q"}]))
    bundles = all_bundles(found.seats)
    choice = Choice(np.zeros(0, bool), np.ones(2, np.int64), np.ones(3, bool))
    assert bundles.find(found.seats, choice).tolist() == [0, 1]
