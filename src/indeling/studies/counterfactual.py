# SPDX-License-Identifier: EUPL-1.2
"""What it would take: the best placement in which a participant has a workshop, and what it asks of the others.

Solved again with the same objective, once for each round in which it can be. What is told is a best placement
near the given one (`indeling.studies.nearest`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from indeling.errors import text
from indeling.placement import Placement, Status
from indeling.problem import Ints
from indeling.solver import solve
from indeling.studies.measure import Seat, Values, pinned
from indeling.studies.nearest import Progress, Search, nearest
from indeling.studies.obstacles import Case
from indeling.valuation import regrets, seat_ranks

MOST_TRIES = 120
"""Placements made to find one near the given one."""


@dataclass(frozen=True)
class Options:
    """How to solve: as the parameters of `solve`."""

    time_limit: float | None = None
    clock: Callable[[], float] | None = None
    progress: Progress | None = None


@dataclass(frozen=True)
class Attempt:
    """The participant in the workshop in one round (position): whether that can be, and if not, why not."""

    round: int
    status: Status
    values: Values = ()
    conflicts: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True)
class Change:
    """What some of the others give up. lost, won: ranks of seats, best first, without those that stay.

    regret: what each of them loses more, or less when negative. people: positions.
    """

    lost: tuple[int, ...]
    won: tuple[int, ...]
    regret: int
    people: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Counterfactual:
    """The best placement with the participant in the workshop, beside the given one.

    attempts: one per round in which it might be. round: that of the best one, −1 when there is none. values: levels of
    the objective (name, before, after), those that are not 0 both times. regret: of the participant, before and after.
    moved: others with another workshop in some round. changes: those whose workshops are others, whatever the round.
    better, worse: others with less and with more regret. nearest: no one person could be spared, by the tries made.
    """

    attempts: tuple[Attempt, ...]
    round: int = -1
    status: Status = "infeasible"
    values: tuple[tuple[str, int, int], ...] = ()
    regret: tuple[int, int] = (0, 0)
    moved: int = 0
    changes: tuple[Change, ...] = ()
    better: int = 0
    worse: int = 0
    nearest: bool = False
    seats: Ints | None = None

    @property
    def same(self) -> bool:
        """Whether the objective is none the worse for it."""
        return self.round >= 0 and all(before == after for _, before, after in self.values)


def counterfactual(case: Case, rounds: Sequence[int], options: Options) -> Counterfactual:
    """Return what it would take to have the participant in the workshop, in the best of these rounds.

    Raises OutOfTimeError and TooLargeError as `solve` does.
    """
    found = [_attempt(case, rnd, options, step, len(rounds)) for step, rnd in enumerate(rounds)]
    attempts = tuple(attempt for attempt, _ in found)
    possible = [pair for pair in found if pair[0].status != "infeasible"]
    if not possible:
        return Counterfactual(attempts)
    attempt, placement = min(possible, key=lambda pair: (pair[0].values, pair[0].round))
    seats, nearest = placement.seats, False
    if attempt.status == "optimal":
        seats, nearest = _nearer(case, attempt, seats, options)
    status: Status = "optimal" if all(each.status == "optimal" for each, _ in possible) else "feasible"
    return replace(_beside(case, seats), attempts=attempts, round=attempt.round, status=status, nearest=nearest)


def _solve(case: Case, pins: Sequence[Seat], options: Options) -> Placement:
    day, given = pinned(case.problem, case.value, pins), case.placement
    return solve(day, given.objective, given.seed, time_limit=options.time_limit, clock=options.clock)


def _attempt(case: Case, rnd: int, options: Options, step: int, steps: int) -> tuple[Attempt, Placement]:
    if options.progress:
        options.progress(text("placing everybody, with that seat given"), step, steps)
    placement = _solve(case, [(case.person, rnd, case.workshop)], options)
    if placement.status == "infeasible":
        return Attempt(rnd, "infeasible", conflicts=tuple(placement.proof["conflicts"])), placement
    return Attempt(rnd, placement.status, case.measure.whole(placement.seats)), placement


def _nearer(case: Case, attempt: Attempt, seats: Ints, options: Options) -> tuple[Ints, bool]:
    """Return a placement as good with fewer people moved, and whether no tries were left undone."""
    asked = (case.person, attempt.round, case.workshop)
    search = Search(case.measure, case.placement, attempt.values, MOST_TRIES, options.progress, (asked,))
    return nearest(search, seats)


def _beside(case: Case, seats: Ints) -> Counterfactual:
    """Return how the placement with these seats differs from the given one."""
    given, person = case.placement.seats, case.person
    pairs = zip(case.measure.keys, case.measure.whole(given), case.measure.whole(seats), strict=True)
    more = regrets(case.value, seats) - regrets(case.value, given)
    others = np.arange(len(seats)) != person
    before = int(regrets(case.value, given)[person])
    return Counterfactual(
        attempts=(),
        values=tuple((key, old, new) for key, old, new in pairs if old or new),
        regret=(before, before + int(more[person])),
        moved=int(((seats != given).any(axis=1) & others).sum()),
        changes=_changes(case, seats, more),
        better=int(((more < 0) & others).sum()),
        worse=int(((more > 0) & others).sum()),
        seats=seats,
    )


def _changes(case: Case, seats: Ints, more: Ints) -> tuple[Change, ...]:
    """Return what the others give up and get, those who lose most first."""
    before, after = case.placement.ranks, seat_ranks(case.value.ranks, seats)
    groups: dict[tuple[int, tuple[int, ...], tuple[int, ...]], list[int]] = {}
    others = (np.sort(seats, axis=1) != np.sort(case.placement.seats, axis=1)).any(axis=1)
    for person in np.flatnonzero(others & (np.arange(len(seats)) != case.person)).tolist():
        old, new = Counter(before[person].tolist()), Counter(after[person].tolist())
        key = (-int(more[person]), _ordered(old - new), _ordered(new - old))
        groups.setdefault(key, []).append(person)
    return tuple(Change(lost, won, -less, tuple(people)) for (less, lost, won), people in sorted(groups.items()))


def _ordered(ranks: Counter[int]) -> tuple[int, ...]:
    """Return the ranks, best first, outside the wishes last."""
    return tuple(sorted(ranks.elements(), key=lambda rank: (rank == 0, rank)))
