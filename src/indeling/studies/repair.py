# SPDX-License-Identifier: EUPL-1.2
"""Repair: a placement was published, and the day has changed: who has to move, and what would more moves buy.

The placement with the fewest moves, and among those the best for the objective. A move is a seat that is not the
earlier one, of somebody who had a seat in that round and still needs one; who is new does not move.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypedDict, Unpack

import numpy as np

from indeling.errors import Issue, OutOfTimeError, ProblemError, Text, text
from indeling.objectives import MOVES
from indeling.outcome import Outcome
from indeling.placement import NO_SEAT, Placement
from indeling.problem import Bools, Ints, Problem
from indeling.solver import Beyond, countdown, solve
from indeling.solver.beyond import GONE, moves
from indeling.solver.budget import fewest_unplaced
from indeling.solver.day import Day, plan_day
from indeling.validation import nearest
from indeling.valuation import Valuation, seat_ranks, valuation

__all__ = ["Budget", "Move", "Repair", "repair"]

Progress = Callable[[Text, int, int], None]


class Limits(TypedDict, total=False):
    """How long all of it may take, curve included, and whom to tell; as for `solve`."""

    time_limit: float | None
    clock: Callable[[], float] | None
    progress: Progress | None


MOST_BUDGETS = 5
"""Budgets looked at below the fewest moves, and above it."""


@dataclass(frozen=True)
class Seat:
    """A seat: the id of its workshop, and its effective rank for the participant; OUTSIDE outside their wishes.

    The rank is None where the workshop is no more.
    """

    workshop: str
    rank: int | None

    def to_dict(self) -> dict[str, Any]:
        """Return the seat as a JSON tree."""
        return {"workshop": self.workshop, "rank": self.rank or None}


@dataclass(frozen=True)
class Move:
    """Somebody who sits elsewhere now. participant, round: ids."""

    participant: str
    round: str
    before: Seat
    after: Seat

    def to_dict(self) -> dict[str, Any]:
        """Return the move as a JSON tree."""
        seats = {"before": self.before.to_dict(), "after": self.after.to_dict()}
        return {"participant": self.participant, "round": self.round, **seats}


@dataclass(frozen=True)
class Budget:
    """What can be had within so many moves.

    unplaced: people without a seat in some round. levels: name and value of each
    level of the objective. within_wishes: people with a seat within their wishes in every round, in some, in none.
    Both are empty while there are people without a seat.
    """

    moves: int
    unplaced: int
    levels: tuple[tuple[str, int], ...] = ()
    within_wishes: tuple[int, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the budget as a JSON tree."""
        levels = [{"name": name, "value": value} for name, value in self.levels]
        tree: dict[str, Any] = {"moves": self.moves, "unplaced": self.unplaced, "levels": levels}
        return tree | {"within_wishes": list(self.within_wishes)}


@dataclass(frozen=True)
class Repair:
    """The repaired placement, the moves, who is new and who is gone (ids), and the budget curve when asked for.

    curve_complete: nothing was left out of the curve because the time was up.
    """

    placement: Placement
    moves: tuple[Move, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]
    curve: tuple[Budget, ...] = field(default=())
    curve_complete: bool = True

    def to_dict(self) -> dict[str, Any]:
        """Return the interchange format `indeling/repair`, version 1."""
        return {
            "format": "indeling/repair",
            "version": 1,
            "status": self.placement.status,
            "moves": [move.to_dict() for move in self.moves],
            "new": list(self.new),
            "gone": list(self.gone),
            "curve": [budget.to_dict() for budget in self.curve],
            "curve_complete": self.curve_complete,
            "placement": self.placement.to_dict(),
        }


def repair(
    problem: Problem,
    earlier: Placement,
    objective: str = "fair",
    seed: int = 1,
    *,
    locked: Sequence[str] = (),
    most: int | None = None,
    curve: bool = False,
    **limits: Unpack[Limits],
) -> Repair:
    """Return the best placement with the fewest moves against an earlier one, whose ids need not all exist any more.

    locked: ids of participants who stay where they were. most: moves at most, ≥ 0; then the objective comes first, and
    few moves after it: a step of the curve. curve: also what more and fewer moves would buy. objective,
    seed, and the limits time_limit (seconds, for all of it), clock and progress: as for `solve`. What could not be
    proven of the curve in that time is left out of it. The status of the placement is `infeasible` when there is none,
    also when there only is one in which locked people move.

    Raises ProblemError for a locked participant who cannot stay, and what `solve` raises.
    """
    seconds = countdown(limits.get("time_limit"), limits.get("clock"))
    value, before = valuation(problem), seats_before(problem, earlier)
    stay = _locked(problem, value, before, locked)

    def place(**asked: Any) -> Placement:
        """Solve with something asked beyond the objective, in the time that is left."""
        left: Limits = {**limits, "time_limit": seconds()}
        return solve(problem, objective, seed, beyond=Beyond(earlier=before, locked=stay, **asked), **left)

    placement = place(first=True) if most is None else place(most=most)
    said: dict[str, Any] = {"first": MOVES.key} if most is None else {"most": most}
    placement = replace(placement, proof={**placement.proof, **said})
    done = placement.status != "infeasible"
    found = tuple(_moves(problem, value, earlier, before, placement)) if done else ()
    budgets: list[Budget | None] = []
    if curve and done:
        day, beyond = plan_day(problem, value, seed), Beyond(earlier=before, locked=stay)
        fewest = placement if most is None else place(first=True)
        budgets = list(_curve(problem, day, beyond, fewest, place, seconds))
    return Repair(
        placement,
        found,
        *_new_and_gone(problem, earlier, before),
        tuple(budget for budget in budgets if budget),
        None not in budgets,
    )


def _curve(
    problem: Problem,
    day: Day,
    beyond: Beyond,
    fewest: Placement,
    place: Callable[..., Placement],
    seconds: Callable[[], float | None],
) -> Iterator[Budget | None]:
    """Yield the budgets below the fewest moves and from them on, None for what the time was up for."""
    if fewest.status != "optimal":
        yield None
        return
    count = _level(fewest, MOVES.key)
    yield from _in_time(_below(problem, day, beyond, count, seconds))
    yield from _in_time(_above(problem, count, fewest, place))


def _new_and_gone(problem: Problem, earlier: Placement, before: Ints) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the ids of those who had no seat, and of those who need none any more."""
    needed = {name for name, rounds in zip(problem.participant_ids, problem.seated, strict=True) if rounds.any()}
    new = (name for name, row in zip(problem.participant_ids, before, strict=True) if (row == NO_SEAT).all())
    return tuple(name for name in new if name in needed), tuple(sorted(set(earlier.participant_ids) - needed))


def _in_time(budgets: Iterator[Budget]) -> Iterator[Budget | None]:
    """Yield budgets, and None where the time is up before the last."""
    try:
        yield from budgets
    except OutOfTimeError:
        yield None


def seats_before(problem: Problem, earlier: Placement) -> Ints:
    """Return the earlier workshops in the order of the problem: int64 (n, R), NO_SEAT or GONE where there is none."""
    seats = np.full((problem.participant_count, problem.round_count), NO_SEAT, np.int64)
    rounds = {name: at for at, name in enumerate(problem.round_ids)}
    workshops = np.array([*(problem.workshops_at.get(name, GONE) for name in earlier.workshop_ids), NO_SEAT], np.int64)
    for name, row in zip(earlier.participant_ids, workshops[earlier.seats], strict=True):
        for rnd, workshop in zip(earlier.round_ids, row.tolist(), strict=True):
            if name in problem.people_at and rnd in rounds:
                seats[problem.people_at[name], rounds[rnd]] = workshop
    return seats


def _locked(problem: Problem, value: Valuation, before: Ints, names: Sequence[str]) -> Bools:
    """Return who must stay: bool (n,). Raises ProblemError for whoever is unknown or cannot stay."""
    issues: list[Issue] = []
    stay = np.zeros(problem.participant_count, bool)
    for name in names:
        if name not in problem.people_at:
            unknown = text("{place}: there is no participant “{id}”.", place="locked", id=name)
            issues.append(Issue(unknown, nearest(name, problem.people_at)))
            continue
        person = problem.people_at[name]
        stay[person] = True
        for rnd in np.flatnonzero(problem.seated[person] & (before[person] != NO_SEAT)).tolist():
            workshop = int(before[person, rnd])
            if workshop == GONE or not value.allowed[person, workshop, rnd]:
                where = {"person": problem.person(person), "round": problem.round_ids[rnd]}
                issues.append(Issue(text("“{person}” is locked, but their place in {round} is no more.", **where)))
    if issues:
        raise ProblemError(issues)
    return stay


def _moves(problem: Problem, value: Valuation, earlier: Placement, before: Ints, now: Placement) -> Iterator[Move]:
    """Yield the moves, by id of the participant and round."""
    people = {name: at for at, name in enumerate(earlier.participant_ids)}
    rounds = {name: at for at, name in enumerate(earlier.round_ids)}
    ranks = seat_ranks(value.ranks, np.where(before == GONE, NO_SEAT, before))
    moved = np.argwhere(moves(problem, now.seats, before)).tolist()
    for person, rnd in sorted(moved, key=lambda each: (problem.participant_ids[each[0]], each[1])):
        name, when = problem.participant_ids[person], problem.round_ids[rnd]
        workshop = earlier.workshop_ids[int(earlier.seats[people[name], rounds[when]])]
        rank = None if before[person, rnd] == GONE else int(ranks[person, rnd])
        after = Seat(problem.workshop_ids[int(now.seats[person, rnd])], int(now.ranks[person, rnd]))
        yield Move(name, when, Seat(workshop, rank), after)


def _below(
    problem: Problem, day: Day, beyond: Beyond, fewest: int, seconds: Callable[[], float | None]
) -> Iterator[Budget]:
    """Yield budgets below the fewest moves with which everybody has a seat; not those with which nothing can be had.

    Raises OutOfTimeError.
    """
    for most in sorted({round(step) for step in np.linspace(0, fewest - 1, min(fewest, MOST_BUDGETS))}):
        unplaced = fewest_unplaced(problem, day, replace(beyond, most=most), seconds)
        if unplaced is not None:
            yield Budget(most, unplaced)


def _above(problem: Problem, fewest: int, repaired: Placement, place: Callable[..., Placement]) -> Iterator[Budget]:
    """Yield budgets from the fewest moves to those that the objective would make if it came first.

    Raises OutOfTimeError, also where a placement is not proven.
    """
    yield _budget(problem, fewest, repaired)
    free = _proven(place())
    most = _level(free, MOVES.key)
    steps = [fewest + (1 << step) for step in range(MOST_BUDGETS - 1)]
    for budget in (step for step in steps if step < most):
        yield _budget(problem, budget, _proven(place(most=budget)))
    if most > fewest:
        yield _budget(problem, most, free)


def _proven(placement: Placement) -> Placement:
    if placement.status != "optimal":
        raise OutOfTimeError
    return placement


def _budget(problem: Problem, most: int, placement: Placement) -> Budget:
    levels = tuple(
        (level["name"], int(level["value"])) for level in placement.proof["levels"] if level["name"] != MOVES.key
    )
    return Budget(most, 0, levels, tuple(Outcome(placement, problem).people_by_rounds_outside))


def _level(placement: Placement, key: str) -> int:
    return next((int(level["value"]) for level in placement.proof["levels"] if level["name"] == key), 0)
