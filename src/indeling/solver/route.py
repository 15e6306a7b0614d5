# SPDX-License-Identifier: EUPL-1.2
"""Which way to the best placement: chosen by what the day looks like, and reported.

1. By workshop. Which workshops everybody gets is settled first, with the chairs of all rounds together; then rounds.
   Where no rule tells rounds apart the second step always works out. Otherwise it is tried: when the workshops fit
   into rounds, the answer is best, for the first step asked for less than the whole problem.
2. By session. When they do not fit, or wishes differ per round, seats are told apart by round from the start.

Either way, objectives over seats with rounds together are a flow; all others are the master programme over bundles.
Pooled seats that cannot be placed make their participants be spelled out, and the step is taken again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from indeling.errors import OutOfTimeError, Text, TooLargeError
from indeling.objectives import Level, Objective, SeatLevel
from indeling.problem import Bools, Ints
from indeling.proof import levels_of
from indeling.solver import complete
from indeling.solver.above import Cap
from indeling.solver.at_hand import levels_at_hand, seats_at_hand
from indeling.solver.bundles import Bundles, all_bundles, count_bundles
from indeling.solver.capped import options_of, widest
from indeling.solver.day import Day
from indeling.solver.flow import Flow, cheapest_flow, fits
from indeling.solver.levels import Solved
from indeling.solver.master import Master
from indeling.solver.relaxed import Start, cheapest_relaxed, likely_seats
from indeling.solver.seat_by_seat import seat_by_seat
from indeling.solver.seats import Choice, Seats, seats_by_session, seats_by_workshop
from indeling.solver.settle import Settling
from indeling.solver.staged import Staged, staged_flow
from indeling.solver.tally import Tally, fixed_ranks, tally_of

Progress = Callable[[Text, int, int], None]

MOST_BUNDLES = 6_000_000
"""More bundles than this do not fit in a few gigabytes of memory."""

AT_MOST = (60_000, 500_000, 3_000_000)
"""Where there are more, bundles up to a cap on regret: so many, and more when that is not proven to do."""


@dataclass(frozen=True, eq=False)
class Answer:
    """The best placement found. `seats` (n, R) workshops in drawn positions, None when there is no placement.

    route: "flow", "bundles" or another word for the way it was found; network: the one it was found in; levels: each
    with its key and what was found; complete: whether every level was settled; impossible: there is none in this
    network, so none at all.
    """

    seats: Ints | None
    route: str
    network: Seats
    levels: tuple[tuple[str, Solved], ...]
    complete: bool = True
    impossible: bool = False

    @property
    def by_session(self) -> bool:
        """Whether rounds were told apart."""
        return self.network.told_apart


@dataclass(frozen=True, eq=False)
class _Found:
    choice: Choice | None
    route: str
    levels: tuple[tuple[str, Solved], ...]
    complete: bool = True
    impossible: bool = False


def best_placement(day: Day, aim: Objective, seconds: Callable[[], float | None], progress: Progress) -> Answer:
    """Return the best placement of the day for the objective; when time is up before there is any, one that is at hand.

    Raises OutOfTimeError when there is none at hand either, TooLargeError when there are too many bundles.
    """
    try:
        return _best(day, aim, seconds, progress)
    except OutOfTimeError:
        found = seats_at_hand(day)
        if found is None:
            raise
        levels, proven = levels_at_hand(day, aim, found[1])
        return Answer(found[1], "rounds", found[0], tuple(levels), proven)


def _best(day: Day, aim: Objective, seconds: Callable[[], float | None], progress: Progress) -> Answer:
    """Return the best placement by workshop, else by session. Raises OutOfTimeError and TooLargeError."""
    if day.value.ranks.shape[2] == 1:
        answer = _in_network(day, aim, seats_by_workshop, seconds, progress)
        if answer.seats is not None or answer.impossible:
            return answer
    return _in_network(day, aim, seats_by_session, seconds, progress)


def _in_network(
    day: Day,
    aim: Objective,
    draw: Callable[[Day, Bools], Seats],
    seconds: Callable[[], float | None],
    progress: Progress,
) -> Answer:
    """Solve in one network, spelling participants out until all pooled seats can be placed."""
    spelled_out = np.zeros(len(day.need), bool)
    while True:
        seats = draw(day, spelled_out)
        found = _solve(day, aim, seats, seconds, progress)
        if found.choice is None:
            return Answer(None, found.route, seats, (), impossible=True)
        pairs = complete.fill_pooled(seats, found.choice)
        if pairs is not None:
            table = complete.seat_in_rounds(day, seats, *pairs)
            return Answer(table, found.route, seats, found.levels, found.complete)
        spelled_out[seats.slot_person[found.choice.pooled > 0]] = True


def _solve(day: Day, aim: Objective, seats: Seats, seconds: Callable[[], float | None], progress: Progress) -> _Found:
    if aim.per_seat and _is_flow(seats):
        levels, weights = _seat_levels(day, aim)
        if fits(seats, weights):
            return _by_flow(day, levels, weights, seats, cheapest_flow(seats, weights))
        if all(fits(seats, [weight]) for weight in weights):
            return _by_flow(day, levels, weights, seats, staged_flow(seats, weights))
    return _by_bundles(day, aim, seats, seconds, progress)


def _is_flow(seats: Seats) -> bool:
    return not seats.repeats and not seats.item_optional.any()


def _by_flow(day: Day, levels: list[Level], weights: list[Ints], seats: Seats, flow: Flow | Staged | None) -> _Found:
    if flow is None:
        return _Found(None, "flow", ())
    return _Found(flow.choice, "flow", _counted(day, levels, weights, seats, flow))


def _counted(
    day: Day, levels: list[Level], weights: list[Ints], seats: Seats, flow: Flow | Staged
) -> tuple[tuple[str, Solved], ...]:
    """Return the levels with what a best choice counts on them."""
    counts = np.bincount(seats.arc_rank[flow.choice.arcs], minlength=len(day.value.costs))
    np.add.at(counts, seats.pool_rank, flow.choice.pooled)
    np.add.at(counts, fixed_ranks(day), 1)
    values = [int(counts @ weight) for weight in weights]
    return tuple(
        (level.title.key, Solved(value, value, prices))
        for level, value, prices in zip(levels, values, flow.prices, strict=True)
    )


def _by_seats(day: Day, aim: Objective, seats: Seats, seconds: Callable[[], float | None]) -> _Found:
    """Settle the levels one by one over seats, without prices."""
    levels, weights = _seat_levels(day, aim)
    choice = seat_by_seat(seats, weights, seconds)
    if choice is None:
        return _Found(None, "seats", (), impossible=True)
    return _Found(choice, "seats", _counted(day, levels, weights, seats, Staged(choice, [None] * len(levels))))


def _seat_levels(day: Day, aim: Objective) -> tuple[list[Level], list[Ints]]:
    """Return the levels of an objective over seats, and the weights of seats by rank in each."""
    levels = list(levels_of(aim, day.need.shape[1], day.value, np.zeros(1, np.int64)))
    return levels, [level.seat for level in levels if isinstance(level, SeatLevel)]


def _by_bundles(
    day: Day, aim: Objective, seats: Seats, seconds: Callable[[], float | None], progress: Progress
) -> _Found:
    """Settle the levels one by one over bundles: all of them, or those that matter."""
    if count_bundles(seats) <= MOST_BUNDLES:
        return _over(day, aim, seats, all_bundles(seats), seconds, progress)
    if aim.per_seat and not seats.item_optional.any():
        return _by_seats(day, aim, seats, seconds)
    return _by_caps(day, aim, seats, seconds, progress)


def _by_caps(day: Day, aim: Objective, seats: Seats, seconds: Callable[[], float | None], progress: Progress) -> _Found:
    """Settle the levels over bundles up to a cap on regret, and a higher one as long as it is not proven to do."""
    best: _Found | None = None
    options = options_of(day, seats)
    for most in AT_MOST:
        within = widest(seats, options, most)
        if within is None:
            continue
        try:
            found = _over(day, aim, seats, within[1], seconds, progress, within[0])
        except OutOfTimeError:
            if best is None:
                raise
            return best
        if found.impossible:
            return found
        if found.choice is not None:
            best = found
            if found.complete:
                break
    if best is None:
        raise TooLargeError
    return best


def _over(
    day: Day,
    aim: Objective,
    seats: Seats,
    bundles: Bundles,
    seconds: Callable[[], float | None],
    progress: Progress,
    cap: int | None = None,
) -> _Found:
    """Settle the levels over some bundles: all, or those up to a cap on regret."""
    if len(np.unique(bundles.person)) < day.need.any(axis=1).sum():
        return _Found(None, "bundles", (), impossible=cap is None)
    tally = tally_of(day, seats, bundles)
    if cap is not None:
        tally = replace(tally, scale=replace(tally.scale, regrets=np.append(tally.scale.regrets, cap + 1)))
    settling = Settling(Master(seats, bundles, seconds))
    begun = _start(settling, tally, day, aim, seats, seconds)
    if not begun:
        return _Found(None, "bundles", (), impossible=begun is None or cap is None)
    levels = list(aim.levels(tally.scale))
    solved, complete_ = _settle_all(settling, tally, levels, progress)
    choice = bundles.choice(seats, settling.best, settling.given)
    found = _Found(choice, "bundles", tuple(solved), complete_)
    return found if cap is None else _proven(found, Cap(day, seats, bundles, tally, levels, cap))


def _proven(found: _Found, cap: Cap) -> _Found:
    """Return the levels as far as they are the best over all bundles."""
    proven = cap.proven([each for _, each in found.levels])
    levels = tuple((key, each) for (key, _), each in zip(found.levels, proven, strict=False))
    closed = len(proven) == len(found.levels) and all(each.value == each.bound for each in proven)
    return replace(found, levels=levels, complete=found.complete and closed)


def _start(
    settling: Settling, tally: Tally, day: Day, aim: Objective, seats: Seats, seconds: Callable[[], float | None]
) -> bool | None:
    """Begin with the cheapest placement where it is easy to find.

    Returns False when there is no placement with these bundles, None when there is none at all.
    """
    if seats.item_optional.any():
        return settling.start(tally.of(aim.guide(tally.scale)))
    found: Flow | Start | None
    if seats.repeats:
        found = cheapest_relaxed(seats, day.value.costs, seconds, likely_seats(day, seats, day.value.costs))
    else:
        found = cheapest_flow(seats, [day.value.costs])
    if found is None:
        return None
    choice = found.choice
    settling.guess(found.prices[0].items)
    return (choice is not None and settling.start_from(choice)) or settling.start(tally.of(aim.guide(tally.scale)))


def _settle_all(
    settling: Settling, tally: Tally, levels: list[Level], progress: Progress
) -> tuple[list[tuple[str, Solved]], bool]:
    """Return the levels, each with its key, and whether all were settled; else the last is the one left open.

    A level that counts what the one before it counts is settled with it: ranks that nobody can get make such levels.
    """
    solved: list[tuple[str, Solved]] = []
    found: Solved | None = None
    before = np.empty(0, np.int64)
    for step, level in enumerate(levels):
        progress(level.title.text, step, len(levels))
        counts = tally.of(level)
        try:
            found = settling.repeat(found) if found and np.array_equal(counts, before) else settling.settle(counts)
            before = counts
        except OutOfTimeError:
            solved.append(_beside(tally, level, settling.unsettled()))
            return solved, False
        solved.append(_beside(tally, level, found))
    return solved, True


def _beside(tally: Tally, level: Level, found: Solved) -> tuple[str, Solved]:
    """Add what people without a bundle count."""
    more = tally.beside(level)
    return level.title.key, Solved(found.value + more, found.bound + more, found.prices)
