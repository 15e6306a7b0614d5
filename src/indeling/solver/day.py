# SPDX-License-Identifier: EUPL-1.2
"""The problem as the solver sees it: in an order drawn from the seed, fixed places taken out.

The order of rows must not matter and every id must have the same chance in a tie. So participants and workshops
are put in the order of a keyed hash of their ids before anything is built; deterministic solvers do the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from indeling.lots import draw
from indeling.problem import Bools, Ints, Problem, no_pairs
from indeling.rules import barred as barred_by_rules
from indeling.valuation import Valuation, open_seats


@dataclass(frozen=True, eq=False)
class Day:
    """What is left to decide once fixed places are taken out. Positions are in the drawn order.

    people (n,), workshops (m,)
        Position in the problem of each drawn participant and workshop. A workshop that spans rounds stands there once
        for each of them.
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


def plan_day(problem: Problem, found: Valuation, seed: int, *, whole: bool = True) -> Day:
    """Return the day to be solved, with the problem's valuation. `seed` is any whole number of at most 127 bits.

    whole: nobody may have a part of a workshop that spans rounds.
    """
    people, workshops = draw(problem.participant_ids, seed), draw(problem.workshop_ids, seed)
    optional = problem.optional & (problem.minimum > 0).any(axis=1)
    optional[problem.pinned[:, 2]] = False
    workshops, own = _with_parts(problem, workshops)
    fixed, barred = _redrawn(problem, people, workshops, own)
    need = problem.seated[people]
    # a billion chairs times a switch that is 0 within the solver's tolerance is a thousand people in a closed workshop
    most = problem.participant_count + 1
    low, high = (np.clip(column, 0, most)[workshops] * own for column in (problem.minimum, problem.capacity))
    person, rnd, workshop = fixed.T
    np.subtract.at(high, (workshop, rnd), 1)
    np.subtract.at(low, (workshop, rnd), 1)
    need[person, rnd] = False
    ranks = found.ranks.take(people, axis=0).take(workshops, axis=1)
    still_open = open_seats(need, problem.offered[workshops] & own, barred)
    for parts in _parts_of_blocks(problem, workshops, own) if whole else ():
        still_open[:, *parts] = np.asarray(still_open[:, *parts].all(axis=1, keepdims=True))
    value = Valuation(found.costs, ranks, found.unlisted[people], still_open, found.least[people])
    return Day(people, workshops, value, need, np.maximum(low, 0), high, optional[workshops], fixed)


def _with_parts(problem: Problem, workshops: Ints) -> tuple[Ints, Bools]:
    """Add a workshop of its own for each later round that a workshop spans: nobody else has a workshop twice.

    Returns the problem's position of each, and bool (·, R): the rounds that are its own.
    """
    where = np.argsort(workshops)
    blocks = sorted(problem.blocks, key=lambda block: (where[block[0]], block[1]))
    parts = [(workshop, rnd) for workshop, rounds in blocks for rnd in rounds[1:]]
    own = np.ones((len(workshops) + len(parts), problem.round_count), bool)
    for at, (workshop, rnd) in enumerate(parts, start=len(workshops)):
        own[at] = False
        own[at, rnd], own[where[workshop], rnd] = True, False
    return np.append(workshops, [workshop for workshop, _ in parts]).astype(np.int64), own


def _drawn_at(workshops: Ints, own: Bools) -> Ints:
    """Return the drawn position of each session: int64 (m, R), from the problem's position of each and its rounds."""
    found = np.empty((int(workshops.max()) + 1, own.shape[1]), np.int64)
    at, rnd = np.nonzero(own)
    found[workshops[at], rnd] = at
    return found


def _parts_of_blocks(problem: Problem, workshops: Ints, own: Bools) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the drawn positions and the rounds of each block."""
    if problem.blocks:
        drawn = _drawn_at(workshops, own)
        for workshop, rounds in problem.blocks:
            yield drawn[workshop, list(rounds)].tolist(), list(rounds)


def _redrawn(problem: Problem, people: Ints, workshops: Ints, own: Bools) -> tuple[Ints, Ints]:
    """Return the fixed places in drawn positions, in the drawn order; and who may not get what besides, as pairs."""
    barred = np.concatenate([problem.forbidden, problem.leads, barred_by_rules(problem), problem.pinned[:, ::2]])
    if not len(barred):  # then nobody is fixed either
        return no_pairs(3), barred
    where_person, drawn = np.argsort(people), _drawn_at(workshops, own)
    person, rnd, workshop = problem.pinned.T
    fixed = np.stack([where_person[person], rnd, drawn[workshop, rnd]], axis=1)
    everywhere = np.stack([where_person[barred[:, 0]][:, None].repeat(own.shape[1], 1), drawn[barred[:, 1]]], axis=2)
    pairs = everywhere.reshape(-1, 2) if problem.blocks else everywhere[:, 0]
    return fixed[np.lexsort(fixed.T[::-1])], pairs
