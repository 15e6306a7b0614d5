# SPDX-License-Identifier: EUPL-1.2
"""fairpyx, the fair division library of Segal-Halevi and others, with three of its algorithms for courses.

A course is a workshop, its seats those of all rounds together: `utilitarian matching` knows no clashes between courses.
The other two do, so there a course is a session, which clashes with its own workshop and with its own round.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np

from benchmarks.peers.peer import NOWHERE, Answer, Ints, Peer, Question, Run

Values = dict[int, dict[Hashable, int]]


def _values(cost: Ints, courses: Sequence[Hashable]) -> Values:
    """Return what each course is worth to each person, from costs (n, courses): the dearest seat is worth 1."""
    worth = (cost.max(initial=0) + 1 - cost).tolist()
    return {person: dict(zip(courses, row, strict=True)) for person, row in enumerate(worth)}


def _prepare_whole_day(day: Question) -> Run:
    import fairpyx  # noqa: PLC0415  (only where it is measured)
    from fairpyx.algorithms import utilitarian_matching  # noqa: PLC0415

    people, workshops, rounds = day.cost.shape
    parts = [list(range(rounds))] if day.rounds_alike else [[rnd] for rnd in range(rounds)]
    values = [_values(day.cost[:, :, part[0]], range(workshops)) for part in parts]

    def run(_seconds: float) -> Answer:
        seats: Ints = np.full(day.seats, NOWHERE, np.int64)
        for part, worth in zip(parts, values, strict=True):
            chairs = {w: int(day.chairs[w, part].sum()) for w in range(workshops)}
            given = _divide(fairpyx, utilitarian_matching, worth, len(part), chairs)
            for person in range(people):
                had = given[person]
                seats[person, part[: len(had)]] = had
        return Answer(seats, in_rounds=not day.rounds_alike)

    return run


def _prepare_sessions(algorithm: str, day: Question) -> Run:
    import fairpyx  # noqa: PLC0415  (only where it is measured)

    divide = getattr(fairpyx.algorithms, algorithm)
    people, _, rounds = day.cost.shape
    sessions = [(int(w), int(r)) for w, r in zip(*np.nonzero(day.chairs > 0), strict=True)]
    where = np.array(sessions).T
    values = _values(day.cost[:, where[0], where[1]], sessions)
    clashes = {one: [other for other in sessions if other != one and _clash(one, other)] for one in sessions}

    def run(_seconds: float) -> Answer:
        chairs = {session: int(day.chairs[session]) for session in sessions}
        given = _divide(fairpyx, divide, values, rounds, chairs, item_conflicts=clashes)
        seats: Ints = np.full(day.seats, NOWHERE, np.int64)
        for person in range(people):
            for workshop, rnd in given[person]:
                seats[person, rnd] = workshop
        return Answer(seats)

    return run


def _clash(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] == other[0] or one[1] == other[1]


def _divide(
    fairpyx: Any,  # noqa: ANN401  (a module without types)
    algorithm: Any,  # noqa: ANN401  (one of its functions)
    values: Values,
    each: int,
    chairs: Mapping[Any, int],
    **more: object,
) -> dict[int, list[Any]]:
    """Return what everybody is given: so many courses each at most, so many seats per course."""
    instance = fairpyx.Instance(valuations=values, agent_capacities=each, item_capacities=chairs, **more)
    given: dict[int, list[Any]] = fairpyx.divide(algorithm, instance=instance)
    return given


def _peer(name: str, **different: Any) -> Peer:
    shared = {"package": "fairpyx", "environment": "peers", "stops_itself": False, "minima": "no"}
    return Peer(name=f"fairpyx, {name}", **{**shared, **different})


PEERS = (
    _peer(
        "utilitarian matching",
        prepare=_prepare_whole_day,
        rounds="no: workshops, for rounds that are alike",
        never_twice="yes",
        proof="none given",
    ),
    _peer(
        "iterated maximum matching",
        prepare=partial(_prepare_sessions, "iterated_maximum_matching"),
        rounds="yes, as clashing courses",
        never_twice="yes, as clashing courses",
        proof="envy-free up to one course where none clash, not shown",
    ),
    _peer(
        "round robin",
        prepare=partial(_prepare_sessions, "round_robin"),
        rounds="yes, as clashing courses",
        never_twice="yes, as clashing courses",
        proof="envy-free up to one course where none clash, not shown",
    ),
)
