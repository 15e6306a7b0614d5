# SPDX-License-Identifier: EUPL-1.2
"""What each bundle counts for on each level: the objective's view of the master programme."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from indeling.objectives import Level, Scale, SeatLevel
from indeling.placement import OUTSIDE
from indeling.problem import Ints
from indeling.solver.bundles import Bundles
from indeling.solver.day import Day
from indeling.solver.seats import Seats


@dataclass(frozen=True, eq=False)
class Tally:
    """Rank counts (B, G + 1) and regrets (B,) of bundles, fixed places included; and of people without a bundle.

    settled: drawn positions of the people whose places are all fixed. They have no bundle; what they count is the same
    in every placement.
    """

    counts: Ints
    regret: Ints
    settled: Ints
    settled_counts: Ints
    settled_regret: Ints
    scale: Scale

    def of(self, level: Level) -> Ints:
        """Return what each bundle counts on the level: int64 (B,)."""
        return _score(level, self.counts, self.regret)

    def beside(self, level: Level) -> int:
        """Return what the people without a bundle add to the level."""
        return int(self.settled_scores(level).sum())

    def settled_scores(self, level: Level) -> Ints:
        """Return what each of the people without a bundle counts on the level."""
        return _score(level, self.settled_counts, self.settled_regret)


def tally_of(day: Day, seats: Seats, bundles: Bundles) -> Tally:
    """Return the tally of all bundles of a network."""
    ranks = len(day.value.costs)
    fixed = np.zeros((len(day.need), ranks), np.int64)
    np.add.at(fixed, (day.fixed[:, 0], fixed_ranks(day)), 1)
    settled = np.setdiff1d(np.arange(len(day.need)), bundles.person)
    counts = bundles.rank_counts(seats, ranks) + fixed[bundles.person]
    regret = counts @ day.value.costs - day.value.least[bundles.person]
    settled_regret = fixed[settled] @ day.value.costs - day.value.least[settled]
    scale = Scale(day.need.shape[1], day.value.costs, np.unique(np.append(regret, settled_regret)))
    return Tally(counts, regret, settled, fixed[settled], settled_regret, scale)


def fixed_ranks(day: Day) -> Ints:
    """Return the effective rank of each fixed place."""
    person, rnd, workshop = day.fixed.T
    ranks: Ints = day.value.ranks[person, workshop, np.minimum(rnd, day.value.ranks.shape[2] - 1)].astype(np.int64)
    return ranks


def _score(level: Level, counts: Ints, regret: Ints) -> Ints:
    if isinstance(level, SeatLevel):
        return counts @ level.seat
    return level.person(counts[:, OUTSIDE], regret)
