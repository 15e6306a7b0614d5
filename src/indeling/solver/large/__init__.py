# SPDX-License-Identifier: EUPL-1.2
"""Days so large that tables of all seats do not fit: plain ones, for objectives over seats.

`best_of_lists` does in order: the auction (`auction`, its loops in `market`), the workshops of pooled seats (`pooled`,
`dealing`), rounds (`indeling.solver.rounds`), and the prices that prove each level (`market.least_prices`).
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import numpy as np

from indeling.errors import text
from indeling.lists import Lists, is_large, is_plain
from indeling.objectives import Objective, SeatLevel
from indeling.placement import NO_SEAT
from indeling.problem import Ints, Problem
from indeling.proof import certificate_prices, levels_of
from indeling.solver.day import draw
from indeling.solver.large.auction import arranged, auction, base_of, buyers_of, combined, fits, market_of
from indeling.solver.large.pooled import place_pooled
from indeling.solver.route import Progress
from indeling.solver.rounds import split_into_rounds

Found = tuple[Ints, dict[str, Any]]
"""Workshops (n, R) in the problem's order, and the certificate."""


def takes(problem: Problem, aim: Objective) -> bool:
    """Return whether a day is to be solved here: large, plain, an objective over seats, and numba is installed."""
    return aim.per_seat and is_large(problem) and is_plain(problem) and find_spec("numba") is not None


def best_of_lists(
    problem: Problem,
    lists: Lists,
    aim: Objective,
    seed: int,
    seconds: Callable[[], float | None],
    progress: Progress,
) -> Found | None:
    """Return the best placement of a plain day; None when tables have to do it after all.

    That is when there is none, when the levels do not fit in the machine's numbers, or when the seats outside the
    wishes cannot all be placed. Raises OutOfTimeError when time is up: an auction has nothing before its end.
    """
    people = draw(problem.participant_ids, seed)
    people = people[lists.need[people] > 0]
    goods = draw(problem.workshop_ids, seed)
    levels = list(levels_of(aim, problem.round_count, lists, np.zeros(1, np.int64)))
    weights = [level.seat for level in levels if isinstance(level, SeatLevel)]
    costs = combined(weights, len(goods))
    chairs = np.minimum(lists.chairs, len(people))
    if not fits(costs[-1], len(goods)) or chairs.sum() < len(people) or not len(people) or not len(lists.workshop):
        return None

    def watch(count: int, everybody: int) -> None:
        """Tell how far it is."""
        seconds()
        progress(text("prices, from {count} of the people", count=count), count, everybody)

    people = arranged(lists, people, len(goods))
    buyers = buyers_of(lists, people, goods)
    holding = auction(buyers, costs[-1].astype(np.int64), watch)
    table = place_pooled(buyers, holding.held, holding.pooled)
    if table is None:
        return None
    seats = np.full((len(lists.need), lists.rounds), NO_SEAT)
    seats[people] = goods[split_into_rounds(table, len(goods))]
    return seats, _certificate(problem, lists, levels, costs, (buyers, holding, goods, seats))


def _certificate(problem, lists, levels, costs, found):
    from indeling.solver.large.market import least_prices  # noqa: PLC0415  (numba takes half a second)

    buyers, holding, goods, seats = found
    counts = np.bincount(lists.seat_ranks(seats)[seats != NO_SEAT], minlength=len(lists.costs))
    base = base_of([level.seat for level in levels], len(goods))
    claims = []
    for at, (level, cost) in enumerate(zip(levels, costs, strict=True)):
        value = int(counts @ level.seat)
        if not value:
            continue
        prices = np.zeros((len(goods), 1), np.int64)
        prices[goods, 0] = least_prices(market_of(buyers, cost.astype(np.int64)), holding)
        earlier = {levels[before].title.key: base ** (at - before) for before in range(at)}
        claim = {"name": level.title.key, "value": value, "bound": value}
        claims.append(claim | ({"earlier": earlier} if earlier else {}) | {"prices": certificate_prices(problem, prices)})
    return {"kind": "prices", "route": "auction", "space": "workshops", "levels": claims}
