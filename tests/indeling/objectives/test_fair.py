# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np

from indeling.objectives import PersonLevel, Scale
from indeling.objectives.fair import OBJECTIVE

SCALE = Scale(rounds=3, costs=np.array([100, 0, 1]), regrets=np.array([0, 1]))
OUTSIDE, REGRET = np.array([0, 1, 2, 3, 1]), np.array([2, 100, 200, 300, 101])


def counts(level: object) -> list[int]:
    assert isinstance(level, PersonLevel)
    found = level.person(OUTSIDE, REGRET)
    assert found.dtype == np.int64
    return [int(each) for each in found]


def test_people_with_most_seats_outside_count_first_then_squares() -> None:
    assert {level.title.key: counts(level) for level in OBJECTIVE.levels(SCALE)} == {
        "outside-3": [0, 0, 0, 1, 0],
        "outside-2": [0, 0, 1, 0, 0],
        "outside-1": [0, 1, 0, 0, 1],
        "squared-regret": [4, 10_000, 40_000, 90_000, 10_201],
    }
    assert [level.title.key for level in OBJECTIVE.levels(SCALE)][::3] == ["outside-3", "squared-regret"]


def test_levels_say_what_they_count() -> None:
    assert [str(level.title.text) for level in OBJECTIVE.levels(SCALE)][2:] == [
        "people with a seat outside their wishes",
        "sum of squared regrets",
    ]


def test_guide_is_the_sum_of_squares() -> None:
    assert counts(OBJECTIVE.guide(SCALE)) == [4, 10_000, 40_000, 90_000, 10_201]
