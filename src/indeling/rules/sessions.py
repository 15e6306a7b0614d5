# SPDX-License-Identifier: EUPL-1.2
"""Who sits where, for rules that look at a finished placement."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from indeling.problem import Ints

if TYPE_CHECKING:
    from indeling.problem import Problem


class Where(NamedTuple):
    """A session, in positions of the problem."""

    workshop: int
    rnd: int

    def names(self, problem: Problem) -> dict[str, str]:
        """Return its names for a sentence: `workshop` and `round`."""
        return {"workshop": problem.label(self.workshop), "round": problem.round_ids[self.rnd]}


def people_in(problem: Problem, seats: Ints) -> Iterator[tuple[Where, list[int]]]:
    """Yield each session that has people in it, by round and workshop, with the positions of those people."""
    for rnd in range(problem.round_count if len(seats) else 0):
        order = np.argsort(seats[:, rnd], kind="stable")
        workshops, start = np.unique(seats[order, rnd], return_index=True)
        for workshop, people in zip(workshops.tolist(), np.split(order, start[1:]), strict=True):
            if workshop >= 0:
                yield Where(workshop, rnd), people.tolist()
