# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest

from indeling.errors import UnknownKindError, text
from indeling.objectives import (
    PersonLevel,
    Scale,
    SeatLevel,
    Title,
    at_turn,
    in_class,
    level_title,
    names,
    objective,
)

SCALE = Scale(rounds=2, costs=np.array([100, 0, 1, 3]), regrets=np.array([0, 1, 3, 103]))
"""Two rounds, three ranks."""


def test_all_objectives_are_found_and_the_default_comes_first() -> None:
    assert names() == ("fair", "generous", "least-cost", "leximin", "lottery", "rank-maximal")


@pytest.mark.parametrize("name", names())
def test_objective_is_found_by_its_name(name: str) -> None:
    assert objective(name).name == name


def test_unknown_objective_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnknownKindError) as raised:
        objective("fairest")
    assert (raised.value.kind, raised.value.name, raised.value.known) == (
        "objective",
        "fairest",
        tuple(sorted(names())),
    )


@pytest.mark.parametrize("name", names())
def test_objective_says_whether_its_levels_are_sums_over_seats(name: str) -> None:
    kind = SeatLevel if objective(name).per_seat else PersonLevel
    every = [*objective(name).levels(SCALE), objective(name).guide(SCALE)]
    assert {type(level) for level in every} == {kind}


@pytest.mark.parametrize("name", names())
def test_levels_have_keys_of_their_own(name: str) -> None:
    keys = [level.title.key for level in objective(name).levels(SCALE)]
    assert len(set(keys)) == len(keys) > 0


def test_scale_knows_the_worst_rank() -> None:
    assert SCALE.worst_rank == 3


@pytest.mark.parametrize(
    ("name", "key", "title"),
    [
        ("fair", "outside-2", "people with 2 seats outside their wishes"),
        ("fair", "squared-regret", "sum of squared regrets"),
        ("leximin", "regret-100000", "people with regret 100000"),
        ("generous", "rank-3", "seats at wish 3"),
        ("generous", "outside", "seats outside the wishes"),
        ("rank-maximal", "beyond-2", "seats beyond wish 2"),
        ("least-cost", "cost", "total cost"),
        ("generous", "rank-1001", "seats at wish 1001"),
        ("generous", "rank-1002", "rank-1002"),
        ("lottery", "regret@12", "regret of whoever has turn 12"),
        ("least-cost", "cost@2", "total cost, in priority class 2"),
        ("least-cost", "cost@", "cost@"),
        ("least-cost", "cost@one", "cost@one"),
        ("least-cost", "cost@1@2", "cost@1@2"),
        ("least-cost", "cost@" + "9" * 18, "total cost, in priority class " + "9" * 18),
        ("least-cost", "cost@" + "9" * 5000, "cost@" + "9" * 5000),
        ("generous", f"rank-{10**30}", f"rank-{10**30}"),
        ("fair", "something", "something"),
        ("of another version", "outside-2", "outside-2"),
    ],
)
def test_level_is_named_by_its_key(name: str, key: str, title: str) -> None:
    assert str(level_title(name, key)) == title


def test_level_of_a_class_or_a_turn_has_a_key_of_its_own() -> None:
    cost = Title("cost", text("total cost"))
    titles = [in_class(cost, 1, 1), in_class(cost, 1, 2), in_class(cost, 2, 2), at_turn(cost, 3)]
    assert [(title.key, str(title.text)) for title in titles] == [
        ("cost", "total cost"),
        ("cost@1", "total cost, in priority class 1"),
        ("cost@2", "total cost, in priority class 2"),
        ("cost@3", "total cost of whoever has turn 3"),
    ]
