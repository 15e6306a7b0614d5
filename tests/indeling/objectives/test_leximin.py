# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np

from indeling.objectives import Level, PersonLevel, Scale
from indeling.objectives.leximin import OBJECTIVE

NOBODY = np.zeros(4, np.int64)
REGRET = np.array([0, 1, 2, 4])


def scale(*regrets: int) -> Scale:
    return Scale(rounds=1, costs=np.array([100, 0]), regrets=np.array(regrets, np.int64))


def counts(level: Level) -> list[int]:
    assert isinstance(level, PersonLevel)
    return [int(each) for each in level.person(NOBODY, REGRET)]


def test_each_regret_that_can_occur_is_a_level_from_the_largest_and_none_at_zero() -> None:
    levels = list(OBJECTIVE.levels(scale(0, 1, 4)))
    assert [level.title.key for level in levels] == ["regret-4", "regret-1"]
    assert [counts(level) for level in levels] == [[0, 0, 0, 1], [0, 1, 0, 0]]
    assert str(levels[0].title.text) == "people with regret 4"


def test_nobody_with_regret_leaves_no_level() -> None:
    assert list(OBJECTIVE.levels(scale(0))) == []


def test_guide_is_a_steep_power_of_at_most_a_million_rounded_up() -> None:
    assert counts(OBJECTIVE.guide(scale(0, 2, 4))) == [0, 3907, 62_500, 1_000_000]


def test_guide_without_any_regret_divides_by_one() -> None:
    level = OBJECTIVE.guide(scale())
    assert isinstance(level, PersonLevel)
    assert level.person(NOBODY[:1], NOBODY[:1]).tolist() == [0]
