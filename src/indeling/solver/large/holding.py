# SPDX-License-Identifier: EUPL-1.2
"""Who holds what on a plain day: what an auction, or a flow in its place, comes down to."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indeling.problem import Ints

Marks = NDArray[np.uint8]

MISSING = -1
"""In place of a good that a buyer does not have yet."""


class Holding(NamedTuple):
    """Who holds what, changed in place: held (A,) 0 or 1, pooled (n,) seats, load (m,) people, price (m,)."""

    held: Marks
    pooled: Ints
    load: Ints
    price: Ints
