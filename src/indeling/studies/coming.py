# SPDX-License-Identifier: EUPL-1.2
"""How many people come when each of them may stay away: the Poisson-binomial distribution, exact.

With P(j) the chance that j of the people so far come, one more who comes with chance p makes it
P(j) (1 − p) + P(j − 1) p. All terms are ≥ 0, so nothing cancels. Source: Hong, On computing the distribution function
for the Poisson binomial distribution, Computational Statistics & Data Analysis 59 (2013), the direct convolution.
Everybody decides for themselves: that is what is assumed here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

ROUNDING = 1e-12
"""By how much, as a share, a chance may be above a limit: so much is lost in rounding."""


def distribution(comes: Floats) -> Floats:
    """Return the chance that 0, 1, ..., k people come: (k + 1,), from the chance that each does (k,), in any order."""
    chances = np.ones(1)
    for chance in np.sort(comes).tolist():
        more = np.append(chances * (1 - chance), 0.0)
        more[1:] += chances * chance
        chances = more
    return np.minimum(chances, 1.0)  # rounding may have made 1 a little more


def overflows(comes: Iterable[float], chairs: int) -> Iterator[float]:
    """Yield the chance that more come than there are `chairs` ≥ 1, with the first booked, the first two, and so on.

    comes: the chance that each comes. Each step takes O(chairs).
    """
    seated, over = np.zeros(chairs + 1), 0.0
    seated[0] = 1.0
    for chance in comes:
        over += float(seated[-1] * chance)
        seated[1:] = seated[1:] * (1 - chance) + seated[:-1] * chance
        seated[0] *= 1 - chance
        yield min(over, 1.0)


def most_booked(comes: Iterable[float], people: int, chairs: int, limit: float) -> int:
    """Return how many of `people` people can be booked on `chairs` so that more than those come with a small chance.

    comes: the chance that each of them comes, in the order in which they are booked. The number is the largest for
    which that chance is at most `limit`; never below `chairs`, and above it never more than `people`.
    """
    if chairs < 1 or people <= chairs:
        return chairs
    booked = 0
    for over in overflows(comes, chairs):
        if not within(over, limit):
            break
        booked += 1
    return booked


def within(chance: float, limit: float) -> bool:
    """Return whether a chance is at most the limit, rounding aside."""
    return chance <= limit * (1 + ROUNDING)
