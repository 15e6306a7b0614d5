# SPDX-License-Identifier: EUPL-1.2
"""The chances of the lottery: how likely each person is to have each workshop, over all orders of turns or many seeds.

    exact       the average over all orders of turns, each as likely as any other, one priority class after the other
    sampled     k of N draws, those of the seeds s, s + 1, ..., s + N − 1, as `solve` makes them one by one

To count in how many of the n! orders somebody gets something is #P-complete: Aziz, Brandt and Brill, The computational
complexity of random serial dictatorship, Economics Letters 121 (2013). So exact is for a few people, and the rest is
sampled, with an interval (`odds.score_interval`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from indeling.errors import Text, TooLargeError, text
from indeling.problem import Problem
from indeling.solver import solve
from indeling.studies.draws import AIM, ByOrder, BySeed, Span
from indeling.studies.odds import Chances, Tally

__all__ = ["Chances", "chances"]

AT_ONCE = 8
"""Draws in a chunk. What comes out does not hang on it."""

MOST_ORDERS = 40_320
"""All orders of eight people; of nine there are nine times as many."""

Progress = Callable[[Text, int, int], None]


class Run(Protocol):
    """How chunks of work are done: here and now, as `map` does, or by others at the same time, in any order."""

    def __call__(self, work: Callable[[Span], Tally], spans: Sequence[Span], /) -> Iterable[Tally]:
        """Yield what `work` makes of each span. Both can be pickled."""


def chances(
    problem: Problem,
    *,
    draws: int = 1000,
    seed: int = 1,
    exact: bool = False,
    run: Run = map,
    progress: Progress | None = None,
) -> Chances:
    """Return how likely everybody is to have each workshop under the objective `lottery`.

    draws: how many are sampled, from the seeds `seed`, seed + 1, ..., all below 2^127. exact: over all orders of turns
    instead, and then the seed breaks ties only. run: does the chunks of work (`Run`); the answer is the same whoever
    does them. progress: called with (what, step, steps) when some more are done.

    Raises ValueError for less than one draw, and TooLargeError when there are too many orders, or as `solve` does.
    """
    if draws < 1:
        message = "at least one draw is needed"
        raise ValueError(message)
    placement, nothing = solve(problem, AIM, seed), Tally.nothing(problem)
    if placement.status == "infeasible":
        return Chances(problem, "infeasible", seed, 0, nothing, tuple(placement.proof["conflicts"]))
    if not exact:
        return _counted(Chances(problem, "sampled", seed, draws, nothing), BySeed(problem, seed), run, progress)
    work = ByOrder.of(problem, seed)
    if work.orders > MOST_ORDERS:
        what = text("The people whose turn matters can come in {orders} orders; at most {most} are looked at.",
                    orders=work.orders, most=MOST_ORDERS)  # fmt: skip
        raise TooLargeError(what, text("Let the chances be sampled: leave out --exact."))
    return _counted(Chances(problem, "exact", seed, work.orders, nothing), work, run, progress)


def _counted(found: Chances, work: Callable[[Span], Tally], run: Run, progress: Progress | None) -> Chances:
    """Fill the tally, and return it."""
    spans = [(start, min(start + AT_ONCE, found.draws)) for start in range(0, found.draws, AT_ONCE)]
    for step, tally in enumerate(run(work, spans), start=1):
        found.tally.add(tally)
        if progress:
            progress(text("draws"), min(step * AT_ONCE, found.draws), found.draws)
    for column in vars(found.tally).values():
        column.flags.writeable = False
    return found
