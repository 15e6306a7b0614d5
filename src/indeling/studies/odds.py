# SPDX-License-Identifier: EUPL-1.2
"""The chances of a lottery: in how many of so many draws something came out, and how far that is to be trusted.

Source: the score interval for the chance behind k of N draws, Wilson, Probable inference, the law of succession, and
statistical inference, J. American Statistical Association 22 (1927):

    (k + z²/2 ± z √(k (N − k)/N + z²/4)) / (N + z²),    z = 1.96 for 95 %
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from indeling.problem import Bools, Ints, Problem

Floats = NDArray[np.float64]

CONFIDENCE = 0.95
NORMAL = 1.959963984540054
"""The standard normal distribution is between −NORMAL and NORMAL with 95 % probability."""

Status = Literal["exact", "sampled", "infeasible"]


@dataclass(frozen=True, eq=False)
class Tally:
    """In how many draws something came out. Int64 arrays; n participants, m workshops, R rounds.

    sessions (n, m, R): had that workshop in that round. workshops (n, m): had it at all. all_wishes, no_wish (n,): no
    seat, or every seat, outside the wishes; neither is said of who needs no seat. best (n,): no regret, as well off as
    if they were alone.
    """

    sessions: Ints
    workshops: Ints
    all_wishes: Ints
    no_wish: Ints
    best: Ints

    @classmethod
    def nothing(cls, problem: Problem) -> Tally:
        """Return the tally of no draw."""
        people, workshops = problem.participant_count, problem.workshop_count
        shapes = (people, workshops, problem.round_count), (people, workshops), *((people,),) * 3
        return cls(*(np.zeros(shape, np.int64) for shape in shapes))

    def add(self, other: Tally) -> None:
        """Take up another tally."""
        for name, column in vars(other).items():
            mine = getattr(self, name)
            mine += column


@dataclass(frozen=True, eq=False)
class Chances:
    """In how many of `draws` draws each participant had what. Shapes as in `Tally`.

    status
        `exact`: the draws are all orders of turns; ties between what is worth the same to everybody are broken by the
        lots of `seed`. `sampled`: they are those of `seed`, seed + 1, ... `infeasible`: the day has no placement, and
        `conflicts` says why; then nothing is counted.
    """

    problem: Problem
    status: Status
    seed: int
    draws: int
    tally: Tally
    conflicts: tuple[Mapping[str, Any], ...] = ()

    @property
    def seated(self) -> Bools:
        """Bool (n,): who needs a seat in some round."""
        return np.asarray(self.problem.seated.any(axis=1))

    def interval(self, count: Ints | int) -> tuple[Floats, Floats]:
        """Return from where to where the chance behind a count of draws is, with 95 % confidence for each by itself.

        Twice the same where the chance is exact.
        """
        if self.status == "exact":
            share = np.asarray(count) / self.draws
            return share, share
        return score_interval(count, self.draws)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON tree `indeling/chances` version 1 (docs/reference/chances.md)."""
        people = np.flatnonzero(self.seated).tolist() if self.draws else []
        return {
            "format": "indeling/chances",
            "version": 1,
            "status": self.status,
            "seed": self.seed,
            "draws": self.draws,
            **({"confidence": CONFIDENCE} if self.status == "sampled" else {}),
            "participants": [self._person(person) for person in people],
            **({"conflicts": [dict(each) for each in self.conflicts]} if self.conflicts else {}),
        }

    def _person(self, person: int) -> dict[str, Any]:
        tally = self.tally
        return {
            "participant": self.problem.participant_ids[person],
            "best": self.told(int(tally.best[person])),
            "all_wishes": self.told(int(tally.all_wishes[person])),
            "no_wish": self.told(int(tally.no_wish[person])),
            "workshops": [
                {"workshop": self.problem.workshop_ids[at], **self.told(int(tally.workshops[person, at]))}
                | {"rounds": self._rounds(person, at)}
                for at in np.flatnonzero(tally.workshops[person]).tolist()
            ],
        }

    def _rounds(self, person: int, workshop: int) -> list[dict[str, Any]]:
        counts = self.tally.sessions[person, workshop]
        found = np.flatnonzero(counts).tolist()
        return [{"round": self.problem.round_ids[rnd], **self.told(int(counts[rnd]))} for rnd in found]

    def told(self, count: int) -> dict[str, Any]:
        """Return a chance as it stands in JSON: a fraction when it is exact, else with its interval."""
        if self.status == "exact":
            return {"draws": count, "chance": count / self.draws, "fraction": str(Fraction(count, self.draws))}
        low, high = self.interval(count)
        return {"draws": count, "chance": count / self.draws, "low": float(low), "high": float(high)}


def score_interval(count: Ints | int, draws: int) -> tuple[Floats, Floats]:
    """Return the ends of Wilson's 95 % score interval for a chance behind `count` (any shape) of `draws` ≥ 1."""
    found = np.asarray(count, np.float64)
    middle = found + NORMAL**2 / 2
    reach = NORMAL * np.sqrt(found * (draws - found) / draws + NORMAL**2 / 4)
    low, high = (middle - reach) / (draws + NORMAL**2), (middle + reach) / (draws + NORMAL**2)
    return np.where(found == 0, 0.0, low), np.where(found == draws, 1.0, high)
