# SPDX-License-Identifier: EUPL-1.2
"""What a seat is worth to a participant: effective rank, cost and regret. The definitions, in one place.

A seat has an *effective rank*: 1 is best, OUTSIDE (0) is a seat outside the wishes. Its cost is
`rank_costs[rank]`. Who lists L < K wishes has every other workshop at rank L + 1, as if they had written
"anything" next, so that a short list never pays; only who lists all K has seats outside the wishes.

Tables have shape (n, m, T): T = 1 when wishes hold for the whole day, T = R when they are per round.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from indeling.errors import TooLargeError, text
from indeling.placement import NO_SEAT, OUTSIDE, Figures
from indeling.problem import EVERY_ROUND, Bools, Ints, Problem
from indeling.rules import barred, carried

Ranks = NDArray[np.int32]
"""Effective ranks: half the memory of `Ints`, and the largest tables there are."""

OUTSIDE_COST = 100
"""Least cost of a seat outside the wishes."""

UNREACHABLE = np.int64(1) << 40
"""Larger than any cost of a whole day."""

CACHED = 1 << 16
"""So many numbers stay in the processor's cache; a table made bit by bit takes half the time."""


def rank_costs(problem: Problem) -> Ints:
    """Return the cost of each effective rank; index 0 is a seat outside the wishes.

    Shape (G + 1,), G the worst rank that can occur. Wishes cost the triangular numbers 0, 1, 3, 6, ...; a
    seat outside them costs max(100, the triangular number after the last wish asked for). With ratings a
    seat costs its distance to the best rating, and max(100, 2 × span of the scale) when unrated.
    """
    if problem.rating_scale:
        span = problem.rating_scale.span
        return np.concatenate([[max(OUTSIDE_COST, 2 * span)], np.arange(span + 1)]).astype(np.int64)
    longest = int(problem.wishes.rank.max(initial=1))
    worst = max(longest, problem.wishes_asked, 1)
    steps = np.arange(worst + 1, dtype=np.int64)
    costs = steps * (steps - 1) // 2
    asked = problem.wishes_asked
    costs[OUTSIDE] = max(OUTSIDE_COST, asked * (asked + 1) // 2)
    return costs


def rank_table(problem: Problem) -> tuple[Ranks, Ranks]:
    """Return the effective rank of every workshop for every participant, and of those not listed.

    Int32 (n, m, T) and (n, T), with T = 1 or R.
    """
    wishes = problem.wishes
    tables = 1 if (wishes.round == EVERY_ROUND).all() else problem.round_count
    length = np.zeros((problem.participant_count, tables), np.int32)
    column = np.maximum(wishes.round, 0)
    np.maximum.at(length, (wishes.participant, column), wishes.rank.astype(np.int32))
    unlisted = np.where(length < problem.wishes_asked, length + 1, OUTSIDE)
    unlisted[length == 0] = 1
    if problem.rating_scale:
        unlisted[:] = OUTSIDE
    table = np.repeat(unlisted[:, None, :], problem.workshop_count, axis=1)
    table[wishes.participant, wishes.workshop, column] = wishes.rank
    if tables > 1:
        whole = np.unique(wishes.participant[wishes.round == EVERY_ROUND])
        table[whole] = table[whole, :, :1]
        unlisted[whole] = unlisted[whole, :1]
    return table, unlisted


def may_sit(problem: Problem) -> Bools:
    """Bool (n, m, R): the participant alone could have that seat. Fixed places are not looked at."""
    pairs = np.concatenate([problem.forbidden, problem.leads, barred(problem)])
    return whole_blocks(open_seats(problem.seated, problem.offered, pairs), problem.blocks)


def whole_blocks(allowed: Bools, blocks: Sequence[tuple[int, tuple[int, ...]]]) -> Bools:
    """Take out of `allowed` (n, m, R), in place, every seat in a block of rounds that is not allowed as a whole."""
    for workshop, rounds in blocks:
        allowed[:, workshop, rounds] = np.asarray(allowed[:, workshop, rounds].all(axis=1, keepdims=True))
    return allowed


def open_seats(needed: Bools, offered: Bools, barred: Ints) -> Bools:
    """Bool (n, m, R): a seat needed (n, R) and offered (m, R), and not of a barred pair (participant, workshop).

    In memory it is one plane (n, m) per round: a table with the few rounds innermost takes ten times as long to walk.
    """
    planes: Bools = np.logical_and(needed.T[:, :, None], offered.T[:, None, :], order="C")
    planes[:, barred[:, 0], barred[:, 1]] = False
    return planes.transpose(1, 2, 0)


@dataclass(frozen=True, eq=False)
class Valuation:
    """Everything that objectives look at.

    costs (G + 1,), ranks (n, m, T), unlisted (n, T): the rank of every workshop that is not listed,
    allowed (n, m, R), least (n,).

    `least` is the smallest cost each participant could have had alone, own fixed places and absences included, less
    the regret `carried` over from an earlier edition, 0 or (n,) (UNREACHABLE when even alone there is none).
    """

    costs: Ints
    ranks: Ranks
    unlisted: Ranks
    allowed: Bools
    least: Ints
    carried: Ints | int = 0

    def __post_init__(self) -> None:
        for table in (self.costs, self.ranks, self.unlisted, self.allowed, self.least):
            table.flags.writeable = False

    def seat_ranks(self, seats: Ints) -> Ints:
        """Return the effective rank of each seat: int64 (n, R) from workshops (n, R), NO_SEAT where there is none."""
        return seat_ranks(self.ranks, seats)

    def may_have(self, person: Ints, workshop: Ints, rnd: Ints) -> Bools:
        """Return which of these seats their participants may have."""
        return np.asarray(self.allowed[person, workshop, rnd])


class Worth(Protocol):
    """What the checker asks of a valuation: tables (`Valuation`), or lists (`indeling.lists.Lists`) on a large day."""

    @property
    def costs(self) -> Ints:
        """Cost of each effective rank: (G + 1,)."""

    @property
    def least(self) -> Ints:
        """Least cost of each participant alone: (n,)."""

    @property
    def carried(self) -> Ints | int:
        """Regret from an earlier edition."""

    def seat_ranks(self, seats: Ints) -> Ints:
        """Return the effective rank of each seat."""

    def may_have(self, person: Ints, workshop: Ints, rnd: Ints) -> Bools:
        """Return which of these seats their participants may have."""


MOST_SEATS = 500_000_000
"""More participants × workshops than this do not fit in a few gigabytes of memory."""


def valuation(problem: Problem) -> Valuation:
    """Return the valuation of the problem. Raises TooLargeError."""
    if problem.participant_count * problem.workshop_count > MOST_SEATS:
        raise TooLargeError(
            text("This day has too many participants and workshops to look at every seat."),
            text(
                "It can be placed from the lists of wishes alone: with --objective fair, generous, rank-maximal or"
                ' least-cost, the same chairs in every round, no rules, and pip install "regiodag[large]".'
            ),
        )
    costs, allowed = rank_costs(problem), may_sit(problem)
    ranks, unlisted = rank_table(problem)
    least = _least_costs(problem, costs, ranks, allowed)
    before = np.where(least < UNREACHABLE, carried(problem), 0)
    least -= before
    return Valuation(costs, ranks, unlisted, allowed, least, before)


def at_once(people: int, numbers: int, most: int = CACHED) -> Iterator[slice]:
    """Yield slices of the participants, who have so many numbers each, with at most `most` numbers if they can."""
    step = max(1, most // numbers)
    return (slice(start, start + step) for start in range(0, people, step))


def _least_costs(problem: Problem, costs: Ints, ranks: Ranks, allowed: Bools) -> Ints:
    """Return the least cost per participant: the sum of the cheapest workshops, or an exact search where rounds differ.

    Where everybody sits in every round and every workshop is given in every round, the cheapest R will do.
    """
    rounds = problem.round_count
    offered, seated = problem.offered, problem.seated
    same = (offered == offered[:, :1]).all() and (seated == seated[:, :1]).all()
    plain = not len(problem.fixed) and not problem.blocks
    if ranks.shape[2] == 1 and same and plain and problem.workshop_count >= rounds:
        least = np.zeros(problem.participant_count, np.int64)
        for people in at_once(problem.participant_count, problem.workshop_count):
            price = np.where(allowed[people, :, 0], costs.take(ranks[people, :, 0]), UNREACHABLE)
            price.partition(rounds - 1, axis=1)
            price[:, :rounds].sum(axis=1, out=least[people])
        least[~problem.seated.any(axis=1)] = 0
        return np.minimum(least, UNREACHABLE)
    return _least_by_rounds(problem, np.broadcast_to(costs[ranks], allowed.shape), allowed.copy(order="K"))


def _least_by_rounds(problem: Problem, price: Ints, allowed: Bools) -> Ints:
    """Dynamic programme over workshops; a state is the set of rounds already filled (a bit mask)."""
    person, rnd, workshop = problem.pinned.T
    kept = allowed[person, workshop, rnd]
    allowed[person, workshop] = False
    allowed[person, :, rnd] = False
    allowed[person, workshop, rnd] = kept
    whole_blocks(allowed, problem.blocks)
    rounds = range(problem.round_count)
    best = np.full((problem.participant_count, 1 << problem.round_count), UNREACHABLE)
    best[:, 0] = 0
    for workshop in range(problem.workshop_count):
        before = best.copy()
        for session in _sessions(problem, workshop):
            bits = sum(1 << rnd for rnd in session)
            whole = allowed[:, workshop, session].all(axis=1)
            seat = np.where(whole, price[:, workshop, session].sum(axis=1), UNREACHABLE)
            without = [mask for mask in range(1 << len(rounds)) if not mask & bits]
            filled = [mask | bits for mask in without]
            best[:, filled] = np.minimum(best[:, filled], before[:, without] + seat[:, None])
    wanted = problem.seated @ (1 << np.arange(len(rounds)))
    return np.minimum(best[np.arange(len(best)), wanted], UNREACHABLE)


def _sessions(problem: Problem, workshop: int) -> list[list[int]]:
    """Return the rounds of each session of a workshop: one, or those of a block."""
    blocks = [list(rounds) for name, rounds in problem.blocks if name == workshop]
    spanned = {rnd for rounds in blocks for rnd in rounds}
    return [*blocks, *([rnd] for rnd in range(problem.round_count) if rnd not in spanned)]


def seat_ranks(ranks: Ranks, seats: Ints) -> Ints:
    """Return the effective rank of each seat: int64 (n, R) from a table (n, m, T) and workshops (n, R)."""
    person, rnd = np.arange(len(seats))[:, None], np.arange(ranks.shape[2])
    return np.where(seats == NO_SEAT, NO_SEAT, ranks[person, np.maximum(seats, 0), rnd]).astype(np.int64)


def seat_costs(costs: Ints, ranks: Ints) -> Ints:
    """Return the cost of each seat: int64 (n, R), 0 where no seat is needed, from the ranks of the seats."""
    return np.where(ranks == NO_SEAT, 0, costs[np.maximum(ranks, 0)])


def regrets(value: Worth, seats: Ints) -> Ints:
    """Return what each participant pays above the least they could have had alone, and carried over: int64 (n,), ≥ 0.

    The figures of a placement tell of this day only, without what was carried over.
    """
    paid: Ints = seat_costs(value.costs, value.seat_ranks(seats)).sum(axis=1)
    return paid - value.least


def figures(value: Worth, seats: Ints) -> Figures:
    """Return the figures of a placement with workshops `seats` (n, R)."""
    ranks = value.seat_ranks(seats)
    paid = seat_costs(value.costs, ranks).sum(axis=1)
    count = np.bincount(ranks[ranks != NO_SEAT], minlength=1)
    return Figures(
        cost=int(paid.sum()),
        largest_regret=int((paid - value.least - value.carried).max(initial=0)),
        seats_by_rank={rank: int(seats_there) for rank, seats_there in enumerate(count) if rank and seats_there},
        seats_outside_wishes=int(count[OUTSIDE]),
    )
