# SPDX-License-Identifier: EUPL-1.2
"""Columns and rows that come when they matter, pooled seats, and levels held by prices: the answers stay the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from indeling import Placement, Problem, solve
from indeling.errors import OutOfTimeError
from indeling.objectives import objective
from indeling.solver import Beyond, coupled, linear, programme, restricted, window
from indeling.solver.beyond import NOTHING
from indeling.solver.budget import fewest_unplaced
from indeling.solver.coupled import programme_of
from indeling.solver.day import plan_day
from indeling.studies.repair import repair, seats_before
from indeling.valuation import valuation
from oracle.dice import SeededDice
from oracle.instances import ruled
from oracle.model import OBJECTIVES, feasible, optimum, value
from oracle.repairs import earlier_for
from oracle.ruled import RULED_KINDS

Tree = dict[str, Any]

MIXES: tuple[tuple[str, ...], ...] = ((), ("domain",), ("domain", "organisation"))


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin with as little as can be, and never branch before the columns within the gap are there."""
    monkeypatch.setattr(window, "ALL_AT_ONCE", 0)
    monkeypatch.setattr(window, "FIRST_PICKS", 1)
    monkeypatch.setattr(window, "NEW_PICKS", 1)
    monkeypatch.setattr(programme, "EAGER", 0)
    monkeypatch.setattr(restricted, "NODES", 0)


def disagreement(seed: int) -> Tree:
    """Return everything in which the engine's answer is not what the judge expects on a day with many rules."""
    data, chosen = ruled(seed, RULED_KINDS), OBJECTIVES[seed % len(OBJECTIVES)]
    earlier, first = earlier_for(SeededDice(seed), data), seed % 2 == 0
    problem, mix = Problem.from_dict(data), MIXES[seed % 3]
    before = seats_before(problem, Placement.from_dict(earlier))
    tree = solve(problem, chosen, beyond=Beyond(mix=mix, earlier=before, first=first)).to_dict()
    best = optimum(data, chosen, mix=mix, earlier=earlier, repair=first)
    if best is None or tree["status"] != "optimal":
        return {} if best is None and tree["status"] == "infeasible" else {"status": tree["status"], "expected": best}
    rules = feasible(data, tree)
    found = None if rules else value(data, tree, chosen, mix=mix, earlier=earlier, repair=first)
    return {} if found == best else {"rules": rules, "value": found, "best": best}


@pytest.mark.usefixtures("narrow")
@pytest.mark.parametrize("chunk", range(3))
def test_few_columns_and_rows_at_a_time_are_as_good_as_the_independent_model_can(chunk: int) -> None:
    seeds = range(1000 + chunk * 20, 1020 + chunk * 20)
    assert {seed: found for seed in seeds if (found := disagreement(seed))} == {}


# Days that are made for it ----------------------------------------------------------------------------------------


def day(people: Mapping[str, Tree], chairs: Mapping[str, tuple[int, ...]], *rules: Tree) -> Problem:
    """Return a day of as many rounds as there are chairs for each workshop."""
    rounds = [f"r{number}" for number in range(1, 1 + len(next(iter(chairs.values()))))]
    return Problem.from_dict(
        {
            "format": "indeling/problem",
            "version": 1,
            "rounds": [{"id": rnd} for rnd in rounds],
            "workshops": [
                {
                    "id": name,
                    "sessions": [{"round": r, "capacity": seats} for r, seats in zip(rounds, given, strict=True)],
                }
                for name, given in chairs.items()
            ],
            "participants": [{"id": name, **person} for name, person in people.items()],
            "rules": list(rules),
        }
    )


def levels(problem: Problem, **beyond: Any) -> dict[str, int]:
    """Return the levels of the best placement, those of value 0 left out."""
    placement = solve(problem, beyond=Beyond(**beyond))
    assert placement.status == "optimal"
    return {level["name"]: level["value"] for level in placement.proof["levels"]}


def together(people: str) -> Tree:
    """Return the rule that people with these letters for names belong together."""
    return {"kind": "together", "participants": list(people)}


def green_only(*names: str, weight: int | None = None) -> Problem:
    """Return a day without wishes on which a rule does not want a and b in green, where these people have to be.

    No rule tells a from b, so their pooled seats are given to red and to blue at first.
    """
    people: dict[str, Tree] = {name: {"domain": "care"} for name in "ab"}
    for name in names:
        people[name]["forbidden"] = ["red", "blue"]
    rule = {"kind": "at_most", "attribute": "domain", "value": "care", "count": 0, "workshops": ["green"]}
    soft = {} if weight is None else {"weight": weight}
    return day(people, {"red": (1,), "blue": (1,), "green": (1,)}, {**rule, **soft})


def test_pooled_seats_that_do_not_fit_people_are_spelled_out() -> None:
    assert levels(green_only("a", weight=5)) == {"broken-rules": 5}


def test_rules_to_relax_are_those_of_people_not_of_pools() -> None:
    conflicts = solve(green_only("a")).proof["conflicts"]
    assert [(each["kind"], each["amount"]) for each in conflicts] == [("relax-rule", 1)]


def test_people_without_a_seat_are_counted_one_by_one_not_in_pools() -> None:
    only_green = {"forbidden": ["red", "blue"]}
    problem = day({"a": only_green, "b": only_green, "c": {}}, {"red": (1,), "blue": (1,), "green": (1,)})
    beyond = Beyond(earlier=np.full((3, 1), -1), most=0)
    assert fewest_unplaced(problem, plan_day(problem, valuation(problem), 1), beyond, lambda: None) == 1


def test_pairs_that_only_halves_of_would_fit_have_no_placement() -> None:
    pairs = [{"kind": "together", "participants": list(pair)} for pair in ("ab", "cd", "ef")]
    conflicts = solve(day({name: {} for name in "abcdef"}, {"red": (3,), "blue": (3,)}, *pairs)).proof["conflicts"]
    assert [(each["kind"], each["amount"]) for each in conflicts] == [("relax-rule", 1)]


def test_somebody_left_out_for_too_little_is_placed_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(window, "DEAR", 1e-3)
    problem = day({name: {"wishes": ["red"]} for name in "abcd"}, {"red": (2,), "blue": (2,)})
    assert levels(problem, earlier=np.full((4, 1), -1)) == {"outside-1": 2, "squared-regret": 20_000}


def test_people_of_one_crowd_share_columns_and_others_do_not() -> None:
    people: dict[str, Tree] = {name: {"organisation": "north" if name in "abc" else "south"} for name in "abcdef"}
    chairs = dict.fromkeys(("red", "blue", "green"), (4, 4))
    most = {"kind": "at_most", "attribute": "organisation", "count": 2}
    problem = day(people, chairs, most, {"kind": "together", "participants": ["a", "b"]})
    found = programme_of(problem, plan_day(problem, valuation(problem), 1))
    # c, those from the south, a, and b: four crowds in two rounds, with three workshops to be in
    assert (len(found.bundles), found.pools.column.shape[0], len(found.pools.most)) == (6, 8, 24)
    assert sorted(found.pools.most.tolist()) == [1] * 18 + [3] * 6


def test_pooled_seats_in_a_session_without_chairs_are_no_other_columns() -> None:
    data = ruled(2059, RULED_KINDS)
    tree = solve(Problem.from_dict(data), "least-cost").to_dict()
    assert value(data, tree, "least-cost") == optimum(data, "least-cost")


def test_workshop_over_two_rounds_leaves_only_bundles_that_have_all_of_it() -> None:
    people: dict[str, Tree] = {name: {"wishes": ["red", "blue"]} for name in "abc"}
    both = {"kind": "spanning", "workshop": "red", "rounds": ["r1", "r2"]}
    problem = day(people, {"red": (2, 2), "blue": (3, 3), "green": (3, 3)}, both)
    found = programme_of(problem, plan_day(problem, valuation(problem), 1))
    assert found.rules.rows == []
    # red twice; blue and a seat from the pool, in either order; green is the only pooled workshop, and not given twice
    assert np.bincount(found.bundles.person).tolist() == [4, 4, 4]


def test_rooms_are_asked_for_only_in_rounds_in_which_they_can_run_out() -> None:
    people: dict[str, Tree] = {name: {"wishes": ["red"]} for name in "abcd"}
    rooms = {"kind": "rooms", "rooms": [{"id": "hall", "capacity": 4}, {"id": "attic", "capacity": 2}]}
    problem = day(people, {"red": (4, 4), "blue": (2, 4)}, rooms)
    found = programme_of(problem, plan_day(problem, valuation(problem), 1))
    assert len(found.rules.high) == 4
    assert len(found.rules.rows) == 6


def test_what_is_broken_in_the_end_is_no_more_than_must_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(window, "ALL_AT_ONCE", 0)
    people: dict[str, Tree] = {name: {"wishes": ["red", "blue"], "domain": "care"} for name in "abcd"}
    most = {"kind": "at_most", "attribute": "domain", "count": 1, "weight": 3}
    assert levels(day(people, {"red": (2,), "blue": (2,)}, most), mix=("domain",)) == {
        "squared-regret": 2,
        "broken-rules": 6,
        "mix": 8,
    }


def test_nothing_is_possible_when_a_locked_person_has_only_moves_left() -> None:
    problem = day({"a": {"wishes": ["red"]}, "b": {}}, {"red": (1,), "blue": (2,)})
    earlier = np.array([[1], [0]])
    found = coupled.best_with_rules(
        problem,
        plan_day(problem, valuation(problem), 1),
        objective("fair"),
        lambda: None,
        lambda _what, _step, _steps: None,
        Beyond(earlier=earlier, locked=np.array([True, True]), most=0),
    )
    assert found.seats is not None
    nowhere = Beyond(earlier=np.array([[-2], [0]]), locked=np.array([True, True]))
    assert solve(problem, beyond=nowhere).status == "infeasible"
    assert NOTHING.asks is False


def test_repair_of_many_people_moves_those_who_must(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(window, "ALL_AT_ONCE", 0)
    people: dict[str, Tree] = {f"p{number:02}": {"wishes": ["red", "blue"]} for number in range(30)}
    earlier = solve(day(people, {"red": (10,), "blue": (10,), "green": (10,)}))
    found = repair(day(people, {"red": (8,), "blue": (10,), "green": (12,)}), earlier, curve=True)
    assert len(found.moves) == 2
    assert [budget.unplaced for budget in found.curve] == [2, 1, 0]


def test_time_that_is_up_while_branching_is_an_error_when_there_is_no_placement(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = linear.minimise

    def out_of_time(*arguments: Any, **more: Any) -> linear.Answer:
        answer = real(*arguments, **more)
        return replace(answer, status="time", objective=np.inf, bound=0.0) if more["whole"] else answer

    monkeypatch.setattr(window, "minimise", out_of_time)
    problem = day({name: {} for name in "abcdef"}, {"red": (3,), "blue": (3,)}, *map(together, ("ab", "cd", "ef")))
    with pytest.raises(OutOfTimeError):
        solve(problem)


def test_time_that_is_up_before_there_is_a_placement_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(window, "ALL_AT_ONCE", 0)
    problem = day({name: {"wishes": ["red"]} for name in "ab"}, {"red": (1,), "blue": (2,)}, together("ab"))
    ticks = iter([0.0] * 3 + [9.0] * 99)
    with pytest.raises(OutOfTimeError):
        solve(problem, time_limit=1, clock=lambda: next(ticks), beyond=Beyond(mix=("domain",)))
