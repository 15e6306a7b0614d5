# SPDX-License-Identifier: EUPL-1.2
"""Prices of goods from which no participant has much to gain: a smoothed dual, by Newton's method.

At prices π everybody takes their cheapest bundle, and

    D(π) = Σ over people of min over bundles of (count + prices paid) − Σ π · chairs

bounds every placement from below. D has corners. With −τ log Σ exp(−worth/τ) in place of the minimum it is smooth, off
by at most τ log b per person, and its second derivatives are those of a few seats of each list; so it is made as large
as can be by Newton's method, for smaller and smaller τ (Nesterov, Smooth minimization of non-smooth functions,
Mathematical Programming 103, 2005; projected as in Bertsekas, SIAM Journal on Control and Optimization 20, 1982).

Nothing rests on it but speed: what the prices prove is worked out in whole numbers afterwards. Sums are NumPy's own,
not of a library that adds in another order on more processors.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from indeling.problem import Bools, Ints
from indeling.solver.large.shapes import Floats, Shape

COOLER = 4.0
"""Each τ is so many times as small as the one before it."""

STEPS = 20
"""Steps of Newton's method at one τ, at most."""

FARTHEST = 3.0
"""No price changes by more than so many times τ at once: farther away the second derivatives say nothing."""

HALVINGS = 6
"""A step that brings nothing is halved so often."""

GOOD_ENOUGH = 1e-3
"""Stop at one τ when a step promises less than so many times τ per person; nearer is left to the next."""

RIDGE = 1e-6
"""Added to the second derivatives, as a share of the largest: goods that nobody looks at have none."""

SOLVED, ROUNDS_OF_SOLVING = 1e-3, 200
"""How far, and how long, the linear equations of one step are solved."""


Watch = Callable[[Floats], None]
"""Called with the prices so far; may raise OutOfTimeError."""


class Choosing(NamedTuple):
    """How people choose, smoothed: the dual's value, its slope (m,) and its curvature (m, m) as minus a matrix."""

    value: float
    slope: Floats
    curve: Floats


@dataclass(frozen=True, eq=False)
class Dual:
    """The dual of one level.

    counts: for each shape what its bundles count, (b, n) with ∞ for those that are out of the question.
    chairs (m,). full (m,): the goods that must be full, whose price may be below zero.
    """

    shapes: list[Shape]
    counts: list[Floats]
    chairs: Ints
    full: Bools

    def choose(self, prices: Floats, warmth: float) -> Choosing:
        """Return how people choose at these prices (m,), smoothed by τ = `warmth`."""
        goods = len(self.chairs)
        value, load, curve = -float((prices * self.chairs).sum()), np.zeros(goods), np.zeros(goods * goods)
        for shape, counts in zip(self.shapes, self.counts, strict=True):
            worth = counts + shape.paid(prices)
            least = worth.min(axis=0)
            chance = np.exp((least - worth) / warmth)
            total = chance.sum(axis=0)
            chance /= total
            value += float((least - warmth * np.log(total)).sum())
            _add_choices(shape, chance, load, curve)
        return Choosing(value, load - self.chairs, curve.reshape(goods, goods) / warmth)


def _add_choices(shape: Shape, chance: Floats, load: Floats, curve: Floats) -> None:
    """Add the expected seats per good, and how they vary together, in place; chance (b, n) of each bundle."""
    listed, goods = range(len(shape.goods)), len(load)
    took = [_chance_of(shape, chance, {seat}) for seat in listed]
    for one in listed:
        load += np.bincount(shape.goods[one], weights=took[one], minlength=goods)
        for other in listed:
            both = took[one] if one == other else _chance_of(shape, chance, {one, other})
            where = shape.goods[one] * goods + shape.goods[other]
            curve += np.bincount(where, weights=both - took[one] * took[other], minlength=goods * goods)


def _chance_of(shape: Shape, chance: Floats, seats: set[int]) -> Floats:
    """Return for each person the chance that they take all these listed seats: (n,)."""
    rows = [row for row, taken in enumerate(shape.bundles) if seats <= set(taken)]
    found: Floats = chance[rows].sum(axis=0)
    return found


def smooth_prices(dual: Dual, warmth: float, coolest: float, watch: Watch) -> Floats:
    """Return prices (m,) that nearly make the dual as large as can be.

    τ begins at `warmth` and ends at or below `coolest`. `watch` is called before every step.
    """
    prices = np.zeros(len(dual.chairs))
    people = sum(len(shape.people) for shape in dual.shapes)
    while True:
        prices = _climb(dual, prices, warmth, GOOD_ENOUGH * warmth * people, watch)
        if warmth <= coolest:
            return prices
        warmth /= COOLER


def _climb(dual: Dual, prices: Floats, warmth: float, enough: float, watch: Watch) -> Floats:
    """Return better prices for one τ."""
    watch(prices)
    here = dual.choose(prices, warmth)
    for _ in range(STEPS):
        free = dual.full | (prices > 0) | (here.slope > 0)
        step = np.zeros(len(prices))
        step[free] = _solved(here.curve[np.ix_(free, free)], here.slope[free])
        step = np.clip(step, -FARTHEST * warmth, FARTHEST * warmth)
        if float((step * here.slope).sum()) < enough:
            break
        found = _better(dual, prices, step, here, warmth, watch)
        if found is None:
            break
        prices, here = found
    return prices


def _better(
    dual: Dual, prices: Floats, step: Floats, here: Choosing, warmth: float, watch: Watch
) -> tuple[Floats, Choosing] | None:
    """Return better prices along a step and how people choose there; None when there are none near."""
    for halving in range(HALVINGS):
        watch(prices)
        tried = prices + step / 2**halving
        tried = np.where(dual.full, tried, np.maximum(tried, 0.0))
        there = dual.choose(tried, warmth)
        if there.value > here.value:
            return tried, there
    return None


def _solved(matrix: Floats, right: Floats) -> Floats:
    """Solve a symmetric, positive linear equation by conjugate gradients (Hestenes and Stiefel, 1952)."""
    diagonal = np.diagonal(matrix)
    ridge = RIDGE * float(diagonal.max(initial=0.0)) + RIDGE
    weight = diagonal + ridge
    found, rest = np.zeros_like(right), right.copy()
    along = rest / weight
    left = start = float((rest * along).sum())
    for _ in range(ROUNDS_OF_SOLVING):
        if left <= SOLVED**2 * start:
            break
        turned = np.einsum("ij,j->i", matrix, along) + ridge * along
        length = left / float((along * turned).sum())
        found, rest = found + length * along, rest - length * turned
        scaled = rest / weight
        before, left = left, float((rest * scaled).sum())
        along = scaled + left / before * along
    return found
