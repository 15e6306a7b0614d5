# SPDX-License-Identifier: EUPL-1.2
"""What stands between a participant and a workshop, round by round: counted in the placement, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from indeling.errors import Text
from indeling.placement import NO_SEAT, OUTSIDE, Placement
from indeling.problem import Ints, Problem
from indeling.rules import breaches
from indeling.studies.measure import Measure, sound, spanned, with_seat
from indeling.valuation import Valuation, seat_costs, seat_ranks

Barrier = Literal["has", "own", "forbidden", "rule-bars", "not-given", ""]
Obstacle = Literal[
    "not-offered", "absent", "leading", "fixed", "spans", "full", "dropped", "held", "minimum", "rule", "open"
]

WORST = 1 << 30
"""More than any rank."""

CLOSED = ("not-offered", "absent", "leading", "fixed", "spans")
"""Obstacles of a round in which the participant could not be in the workshop whatever the others have."""


@dataclass(frozen=True)
class Swaps:
    """What came of trading places with each of those in a session who ranked it lower. Numbers of people, ≥ 0.

    impossible: one of the two may not have the other's seat, or has it in another round already, or a rule would be
    broken. more, same, less: the other would lose more, as much or less than the participant gains, in cost. better:
    of all these, trades after which the placement would be better by its objective: 0 when it is the best.
    gain: what the participant gains. least_loss, largest_loss: of the others, in cost; 0 when no trade is possible.
    """

    impossible: int
    more: int
    same: int
    less: int
    better: int
    gain: int
    least_loss: int
    largest_loss: int


@dataclass(frozen=True)
class Round:
    """The workshop in one round, seen from the participant. Workshops and rounds are positions.

    people, chairs: in its session. held, held_rank: what the participant has there. rank: of the workshop, OUTSIDE (0)
    outside the wishes. higher, same, lower, fixed: of the people in the session, who ranked it better than the
    participant, the same, or worse; who has a fixed place there is counted apart.
    gains: the participant would rather have the workshop than what they hold there. broken: the rules in the way.
    """

    round: int
    obstacle: Obstacle
    people: int = 0
    chairs: int = 0
    minimum: int = 0
    held: int = -1
    held_rank: int = -1
    rank: int = -1
    higher: int = 0
    same: int = 0
    lower: int = 0
    fixed: int = 0
    gains: bool = False
    swaps: Swaps | None = None
    broken: tuple[Text, ...] = ()


@dataclass(frozen=True, eq=False)
class Case:
    """Who asks for what, in which placement."""

    problem: Problem
    value: Valuation
    measure: Measure
    placement: Placement
    person: int
    workshop: int


def barrier(case: Case) -> tuple[Barrier, int]:
    """Return what bars the participant from the workshop in any round ("" for nothing), and the rule that does."""
    problem, pair = case.problem, (case.person, case.workshop)
    if (case.placement.seats[case.person] == case.workshop).any():
        return "has", 0
    if pair in {*map(tuple, problem.leads.tolist())}:
        return "own", 0
    if pair in {*map(tuple, problem.forbidden.tolist())}:
        return "forbidden", 0
    for number, rule in enumerate(problem.rules, start=1):
        if pair in {*map(tuple, rule.bars(problem).tolist())}:
            return "rule-bars", number
    return ("" if problem.offered[case.workshop].any() else "not-given"), 0


def rounds_of(case: Case) -> tuple[Round, ...]:
    """Return the workshop in every round."""
    return tuple(_round(case, rnd) for rnd in range(case.problem.round_count))


def _round(case: Case, rnd: int) -> Round:
    problem, person = case.problem, case.person
    if not problem.offered[case.workshop, rnd]:
        return Round(rnd, "not-offered")
    if not problem.attends[person, rnd]:
        return Round(rnd, "absent")
    if not problem.seated[person, rnd]:
        return Round(rnd, "leading")
    held, rounds = int(case.placement.seats[person, rnd]), spanned(problem, case.workshop, rnd)
    if ((problem.pinned[:, 0] == person) & np.isin(problem.pinned[:, 1], rounds)).any():
        return Round(rnd, "fixed", held=held)
    if not case.value.allowed[person, case.workshop, rnd]:
        return Round(rnd, "spans", held=held)
    return _open_round(case, rnd, held)


def _open_round(case: Case, rnd: int, held: int) -> Round:
    """Return a round in which the participant might be in the workshop."""
    problem, workshop, seats = case.problem, case.workshop, case.placement.seats
    ranks = _ranks_in(case, rnd)
    there = np.flatnonzero(seats[:, rnd] == workshop)
    fixed = np.isin(there, problem.pinned[(problem.pinned[:, 1:] == (rnd, workshop)).all(axis=1), 0])
    order, mine = _order(ranks[there[~fixed]]), _order(ranks[case.person])
    moved = with_seat(problem, seats, case.person, rnd, workshop)
    gains = _gains(case, moved)
    chairs = int(problem.capacity[workshop, spanned(problem, workshop, rnd)].min())
    obstacle, broken = ("full", ()) if len(there) >= chairs else _beside_room(case, moved, gains=gains)
    losers = there[~fixed][order > mine].tolist()
    return Round(
        rnd,
        obstacle,
        people=len(there),
        chairs=chairs,
        minimum=int(problem.minimum[held if obstacle == "minimum" else workshop, rnd]),
        held=held,
        held_rank=int(case.placement.ranks[case.person, rnd]),
        rank=int(ranks[case.person]),
        higher=int((order < mine).sum()),
        same=int((order == mine).sum()),
        lower=len(losers),
        fixed=int(fixed.sum()),
        gains=gains,
        swaps=_swaps(case, rnd, losers) if obstacle == "full" and gains else None,
        broken=broken,
    )


def _gains(case: Case, moved: Ints) -> bool:
    """Return whether the move is better for the participant; by cost where it leaves a workshop in part."""
    seats, person = case.placement.seats, case.person
    if not sound(case.problem, moved[person]):
        return _cost(case, moved, person) < _cost(case, seats, person)
    return case.measure.of(moved, [person]) < case.measure.of(seats, [person])


def _ranks_in(case: Case, rnd: int) -> Ints:
    """Return what rank each participant gave the workshop in that round: (n,)."""
    table = case.value.ranks[:, case.workshop]
    return table[:, min(rnd, table.shape[1] - 1)].astype(np.int64)


def _order(rank: Ints) -> Ints:
    """Return ranks as numbers of which less is better: outside the wishes comes last."""
    return np.where(rank == OUTSIDE, WORST, rank)


def _beside_room(case: Case, moved: Ints, *, gains: bool) -> tuple[Obstacle, tuple[Text, ...]]:
    """Return what stands in the way when there is a chair."""
    problem, seats = case.problem, case.placement.seats
    people: Ints = case.placement.seats_per_session.copy()
    rounds = np.flatnonzero(moved[case.person] != seats[case.person])
    held = seats[case.person, rounds]
    np.subtract.at(people, (held, rounds), 1)
    people[case.workshop, rounds] += 1
    if _too_few(problem, people, case.workshop):
        return "dropped", ()
    if not gains:
        return "held", ()
    broken = tuple(sentence for sentence, _ in breaches(problem, moved, soft=False))
    if not broken and any(_too_few(problem, people, workshop) for workshop in held.tolist()):
        return "minimum", ()
    return ("rule" if broken else "open"), broken


def _too_few(problem: Problem, people: Ints, workshop: int) -> bool:
    """Return whether some session of the workshop has too few people, and it is not dropped."""
    dropped = problem.optional[workshop] and not people[workshop].any()
    lacking = (people[workshop] < problem.minimum[workshop]) & problem.offered[workshop]
    return bool(lacking.any()) and not dropped


def _swaps(case: Case, rnd: int, others: list[int]) -> Swaps:
    """Return what comes of trading places with each of the others, in all rounds that the workshop spans."""
    gain, seats = 0, case.placement.seats
    losses: list[int] = []
    better = 0
    for other in others:
        traded = _traded(case, rnd, other)
        pair = [case.person, other]
        gain, loss = (_cost(case, seats, case.person) - _cost(case, traded, case.person)), _cost(case, traded, other)
        if _may_trade(case, traded, pair):
            losses.append(loss - _cost(case, seats, other))
            better += case.measure.of(traded, pair) < case.measure.of(seats, pair)
    return Swaps(
        impossible=len(others) - len(losses),
        more=sum(loss > gain for loss in losses),
        same=sum(loss == gain for loss in losses),
        less=sum(loss < gain for loss in losses),
        better=better,
        gain=gain,
        least_loss=min(losses, default=0),
        largest_loss=max(losses, default=0),
    )


def _traded(case: Case, rnd: int, other: int) -> Ints:
    rounds = spanned(case.problem, case.workshop, rnd)
    traded = case.placement.seats.copy()
    traded[case.person, rounds] = case.workshop
    traded[other, rounds] = case.placement.seats[case.person, rounds]
    return traded


def _may_trade(case: Case, traded: Ints, pair: list[int]) -> bool:
    """Return whether a trade keeps all that a placement must keep; sessions have as many people as before."""
    allowed = all(
        case.value.allowed[person, workshop, rnd]
        for person in pair
        for rnd, workshop in enumerate(traded[person].tolist())
        if workshop != NO_SEAT
    )
    whole = all(sound(case.problem, traded[person]) for person in pair)
    return allowed and whole and not any(True for _ in breaches(case.problem, traded, soft=False))


def _cost(case: Case, seats: Ints, person: int) -> int:
    ranks = seat_ranks(case.value.ranks[person : person + 1], seats[person : person + 1])
    return int(seat_costs(case.value.costs, ranks).sum())
