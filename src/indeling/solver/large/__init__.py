# SPDX-License-Identifier: EUPL-1.2
"""Days so large that tables of all seats do not fit: plain ones, for objectives over seats.

`best_of_lists` does in order: the auction (`auction`, its loops in `market`), the workshops of pooled seats (`pooled`,
`dealing`), rounds (`indeling.solver.rounds`), and the prices that prove each level (`market.least_prices`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np

from indeling.errors import text
from indeling.lists import Lists, is_large, is_plain
from indeling.lots import draw
from indeling.objectives import Objective, SeatLevel
from indeling.placement import NO_SEAT
from indeling.problem import Ints, Problem
from indeling.proof import certificate_prices, levels_of
from indeling.solver.large.auction import (
    Buyers,
    arrangement,
    base_of,
    buyers_of,
    combined,
    fits,
    hold_auction,
    load,
    market_of,
)
from indeling.solver.large.pooled import place_pooled
from indeling.solver.rounds import split_into_rounds
from indeling.solver.route import Progress

if TYPE_CHECKING:
    from indeling.solver.large.market import Holding

LOADING = text("loading what is compiled for large days; the first time on a computer that takes some ten seconds")
ROUNDS = text("a round for every seat")
PROVING = text("the prices that prove it")

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
    every = levels_of(aim, problem.round_count, lists, np.zeros(1, np.int64))
    levels = [level for level in every if isinstance(level, SeatLevel)]
    costs = combined([level.seat for level in levels], len(goods))
    if not fits(costs[-1], len(goods)) or not _seats_for_all(lists, len(people)):
        return None

    def watch(count: int, everybody: int) -> None:
        """Tell how far it is."""
        seconds()
        progress(text("prices, from {count} of the people", count=count), count, everybody)

    people = people[arrangement(buyers_of(lists, people, goods))]
    buyers = buyers_of(lists, people, goods)
    progress(LOADING, 0, 0)
    dearest = costs[-1].astype(np.int64)
    load(buyers, dearest)
    holding = hold_auction(buyers, dearest, watch)
    progress(ROUNDS, 0, 0)
    table = place_pooled(buyers, holding.held, holding.pooled)
    if table is None:
        return None
    seats = np.full((len(lists.need), lists.rounds), NO_SEAT)
    seats[people] = goods[split_into_rounds(table, len(goods))]
    progress(PROVING, 0, 0)
    counts = np.bincount(lists.seat_ranks(seats)[seats != NO_SEAT], minlength=len(lists.costs))
    return seats, _certificate(problem, levels, costs, _Sold(buyers, holding, goods, counts))


def _seats_for_all(lists: Lists, people: int) -> bool:
    """Return whether there is anybody, any wish, and a seat for all in different workshops."""
    chairs = np.minimum(lists.chairs, people)
    return bool(people and len(lists.workshop) and chairs.sum() >= people)


@dataclass(frozen=True, eq=False)
class _Sold:
    """How the auction went: who bought what, for goods (m,) as positions of workshops, with seats by rank (G + 1,)."""

    buyers: Buyers
    holding: Holding
    goods: Ints
    counts: Ints


def _certificate(problem: Problem, levels: list[SeatLevel], costs: list[Ints], sold: _Sold) -> dict[str, Any]:
    """Return the claims: each level with the levels before it, at the least prices for both together."""
    base, keys = base_of([level.seat for level in levels], len(sold.goods)), [level.title.key for level in levels]
    claims = []
    for at, (level, cost) in enumerate(zip(levels, costs, strict=True)):
        value = int(sold.counts @ level.seat)
        if value:
            claim: dict[str, Any] = {"name": level.title.key, "value": value, "bound": value}
            if at:
                claim["earlier"] = {keys[before]: base ** (at - before) for before in range(at)}
            claims.append(claim | {"prices": certificate_prices(problem, _prices(sold, cost))})
    return {"kind": "prices", "route": "auction", "space": "workshops", "levels": claims}


def _prices(sold: _Sold, cost: Ints) -> Ints:
    """Return the least prices (m, 1), in the problem's order, that prove the holding best for costs by rank."""
    from indeling.solver.large.market import least_prices  # noqa: PLC0415  (numba takes half a second)

    prices = np.zeros((len(sold.goods), 1), np.int64)
    prices[sold.goods, 0] = least_prices(market_of(sold.buyers, cost.astype(np.int64)), sold.holding)
    return prices
