# SPDX-License-Identifier: EUPL-1.2
"""What goes to a system and what comes back. Knows nothing but NumPy: it is read in two environments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

NOWHERE = -1
"""Workshop of somebody who was given no seat."""


@dataclass(frozen=True, eq=False)
class Question:
    """One day in which everybody sits in every round, as n participants, m workshops and R rounds.

    cost (n, m, R): what a seat costs. chairs (m, R): 0 where the workshop is not given. minimum (m, R): people needed.
    problem: the same day in the interchange format, for the engine.
    """

    cost: Ints
    chairs: Ints
    minimum: Ints
    problem: str

    @property
    def seats(self) -> tuple[int, int]:
        """The shape of an answer: (n, R)."""
        people, _, rounds = self.cost.shape
        return people, rounds

    @property
    def rounds_alike(self) -> bool:
        """Whether nothing tells the rounds apart: the same chairs, minima and costs in each."""
        same_sessions = all((table == table[:, :1]).all() for table in (self.chairs, self.minimum))
        return bool(same_sessions and (self.cost == self.cost[:, :, :1]).all())

    def save(self, path: Path) -> None:
        """Write it to a file."""
        np.savez(path, cost=self.cost, chairs=self.chairs, minimum=self.minimum, problem=np.array(self.problem))

    @classmethod
    def load(cls, path: Path) -> Question:
        """Read it from a file written by `save`."""
        with np.load(path) as kept:
            return cls(kept["cost"], kept["chairs"], kept["minimum"], str(kept["problem"]))


@dataclass(frozen=True, eq=False)
class Answer:
    """A placement. seats (n, R): position of the workshop, or NOWHERE.

    in_rounds: column r is round r; else a row holds workshops whose rounds are still to be found.
    claim: what the system itself says of it.
    """

    seats: Ints
    in_rounds: bool = True
    claim: Literal["optimal", "feasible", "none", ""] = ""


def nobody_placed(day: Question) -> Answer:
    """Return the answer of a system that found none."""
    return Answer(np.full(day.seats, NOWHERE, np.int64), claim="none")


Run = Callable[[float], Answer]
"""Places everybody; takes seconds after which to stop, for systems that can."""


@dataclass(frozen=True)
class Peer:
    """One way to place people with one system.

    prepare
        Puts the day in the form that the system reads, and imports it. Not timed: nobody is held to our files.
    package
        Name in the package index, and of the module whose version is told.
    environment
        Where the package is: "house" (`.venv`, with the engine), or "peers" (requirements/peers.txt).
    stops_itself
        It can be given a time limit; others are stopped from outside, and then leave nothing.
    rounds, never_twice, minima, proof
        What it promises, in a few words each.
    """

    name: str
    package: str
    environment: Literal["house", "peers"]
    prepare: Callable[[Question], Run]
    stops_itself: bool
    rounds: str
    never_twice: str
    minima: str
    proof: str
