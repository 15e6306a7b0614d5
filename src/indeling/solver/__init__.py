# SPDX-License-Identifier: EUPL-1.2
"""The way from a problem to its best placement."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from indeling.conflicts import conflict
from indeling.errors import OutOfTimeError, SolverError, Text
from indeling.exchanges import told_turns
from indeling.explain import conflicts
from indeling.lists import Lists, lists_of
from indeling.lots import order_of_turns
from indeling.objectives import Objective, OneByOne
from indeling.objectives import objective as objective_of
from indeling.placement import NO_SEAT, Figures, Placement, Status
from indeling.problem import Ints, Problem
from indeling.proof import broken_rules, certificate_prices, check_with
from indeling.rules import breaches, couples, decides, rooms_of
from indeling.solver.begin import Start
from indeling.solver.beyond import NOTHING, Beyond
from indeling.solver.coupled import best_in_turn, best_with_rules
from indeling.solver.day import Day, plan_day
from indeling.solver.elastic import what_to_relax
from indeling.solver.in_turn import TURNS, by_exchanges
from indeling.solver.large import best_of_lists, takes
from indeling.solver.levels import Prices, Solved
from indeling.solver.route import Answer, Progress, best_placement
from indeling.solver.turn_by_turn import by_programme
from indeling.valuation import Valuation, figures, seat_ranks, valuation

__all__ = ["Beyond", "countdown", "solve"]


def solve(
    problem: Problem,
    objective: str = "fair",
    seed: int = 1,
    *,
    time_limit: float | None = None,
    clock: Callable[[], float] | None = None,
    progress: Progress | None = None,
    beyond: Beyond = NOTHING,
) -> Placement:
    """Return the best placement for an objective, checked and with its proof.

    seed: any whole number below 2^127; decides ties, and nothing else. time_limit: seconds, needs `clock` (such as
    time.monotonic): the engine has none of its own. progress: called with (what, step, steps).
    beyond: what is asked besides, such as few moves against an earlier placement (`indeling.solver.beyond`).
    The status is "optimal", "feasible" when the time was up first, or "infeasible" with the reasons in the proof.

    Raises UnknownKindError for an unknown objective, OutOfTimeError when the time was up before there was any
    placement, TooLargeError, and SolverError when the checker refuses what the solver found.
    """
    aim = objective_of(objective)
    seconds = countdown(time_limit, clock)
    if takes(problem, aim) and not beyond.asks:
        found = _by_lists(problem, aim, seed, seconds, progress or _silent)
        if found is not None:
            return found
    value = valuation(problem)
    clashes = conflicts(problem, value)
    day = plan_day(problem, value, seed)
    if clashes:
        return _no_placement(problem, objective, seed, what_to_relax(problem, day, clashes, seed, seconds))
    beyond = replace(beyond, order=_order(problem, aim, seed, beyond))
    answer = _answer(problem, day, aim, seconds, progress or _silent, beyond)
    if answer.seats is None:
        reasons = what_to_relax(problem, day, (), seed, seconds)
        return _no_placement(problem, objective, seed, reasons or [conflict("locked")])
    placement = _placement(problem, value, day, answer, objective, seed)
    if beyond.order is not None:
        placement = replace(placement, proof={**placement.proof, **told_turns(problem, value, placement, beyond.order)})
    return _checked(problem, value, placement, seconds)


def _order(problem: Problem, aim: Objective, seed: int, beyond: Beyond) -> Ints | None:
    """Return the order (n,) of turns, None for an objective that does not go by turns."""
    if not isinstance(aim, OneByOne):
        return None
    return order_of_turns(problem, seed) if beyond.order is None else beyond.order


def _by_lists(
    problem: Problem, aim: Objective, seed: int, seconds: Callable[[], float | None], progress: Progress
) -> Placement | None:
    """Return the best placement of a large and plain day; None when it takes tables after all."""
    lists = lists_of(problem)
    found = best_of_lists(problem, lists, aim, seed, seconds, progress)
    if found is None:
        return None
    seats, ranks = found.seats, lists.seat_ranks(found.seats)
    status: Status = "optimal" if found.complete else "feasible"
    placement = Placement(*_ids(problem), seats, ranks, aim.name, seed, status, figures(lists, seats), found.proof)
    return _checked(problem, lists, placement, seconds)


def _answer(
    problem: Problem,
    day: Day,
    aim: Objective,
    seconds: Callable[[], float | None],
    progress: Progress,
    beyond: Beyond,
) -> Answer:
    """Return the best placement in drawn positions; without seats when there is none."""
    same_levels = _same_levels(problem, beyond)
    answer = best_placement(day, aim if same_levels else objective_of("least-cost"), seconds, progress)
    if answer.seats is None or (same_levels and _is_all(problem, day, answer.seats, beyond)):
        return answer
    if beyond.order is not None:
        return _in_turn(problem, day, answer.seats, seconds, progress, beyond)
    start = _start(problem, day, answer.seats, answer.levels if same_levels else ())
    if start and same_levels and not answer.complete:
        return answer
    return best_with_rules(problem, day, aim, seconds, progress, beyond, start)


def _same_levels(problem: Problem, beyond: Beyond) -> bool:
    """Return whether the first levels are those of the objective, the same as without rules."""
    return beyond.order is None and beyond.comes_after and not decides(problem)


def _start(problem: Problem, day: Day, seats: Ints, levels: tuple[tuple[str, Solved], ...]) -> Start | None:
    """Return what is best when no rule is looked at as a start for those that do, or None when it breaks a rule.

    seats (n, R): workshops in drawn positions. levels: the first of those that count, when they are the same.
    """
    if any(True for _ in breaches(problem, _in_problem(day, seats), soft=False)):
        return None
    return Start(seats, {key: solved.bound for key, solved in levels})


def _in_turn(
    problem: Problem,
    day: Day,
    start: Ints,
    seconds: Callable[[], float | None],
    progress: Progress,
    beyond: Beyond,
) -> Answer:
    """Return what everybody gets at their turn, in drawn positions; start: any placement, rules aside."""
    order = beyond.order if beyond.order is not None else np.empty(0, np.int64)
    turns = np.argsort(day.people)[order]
    if not problem.blocks and not beyond.asks:
        # with rules the turns may be taken anew, and that is what takes time
        answer = by_exchanges(day, turns, start, _silent if couples(problem) else progress)
        if answer is None and not couples(problem):
            answer = by_programme(day, turns, start, seconds, lambda turn: progress(TURNS, turn, len(order)))
        if answer is not None and answer.seats is not None and _keeps(problem, day, answer.seats):
            return answer
    return best_in_turn(problem, day, turns, seconds, progress, beyond)


def _silent(_what: Text, _step: int, _steps: int) -> None:
    """Say nothing."""


def countdown(time_limit: float | None, clock: Callable[[], float] | None) -> Callable[[], float | None]:
    """Return a function that gives the seconds left, None without a limit; it raises OutOfTimeError when none are.

    Raises ValueError for a limit without a clock.
    """
    if time_limit is None:
        return lambda: None
    if clock is None:
        message = "a time limit needs a clock, such as time.monotonic"
        raise ValueError(message)
    end = clock() + time_limit

    def seconds() -> float:
        """Return the seconds left, above 0. Raises OutOfTimeError when there are none."""
        left = end - clock()
        if left <= 0:
            raise OutOfTimeError
        return left

    return seconds


def _no_placement(problem: Problem, objective: str, seed: int, clashes: list[dict[str, Any]]) -> Placement:
    shape = (problem.participant_count, problem.round_count)
    empty = np.full(shape, NO_SEAT)
    proof = {"kind": "infeasible", "conflicts": clashes}
    return Placement(*_ids(problem), empty, empty.copy(), objective, seed, "infeasible", Figures(0, 0, {}, 0), proof)


def _placement(problem: Problem, value: Valuation, day: Day, answer: Answer, objective: str, seed: int) -> Placement:
    seats = _in_problem(day, answer.seats if answer.seats is not None else np.empty((0, 0), np.int64))
    status: Status = "optimal" if answer.complete else "feasible"
    proof = _certificate(problem, day, answer)
    return Placement(
        *_ids(problem),
        seats,
        seat_ranks(value.ranks, seats),
        objective,
        seed,
        status,
        figures(value, seats),
        proof,
        rooms_of(problem, seats),
    )


def _in_problem(day: Day, drawn: Ints) -> Ints:
    """Return workshops (n, R) in the problem's order."""
    seats = np.full_like(drawn, NO_SEAT)
    seats[day.people] = np.where(drawn == NO_SEAT, NO_SEAT, day.workshops[drawn])
    return seats


def _is_all(problem: Problem, day: Day, drawn: Ints, beyond: Beyond) -> bool:
    """Return whether a placement that looks at no rule is what was asked for."""
    return not beyond.asks and _keeps(problem, day, drawn)


def _keeps(problem: Problem, day: Day, drawn: Ints) -> bool:
    """Return whether a placement that looks at no rule keeps them all: then it is the best one with them, too."""
    if not couples(problem):
        return True
    seats = _in_problem(day, drawn)
    return not any(True for soft in (False, True) for _ in breaches(problem, seats, soft=soft))


def _ids(problem: Problem) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    return problem.round_ids, problem.workshop_ids, problem.participant_ids


def _certificate(problem: Problem, day: Day, answer: Answer) -> dict[str, Any]:
    keys = [key for key, _ in answer.levels]
    levels = [_claim(problem, day, answer, key, solved, keys) for key, solved in answer.levels if solved.value]
    proven = answer.complete and all("prices" in level for level in levels)
    space = "sessions" if answer.by_session else "workshops"
    return {"kind": "prices" if proven else "mip", "route": answer.route, "space": space, "levels": levels}


def _claim(problem: Problem, day: Day, answer: Answer, key: str, solved: Solved, keys: list[str]) -> dict[str, Any]:
    claim: dict[str, Any] = {"name": key, "value": solved.value, "bound": solved.bound}
    if solved.prices is None:
        return claim
    if solved.prices.scale != 1:
        claim["scale"] = solved.prices.scale
    earlier = {keys[at]: int(weight) for at, weight in sorted(solved.prices.earlier.items()) if weight}
    if earlier:
        claim["earlier"] = earlier
    claim["prices"] = certificate_prices(problem, _prices(day, answer, solved.prices))
    return claim


def _prices(day: Day, answer: Answer, prices: Prices) -> Ints:
    """Return prices (m, 1) or (m, R) in the problem's order."""
    network, sessions = answer.network, answer.by_session
    table = np.zeros((len(day.workshops), day.need.shape[1] if sessions else 1), np.int64)
    table[day.workshops[network.item_workshop], np.maximum(network.item_round, 0)] = prices.items
    return table


def _checked(
    problem: Problem, value: Valuation | Lists, placement: Placement, seconds: Callable[[], float | None]
) -> Placement:
    """Return the placement once the checker has passed it; its proof claims no more than the checker could see in time.

    Where it rests on the solver anyway, prices are not looked at.
    """
    if placement.proof["kind"] == "mip":
        broken: tuple[Text, ...] = tuple(broken_rules(problem, value, placement))
    else:
        try:
            verdict = check_with(problem, value, placement, seconds)
        except OutOfTimeError:
            return _resting_on_the_solver(placement)
        broken = () if verdict.feasible else verdict.findings
        placement = placement if verdict.proven else _resting_on_the_solver(placement)
    if broken:
        raise SolverError("\n".join(map(str, broken)))
    return placement


def _resting_on_the_solver(placement: Placement) -> Placement:
    return replace(placement, proof={**placement.proof, "kind": "mip"})
