# SPDX-License-Identifier: EUPL-1.2
"""What the prices in a proof say about one participant and one workshop, without solving anything.

At the prices of a level, everybody has the cheapest seats there are for them: what a seat counts plus what is paid for
it (complementary slackness; see docs/reference/certificates.md). And the bound that the prices prove can be asked once
more with the participant in the workshop: it then says how bad the level must become, whatever else is changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from indeling.bound import Weighed, bound, prices_of, space_of
from indeling.studies.measure import Measure, pinned, with_seat
from indeling.studies.obstacles import Case


@dataclass(frozen=True)
class Charge:
    """A level of the objective, with what its prices say. Whole numbers, in units of 1 / scale of the level.

    value: of the placement. least: what the level is at least once the participant is in the workshop, unless a level
    before it becomes worse. gives_up: the workshop given up in exchange (position), of those the participant has the
    one that comes nearest. held, gain: what the seats of the participant count now, and what the exchange takes off
    that; price: what a chair in the workshop costs more than the one given up. `gain` is at most `price`, but for
    less than 1 / scale of rounding.
    plain: no other level is mixed in, and the scale is 1.
    """

    level: str
    value: int
    least: int
    gives_up: int
    held: int
    gain: int
    price: int
    scale: int
    plain: bool


def charges_of(case: Case, open_rounds: list[int]) -> tuple[Charge, ...]:
    """Return what the prices of each level say; the proof of the placement has been checked, and holds."""
    proof = case.placement.proof
    values = dict(zip(case.measure.keys, case.measure.whole(case.placement.seats), strict=True))
    sessions = proof.get("space") == "sessions"
    claims = (claim for claim in proof["levels"] if values.get(claim["name"]))
    return tuple(_charge(case, claim, values, open_rounds, sessions=sessions) for claim in claims)


def _charge(
    case: Case, claim: Mapping[str, Any], values: Mapping[str, int], open_rounds: list[int], *, sessions: bool
) -> Charge:
    scale, earlier = int(claim.get("scale", 1)), {key: int(each) for key, each in claim.get("earlier", {}).items()}
    weights = {claim["name"]: scale, **earlier}
    prices = prices_of(case.problem, claim["prices"], sessions=sessions)
    parts = tuple((weights[each.title.key], each) for each in case.measure.levels if each.title.key in weights)
    levels = tuple(level for _, level in parts)
    weighed = Measure(case.problem, case.value, levels, case.measure.groups[: len(levels)])
    held = _counted(weighed, parts, case.placement.seats, case.person)
    options = list(_exchanges(case, open_rounds, prices, sessions=sessions))
    gives_up, moved, price = min(options, key=lambda each: each[2] + _counted(weighed, parts, each[1], case.person))
    known = sum(weight * values[key] for key, weight in earlier.items())
    least = min(_bound(case, Weighed(parts, case.problem.round_count), prices, rnd, sessions) for rnd in open_rounds)
    return Charge(
        level=claim["name"],
        value=values[claim["name"]],
        least=max(values[claim["name"]], -((known - least) // scale)),
        gives_up=gives_up,
        held=held,
        gain=held - _counted(weighed, parts, moved, case.person),
        price=price,
        scale=scale,
        plain=scale == 1 and not earlier,
    )


def _counted(weighed: Measure, parts: tuple[tuple[int, Any], ...], seats: np.ndarray, person: int) -> int:
    counts = weighed.of(seats, [person])
    return sum(weight * count for (weight, _), count in zip(parts, counts, strict=True))


def _exchanges(
    case: Case, open_rounds: list[int], prices: np.ndarray, *, sessions: bool
) -> Iterator[tuple[int, np.ndarray, int]]:
    """Yield each workshop that could be given up, the placement with the exchange, and what it costs more.

    Where rounds are told apart, only what is held in a round in which the workshop is open.
    """
    mine = case.placement.seats[case.person]
    fixed = {rnd for person, rnd, _ in case.problem.fixed.tolist() if person == case.person}
    rounds = open_rounds if sessions else [rnd for rnd in np.flatnonzero(mine >= 0).tolist() if rnd not in fixed]
    for rnd in rounds:
        table = rnd if sessions else 0
        paid = int(prices[case.workshop, table]) - int(prices[mine[rnd], table])
        yield int(mine[rnd]), with_seat(case.problem, case.placement.seats, case.person, rnd, case.workshop), paid


def _bound(case: Case, weighed: Weighed, prices: np.ndarray, rnd: int, sessions: bool) -> int:  # noqa: FBT001
    """Return what the prices prove once the participant sits in the workshop in that round."""
    tied = pinned(case.problem, case.value, [(case.person, rnd, case.workshop)])
    return bound(tied, case.value, space_of(tied, case.value.allowed, sessions=sessions), weighed, prices)
