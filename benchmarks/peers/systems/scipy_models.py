# SPDX-License-Identifier: EUPL-1.2
"""SciPy twice: its integer programs on the textbook model, and its assignment of people to chairs, round by round."""

from __future__ import annotations

import numpy as np

from benchmarks.peers.peer import Answer, Ints, Peer, Question, Run, nobody_placed
from benchmarks.peers.three_index import three_index

AGAIN = 1_000_000
"""Cost of a workshop that somebody has had: more than any round can be worth."""


def _prepare_milp(day: Question) -> Run:
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415  (only where it is measured)

    def run(seconds: float) -> Answer:
        model = three_index(day)
        found = milp(
            model.cost.astype(float),
            integrality=np.ones(len(model.cost)),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(model.matrix, model.low, model.high),
            options={"time_limit": seconds, "mip_rel_gap": 0},
        )
        if found.x is None:
            return nobody_placed(day)
        return Answer(model.seats(found.x, day.seats), claim="optimal" if found.status == 0 else "feasible")

    return run


def _prepare_rounds(day: Question) -> Run:
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415  (only where it is measured)

    def run(_seconds: float) -> Answer:
        people, workshops, rounds = day.cost.shape
        price = day.cost.copy()
        seats: Ints = np.empty(day.seats, np.int64)
        for rnd in range(rounds):
            chairs = np.repeat(np.arange(workshops), day.chairs[:, rnd])
            person, chair = linear_sum_assignment(price[:, chairs, rnd])
            seats[person, rnd] = chairs[chair]
            price[np.arange(people), seats[:, rnd]] = AGAIN
        return Answer(seats)

    return run


PEERS = (
    Peer(
        name="SciPy milp, 3-index model",
        package="scipy",
        environment="house",
        prepare=_prepare_milp,
        stops_itself=True,
        rounds="yes",
        never_twice="yes",
        minima="yes",
        proof="its own bound",
    ),
    Peer(
        name="SciPy assignment, round by round",
        package="scipy",
        environment="house",
        prepare=_prepare_rounds,
        stops_itself=False,
        rounds="yes",
        never_twice="as far as the later rounds allow",
        minima="no",
        proof="none for the day",
    ),
)
