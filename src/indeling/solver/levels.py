# SPDX-License-Identifier: EUPL-1.2
"""What every way of solving gives back for each level: its value and what proves that value to be the least."""

from __future__ import annotations

from dataclasses import dataclass

from indeling.problem import Ints


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
