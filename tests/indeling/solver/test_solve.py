# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from engine_days import GAP
from indeling import Placement, Problem, check, solve
from indeling.errors import OutOfTimeError, SolverError, Text, UnknownKindError, text
from indeling.objectives import names
from indeling.placement import Figures
from indeling.proof import Verdict
from indeling.solver import Beyond
from indeling.solver.settle import Settling
from oracle.edges import day_of, workshop

Tree = dict[str, Any]

CROWDED = day_of([{"id": name, "wishes": ["a", "b"]} for name in "pqs"], wishes_asked=2)


def seats(placement: Placement) -> dict[str, str]:
    """Return the seats of a day of one round."""
    return {row["participant"]: row["workshop"] for row in placement.to_dict()["placements"]}


# Answers -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("objective", names())
def test_best_placement_is_checked_and_proven(objective: str) -> None:
    problem = Problem.from_dict(CROWDED)
    placement = solve(problem, objective)
    assert (placement.objective, placement.seed, placement.status) == (objective, 1, "optimal")
    assert sorted(seats(placement).values()) == ["a", "b", "c"]
    assert placement.figures == Figures(101, 100, {1: 1, 2: 1}, 1)
    assert placement.proof["kind"] == ("turns" if objective == "lottery" else "prices")
    assert check(problem, placement).proven


def test_certificate_holds_route_space_and_levels_that_are_not_zero() -> None:
    placement = solve(Problem.from_dict(CROWDED), "generous")
    assert placement.proof == {
        "kind": "prices",
        "route": "flow",
        "space": "workshops",
        "levels": [
            {"name": "outside", "value": 1, "bound": 1, "prices": {"a": 1, "b": 1}},
            {"name": "rank-2", "value": 1, "bound": 1, "earlier": {"outside": 20}, "prices": {"a": 20, "b": 19}},
        ],
    }
    free = solve(Problem.from_dict(day_of([{"id": "p", "wishes": ["a"]}])))
    assert free.proof == {"kind": "prices", "route": "bundles", "space": "workshops", "levels": []}


def test_certificate_by_session_has_prices_per_round() -> None:
    people: list[Tree] = [{"id": name, "wishes": {"r1": ["a", "b"], "r2": ["c"]}} for name in "pq"]
    data = day_of(people, [workshop(name, (1, 0), (1, 0)) for name in "abcd"], rounds=2, wishes_asked=2)
    placement = solve(Problem.from_dict(data), "least-cost")
    assert (placement.proof["space"], placement.figures.cost) == ("sessions", 2)
    assert placement.proof["levels"][0]["prices"] == {"a": {"r1": 1}, "c": {"r2": 1}}


def test_fixed_places_are_kept_and_counted() -> None:
    people: list[Tree] = [{"id": "p", "wishes": ["a"], "fixed": {"r1": "c"}}, {"id": "q", "wishes": ["a", "b"]}]
    placement = solve(Problem.from_dict(day_of(people, wishes_asked=2)))
    assert seats(placement) == {"p": "c", "q": "a"}
    assert placement.figures == Figures(1, 0, {1: 1, 2: 1}, 0)


def test_who_needs_no_seat_gets_none() -> None:
    placement = solve(Problem.from_dict(day_of([{"id": "p", "rounds": []}, {"id": "q", "leads": ["a"]}])))
    assert (placement.seats.tolist(), placement.ranks.tolist()) == ([[-1], [-1]], [[-1], [-1]])


@pytest.mark.parametrize(
    ("data", "kinds"),
    [
        (day_of([{"id": name} for name in "pqst"]), ["round-chairs"]),
        (
            day_of([{"id": name, "forbidden": ["a"]} for name in "pq"], [workshop("a", (2, 0)), workshop("b", (1, 0))]),
            ["more-chairs"],
        ),
    ],
    ids=["by counting", "by the elastic programme"],
)
def test_day_without_placement_is_an_answer_with_reasons(data: Tree, kinds: list[str]) -> None:
    placement = solve(Problem.from_dict(data), "leximin", 7)
    assert (placement.status, placement.objective, placement.seed) == ("infeasible", "leximin", 7)
    assert [each["kind"] for each in placement.proof["conflicts"]] == kinds
    assert (placement.seats == -1).all()
    assert (placement.ranks == -1).all()
    assert placement.figures == Figures(0, 0, {}, 0)


def test_unknown_objective_is_refused() -> None:
    with pytest.raises(UnknownKindError):
        solve(Problem.from_dict(CROWDED), "fairest")


# Seeds ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [0, -1, 2**126, -(2**127), 2**127 - 1])
def test_any_whole_number_will_do_as_a_seed(seed: int) -> None:
    placement = solve(Problem.from_dict(CROWDED), seed=seed)
    assert (placement.seed, placement.figures.cost) == (seed, 101)


@pytest.mark.parametrize("objective", ["fair", "least-cost"])
def test_order_of_rows_does_not_matter_and_the_seed_decides(objective: str) -> None:
    mirrored = {**CROWDED, **{key: CROWDED[key][::-1] for key in ("participants", "workshops")}}
    outcomes = [seats(solve(Problem.from_dict(CROWDED), objective, seed)) for seed in range(12)]
    assert [seats(solve(Problem.from_dict(mirrored), objective, seed)) for seed in range(12)] == outcomes
    assert {next(name for name, held in each.items() if held == "a") for each in outcomes} == {"p", "q", "s"}


# Time ----------------------------------------------------------------------------------------------------------


def ticking(*times: float) -> Iterator[float]:
    """Yield these times, and the last one for ever."""
    yield from times
    while True:
        yield times[-1]


def test_time_limit_without_a_clock_is_refused() -> None:
    with pytest.raises(ValueError, match="a time limit needs a clock"):
        solve(Problem.from_dict(CROWDED), time_limit=1.0)


def test_time_enough_changes_nothing() -> None:
    placement = solve(Problem.from_dict(CROWDED), time_limit=60, clock=lambda: 100.0)
    assert placement.to_dict() == solve(Problem.from_dict(CROWDED)).to_dict()


def test_time_up_before_there_is_a_placement_leaves_one_that_is_at_hand() -> None:
    clock = ticking(0.0, 2.0)
    placement = solve(Problem.from_dict(GAP), "least-cost", time_limit=1.0, clock=lambda: next(clock))
    (level,) = placement.proof["levels"]
    assert (placement.status, placement.proof["route"]) == ("feasible", "rounds")
    assert (level["bound"], level["value"]) == (0, placement.figures.cost) == (0, 100)


def test_time_up_on_the_way_leaves_a_placement_with_the_levels_proven_so_far(monkeypatch: pytest.MonkeyPatch) -> None:
    now, settle = [0.0], Settling.settle

    def slow(self: Settling, counts: Any) -> Any:  # noqa: ANN401  (whatever is passed on)
        solved = settle(self, counts)
        now[0] += 2.0
        return solved

    monkeypatch.setattr(Settling, "settle", slow)
    problem = Problem.from_dict(CROWDED)
    placement = solve(problem, time_limit=1.0, clock=lambda: now[0])
    assert (placement.status, placement.proof["kind"]) == ("feasible", "mip")
    first, last = placement.proof["levels"]
    assert (first["name"], first["value"], first["bound"]) == ("outside-1", 1, 1)
    assert (last["name"], last["value"]) == ("squared-regret", 10001)
    assert last["bound"] <= 10001
    assert check(problem, placement).feasible


def test_progress_is_told() -> None:
    told: list[tuple[str, int, int]] = []

    def tell(what: Text, step: int, steps: int) -> None:
        told.append((str(what), step, steps))

    solve(Problem.from_dict(CROWDED), progress=tell)
    assert [(step, steps) for _, step, steps in told] == [(0, 2), (1, 2)]


# The checker has the last word ---------------------------------------------------------------------------------


def verdict(*, feasible: bool, proven: bool) -> Verdict:
    findings = () if proven else (text("{person} has no seat in {round}", person="p", round="r1"),)
    return Verdict(feasible=feasible, proven=proven, findings=findings, summary=text("made up"))


def test_placement_that_the_checker_refuses_is_a_defect(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indeling.solver.check_with", lambda *_: verdict(feasible=False, proven=False))
    with pytest.raises(SolverError, match="p has no seat in r1"):
        solve(Problem.from_dict(CROWDED))


def test_proof_claims_no_more_than_the_checker_could_see(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = Problem.from_dict(CROWDED)
    sure = solve(problem)
    monkeypatch.setattr("indeling.solver.check_with", lambda *_: verdict(feasible=True, proven=False))
    unsure = solve(problem)
    assert (sure.proof["kind"], unsure.proof["kind"]) == ("prices", "mip")
    assert replace(unsure, proof=sure.proof).to_dict() == sure.to_dict()


def test_proof_that_there_is_no_time_to_check_rests_on_the_solver() -> None:
    problem = Problem.from_dict(CROWDED)
    sure = solve(problem)

    def in_looks(looks: int) -> Placement | None:
        """Return the placement when the time is up after so many looks at the clock."""
        ticks = iter([0.0] * looks + [9.0] * 99)
        try:
            return solve(problem, time_limit=1, clock=lambda: next(ticks))
        except OutOfTimeError:
            return None

    found = [each for looks in range(1, 20) if (each := in_looks(looks))]
    whole = [each for each in found if each.status == "optimal"]
    assert {each.proof["kind"] for each in whole} == {"prices", "mip"}
    assert [replace(each, proof=sure.proof).to_dict() for each in whole] == [sure.to_dict()] * len(whole)


def test_prices_are_not_looked_at_where_all_rests_on_the_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indeling.solver.check_with", None)
    mixed = Beyond(mix=("domain",))
    found = solve(Problem.from_dict(CROWDED), beyond=mixed)
    assert (found.status, found.proof["kind"]) == ("optimal", "mip")
    monkeypatch.setattr("indeling.solver.broken_rules", lambda *_: iter([text("made up")]))
    with pytest.raises(SolverError, match="made up"):
        solve(Problem.from_dict(CROWDED), beyond=mixed)


def test_placement_without_proof_by_prices_is_optimal_by_the_solver() -> None:
    placement = solve(Problem.from_dict(GAP), "least-cost")
    assert (placement.status, placement.proof["kind"]) == ("optimal", "mip")
    assert placement.proof["levels"][0]["value"] == placement.proof["levels"][0]["bound"] == 3
