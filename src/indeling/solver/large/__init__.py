# SPDX-License-Identifier: EUPL-1.2
"""Days so large that tables of all seats do not fit, or take too long: plain ones.

`best_of_lists` does in order: the auction (`auction`, its loops in `market`), for objectives over seats with the prices
that prove each level (`sale`), for those over people with a programme for the last level (`people`); the workshops of
pooled seats (`pooled`, `dealing`); and rounds (`indeling.solver.rounds`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

import numpy as np

from indeling.errors import OutOfTimeError
from indeling.lists import Lists, is_large, is_middling, is_plain
from indeling.lots import draw
from indeling.objectives import Objective, OneByOne
from indeling.problem import Ints, Problem
from indeling.solver.large.at_hand import placed_at_hand
from indeling.solver.large.auction import arrangement, buyers_of
from indeling.solver.large.people import sell_by_people
from indeling.solver.large.sale import Sale, sell_by_seats
from indeling.solver.route import Progress


@dataclass(frozen=True, eq=False)
class Found:
    """The best placement found: workshops (n, R) in the problem's order, and the certificate.

    complete: it is best; else time was up first.
    """

    seats: Ints
    proof: dict[str, Any]
    complete: bool


def takes(problem: Problem, aim: Objective) -> bool:
    """Return whether a day is to be solved here, a plain one, and not one person after another.

    For objectives over seats a flow of tables is sooner, unless the day is large; that needs numba.
    """
    middling = is_middling(problem) and not aim.per_seat
    if isinstance(aim, OneByOne) or not (is_large(problem) or middling) or not is_plain(problem):
        return False
    return not is_large(problem) or find_spec("numba") is not None


def best_of_lists(
    problem: Problem,
    lists: Lists,
    aim: Objective,
    seed: int,
    seconds: Callable[[], float | None],
    progress: Progress,
) -> Found | None:
    """Return the best placement of a plain day; None when tables have to do it after all.

    That is when there is none, when the levels do not fit in the machine's numbers, when more than one of them looks at
    regret, or when the seats outside the wishes cannot all be placed. When time is up in the auction, a placement that
    is at hand is told.
    """
    people = draw(problem.participant_ids, seed)
    people = people[lists.need[people] > 0]
    goods = draw(problem.workshop_ids, seed)
    if not _seats_for_all(lists, len(people)):
        return None
    people = people[arrangement(buyers_of(lists, people, goods))]
    prices = np.zeros(len(goods), np.int64)
    sale = Sale(problem, lists, people, goods, buyers_of(lists, people, goods), seconds, progress, prices)
    try:
        sold = (sell_by_seats if aim.per_seat else sell_by_people)(sale, aim)
    except OutOfTimeError:
        return _at_hand(sale, aim)
    seats = None if sold is None else sale.seats_of(sold)
    if sold is None or seats is None:
        return None
    every_level = all("prices" in claim for claim in sold.claims)
    kind = "prices" if sold.complete and every_level else "mip"
    proof = {"kind": kind, "route": sale.route, "space": "workshops", "levels": sold.claims}
    return Found(seats, proof, sold.complete)


def _at_hand(sale: Sale, aim: Objective) -> Found | None:
    """Return a placement when time is up before the auction ends; None when the pooled seats cannot all be placed."""
    found = placed_at_hand(sale, aim)
    if found is None:
        return None
    seats, claims, proven = found
    return Found(seats, {"kind": "mip", "route": sale.route, "space": "workshops", "levels": claims}, proven)


def _seats_for_all(lists: Lists, people: int) -> bool:
    """Return whether there is anybody, any wish, and a seat for all in different workshops."""
    chairs = lists.chairs.clip(max=people)
    return bool(people and len(lists.workshop) and chairs.sum() >= people)
