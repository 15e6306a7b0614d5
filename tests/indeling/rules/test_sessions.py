# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np

from indeling import Problem
from indeling.placement import NO_SEAT
from indeling.rules.sessions import Where, people_in
from oracle.edges import day_of


def test_people_are_given_by_round_and_workshop_in_their_own_order() -> None:
    problem = Problem.from_dict(day_of([{"id": f"p{k}"} for k in range(40)], rounds=2))
    odd, even = list(range(1, 40, 2)), list(range(0, 40, 2))
    seats = np.array([[k % 2, NO_SEAT if k % 2 else 2] for k in range(40)])
    assert list(people_in(problem, seats)) == [(Where(0, 0), even), (Where(1, 0), odd), (Where(2, 1), even)]


def test_nobody_is_in_no_session() -> None:
    problem = Problem.from_dict(day_of([], rounds=2))
    assert list(people_in(problem, np.empty((0, 2), np.int64))) == []


def test_session_is_named_by_workshop_and_round() -> None:
    problem = Problem.from_dict(day_of([], rounds=2))
    assert Where(2, 1).names(problem) == {"workshop": "c", "round": "r2"}
