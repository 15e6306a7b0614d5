# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np

from indeling.objectives import Scale, SeatLevel
from indeling.objectives.rank_maximal import OBJECTIVE

SCALE = Scale(rounds=1, costs=np.array([100, 0, 1, 3]), regrets=np.array([0]))


def test_each_level_counts_the_seats_beyond_a_rank_and_those_outside() -> None:
    levels = [level for level in OBJECTIVE.levels(SCALE) if isinstance(level, SeatLevel)]
    assert {level.seat.dtype for level in levels} == {np.dtype(np.int64)}
    assert [(level.title.key, str(level.title.text), level.seat.tolist()) for level in levels] == [
        ("beyond-1", "seats beyond wish 1", [1, 0, 1, 1]),
        ("beyond-2", "seats beyond wish 2", [1, 0, 0, 1]),
        ("beyond-3", "seats beyond wish 3", [1, 0, 0, 0]),
    ]


def test_guide_is_the_total_cost() -> None:
    level = OBJECTIVE.guide(SCALE)
    assert isinstance(level, SeatLevel)
    assert (level.title.key, str(level.title.text), level.seat.tolist()) == ("cost", "total cost", [100, 0, 1, 3])
