# SPDX-License-Identifier: EUPL-1.2
"""Of the placements that are as good, one near the given one: people who need not change keep what they have.

Objectives leave ties, and of the best placements the solver gives one. People are pinned back to what they had, by
halves and halves of halves, as long as the answer stays as good (delta debugging; Zeller and Hildebrandt, IEEE
Transactions on Software Engineering 28, 2002). Of those who still move then nobody can be spared, when the tries were
enough; a smaller set of other people may exist.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from indeling.errors import Text, text
from indeling.lots import draw
from indeling.placement import NO_SEAT, Placement
from indeling.problem import Ints
from indeling.solver import solve
from indeling.studies.measure import Measure, Seat, Values, pinned

Progress = Callable[[Text, int, int], None]


def always() -> bool:
    """Return that there is time: nobody set a limit."""
    return True


@dataclass(frozen=True, eq=False)
class Search:
    """What is searched: a placement of the day of `measure`, near `given`, with these values of `measure.whole`.

    tries: placements made at most, as long as `in_time` says so. asked: seats that it must have; who is in one is free
    in the other rounds.
    """

    measure: Measure
    given: Placement
    goal: Values
    tries: int
    progress: Progress | None = None
    asked: tuple[Seat, ...] = ()
    in_time: Callable[[], bool] = always


def nearest(search: Search, seats: Ints) -> tuple[Ints, bool]:
    """Return such a placement (n, R), and whether nobody in it could have been spared; `seats` is one far away."""
    found = _Tries(search)
    askers = {person for person, _, _ in search.asked}
    drawn = draw(search.given.participant_ids, search.given.seed).tolist()
    moved = [each for each in _moved(search, seats, drawn) if each not in askers]
    others = (np.sort(seats, axis=1) != np.sort(search.given.seats, axis=1)).any(axis=1)
    loose, seats = found.without([each for each in moved if not others[each]], moved, seats)
    size = -(-len(loose) // 2)
    while size and found.left:
        # once is enough: whom a set of people cannot spare, none of its subsets can
        for chunk in [loose[start : start + size] for start in range(0, len(loose), size)]:
            loose, seats = found.without(chunk, loose, seats)
        size //= 2
    return seats, found.left > 0 and search.in_time()


class _Tries:
    """Tries to do without people who move, and counts how often."""

    def __init__(self, search: Search) -> None:
        self.search, self.left = search, search.tries

    def without(self, spared: Sequence[int], loose: list[int], seats: Ints) -> tuple[list[int], Ints]:
        """Return who moves, and the placement, when these are spared; what was given when that cannot be."""
        fewer = [each for each in loose if each not in {*spared}]
        if len(fewer) == len(loose) or not self.left or not self.search.in_time():
            return loose, seats
        self.left -= 1
        if self.search.progress:
            tries = self.search.tries
            self.search.progress(text("looking for the fewest changes"), tries - self.left, tries)
        found = _with_loose(self.search, fewer)
        return (loose, seats) if found is None else (_moved(self.search, found, fewer), found)


def _with_loose(search: Search, loose: Sequence[int]) -> Ints | None:
    """Return a placement as good in which nobody moves but these and those who are asked for; None if there is none."""
    given, measure = search.given, search.measure
    free = {*loose, *(person for person, _, _ in search.asked)}
    fixed = {(person, rnd) for person, rnd, _ in measure.problem.pinned.tolist()}
    held = [
        (person, rnd, int(given.seats[person, rnd]))
        for person, rnd in np.argwhere(given.seats != NO_SEAT).tolist()
        if person not in free and (person, rnd) not in fixed
    ]
    if any(not measure.problem.offered[workshop, rnd] for _, rnd, workshop in held):
        return None  # what they had is not given on this day
    # no limit: there is less to decide than in what was solved before
    day = pinned(measure.problem, measure.value, [*search.asked, *held])
    found = solve(day, given.objective, given.seed)
    good = found.status == "optimal" and measure.whole(found.seats) == search.goal
    return found.seats if good else None


def _moved(search: Search, seats: Ints, people: Sequence[int]) -> list[int]:
    """Return which of the people sit elsewhere in some round."""
    moved = (seats != search.given.seats).any(axis=1)
    return [each for each in people if moved[each]]
