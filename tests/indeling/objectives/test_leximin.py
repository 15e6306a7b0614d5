# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest

from indeling.objectives import Level, PersonLevel, Scale
from indeling.objectives.leximin import OBJECTIVE

NOBODY = np.zeros(4, np.int64)
REGRET = np.array([0, 1, 2, 4])


def scale(*regrets: int) -> Scale:
    return Scale(rounds=1, costs=np.array([100, 0]), regrets=np.array(regrets, np.int64))


def counts(level: Level) -> list[int]:
    assert isinstance(level, PersonLevel)
    found = level.person(NOBODY, REGRET)
    assert found.dtype == np.int64
    return [int(each) for each in found]


def test_each_regret_that_can_occur_is_a_level_from_the_largest_and_none_at_zero() -> None:
    levels = list(OBJECTIVE.levels(scale(0, 1, 4)))
    assert [level.title.key for level in levels] == ["regret-4", "regret-1"]
    assert [counts(level) for level in levels] == [[0, 0, 0, 1], [0, 1, 0, 0]]
    assert str(levels[0].title.text) == "people with regret 4"


def test_nobody_with_regret_leaves_no_level() -> None:
    assert list(OBJECTIVE.levels(scale(0))) == []


def test_guide_is_a_steep_power_of_at_most_a_million_rounded_up() -> None:
    guide = OBJECTIVE.guide(scale(0, 2, 4))
    assert counts(guide) == [0, 3907, 62_500, 1_000_000]
    assert (guide.title.key, str(guide.title.text)) == ("steep-regret", "sum of regrets to the fourth power")


@pytest.mark.parametrize("regrets", [(), (0,), (0, 1)])
def test_guide_with_regrets_of_one_at_most_divides_by_one(regrets: tuple[int, ...]) -> None:
    level = OBJECTIVE.guide(scale(*regrets))
    assert isinstance(level, PersonLevel)
    assert level.person(NOBODY[:2], REGRET[:2]).tolist() == [0, 1_000_000]
