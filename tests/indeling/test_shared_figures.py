# SPDX-License-Identifier: EUPL-1.2
"""Real preference data: the best there is, under every objective.

The values were found by the judge, which takes a minute:

    PYTHONPATH=tests python -m oracle.model tests/data/agh2003.json
    PYTHONPATH=tests python -m oracle.model tests/data/agh2004.json
    PYTHONPATH=tests python -m oracle.model tests/data/dfe-conference-2019.json
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from indeling import Problem, check, solve
from oracle.model import feasible, misreported, value

DATA = Path(__file__).parents[1] / "data"

Vector = tuple[int, ...]


def regrets(**people: int) -> Vector:
    """Return sorted regrets from how many people have each, largest first: `regrets(of9=24)`."""
    return tuple(int(name.removeprefix("of")) for name, count in people.items() for _ in range(count))


BEST: dict[tuple[str, str], Vector] = {
    ("agh2003", "least-cost"): (789,),
    ("agh2003", "generous"): (0, 0, 0, 0, 0, 24, 35, 71, 126),
    ("agh2003", "rank-maximal"): (36, 130, 71, 23, 32, 0, 0, 0, 0),
    ("agh2003", "fair"): (0, 0, 4166),
    ("agh2003", "leximin"): regrets(of9=24, of6=43, of5=12, of3=67),
    ("agh2004", "least-cost"): (674,),
    ("agh2004", "generous"): (0, 0, 0, 0, 52, 79, 125),
    ("agh2004", "rank-maximal"): (50, 125, 79, 52, 0, 0, 0),
    ("agh2004", "fair"): (0, 0, 2323),
    ("agh2004", "leximin"): regrets(of6=16, of5=43, of3=87, of0=7),
    ("dfe-conference-2019", "least-cost"): (18,),
    ("dfe-conference-2019", "generous"): (0, 0, 0, 0, 18),
    ("dfe-conference-2019", "rank-maximal"): (1387, 18, 0, 0, 0),
    ("dfe-conference-2019", "fair"): (0, 0, 0, 0, 0, 18),
    ("dfe-conference-2019", "leximin"): regrets(of1=18, of0=263),
}


@cache
def read(name: str) -> dict[str, Any]:
    """Return the JSON tree of the problem with that name."""
    tree: dict[str, Any] = json.loads((DATA / f"{name}.json").read_text("utf-8"))
    return tree


@pytest.mark.parametrize(("name", "objective"), BEST)
def test_real_data_is_placed_as_well_as_can_be_and_proven(name: str, objective: str) -> None:
    data = read(name)
    problem = Problem.from_dict(data)
    placement = solve(problem, objective)
    tree = placement.to_dict()
    assert (placement.status, feasible(data, tree), misreported(data, tree)) == ("optimal", [], [])
    assert value(data, tree, objective) == BEST[name, objective]
    assert check(problem, placement).proven
