# SPDX-License-Identifier: EUPL-1.2
"""Who could be in a session, how sure they are to come, and how many of them can be booked whoever they are."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from indeling.problem import Bools, Problem
from indeling.rules import barred
from indeling.studies.coming import Floats, most_booked, overflows
from indeling.valuation import whole_blocks

Rounds = tuple[int, ...]

ANY = -1
"""Stands for every workshop that is open to everybody who is there and has no fixed place elsewhere."""


@dataclass(frozen=True, eq=False)
class Audience:
    """The people of a problem, the chance (n,) that each of them comes, and the chance that is taken (`limit`)."""

    problem: Problem
    comes: Floats
    limit: float
    lines: dict[tuple[int, Rounds], Floats] = field(default_factory=dict)
    found: dict[tuple[int, Rounds, int], int] = field(default_factory=dict)
    chances: dict[tuple[int, Rounds, int, int], float] = field(default_factory=dict)

    def most(self, workshop: int, rounds: Rounds, chairs: int) -> int:
        """Return how many can be booked on the chairs, whoever they are.

        That is reckoned with the surest people there are: the chance that too many come rises with the chance of each,
        so that with others, or with fewer, it is never larger. rounds: the session is in one of these.
        """
        key = (self._like(workshop), rounds, chairs)
        if key not in self.found:
            line = self.line(workshop, rounds)
            self.found[key] = most_booked(line.tolist(), len(line), chairs, self.limit)
        return self.found[key]

    def at_worst(self, workshop: int, rounds: Rounds, chairs: int, booked: int) -> float:
        """Return the largest chance that more come than there are chairs ≥ 1, whoever the people booked are."""
        key = (self._like(workshop), rounds, chairs, booked)
        if key not in self.chances:
            line = self.line(workshop, rounds)[:booked]
            self.chances[key] = max(overflows(line.tolist(), chairs), default=0.0) if len(line) > chairs else 0.0
        return self.chances[key]

    def line(self, workshop: int, rounds: Rounds) -> Floats:
        """Return the chances of those who could be in the workshop in one of the rounds, the surest first."""
        key = (self._like(workshop), rounds)
        if key not in self.lines:
            could = self._could_be(workshop)[:, rounds].any(axis=1)
            self.lines[key] = surest_first(self.comes[could])
        return self.lines[key]

    def _like(self, workshop: int) -> int:
        return workshop if workshop in self._special else ANY

    @cached_property
    def _barred(self) -> dict[int, list[int]]:
        """The people who may not be in a workshop, by workshop."""
        pairs = np.concatenate([self.problem.forbidden, self.problem.leads, barred(self.problem)])
        people: dict[int, list[int]] = {}
        for person, workshop in pairs.tolist():
            people.setdefault(workshop, []).append(person)
        return people

    @cached_property
    def _special(self) -> set[int]:
        """The workshops that are not open to the same people as all others."""
        spanning = {workshop for workshop, _ in self.problem.blocks}
        return {*self._barred, *spanning, *self.problem.pinned[:, 2].tolist()}

    @cached_property
    def _free(self) -> Bools:
        """Bool (n, R): who needs a seat and has no fixed place."""
        free = self.problem.seated.copy()
        free[self.problem.pinned[:, 0], self.problem.pinned[:, 1]] = False
        return free

    def _could_be(self, workshop: int) -> Bools:
        """Return bool (n, R): who could be in the workshop."""
        could = self._free.copy()
        could[self._barred.get(workshop, [])] = False
        for person, rnd, fixed in self.problem.pinned.tolist():
            if fixed == workshop:
                could[person, rnd] = True
        blocks = [(0, rounds) for each, rounds in self.problem.blocks if each == workshop]
        return whole_blocks(could[:, None, :], blocks)[:, 0, :]


def surest_first(comes: Floats) -> Floats:
    """Return chances in falling order: in which order people are listed says nothing."""
    return np.sort(comes)[::-1]
