# SPDX-License-Identifier: EUPL-1.2
"""The judge of the judge: on a tiny day, go through every placement there is. No bundles, no columns, no solver."""

from __future__ import annotations

from itertools import product
from math import prod
from typing import Any

from oracle.day import Day, Seats, read
from oracle.model import (
    NOTHING_MORE,
    Beyond,
    Vector,
    around,
    at_least_as_good,
    personal_violations,
    session_violations,
    vector,
)
from oracle.rules import broken_rules, room_violations

Tree = dict[str, Any]

MOST_PLACEMENTS = 2_000
MOST_WAYS = 300


def every_placement(data: Tree) -> list[Seats] | None:
    """Return every placement that keeps the hard rules; None when there are too many to try."""
    day = read(data)
    if len(day.workshops) ** len(day.rounds) > MOST_WAYS:
        return None
    options = [alone(day, person) for person in day.people]
    if prod(map(len, options)) > MOST_PLACEMENTS:
        return None
    together: list[Seats] = [{key: w for seats in chosen for key, w in seats.items()} for chosen in product(*options)]
    return [seats for seats in together if not violations(day, seats)]


def alone(day: Day, person: str) -> list[Seats]:
    """Return every way to seat one person within their own rules."""
    options: list[Seats] = [
        {(person, rnd): w for rnd, w in zip(day.rounds, chosen, strict=True) if w is not None}
        for chosen in product([None, *day.workshops], repeat=len(day.rounds))
    ]
    return [seats for seats in options if not personal_violations(day, person, seats)]


def violations(day: Day, seats: Seats) -> list[str]:
    """Return what is wrong with seats that are right for each person alone."""
    return session_violations(day, seats) + broken_rules(day, seats) + room_violations(day, seats, None)


def best_of_all(data: Tree, placements: list[Seats], objective: str, beyond: Beyond = NOTHING_MORE) -> Vector | None:
    """Return the best vector among the placements, None when there are none."""
    day, frame = read(data), around(data, beyond)
    best: Vector | None = None
    for seats in placements:
        found = vector(day, seats, objective, beyond)
        if best is None or not at_least_as_good(objective, best, found, frame):
            best = found
    return best
