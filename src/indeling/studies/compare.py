# SPDX-License-Identifier: EUPL-1.2
"""All objectives on the same day, side by side: what each gives, to whom, and how far apart they are.

Every number is counted from the placements, and from nothing the solver says about them. Two objectives that leave
ties are not made to break them alike: the differences are those between the placements that were found, which may be
more than the fewest there could be.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np

from indeling.errors import OutOfTimeError, Text, TooLargeError, text
from indeling.objectives import OneByOne, names
from indeling.objectives import objective as objective_of
from indeling.outcome import Outcome
from indeling.placement import OUTSIDE, Placement
from indeling.problem import Problem
from indeling.solver import solve
from indeling.studies.comparison import Answer, AnswerStatus, Comparison, Counts, Difference, Gap, Reason
from indeling.valuation import Valuation, regrets, valuation

__all__ = ["compare"]

Progress = Callable[[Text, int, int], None]
Found = Placement | Reason


def compare(
    problem: Problem,
    objectives: Sequence[str] | None = None,
    seed: int = 1,
    *,
    time_limit: float | None = None,
    clock: Callable[[], float] | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """Return what each objective makes of the day, and how the placements differ.

    objectives: names, each looked at once, in this order; when None or empty all but those that go by turns.
    seed, time_limit (seconds for each objective), clock and progress: as for `solve`.
    An objective that was not proven says so, and one without any placement in the time, or too large to look at, has
    the status `unknown`; the others go on. A day without any placement has the status `infeasible`.

    Raises UnknownKindError for an unknown objective before anything is solved, OutOfTimeError or TooLargeError when
    no objective at all has a placement, ValueError for a time limit without a clock, and SolverError as `solve` does.
    """
    aims = tuple(dict.fromkeys(objectives or compared_by_default()))
    for aim in aims:
        objective_of(aim)

    def place(aim: str) -> Placement:
        """Solve for one objective, and say which."""
        tell = _named(aim, progress) if progress else None
        return solve(problem, aim, seed, time_limit=time_limit, clock=clock, progress=tell)

    return _comparison(problem, seed, _placements(aims, place))


def compared_by_default() -> tuple[str, ...]:
    """Return the objectives that are compared when none is named: a draw of a lottery tells nothing of the next."""
    return tuple(name for name in names() if not isinstance(objective_of(name), OneByOne))


def _comparison(problem: Problem, seed: int, found: Mapping[str, Found]) -> Comparison:
    """Return what the placements come down to, beside one another."""
    people, seats = int(problem.seated.any(axis=1).sum()), int(problem.seated.sum())
    nothing = Comparison("infeasible", seed, problem.round_count, people, seats, problem.rating_scale, (), ())
    placements = [each for each in found.values() if isinstance(each, Placement)]
    if not placements:
        raise TooLargeError if set(found.values()) == {"too_large"} else OutOfTimeError
    if _infeasible(placements[-1]):
        return replace(nothing, conflicts=tuple(placements[-1].proof["conflicts"]))
    value = valuation(problem)
    answers = tuple(_answer(problem, value, aim, each) for aim, each in found.items())
    proven = all(answer.status == "optimal" for answer in answers)
    differences = tuple(difference(value, *pair) for pair in combinations(placements, 2))
    return replace(nothing, status="optimal" if proven else "feasible", answers=answers, differences=differences)


def _named(aim: str, progress: Progress) -> Progress:
    """Return `progress` with the name of the objective in front."""

    def tell(what: Text, step: int, steps: int) -> None:
        """Pass a step on, with the objective that takes it."""
        progress(text("{objective}: {what}", objective=aim, what=what), step, steps)

    return tell


def _placements(aims: Sequence[str], place: Callable[[str], Placement]) -> dict[str, Found]:
    """Return what each objective gives; the first that finds there is no placement at all is the last."""
    found: dict[str, Found] = {}
    for aim in aims:
        try:
            found[aim] = place(aim)
        except OutOfTimeError:
            found[aim] = "out_of_time"
        except TooLargeError:
            found[aim] = "too_large"
        if _infeasible(found[aim]):
            break
    return found


def _infeasible(found: Found) -> bool:
    return isinstance(found, Placement) and found.status == "infeasible"


def _answer(problem: Problem, value: Valuation, aim: str, found: Found) -> Answer:
    if not isinstance(found, Placement):
        return Answer(aim, "unknown", reason=found)
    status: AnswerStatus = "optimal" if found.status == "optimal" else "feasible"
    proof = str(found.proof["kind"])
    return Answer(aim, status, proof, _gap(found), counts=counts(problem, value, found), placement=found)


def _gap(placement: Placement) -> Gap | None:
    levels = placement.proof.get("levels", ())
    unproven = (each for each in levels if each["value"] != each["bound"])
    return next((Gap(each["name"], each["value"], each["bound"]) for each in unproven), None)


def counts(problem: Problem, value: Valuation, placement: Placement) -> Counts:
    """Return what the placement comes down to. `value` is the valuation of the problem."""
    outcome = Outcome(placement, problem)
    by_name = (placement.ranks > OUTSIDE) & ~outcome.unasked
    wishes = np.bincount(placement.ranks[by_name], minlength=len(value.costs)).tolist()
    needed, outside = outcome.needed.sum(axis=1), outcome.outside.sum(axis=1)
    present, content = needed > 0, outside == 0
    wished = np.bincount((needed - outside)[present & ~content], minlength=problem.round_count)
    return Counts(
        seats_by_wish=dict(enumerate(wishes[1:], 1)),
        seats_without_wish=int(outcome.unasked.sum()),
        seats_outside_wishes=placement.figures.seats_outside_wishes,
        people_with_all_wishes=int((present & content).sum()),
        people_by_wished_seats={seats: int(wished[seats]) for seats in reversed(range(problem.round_count))},
        people_by_regret=_tally(regrets(value, placement.seats)[present].tolist()),
        cost=placement.figures.cost,
    )


def _tally(regret: Sequence[int]) -> dict[int, int]:
    values, people = np.unique(np.array(regret, np.int64), return_counts=True)
    return dict(zip(values.tolist(), people.tolist(), strict=True))


def difference(value: Valuation, first: Placement, second: Placement) -> Difference:
    """Return how two placements of the problem with that valuation differ."""
    moved = first.seats != second.seats
    others = (np.sort(first.seats, axis=1) != np.sort(second.seats, axis=1)).any(axis=1)
    gain = regrets(value, first.seats) - regrets(value, second.seats)
    return Difference(
        first=first.objective,
        second=second.objective,
        people=int(moved.any(axis=1).sum()),
        seats=int(moved.sum()),
        other_workshops=int(others.sum()),
        better=int((gain > 0).sum()),
        worse=int((gain < 0).sum()),
    )
