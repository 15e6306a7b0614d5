# SPDX-License-Identifier: EUPL-1.2
"""The days that are placed: made from a seed as in `benchmarks.instances`, and the real ones that the tests have."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from benchmarks.instances import SIZES, Kind, Size, make_day
from benchmarks.peers.peer import Ints, Question
from indeling import Problem
from indeling.placement import OUTSIDE
from indeling.valuation import valuation

REAL = Path(__file__).resolve().parents[2] / "tests" / "data"
MADE = (SIZES[150], Size(200, 12, 2, 4), SIZES[400], SIZES[2_000])
GIVEN = ("agh2003", "agh2004", "dfe-conference-2019")
NAMES = (*map(str, MADE), *GIVEN)


@dataclass(frozen=True, eq=False)
class Day:
    """A day as the peers get it, and as the judge sees it.

    rank (n, m, R): effective rank of every seat, OUTSIDE for one outside the wishes. outside_rank: what such a seat
    counts for in a sum of ranks, one more than the wishes asked for. outside_cost: what it costs.
    """

    name: str
    question: Question
    rank: Ints
    outside_rank: int
    outside_cost: int


@cache
def day(name: str) -> Day:
    """Return the day of that name. Raises ValueError for one that the peers cannot be asked."""
    made = {str(size): size for size in MADE}
    if name in made:
        return from_problem(name, make_day(Kind(made[name], "zipf")))
    return from_problem(name, Problem.from_dict(json.loads((REAL / f"{name}.json").read_text(encoding="utf-8"))))


def from_problem(name: str, problem: Problem) -> Day:
    """Return a problem as a day.

    Raises ValueError when somebody is away, fixed, leading or forbidden a workshop, a workshop may be dropped, or there
    are rules.
    """
    value = valuation(problem)
    plain = not (problem.rules or len(problem.fixed) or problem.optional.any())
    if not plain or not (value.allowed == problem.offered).all():
        message = f"{name}: no system but the engine knows rules, absences, fixed places, leaders and leave to drop"
        raise ValueError(message)
    shape = value.allowed.shape
    rank = np.broadcast_to(value.ranks, shape).astype(np.int64)
    chairs = np.where(problem.offered, problem.capacity, 0)
    minimum = np.where(problem.offered, problem.minimum, 0)
    text = json.dumps(problem.to_dict())
    question = Question(np.broadcast_to(value.costs[rank], shape).astype(np.int64), chairs, minimum, text)
    return Day(name, question, rank, problem.wishes_asked + 1, int(value.costs[OUTSIDE]))
