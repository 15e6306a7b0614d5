# SPDX-License-Identifier: EUPL-1.2
"""Dice, thrown by hypothesis or by NumPy, and what is done with them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

import numpy as np
from hypothesis import strategies as st

Item = TypeVar("Item")


class Dice(Protocol):
    """A source of whole numbers."""

    def whole(self, low: int, high: int) -> int:
        """Return a number from `low` up to and including `high`."""


class SeededDice:
    """Dice thrown by NumPy's generator."""

    def __init__(self, seed: int) -> None:
        self.generator = np.random.default_rng(seed)

    def whole(self, low: int, high: int) -> int:
        """Return a number from `low` up to and including `high`."""
        return int(self.generator.integers(low, high, endpoint=True))


class DrawnDice:
    """Dice thrown by hypothesis, which prefers the low numbers when it shrinks."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw

    def whole(self, low: int, high: int) -> int:
        """Return a number from `low` up to and including `high`."""
        return self.draw(st.integers(low, high))


def pick(dice: Dice, options: Sequence[Item]) -> Item:
    """Return one of the options."""
    return options[dice.whole(0, len(options) - 1)]


def chance(dice: Dice, percent: int) -> bool:
    """Return True in so many cases out of a hundred."""
    return dice.whole(0, 99) >= 100 - percent


def some(dice: Dice, options: Sequence[Item], count: int) -> list[Item]:
    """Return `count` different options in random order, or all when there are fewer."""
    left = list(options)
    return [left.pop(dice.whole(0, len(left) - 1)) for _ in range(min(count, len(left)))]
