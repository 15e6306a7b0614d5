# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
import pytest

from engine_days import GAP, Drawn, drawn, no_limit
from indeling import Problem, check, solve
from indeling.errors import OutOfTimeError, SolverError
from indeling.problem import Ints
from indeling.solver import settle as settle_module
from indeling.solver.bundles import all_bundles
from indeling.solver.flow import cheapest_flow
from indeling.solver.levels import Solved
from indeling.solver.linear import Answer
from indeling.solver.master import Master
from indeling.solver.settle import Settling
from indeling.solver.tally import tally_of
from oracle.edges import day_of, workshop
from oracle.instances import seeded

Tree = dict[str, Any]

CROWDED = day_of([{"id": name, "wishes": ["a", "b"]} for name in "pqs"], wishes_asked=2)
"""Three want a, then b; c is outside: the best has one of each."""


def settling_of(
    data: Tree, objective: str, seconds: Callable[[], float | None] = no_limit, *, sessions: bool = False
) -> tuple[Drawn, Settling, list[Ints]]:
    """Return the day, nothing settled yet, and what each bundle counts on each level of the objective."""
    found = drawn(data, sessions=sessions)
    bundles = all_bundles(found.seats)
    tally = tally_of(found.day, found.seats, bundles)
    return (
        found,
        Settling(Master(found.seats, bundles, seconds)),
        [tally.of(level) for level in found.levels(objective)],
    )


def settled(data: Tree, objective: str, *, sessions: bool = False) -> tuple[Drawn, list[Solved]]:
    """Return what is found for each level, from a first placement that is good for the last."""
    found, settling, counts = settling_of(data, objective, sessions=sessions)
    assert settling.start(counts[-1])
    return found, [settling.settle(each) for each in counts]


def prices(found: Drawn, solved: Solved) -> dict[str, int]:
    assert solved.prices is not None
    return found.by_item(solved.prices.items)


def test_each_level_has_its_value_and_prices() -> None:
    found, (first, second) = settled(CROWDED, "generous")
    assert (first.value, first.bound, second.value, second.bound) == (1, 1, 1, 1)
    assert prices(found, first) == {"a": 1, "b": 1}
    assert first.prices is not None
    assert (first.prices.earlier, first.prices.scale) == ({}, 1)


def test_prices_of_a_later_level_hold_with_the_weight_of_the_earlier_one() -> None:
    found, (_, second) = settled(CROWDED, "generous")
    assert second.prices is not None
    price, weight = {name: prices(found, second).get(name, 0) for name in "abc"}, second.prices.earlier[0]
    least = min(price["a"], 1 + price["b"], weight + price["c"])
    assert 3 * least - sum(price.values()) - weight == 1 == second.prices.scale


def test_level_at_zero_needs_no_prices_and_takes_out_who_counts() -> None:
    data = day_of([{"id": "p", "wishes": ["a"]}, {"id": "q", "wishes": ["b"]}], wishes_asked=1)
    found, settling, (outside,) = settling_of(data, "rank-maximal")
    assert settling.start(outside)
    solved = settling.settle(outside)
    assert (solved.value, solved.bound, prices(found, solved)) == (0, 0, {})
    assert (settling.master.alive == (outside == 0)).all()


def test_day_without_placement_has_no_start() -> None:
    _, settling, counts = settling_of(day_of([{"id": name} for name in "pqst"]), "least-cost")
    assert not settling.start(counts[0])


def test_prices_that_are_guessed_are_taken_when_they_prove_the_placement(monkeypatch: pytest.MonkeyPatch) -> None:
    found, settling, (cost,) = settling_of(CROWDED, "least-cost")
    flow = cheapest_flow(found.seats, [found.day.value.costs])
    assert flow is not None
    settling.guess(flow.prices[0].items)
    settling.start_from(flow.choice)
    monkeypatch.setattr(settling.master, "minimise", None)  # not needed
    solved = settling.settle(cost)
    assert (solved.value, prices(found, solved)) == (101, {"a": 100, "b": 99})


def test_prices_that_are_guessed_wrong_are_left_aside() -> None:
    found, settling, (cost,) = settling_of(CROWDED, "least-cost")
    flow = cheapest_flow(found.seats, [found.day.value.costs])
    assert flow is not None
    settling.guess(0 * flow.prices[0].items)
    settling.start_from(flow.choice)
    solved = settling.settle(cost)
    assert (solved.value, prices(found, solved)) == (101, {"a": 100, "b": 99})


def test_level_that_counts_the_same_again_has_the_same_answer() -> None:
    _, settling, (outside, second) = settling_of(CROWDED, "generous")
    assert settling.start(second)
    first = settling.settle(outside)
    assert settling.repeat(first) is first
    last = settling.settle(second)
    assert (last.value, last.prices is not None and set(last.prices.earlier) <= {0, 1}) == (1, True)


# Gaps ----------------------------------------------------------------------------------------------------------


def test_placement_that_no_prices_prove_is_best_all_the_same() -> None:
    _, (cost,) = settled(GAP, "least-cost", sessions=True)
    assert (cost.value, cost.bound) == (3, 3)
    placement = solve(Problem.from_dict(GAP), "least-cost")
    assert (placement.figures.cost, placement.status, placement.proof["kind"]) == (3, "optimal", "mip")
    verdict = check(Problem.from_dict(GAP), placement)
    assert (verdict.feasible, verdict.proven) == (True, False)


def test_sum_of_a_level_with_a_gap_is_limited_for_the_levels_after_it() -> None:
    _, settling, counts = settling_of(GAP, "generous", sessions=True)
    total = settling_of(GAP, "least-cost", sessions=True)[2][0]
    assert settling.start(counts[-1])
    assert settling.settle(total).value == 3
    assert [(each is total, limit) for each, limit in settling.master.limits] == [(True, 3)]
    values = [settling.settle(each).value for each in counts]
    assert values == [0, 3]
    assert int(total[settling.best].sum()) == 3


def test_levels_after_a_dropped_workshop_are_limited_too() -> None:
    workshops = [workshop("a", (2, 2), optional=True), workshop("b", (1, 0)), workshop("c", (1, 0))]
    data = day_of([{"id": "p", "wishes": ["a", "b"]}, {"id": "q", "wishes": ["c", "b"]}], workshops, wishes_asked=2)
    found, settling, counts = settling_of(data, "generous")
    assert settling.start(counts[0] + counts[1])
    assert [settling.settle(each).value for each in counts] == [0, 1]
    assert [found.workshop(int(at)) for at in np.flatnonzero(~settling.given)] == ["a"]
    assert [limit for _, limit in settling.master.limits] == [1]


@pytest.mark.parametrize(
    ("objective", "cost"), [("fair", 3), ("leximin", 3), ("generous", 3), ("rank-maximal", 100), ("least-cost", 3)]
)
def test_gap_on_the_way_leaves_the_best_of_all_levels(objective: str, cost: int) -> None:
    placement = solve(Problem.from_dict(GAP), objective)
    assert (placement.status, placement.figures.cost) == ("optimal", cost)


def within_chairs(settling: Settling, chosen: Ints) -> bool:
    """Whether the bundles keep within the one chair of every session, pools left aside."""
    items = settling.master.item[chosen].ravel()
    return bool((np.bincount(items, minlength=7)[:6] <= 1).all())


def test_bundles_that_may_close_a_gap_become_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    _, before, (cost,) = settling_of(GAP, "least-cost", sessions=True)
    before.best = next(
        pair
        for pair in map(np.array, product(*(np.flatnonzero(before.master.person == at) for at in range(2))))
        if cost[pair].sum() == 101 and within_chairs(before, pair)
    )
    known = before.master.bundles.choice(before.master.seats, before.best, before.given)
    for constant in ("ALL_AT_ONCE", "FIRST_PICKS", "NEW_PICKS"):
        monkeypatch.setattr(f"indeling.solver.master.{constant}", int(constant != "ALL_AT_ONCE"))
    _, settling, _ = settling_of(GAP, "least-cost", sessions=True)
    settling.start_from(known)
    columns: list[int] = []
    minimise = settling.master.minimise

    def watched(counts: Ints, *, whole: bool = False) -> Answer:
        answer = minimise(counts, whole=whole)
        columns.extend([len(settling.master.active)] * whole)
        return answer

    monkeypatch.setattr(settling.master, "minimise", watched)
    assert settling.settle(cost).value == 3
    assert len(columns) == 2
    assert columns[0] < columns[1] <= len(settling.master.bundles)


# Whole numbers -------------------------------------------------------------------------------------------------

HALVES = seeded(428)
"""A day with a level that half prices prove."""


def claims(data: Tree, objective: str) -> tuple[str, bool, list[int]]:
    """Return the kind of proof, whether it holds, and the scales."""
    problem = Problem.from_dict(data)
    placement = solve(problem, objective)
    scales = [level.get("scale", 1) for level in placement.proof["levels"]]
    return placement.proof["kind"], check(problem, placement).proven, scales


def test_prices_that_are_fractions_are_made_whole_by_a_scale() -> None:
    kind, proven, scales = claims(HALVES, "leximin")
    assert (kind, proven) == ("prices", True)
    assert max(scales) > 1


def test_prices_that_are_no_simple_fractions_get_a_fine_scale(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indeling.solver.levels.SCALES", (1, 1 << 20))
    kind, proven, scales = claims(HALVES, "leximin")
    assert (kind, proven) == ("prices", True)
    assert 1 << 20 in scales


def test_prices_too_large_to_be_read_exactly_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settle_module, "LARGEST", 0)
    _, (first, second) = settled(CROWDED, "generous")
    assert (first.value, first.prices is None) == (1, False)
    assert (second.value, second.prices) == (1, None)
    monkeypatch.setattr("indeling.solver.route.fits", lambda *_: False)
    placement = solve(Problem.from_dict(CROWDED), "generous")
    assert placement.proof["kind"] == "mip"
    assert [("prices" in level) for level in placement.proof["levels"]] == [True, False]


# Time and defects ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("whole", [False, True], ids=["linear", "whole"])
def test_time_that_is_up_is_an_error(monkeypatch: pytest.MonkeyPatch, *, whole: bool) -> None:
    _, settling, (cost,) = settling_of(GAP, "least-cost", sessions=True)
    late = Answer("time", np.empty(0), np.empty(0), np.inf, -np.inf, None)
    minimise = settling.master.minimise
    monkeypatch.setattr(
        settling.master, "minimise", lambda counts, **how: late if bool(how) == whole else minimise(counts, **how)
    )
    with pytest.raises(OutOfTimeError):
        settling.start(cost)


def test_level_whose_time_is_up_is_bounded_by_what_was_guessed() -> None:
    found, settling, (cost,) = settling_of(CROWDED, "least-cost")
    flow = cheapest_flow(found.seats, [found.day.value.costs])
    assert flow is not None
    settling.start_from(flow.choice)
    settling.counts.append(cost)
    unknown = settling.unsettled()
    assert (unknown.value, unknown.bound, unknown.prices) == (101, 0, None)
    settling.guess(np.array([{"a": 99, "b": 99, "c": 0}[found.item(at)] for at in range(3)]))
    known = settling.unsettled()
    assert (known.value, known.bound, prices(found, known)) == (101, 99, {"a": 99, "b": 99})
    settling.guess(np.array([{"a": 396, "b": 396, "c": 0}[found.item(at)] for at in range(3)]))
    fourfold = settling.unsettled()
    assert (fourfold.bound, fourfold.prices and fourfold.prices.scale) == (99, 4)
    settling.guess(np.array([500 * (found.item(at) == "c") for at in range(3)]))
    assert settling.unsettled().bound == 0  # everybody would take a; c would only have to be paid for


def test_level_without_an_answer_is_a_defect(monkeypatch: pytest.MonkeyPatch) -> None:
    _, settling, (cost,) = settling_of(CROWDED, "least-cost")
    assert settling.start(cost)
    none = Answer("infeasible", np.empty(0), np.empty(0), np.inf, -np.inf, None)
    monkeypatch.setattr(settling.master, "minimise", lambda *_, **__: none)
    with pytest.raises(SolverError, match="a level has no answer"):
        settling.settle(cost)
