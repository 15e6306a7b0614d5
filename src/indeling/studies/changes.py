# SPDX-License-Identifier: EUPL-1.2
"""What an organiser could change in a day: chairs, rooms, workshops, rounds. Each change gives a new problem."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from indeling.errors import Text, counted, text
from indeling.problem import EVERY_ROUND, MOST_ROUNDS, NOT_OFFERED, Ints, Problem, round_title

Kind = Literal["chairs", "room", "drop", "repeat", "round"]
Why = Literal["", "no-better", "nobody-asks", "fixed-places", "open-rounds", "many-rounds", "round-wishes"]


@dataclass(frozen=True)
class Change:
    """One change. workshop, round: positions, −1 where there is none.

    chairs
        So many chairs more in every round in which the workshop is given.
    room
        Up to twice as many chairs: as many as people named the workshop, when that is less. `chairs`: the most that
        are added to one of its sessions.
    drop
        The workshop has no chairs and no minimum. Who leads it stays busy (docs/decisions/0007).
    repeat
        The workshop is given in one more round, with `chairs` chairs: as many as in the largest of its sessions.
    round
        One more round in the end, in which every workshop is given with as many chairs as in the largest of its
        sessions, and without a minimum. Who is there all day is there then, too.
    """

    kind: Kind
    workshop: int = -1
    round: int = -1
    chairs: int = 0


@dataclass(frozen=True, eq=False)
class Candidate:
    """A change, and the day it gives; `why` it is not looked at when there is none."""

    change: Change
    problem: Problem | None
    why: Why = ""


def candidates(problem: Problem, chairs: int) -> Iterator[Candidate]:
    """Yield every change there is to look at, with `chairs` chairs more (≥ 1) at a time; in the order of positions."""
    makers: tuple[Callable[[Problem, int], Iterator[Candidate]], ...] = (
        lambda day, workshop: _chairs(day, workshop, chairs),
        _drop,
        _repeat,
    )
    movable = {workshop for workshop, _ in problem.movable}
    for workshop in range(problem.workshop_count):
        if workshop in movable:
            yield Candidate(Change("chairs", workshop, chairs=chairs), None, "open-rounds")
        elif problem.offered[workshop].any():
            for make in makers:
                yield from make(problem, workshop)
    yield _round(problem, bool(movable))


def title(problem: Problem, change: Change) -> Text:
    """Return the change in words."""
    chairs = counted(change.chairs, text("{count} chair"), text("{count} chairs"))
    workshop = problem.label(change.workshop) if change.workshop >= 0 else ""
    if change.kind in {"chairs", "room"} and change.chairs:
        more = counted(change.chairs, text("{count} more chair"), text("{count} more chairs"))
        return text("{more} for {workshop}", more=more, workshop=workshop)
    if change.kind == "room":
        return text("a bigger room for {workshop}", workshop=workshop)
    if change.kind == "drop":
        return text("without {workshop}", workshop=workshop)
    if change.kind == "repeat":
        rnd = round_title(problem.round_ids[change.round])
        return text("{workshop} in {round}, too, with {chairs}", workshop=workshop, round=rnd, chairs=chairs)
    return text("one more round")


def _with_sessions(problem: Problem, workshop: int, capacity: Ints, minimum: Ints | None = None) -> Problem:
    """Return the day with other chairs (R,) for one workshop."""
    chairs, least = problem.capacity.copy(), problem.minimum.copy()
    chairs[workshop] = capacity
    if minimum is not None:
        least[workshop] = minimum
    return replace(problem, capacity=chairs, minimum=least)


def _chairs(problem: Problem, workshop: int, chairs: int) -> Iterator[Candidate]:
    """Yield more chairs and a bigger room; no room that comes to the same."""
    now = problem.capacity[workshop]
    then = np.where(now > 0, now + chairs, now)
    yield Candidate(Change("chairs", workshop, chairs=chairs), _with_sessions(problem, workshop, then))
    room = _room(problem, workshop)
    if room.problem is None or (room.problem.capacity[workshop] != then).any():
        yield room


def _room(problem: Problem, workshop: int) -> Candidate:
    now = problem.capacity[workshop]
    named = len(np.unique(problem.wishes.participant[problem.wishes.workshop == workshop]))
    then = np.where(now > 0, np.maximum(now, np.minimum(2 * now, named)), now)
    more = int((then - now).max())
    change = Change("room", workshop, chairs=more)
    return (
        Candidate(change, _with_sessions(problem, workshop, then)) if more else Candidate(change, None, "nobody-asks")
    )


def _drop(problem: Problem, workshop: int) -> Iterator[Candidate]:
    change = Change("drop", workshop)
    if (problem.fixed[:, 2] == workshop).any():
        yield Candidate(change, None, "fixed-places")
        return
    none = np.minimum(problem.capacity[workshop], 0)
    yield Candidate(change, _with_sessions(problem, workshop, none, np.zeros_like(none)))


def _repeat(problem: Problem, workshop: int) -> Iterator[Candidate]:
    now = problem.capacity[workshop]
    for rnd in np.flatnonzero(now == NOT_OFFERED).tolist():
        chairs = int(now.max())
        then = np.where(np.arange(len(now)) == rnd, chairs, now)
        yield Candidate(Change("repeat", workshop, rnd, chairs), _with_sessions(problem, workshop, then))


def _round(problem: Problem, movable: bool) -> Candidate:  # noqa: FBT001
    change = Change("round")
    if problem.round_count == MOST_ROUNDS:
        return Candidate(change, None, "many-rounds")
    if (problem.wishes.round != EVERY_ROUND).any():
        return Candidate(change, None, "round-wishes")
    if movable:
        return Candidate(change, None, "open-rounds")
    most = problem.capacity.max(axis=1, keepdims=True)
    there = problem.attends.all(axis=1, keepdims=True)
    names = {*problem.round_ids}
    name = next(name for k in range(problem.round_count + 1, 100) if (name := f"r{k}") not in names)
    return Candidate(
        change,
        replace(
            problem,
            round_ids=(*problem.round_ids, name),
            capacity=np.concatenate([problem.capacity, most], axis=1),
            minimum=np.concatenate([problem.minimum, np.zeros_like(most)], axis=1),
            attends=np.concatenate([problem.attends, there], axis=1),
        ),
    )
