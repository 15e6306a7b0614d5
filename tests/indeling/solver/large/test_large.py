# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pytest

from indeling import Problem, check, solve
from indeling.lists import lists_of
from indeling.objectives import objective
from indeling.solver.large import best_of_lists, takes
from large_days import all_large, interpreted, small_samples
from oracle.edges import day_of, workshop
from oracle.model import feasible, misreported, optimum, value
from oracle.plain import plain_day

__all__ = ["all_large", "interpreted", "small_samples"]

Tree = dict[str, Any]

AIMS = ("least-cost", "generous", "rank-maximal", "fair")

CROWDED = day_of(
    [{"id": name, "wishes": ["a", "b"]} for name in "pqs"],
    [workshop(name, (chairs, 0)) for name, chairs in (("a", 1), ("b", 1), ("c", 2), ("d", 1))],
    wishes_asked=2,
)
"""Three want a, then b; c and d are outside: the best has one of each."""


def disagreement(data: Tree, aim: str) -> dict[str, Any]:
    """Return everything in which the engine's answer is not what the judge expects; empty when they agree."""
    problem = Problem.from_dict(data)
    placement, best = solve(problem, aim), optimum(data, aim)
    if best is None:
        return {} if placement.status == "infeasible" else {"status": placement.status}
    tree, verdict = placement.to_dict(), check(problem, placement)
    wrong = {
        "rules broken": feasible(data, tree),
        "value": [] if value(data, tree, aim) == best else [value(data, tree, aim), best],
        "misreported": misreported(data, tree),
        "not proven": [] if verdict.proven else list(map(str, verdict.findings)),
    }
    return {name: found for name, found in wrong.items() if found}


def found_by_lists(data: Tree, aim: str = "least-cost") -> bool:
    """Return whether the auction gives an answer."""
    problem = Problem.from_dict(data)
    found = best_of_lists(problem, lists_of(problem), objective(aim), 1, lambda: None, lambda *_: None)
    return found is not None


@pytest.mark.usefixtures("interpreted", "all_large")
@pytest.mark.parametrize("aim", AIMS)
@pytest.mark.parametrize("chunk", range(4))
def test_plain_days_are_placed_as_well_as_the_independent_model_can(chunk: int, aim: str) -> None:
    days = {seed: plain_day(seed) for seed in range(chunk * 25, chunk * 25 + 25)}
    assert {seed: found for seed, data in days.items() if (found := disagreement(data, aim))} == {}


@pytest.mark.usefixtures("interpreted", "all_large")
@pytest.mark.parametrize("aim", AIMS)
def test_leaders_who_are_busy_all_day_are_no_hindrance(aim: str) -> None:
    days = {seed: plain_day(seed) for seed in range(40)}
    for day in days.values():
        day["participants"].append({"id": "leader", "leads": [day["workshops"][0]["id"]]})
    routes = Counter(solve(Problem.from_dict(day), aim).proof.get("route") for day in days.values())
    assert {seed: found for seed, data in days.items() if (found := disagreement(data, aim))} == {}
    assert routes["auction"] >= 30


@pytest.mark.usefixtures("interpreted", "all_large")
def test_leximin_is_placed_by_tables_and_checked_from_lists() -> None:
    days = {seed: plain_day(seed) for seed in range(20)}
    assert {seed: found for seed, data in days.items() if (found := disagreement(data, "leximin"))} == {}
    assert solve(Problem.from_dict(CROWDED), "leximin").proof["route"] == "bundles"


@pytest.mark.usefixtures("interpreted", "all_large", "small_samples")
@pytest.mark.parametrize("aim", AIMS)
def test_prices_of_a_sample_make_no_difference_to_what_is_best(aim: str) -> None:
    days = {seed: plain_day(seed) for seed in range(100, 130)}
    assert {seed: found for seed, data in days.items() if (found := disagreement(data, aim))} == {}


@pytest.mark.usefixtures("interpreted", "all_large")
def test_most_plain_days_are_placed_by_auction() -> None:
    routes = Counter(solve(Problem.from_dict(plain_day(seed)), "generous").proof.get("route") for seed in range(100))
    assert routes["auction"] >= 75


@pytest.mark.usefixtures("all_large")
@pytest.mark.parametrize("aim", AIMS)
def test_compiled_loops_give_the_same_placement_as_plain_python(aim: str, request: pytest.FixtureRequest) -> None:
    problems = [Problem.from_dict(plain_day(seed)) for seed in range(20)]
    compiled = [solve(problem, aim).to_dict() for problem in problems]
    request.getfixturevalue("interpreted")
    assert [solve(problem, aim).to_dict() for problem in problems] == compiled


@pytest.mark.usefixtures("interpreted", "all_large")
def test_order_of_rows_makes_no_difference() -> None:
    days = [plain_day(seed) for seed in range(30)]
    turned = [{**day, "participants": day["participants"][::-1], "workshops": day["workshops"][::-1]} for day in days]
    placed, placed_turned = (
        [solve(Problem.from_dict(day), "generous").to_dict() for day in each] for each in (days, turned)
    )
    assert placed == placed_turned


@pytest.mark.usefixtures("interpreted", "all_large")
def test_certificate_names_the_route_and_proves_each_level_with_the_ones_before_it() -> None:
    placement = solve(Problem.from_dict(CROWDED), "generous")
    assert placement.proof == {
        "kind": "prices",
        "route": "auction",
        "space": "workshops",
        "levels": [
            {"name": "outside", "value": 1, "bound": 1, "prices": {"a": 1, "b": 1}},
            {"name": "rank-2", "value": 1, "bound": 1, "earlier": {"outside": 6}, "prices": {"a": 6, "b": 5}},
        ],
    }


@pytest.mark.usefixtures("interpreted", "all_large")
def test_tampered_certificate_proves_nothing() -> None:
    problem = Problem.from_dict(CROWDED)
    placement = solve(problem, "least-cost")
    placement.proof["levels"][0]["prices"]["a"] = 0
    assert [str(finding) for finding in check(problem, placement).findings] == [
        "total cost: 101, and the prices prove -99"
    ]
    placement.proof["levels"][0] = {**placement.proof["levels"][0], "prices": {"a": {"r1": 100}}}
    assert check(problem, _by_session(placement)).proven is False


def _by_session(placement: Any) -> Any:  # noqa: ANN401  (a placement with another proof)
    placement.proof["space"] = "sessions"
    return placement


@pytest.mark.usefixtures("interpreted")
@pytest.mark.parametrize(
    ("data", "why"),
    [
        (day_of([{"id": "p", "wishes": []}], [workshop("a", (1, 0))]), "nobody wishes for anything"),
        (day_of([{"id": "p", "wishes": ["a"], "rounds": []}], [workshop("a", (1, 0))]), "nobody comes"),
        (day_of([{"id": name, "wishes": ["a"]} for name in "pq"], [workshop("a", (1, 0))]), "too few chairs"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_day_without_anything_to_sell_is_left_to_tables(data: Tree, why: str) -> None:
    assert not found_by_lists(data), why


@pytest.mark.usefixtures("interpreted")
def test_levels_too_steep_for_the_machine_are_left_to_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found_by_lists(CROWDED)
    monkeypatch.setattr("indeling.solver.large.auction.LARGEST_COST", 100)
    assert not found_by_lists(CROWDED)


@pytest.mark.usefixtures("interpreted")
def test_seats_outside_the_wishes_that_cannot_be_placed_are_left_to_tables() -> None:
    one_chair = [workshop(name, (1, 0), (1, 0)) for name in "abc"]
    people = [{"id": name, "wishes": ["a", "b"]} for name in "pq"]
    data = day_of(people, [*one_chair, workshop("d", (0, 0), (0, 0))], rounds=2, wishes_asked=2)
    data["participants"] = [*people, {"id": "s", "wishes": ["c"]}]
    assert not found_by_lists(data)


@pytest.mark.usefixtures("interpreted", "all_large")
def test_time_that_is_up_leaves_a_placement_that_is_at_hand() -> None:
    ticks = iter([0.0, 10.0])
    placement = solve(Problem.from_dict(CROWDED), "least-cost", time_limit=5, clock=lambda: next(ticks))
    assert (placement.status, placement.proof["route"], placement.proof["kind"]) == ("feasible", "auction", "mip")
    assert placement.proof["levels"] == [{"name": "cost", "value": 101, "bound": 0, "prices": {}}]


@pytest.mark.usefixtures("interpreted", "all_large")
def test_progress_tells_what_is_loaded_and_how_many_people_the_prices_are_from() -> None:
    told: list[tuple[str, int, int]] = []
    solve(
        Problem.from_dict(CROWDED),
        "least-cost",
        progress=lambda what, step, steps: told.append((str(what), step, steps)),
    )
    assert list(dict.fromkeys(told)) == [
        (
            "loading what is compiled for large days; the first time on a computer that takes some ten seconds",
            0,
            0,
        ),
        ("prices, from 3 of the people", 3, 3),
        ("the prices that prove it", 0, 0),
        ("a round for every seat", 0, 0),
    ]


def test_only_large_days_are_taken_and_not_one_person_after_another(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = Problem.from_dict(CROWDED)
    aims = [objective("fair"), objective("lottery")]
    small = [takes(problem, aim) for aim in aims]
    monkeypatch.setattr("indeling.lists.LARGE", 0)
    large = [takes(problem, aim) for aim in aims]
    monkeypatch.setattr("indeling.solver.large.find_spec", lambda _: None)
    assert [small, large, [takes(problem, aim) for aim in aims]] == [[False, False], [True, False], [False, False]]


@pytest.mark.usefixtures("all_large")
def test_ten_thousand_people_are_placed_as_by_a_flow(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = np.random.default_rng(4)
    names = [f"w{at}" for at in range(30)]
    people = [
        {"id": f"p{at}", "wishes": [names[w] for w in chance.choice(30, 4, replace=False, p=_steep(30))]}
        for at in range(2_500)
    ]
    sessions = [{"round": rnd, "capacity": 88} for rnd in ("r1", "r2")]
    data = {**day_of(people, rounds=2), "workshops": [{"id": name, "sessions": sessions} for name in names]}
    problem = Problem.from_dict(data)
    auctioned = solve(problem, "generous")
    monkeypatch.setattr("indeling.lists.LARGE", 10**9)
    flow = solve(problem, "generous")
    assert (auctioned.proof["route"], flow.proof["route"]) == ("auction", "flow")
    assert auctioned.figures == flow.figures


def _steep(count: int) -> Any:  # noqa: ANN401  (an array)
    weight = 1 / np.arange(1, count + 1)
    return weight / weight.sum()
