# SPDX-License-Identifier: EUPL-1.2
"""What if: one more chair, a bigger room, a workshop less or once more, one more round.

Every change is a new day, placed again with the same objective and seed; told is the difference, counted from the two
placements. A change is skipped only when the checker, which knows no solver, says that the placement there is now stays
the best with it: its prices then prove the same bound on the changed day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from operator import itemgetter

import numpy as np

from indeling.errors import OutOfTimeError, TooLargeError
from indeling.lots import draw
from indeling.placement import NO_SEAT, Placement
from indeling.problem import Ints, Problem
from indeling.proof import check_with
from indeling.rules import rooms_of
from indeling.solver import countdown, solve
from indeling.studies.advice import Advice, Effect, Skipped, State
from indeling.studies.changes import Candidate, Change, candidates, title
from indeling.studies.compare import counts
from indeling.studies.counterfactual import Options
from indeling.studies.measure import measure_of
from indeling.studies.nearest import Search, nearest
from indeling.valuation import UNREACHABLE, Valuation, figures, seat_costs, seat_ranks, valuation

__all__ = ["Options", "place_near", "what_if"]

UNLIMITED = Options()

Seconds = Callable[[], float | None]

MOST_TRIES = 30
"""Placements made, for each change, to find one near the placement there is now."""

KINDS = ("chairs", "room", "repeat", "round", "drop")


def what_if(
    problem: Problem, objective: str = "fair", seed: int = 1, *, chairs: int = 1, options: Options = UNLIMITED
) -> Advice:
    """Return what single changes would make of the day, those first that help most people.

    Looked at first is what an organiser can do most easily, and most often helps: more chairs.

    chairs: chairs added at a time, ≥ 1. objective, seed: as for `solve`; options: the limits, the time being for all
    of it. Of changes that were not reached in that time, the status is `unknown`.

    Raises UnknownKindError for an unknown objective, OutOfTimeError and TooLargeError when there is no placement now
    within the limits, ValueError for chairs below 1 or a time limit without a clock, and SolverError as `solve` does.
    """
    if chairs < 1:
        message = "at least one chair has to be added"
        raise ValueError(message)
    seconds = countdown(options.time_limit, options.clock)
    placement = solve(problem, objective, seed, time_limit=seconds(), clock=options.clock, progress=options.progress)
    people = int(problem.seated.any(axis=1).sum())
    nothing = Advice(problem, objective, seed, "infeasible", people)
    if placement.status == "infeasible":
        return replace(nothing, conflicts=tuple(placement.proof["conflicts"]))
    every = list(candidates(problem, chairs))
    turns = sorted(range(len(every)), key=lambda at: KINDS.index(every[at].change.kind))
    looked = _looked_at(problem, placement, [every[at] for at in turns], options, seconds)
    found = [each for _, each in sorted(zip(turns, looked, strict=True), key=itemgetter(0))]
    effects = _helping_first([each for each in found if isinstance(each, Effect)], problem, seed)
    proven = all(each.status in {"optimal", "infeasible"} for each in effects) and placement.status == "optimal"
    return replace(
        nothing,
        status="optimal" if proven else "feasible",
        now=state(problem, valuation(problem), placement),
        effects=effects,
        skipped=tuple(each for each in found if isinstance(each, Skipped)),
        placement=placement,
    )


def _looked_at(
    problem: Problem, placement: Placement, found: list[Candidate], options: Options, seconds: Seconds
) -> Iterator[Effect | Skipped]:
    """Yield what comes of each change, and that it is not known when the time is up."""
    now = valuation(problem)
    for step, candidate in enumerate(found):
        if options.progress:
            options.progress(title(problem, candidate.change), step, len(found))
        if candidate.problem is None:
            yield Skipped(candidate.change, candidate.why)
            continue
        try:
            yield _found(now, candidate.change, candidate.problem, placement, options, seconds)
        except (OutOfTimeError, TooLargeError):
            yield Effect(candidate.change, "unknown")


def _found(
    now: Valuation, change: Change, changed: Problem, placement: Placement, options: Options, seconds: Seconds
) -> Effect | Skipped:
    """Return what comes of a change. Raises OutOfTimeError and TooLargeError."""
    seconds()
    value = valuation(changed)
    if _stays_best(changed, value, placement):
        return Skipped(change, "no-better")
    limited = replace(options, time_limit=seconds(), progress=None)
    return _effect(now, change, changed, value, placement, limited)


def _stays_best(changed: Problem, value: Valuation, placement: Placement) -> bool:
    """Return whether the checker says so; the prices of the placement are then proof for the changed day, too."""
    if placement.seats.shape[1] != changed.round_count or placement.proof.get("kind") != "prices":
        return False
    same = replace(
        placement,
        ranks=seat_ranks(value.ranks, placement.seats),
        figures=figures(value, placement.seats),
    )
    return check_with(changed, value, same).proven


def _effect(
    now: Valuation, change: Change, changed: Problem, value: Valuation, placement: Placement, options: Options
) -> Effect:
    """Place everybody on the changed day, near the placement there is now where that has the same rounds.

    Raises OutOfTimeError and TooLargeError.
    """
    found = place_near(changed, placement, options)
    if found.status == "infeasible":
        return Effect(change, "infeasible")
    gain, lose = _better_and_worse((now, placement.seats), (value, found.seats))
    return Effect(
        change,
        "optimal" if found.status == "optimal" else "feasible",
        str(found.proof["kind"]),
        state(changed, value, found),
        gain=gain,
        lose=lose,
        placement=found,
    )


def place_near(problem: Problem, given: Placement, options: Options = UNLIMITED) -> Placement:
    """Return a best placement of a day by the objective and the seed of a given one, and as near to it as was found.

    given: a placement with the ids of the problem (`interchange.align`), of the day before it was changed. When it has
    other rounds, or what is found is not proven, nothing is looked for near it; nor when the time is up. Raises as
    `solve` does.
    """
    seconds = countdown(options.time_limit, options.clock)
    found = solve(
        problem,
        given.objective,
        given.seed,
        time_limit=options.time_limit,
        clock=options.clock,
        progress=options.progress,
    )
    if found.status != "optimal" or found.seats.shape != given.seats.shape:
        return found
    value = valuation(problem)
    measure = measure_of(problem, value, given.objective, given.seed)
    search = Search(
        measure,
        given,
        measure.whole(found.seats),
        MOST_TRIES,
        options.progress,
        in_time=lambda: _is_left(seconds),
    )
    return _with_seats(problem, value, found, nearest(search, found.seats)[0])


def _is_left(seconds: Seconds) -> bool:
    try:
        seconds()
    except OutOfTimeError:
        return False
    return True


def _with_seats(problem: Problem, value: Valuation, placement: Placement, seats: Ints) -> Placement:
    """Return the placement with other seats that are as good: what proves the one proves the other."""
    ranks = seat_ranks(value.ranks, seats)
    return replace(placement, seats=seats, ranks=ranks, figures=figures(value, seats), rooms=rooms_of(problem, seats))


def state(problem: Problem, value: Valuation, placement: Placement) -> State:
    """Return what a placement of the problem comes down to."""
    found = counts(problem, value, placement)
    wished = found.people_by_wished_seats
    return State(
        all_wishes=found.people_with_all_wishes,
        some_wishes=sum(people for seats, people in wished.items() if seats),
        no_wish=wished[0],
        first_wishes=found.seats_by_wish.get(1, 0),
        outside=found.seats_outside_wishes,
        cost=found.cost,
        worst_off=int(paid(value, placement.seats).max(initial=0)),
    )


def paid(value: Valuation, seats: Ints, count: Ints | None = None) -> Ints:
    """Return what the seats of each participant cost (n,): all of them, or the cheapest `count` (n,)."""
    ranks = seat_ranks(value.ranks, seats)
    costs = np.sort(np.where(ranks == NO_SEAT, UNREACHABLE, seat_costs(value.costs, ranks)), axis=1)
    most = (seats != NO_SEAT).sum(axis=1) if count is None else count
    found: Ints = np.where(np.arange(seats.shape[1]) < most[:, None], costs, 0).sum(axis=1)
    return found


def _better_and_worse(before: tuple[Valuation, Ints], after: tuple[Valuation, Ints]) -> tuple[int, int]:
    """Return how many people pay less and how many more, over as many seats as they have both times."""
    count = np.minimum(*((seats != NO_SEAT).sum(axis=1) for _, seats in (before, after)))
    more = paid(*after, count) - paid(*before, count)
    return int((more < 0).sum()), int((more > 0).sum())


def _helping_first(effects: Sequence[Effect], problem: Problem, seed: int) -> tuple[Effect, ...]:
    """Return the effects in the order of `Advice`; lots decide between those that help as much."""
    lots = np.argsort(draw(problem.workshop_ids, seed)).tolist()

    def key(effect: Effect) -> tuple[int, ...]:
        """Return what sorts effects: most people helped on balance, then most helped, least cost, and the lot."""
        change = effect.change
        lot = (KINDS.index(change.kind), lots[change.workshop] if change.workshop >= 0 else 0, change.round)
        if effect.then is None:
            return (2, 0, 0, 0, *lot)
        return (int(change.kind == "round"), effect.lose - effect.gain, -effect.gain, effect.then.cost, *lot)

    return tuple(sorted(effects, key=key))
