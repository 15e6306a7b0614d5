# SPDX-License-Identifier: EUPL-1.2

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pytest

from indeling import Problem
from indeling.studies.mix import pairs_that_meet


def crowd(kinds: str) -> Problem:
    """Return a day of two rounds for people of these domains; a dot is none."""
    people: list[dict[str, Any]] = [
        {"id": f"p{at}", "domain": kind.strip("."), "organisation": kind.upper().strip(".")}
        for at, kind in enumerate(kinds)
    ]
    sessions = [{"round": rnd, "capacity": 9} for rnd in ("r1", "r2")]
    return Problem.from_dict(
        {
            "format": "indeling/problem",
            "version": 1,
            "rounds": [{"id": "r1"}, {"id": "r2"}],
            "workshops": [{"id": name, "sessions": sessions} for name in "xyz"],
            "participants": people,
        }
    )


@pytest.mark.parametrize("attribute", ["domain", "organisation"])
@pytest.mark.parametrize("seed", range(5))
def test_pairs_are_those_that_share_a_session_and_differ(seed: int, attribute: str) -> None:
    kinds = "aabbc.a.cb"
    seats = np.random.default_rng(seed).integers(-1, 3, (len(kinds), 2))
    met = {
        (one, two)
        for one, two in combinations(range(len(kinds)), 2)
        for rnd in range(2)
        if seats[one, rnd] == seats[two, rnd] != -1 and kinds[one] != kinds[two] and "." not in kinds[one] + kinds[two]
    }
    assert pairs_that_meet(crowd(kinds), seats, attribute) == len(met)


def test_nobody_meets_where_nobody_has_a_domain() -> None:
    assert pairs_that_meet(crowd(".."), np.zeros((2, 2), np.int64), "domain") == 0
