# SPDX-License-Identifier: EUPL-1.2
"""Days placed from bundles up to a cap on regret only, by themselves and against the independent model."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine_days import GAP
from indeling import Placement, Problem, check, solve
from indeling.errors import OutOfTimeError, TooLargeError
from indeling.solver import route
from indeling.solver.above import Cap
from indeling.solver.levels import Solved
from oracle.edges import day_of, workshop
from oracle.instances import KINDS, seeded
from oracle.model import feasible, optimum, value

Tree = dict[str, Any]

CROWDED = day_of([{"id": name, "wishes": list("abcd")} for name in "pqst"], [workshop(name, (1, 0)) for name in "abcd"])
"""Four want the same in the same order, and each has one of the four: regrets 0, 1, 3, 6."""


@pytest.fixture
def capped(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Have no day write out all its bundles."""
    monkeypatch.setattr(route, "MOST_BUNDLES", 0)
    return monkeypatch


def levels(placement: Placement) -> list[tuple[str, int, int]]:
    return [(level["name"], level["value"], level["bound"]) for level in placement.proof["levels"]]


@pytest.mark.parametrize("objective", ["fair", "leximin"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("most", [(30,), (12, 60, 100_000)], ids=["one cap", "three caps"])
def test_days_placed_within_caps_are_as_good_as_the_independent_model_says(
    most: tuple[int, ...], kind: str, objective: str, capped: pytest.MonkeyPatch
) -> None:
    capped.setattr(route, "AT_MOST", most)
    statuses = []
    for seed in range(12):
        data = seeded(seed, [kind])
        problem, best = Problem.from_dict(data), optimum(data, objective)
        try:
            placement = solve(problem, objective)
        except TooLargeError:
            continue
        statuses.append(placement.status)
        if best is None:
            assert placement.status == "infeasible"
            continue
        tree = placement.to_dict()
        assert placement.status in {"optimal", "feasible"}
        assert not feasible(data, tree)
        assert placement.status == "feasible" or value(data, tree, objective) == best
        assert placement.proof["kind"] == "mip" or check(problem, placement).proven
    assert "optimal" in statuses


def test_cap_that_is_wide_enough_is_proven_by_prices(capped: pytest.MonkeyPatch) -> None:
    capped.setattr(route, "AT_MOST", (16,))
    placement = solve(Problem.from_dict(CROWDED), "fair")
    assert (placement.status, placement.proof["kind"], levels(placement)) == (
        "optimal",
        "prices",
        [("squared-regret", 46, 46)],
    )


def test_cap_without_a_placement_is_made_wider(capped: pytest.MonkeyPatch) -> None:
    capped.setattr(route, "AT_MOST", (2, 12, 16))
    assert levels(solve(Problem.from_dict(CROWDED), "fair")) == [("squared-regret", 46, 46)]


def test_day_whose_caps_have_no_placement_is_too_large(capped: pytest.MonkeyPatch) -> None:
    capped.setattr(route, "AT_MOST", (12,))
    with pytest.raises(TooLargeError) as caught:
        solve(Problem.from_dict(CROWDED), "fair")
    assert "objective" not in str(caught.value)


def test_day_without_placement_is_told_so_whatever_the_cap(capped: pytest.MonkeyPatch) -> None:
    data = day_of([{"id": name, "wishes": ["a"]} for name in "pq"], [workshop("a", (2, 0)), workshop("b", (5, 3))])
    capped.setattr(route, "AT_MOST", (2,))
    assert solve(Problem.from_dict(data), "fair").status == "infeasible"


def test_level_that_rests_on_no_prices_is_left_open_within_a_cap(capped: pytest.MonkeyPatch) -> None:
    capped.setattr(route, "AT_MOST", (16,))
    capped.setattr("indeling.solver.settle.LARGEST", 0)
    placement = solve(Problem.from_dict(CROWDED), "fair")
    assert (placement.status, levels(placement)) == ("feasible", [("squared-regret", 46, 0)])


def test_best_so_far_is_kept_when_the_time_for_a_wider_cap_is_up(capped: pytest.MonkeyPatch) -> None:
    capped.setattr(route, "AT_MOST", (16, 16))
    capped.setattr("indeling.solver.settle.LARGEST", 0)
    calls: list[int] = []
    over = route._over  # noqa: SLF001

    def once(*arguments: Any) -> Any:  # noqa: ANN401
        calls.append(1)
        if len(calls) > 1:
            raise OutOfTimeError
        return over(*arguments)

    capped.setattr(route, "_over", once)
    assert solve(Problem.from_dict(CROWDED), "fair").status == "feasible"
    assert len(calls) == 2


def test_one_at_hand_is_told_when_time_is_up_before_there_is_any(capped: pytest.MonkeyPatch) -> None:
    def late(*_arguments: Any) -> Any:  # noqa: ANN401
        raise OutOfTimeError

    capped.setattr(route, "_over", late)
    assert solve(Problem.from_dict(CROWDED), "fair").proof["route"] == "rounds"


def test_gap_between_prices_and_value_is_closed_when_nothing_above_the_cap_is_near(capped: pytest.MonkeyPatch) -> None:
    capped.setattr(route, "AT_MOST", (100_000,))
    placement = solve(Problem.from_dict(GAP), "fair")
    assert placement.status == "optimal"
    assert value(GAP, placement.to_dict(), "fair") == optimum(GAP, "fair")


def test_levels_behind_one_that_is_not_proven_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[list[Solved]] = []
    proven = Cap.proven

    def without_prices(self: Cap, solved: list[Solved]) -> list[Solved]:
        found.append(proven(self, [Solved(each.value, each.bound, None) for each in solved]))
        return found[-1]

    monkeypatch.setattr(route, "MOST_BUNDLES", 0)
    monkeypatch.setattr(Cap, "proven", without_prices)
    people: list[Tree] = [{"id": name, "wishes": ["a"]} for name in "pq"]
    data = day_of(people, [workshop(name, (1, 0)) for name in "ab"], wishes_asked=1)
    placement = solve(Problem.from_dict(data), "fair")
    assert (placement.status, levels(placement)) == ("feasible", [("outside-1", 1, 0)])
    assert [(each.value, each.bound) for each in found[0]] == [(1, 0)]


def six_rounds() -> Tree:
    """Return a day of six rounds with complete orders of 23 workshops: nine million sets of six."""
    generator = np.random.default_rng(3)
    names = [f"w{at}" for at in range(23)]
    workshops = [
        {
            "id": name,
            "sessions": [{"round": f"r{at}", "capacity": int(generator.integers(4, 9))} for at in range(1, 7)],
        }
        for name in names
    ]
    people = [{"id": f"p{at}", "wishes": [names[each] for each in generator.permutation(23)]} for at in range(90)]
    return day_of(people, workshops, rounds=6)


@pytest.mark.parametrize("objective", ["fair", "leximin", "generous", "rank-maximal"])
def test_six_rounds_with_complete_orders_are_placed_best(objective: str) -> None:
    placement = solve(Problem.from_dict(six_rounds()), objective)
    assert (placement.status, placement.proof["kind"]) == ("optimal", "prices")


def test_order_of_rows_has_no_influence_within_a_cap() -> None:
    data = six_rounds()
    turned = {**data, "workshops": data["workshops"][::-1], "participants": data["participants"][::-1]}
    first, second = (solve(Problem.from_dict(each), "fair").to_dict() for each in (data, turned))

    def rows(tree: Tree) -> list[tuple[str, ...]]:
        return sorted((row["participant"], row["round"], row["workshop"]) for row in tree["placements"])

    assert rows(first) == rows(second)
    assert first["proof"] == second["proof"]


def test_program_places_six_rounds_with_complete_orders(tmp_path: Path) -> None:
    asked, told = tmp_path / "day.json", tmp_path / "placement.json"
    asked.write_text(json.dumps(six_rounds()), "utf-8")
    command = [sys.executable, "-m", "indeling.cli", "solve", str(asked), "-o", str(told)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ran.returncode, json.loads(told.read_text("utf-8"))["status"]) == (0, "optimal")
    again = [sys.executable, "-m", "indeling.cli", "check", str(asked), str(told)]
    assert subprocess.run(again, capture_output=True, check=False).returncode == 0
