# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np

from indeling.objectives import Scale, SeatLevel
from indeling.objectives.generous import OBJECTIVE

SCALE = Scale(rounds=1, costs=np.array([100, 0, 1, 3]), regrets=np.array([0]))


def test_seats_outside_come_first_then_the_worst_rank_and_never_the_first() -> None:
    levels = [level for level in OBJECTIVE.levels(SCALE) if isinstance(level, SeatLevel)]
    assert {level.seat.dtype for level in levels} == {np.dtype(np.int64)}
    assert [(level.title.key, str(level.title.text), level.seat.tolist()) for level in levels] == [
        ("outside", "seats outside the wishes", [1, 0, 0, 0]),
        ("rank-3", "seats at wish 3", [0, 0, 0, 1]),
        ("rank-2", "seats at wish 2", [0, 0, 1, 0]),
    ]


def test_guide_is_the_total_cost() -> None:
    level = OBJECTIVE.guide(SCALE)
    assert isinstance(level, SeatLevel)
    assert (level.title.key, str(level.title.text), level.seat.tolist()) == ("cost", "total cost", [100, 0, 1, 3])
