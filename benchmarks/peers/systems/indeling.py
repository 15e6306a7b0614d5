# SPDX-License-Identifier: EUPL-1.2
"""The engine itself, with two objectives: the one that the others have, and its own default."""

from __future__ import annotations

import json
from functools import partial
from time import monotonic

from benchmarks.peers.peer import Answer, Peer, Question, Run


def _prepare(objective: str, day: Question) -> Run:
    from indeling import Problem, solve  # noqa: PLC0415  (only where it is measured)

    problem = Problem.from_dict(json.loads(day.problem))

    def run(seconds: float) -> Answer:
        placement = solve(problem, objective, time_limit=seconds, clock=monotonic)
        claim = "none" if placement.status == "infeasible" else placement.status
        return Answer(placement.seats, claim=claim)

    return run


PEERS = tuple(
    Peer(
        name=f"indeling {objective}",
        package="regiodag",
        environment="house",
        prepare=partial(_prepare, objective),
        stops_itself=True,
        rounds="yes",
        never_twice="yes",
        minima="yes",
        proof="prices, checked without a solver",
    )
    for objective in ("least-cost", "fair")
)
