# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np

from indeling.solver.columns import Columns


def test_columns_are_widened_without_entries() -> None:
    wide = Columns(np.array([[0]]), np.array([[2.0]]), np.array([1.0])).widen(3)
    assert (wide.rows.tolist(), wide.values.tolist()) == ([[0, -1, -1]], [[2.0, 0.0, 0.0]])
