# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np

from indeling.objectives import OneByOne, PersonLevel, Scale
from indeling.objectives.lottery import OBJECTIVE

SCALE = Scale(rounds=2, costs=np.array([100, 0, 1]), regrets=np.array([0, 1]))


def test_level_of_each_person_is_their_regret() -> None:
    levels = [level for level in OBJECTIVE.levels(SCALE) if isinstance(level, PersonLevel)]
    assert [(level.title.key, str(level.title.text)) for level in levels] == [("regret", "regret")]
    assert levels[0].person(np.array([1, 0]), np.array([7, 0])).tolist() == [7, 0]
    assert isinstance(OBJECTIVE, OneByOne)
