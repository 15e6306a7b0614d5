# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pytest

from indeling import Problem, check, solve
from indeling.errors import SolverError
from indeling.lists import lists_of
from indeling.lots import draw
from indeling.objectives import objective
from indeling.solver.large import best_of_lists
from indeling.solver.large.auction import Buyers, Tariff, buyers_of, hold_auction, market_of
from indeling.solver.large.by_flow import cheapest_holding, fits_flow, least_prices
from indeling.solver.large.holding import Holding
from indeling.solver.large.people import outside_tariff
from large_days import all_middling, interpreted
from oracle.edges import day_of, workshop
from oracle.model import feasible, misreported, optimum, value
from oracle.plain import crowd, plain_day

__all__ = ["all_middling", "interpreted"]

Tree = dict[str, Any]

CROWDED = day_of(
    [{"id": name, "wishes": ["a", "b"]} for name in "pqs"],
    [workshop(name, (chairs, 0)) for name, chairs in (("a", 1), ("b", 1), ("c", 2), ("d", 1))],
    wishes_asked=2,
)
"""Three want a, then b; c and d are outside: the best has one of each."""


def disagreement(data: Tree) -> Tree:
    """Return everything in which the fair placement is not what the judge expects; empty when they agree."""
    problem = Problem.from_dict(data)
    placement, best = solve(problem, "fair"), optimum(data, "fair")
    if best is None:
        return {} if placement.status == "infeasible" else {"status": placement.status}
    tree = placement.to_dict()
    wrong = {
        "rules broken": feasible(data, tree),
        "value": [] if value(data, tree, "fair") == best else [value(data, tree, "fair"), best],
        "misreported": misreported(data, tree),
        "not proven": list(map(str, check(problem, placement).findings)),
    }
    return {name: found for name, found in wrong.items() if found}


@pytest.mark.usefixtures("all_middling")
@pytest.mark.parametrize("chunk", range(4))
def test_fair_is_as_good_as_the_independent_model_can(chunk: int) -> None:
    days = {seed: plain_day(seed) for seed in range(chunk * 25, chunk * 25 + 25)}
    assert {seed: found for seed, data in days.items() if (found := disagreement(data))} == {}


@pytest.mark.usefixtures("all_middling")
def test_fair_on_most_plain_days_goes_by_lists_and_levels_over_seats_by_tables() -> None:
    problems = [Problem.from_dict(plain_day(seed)) for seed in range(60)]
    aims = ("fair", "generous", "least-cost")
    routes = {aim: Counter(solve(problem, aim).proof.get("route") for problem in problems) for aim in aims}
    assert routes["fair"]["lists"] >= 45
    assert [routes["generous"]["lists"], routes["least-cost"]["lists"]] == [0, 0]


def test_small_day_goes_by_bundles() -> None:
    assert solve(Problem.from_dict(CROWDED), "fair").proof["route"] == "bundles"


@pytest.mark.usefixtures("all_middling")
def test_certificate_of_fair_proves_each_level_and_names_the_route() -> None:
    assert solve(Problem.from_dict(CROWDED), "fair").proof == {
        "kind": "prices",
        "route": "lists",
        "space": "workshops",
        "levels": [
            {"name": "outside-1", "value": 1, "bound": 1, "prices": {"a": 1, "b": 1}},
            {"name": "squared-regret", "value": 10001, "bound": 10001, "prices": {"a": 10000, "b": 9999}},
        ],
    }


@pytest.mark.usefixtures("all_middling")
def test_order_of_rows_makes_no_difference() -> None:
    days = [crowd(seed) for seed in range(10)]
    turned = [{**day, "participants": day["participants"][::-1], "workshops": day["workshops"][::-1]} for day in days]
    placed, placed_turned = (
        [solve(Problem.from_dict(day), "fair").to_dict() for day in each] for each in (days, turned)
    )
    assert placed == placed_turned


@pytest.mark.usefixtures("all_middling")
def test_time_that_is_up_leaves_a_placement_that_is_at_hand() -> None:
    ticks = iter([0.0, 10.0])
    placement = solve(Problem.from_dict(CROWDED), "fair", time_limit=5, clock=lambda: next(ticks))
    assert (placement.status, placement.proof["route"], placement.proof["kind"]) == ("feasible", "lists", "mip")


@pytest.mark.usefixtures("interpreted")
def test_flow_costs_what_the_auction_does_and_has_the_same_least_prices() -> None:
    from indeling.solver.large.market import least_prices as compiled_prices  # noqa: PLC0415  (as the fixture has it)

    for seed in range(8):
        problem = Problem.from_dict(crowd(seed))
        lists, goods = lists_of(problem), draw(problem.workshop_ids, 1)
        buyers = buyers_of(lists, draw(problem.participant_ids, 1), goods)
        counts = np.arange(lists.rounds + 1) ** 2
        costs = outside_tariff(counts, len(lists.costs))
        costs = Tariff(lists.costs, np.where(costs.pooled > 0, 100 * costs.pooled, lists.costs[:, None]))
        found = cheapest_holding(buyers, costs)
        auction = hold_auction(buyers, costs, lambda *_: None, np.zeros(len(goods), np.int64))
        assert paid(buyers, costs, found) == paid(buyers, costs, auction)
        assert (found.load <= buyers.chairs).all()
        prices = [least_prices(buyers, costs, each).tolist() for each in (found, auction)]
        assert prices == [compiled_prices(market_of(buyers, costs), each).tolist() for each in (found, auction)]
        assert prices[0] == prices[1]


def paid(buyers: Buyers, costs: Tariff, holding: Holding) -> int:
    """Return what all pay, prices not included."""
    listed = int(costs.listed[buyers.rank[holding.held > 0]].sum())
    pairs = zip(buyers.unlisted.tolist(), holding.pooled.tolist(), strict=True)
    return listed + sum(int(costs.pooled[rank, :count].sum()) for rank, count in pairs)


def test_solver_that_finds_no_flow_where_there_must_be_one_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = Problem.from_dict(CROWDED)
    lists = lists_of(problem)
    buyers = buyers_of(lists, draw(problem.participant_ids, 1), draw(problem.workshop_ids, 1))
    monkeypatch.setattr("indeling.solver.large.by_flow.flow_within", lambda *_: None)
    with pytest.raises(SolverError, match="there is no flow, though the pool has a seat for everybody"):
        cheapest_holding(buyers, outside_tariff(np.arange(lists.rounds + 1), len(lists.costs)))


def test_costs_too_large_for_the_flow_are_left_to_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = Problem.from_dict(CROWDED)

    def found() -> bool:
        """Return whether lists give an answer."""
        answer = best_of_lists(problem, lists_of(problem), objective("fair"), 1, lambda: None, lambda *_: None)
        return answer is not None

    assert fits_flow(np.array([1, (1 << 61) // 10]), 3, 4)
    assert not fits_flow(np.array([1, (1 << 61) // 9 + 1]), 3, 4)
    assert found()
    monkeypatch.setattr("indeling.solver.large.by_flow.LARGEST_COST", 1)
    assert not found()
