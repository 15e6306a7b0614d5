# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np

from indeling.objectives import Scale, SeatLevel
from indeling.objectives.least_cost import OBJECTIVE

SCALE = Scale(rounds=1, costs=np.array([100, 0, 1, 3]), regrets=np.array([0]))


def test_only_level_is_the_total_cost() -> None:
    levels = [*OBJECTIVE.levels(SCALE), OBJECTIVE.guide(SCALE)]
    seats = [level for level in levels if isinstance(level, SeatLevel)]
    assert [(level.title.key, str(level.title.text), level.seat.tolist()) for level in seats] == [
        ("cost", "total cost", [100, 0, 1, 3])
    ] * 2
