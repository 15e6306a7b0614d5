# SPDX-License-Identifier: EUPL-1.2
"""The problem as the solver sees it: in an order drawn from the seed, fixed places taken out.

The order of rows must not matter and every id must have the same chance in a tie. So participants and workshops
are put in the order of a keyed hash of their ids before anything is built; deterministic solvers do the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from indeling.problem import Bools, Ints, Problem
from indeling.rules import barred as barred_by_rules
from indeling.valuation import Valuation, open_seats


@dataclass(frozen=True, eq=False)
class Day:
    """What is left to decide once fixed places are taken out. Positions are in the drawn order.

    people (n,), workshops (m,)
        Position in the problem of each drawn participant and workshop.
    value
        The valuation, in drawn order: fixed places included in `least`, taken out of `allowed`.
    need
        Bool (n, R): the participant still needs a seat in that round.
    low, high
        Int64 (m, R): people still needed, and chairs left, per session; high is negative when too many are fixed.
    optional
        Bool (m,): the workshop may be dropped (nobody is fixed in it).
    fixed
        Int64 (·, 3): the fixed places (participant, round, workshop).
    """

    people: Ints
    workshops: Ints
    value: Valuation
    need: Bools
    low: Ints
    high: Ints
    optional: Bools
    fixed: Ints

    @property
    def open(self) -> Bools:
        """Bool (n, m, R): a seat that may be given to satisfy `need`."""
        return self.value.allowed


def draw(ids: tuple[str, ...], seed: int) -> Ints:
    """Return the positions of `ids` in the order of a hash keyed with the seed; ids are unique."""
    key = seed.to_bytes(16, "little", signed=True)
    names = [each.encode() for each in ids]
    keys = [blake2b(name, digest_size=8, key=key).digest() + name for name in names]
    return np.array(sorted(range(len(ids)), key=keys.__getitem__), np.int64)


def plan_day(problem: Problem, found: Valuation, seed: int) -> Day:
    """Return the day to be solved, with the problem's valuation. `seed` is any whole number of at most 127 bits."""
    people, workshops = draw(problem.participant_ids, seed), draw(problem.workshop_ids, seed)
    fixed, barred = _redrawn(problem, people, workshops)
    need = problem.seated[people]
    low, high = np.maximum(problem.minimum, 0)[workshops], np.maximum(problem.capacity, 0)[workshops]
    person, rnd, workshop = fixed.T
    np.subtract.at(high, (workshop, rnd), 1)
    np.subtract.at(low, (workshop, rnd), 1)
    need[person, rnd] = False
    ranks = found.ranks.take(people, axis=0).take(workshops, axis=1)
    still_open = open_seats(need, problem.offered[workshops], barred)
    value = Valuation(found.costs, ranks, found.unlisted[people], still_open, found.least[people])
    optional = problem.optional[workshops] & (low > 0).any(axis=1)
    optional[workshop] = False
    return Day(people, workshops, value, need, np.maximum(low, 0), high, optional, fixed)


def _redrawn(problem: Problem, people: Ints, workshops: Ints) -> tuple[Ints, Ints]:
    """Return the fixed places in drawn positions, in the drawn order; and who may not get what besides, as pairs."""
    where_person, where_workshop = np.argsort(people), np.argsort(workshops)
    person, rnd, workshop = problem.fixed.T
    fixed = np.stack([where_person[person], rnd, where_workshop[workshop]], axis=1)
    barred = np.concatenate([problem.forbidden, problem.leads, barred_by_rules(problem), problem.fixed[:, ::2]])
    pairs = np.stack([where_person[barred[:, 0]], where_workshop[barred[:, 1]]], axis=1)
    return fixed[np.lexsort(fixed.T[::-1])], pairs
