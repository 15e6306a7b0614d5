# SPDX-License-Identifier: EUPL-1.2
"""What every way of solving gives back for each level: its value and what proves that value to be the least."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from indeling.problem import Ints
from indeling.solver.columns import Floats
from indeling.solver.linear import CLOSE

SCALES = (1, 2, 3, 4, 6, 12, 60, 1 << 20)
"""Denominators to try for the solver's prices, which are nearly always whole numbers or simple fractions."""

LARGEST = 1 << 52
"""Prices beyond this are not kept: sums of them might not fit, and no reader of JSON keeps them exactly."""


@dataclass(frozen=True, eq=False)
class Prices:
    """Dual prices that bound one level from below (proof.py has the formula).

    `items` (I,): price of a seat in each item; `earlier`: the weight ≥ 0 of earlier levels, by their number from 0;
    `scale` > 0: the weight of this level itself. All whole numbers.
    """

    items: Ints
    earlier: dict[int, int]
    scale: int


@dataclass(frozen=True, eq=False)
class Solved:
    """One level: its `value`, the `bound` the solver claims (equal when it finished), and prices if it has them."""

    value: int
    bound: int
    prices: Prices | None


def scale_of(prices: Floats) -> int:
    """Return the smallest denominator that makes all prices whole, as far as can be seen; else a fine one."""
    return next((s for s in SCALES if np.abs(prices * s - np.round(prices * s)).max(initial=0) < CLOSE * s), SCALES[-1])


def rounded(prices: Floats, scale: int) -> Ints:
    """Return the prices times `scale` as whole numbers."""
    return np.round(prices * scale).astype(np.int64)
