# SPDX-License-Identifier: EUPL-1.2
"""What it would take: the best placement in which a participant has a workshop, and what it asks of the others.

Solved again with the same objective, once for each round in which it can be. Of the best placements the solver gives
one; people are then pinned back to what they had, by halves and halves of halves, as long as the answer stays as good
(delta debugging; Zeller and Hildebrandt, IEEE Transactions on Software Engineering 28, 2002). What is left cannot be
made smaller by pinning any one person, when the tries were enough; a smaller set of others may still exist.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from indeling.errors import Text, text
from indeling.placement import Placement, Status
from indeling.problem import Ints
from indeling.solver import solve
from indeling.solver.day import draw
from indeling.studies.measure import Seat, Values, pinned
from indeling.studies.obstacles import Case
from indeling.valuation import regrets, seat_ranks

Progress = Callable[[Text, int, int], None]

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
    drawn = draw(case.problem.participant_ids, case.placement.seed).tolist()
    everybody = [each for each in drawn if each != case.person]
    tries = 0

    def with_loose(loose: Sequence[int]) -> Ints | None:
        """Return a placement as good in which only these of the others move, if there is one."""
        nonlocal tries
        tries += 1
        if options.progress:
            options.progress(text("looking for the fewest changes"), tries, MOST_TRIES)
        held = [each for each in everybody if each not in {*loose}]
        # no limit: there is less to decide than in what was solved within it
        found = _solve(case, _pins(case, held, attempt.round), Options())
        good = found.status == "optimal" and case.measure.whole(found.seats) == attempt.values
        return found.seats if good else None

    loose = _other_workshops(case, seats, everybody)
    found = with_loose(loose)
    # where the others cannot even keep their rounds, the placement as it was found is the place to begin
    loose, seats = (_moved(case, found, loose), found) if found is not None else (_moved(case, seats, everybody), seats)
    size = -(-len(loose) // 2)
    while size and tries < MOST_TRIES:
        loose, seats = _spare(case, loose, size, seats, lambda fewer: with_loose(fewer) if tries < MOST_TRIES else None)
        size //= 2
    return seats, tries < MOST_TRIES


def _spare(
    case: Case, loose: list[int], size: int, seats: Ints, with_loose: Callable[[Sequence[int]], Ints | None]
) -> tuple[list[int], Ints]:
    """Try to do without each `size` of the people; return who still move, and the placement.

    Once is enough: whom a set of people cannot spare, none of its subsets can.
    """
    for chunk in [loose[start : start + size] for start in range(0, len(loose), size)]:
        fewer = [each for each in loose if each not in {*chunk}]
        found = with_loose(fewer) if len(fewer) < len(loose) else None
        if found is not None:
            loose, seats = _moved(case, found, fewer), found
    return loose, seats


def _moved(case: Case, seats: Ints, people: Sequence[int]) -> list[int]:
    """Return which of the people sit elsewhere in some round."""
    moved = (seats != case.placement.seats).any(axis=1)
    return [each for each in people if moved[each]]


def _pins(case: Case, people: Sequence[int], rnd: int) -> list[Seat]:
    """Return the seats to pin: those these people have, and the one asked for; fixed places are pinned already."""
    fixed = {(person, when) for person, when, _ in case.problem.pinned.tolist()}
    held = [
        (person, when, workshop)
        for person in people
        for when, workshop in enumerate(case.placement.seats[person].tolist())
        if workshop >= 0 and (person, when) not in fixed
    ]
    return [(case.person, rnd, case.workshop), *held]


def _other_workshops(case: Case, seats: Ints, people: Sequence[int]) -> list[int]:
    other = (np.sort(seats, axis=1) != np.sort(case.placement.seats, axis=1)).any(axis=1)
    return [each for each in people if other[each]]


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
    for person in _other_workshops(case, seats, [each for each in range(len(seats)) if each != case.person]):
        old, new = Counter(before[person].tolist()), Counter(after[person].tolist())
        key = (-int(more[person]), _ordered(old - new), _ordered(new - old))
        groups.setdefault(key, []).append(person)
    return tuple(Change(lost, won, -less, tuple(people)) for (less, lost, won), people in sorted(groups.items()))


def _ordered(ranks: Counter[int]) -> tuple[int, ...]:
    """Return the ranks, best first, outside the wishes last."""
    return tuple(sorted(ranks.elements(), key=lambda rank: (rank == 0, rank)))
