# SPDX-License-Identifier: EUPL-1.2
"""Days with rules, mixes and repairs begin with a placement that is known: there is one when time is short, too."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from indeling import Placement, Problem, solve
from indeling.errors import OutOfTimeError
from indeling.solver import Beyond, linear, programme, window
from indeling.solver.begin import answer_of
from indeling.solver.coupled import programme_of
from indeling.solver.day import plan_day
from indeling.solver.route import best_placement
from indeling.studies.repair import seats_before
from indeling.valuation import valuation
from oracle.dice import SeededDice
from oracle.instances import ruled
from oracle.model import OBJECTIVES, feasible, optimum, value
from oracle.repairs import earlier_for
from oracle.ruled import RULED_KINDS

Tree = dict[str, Any]


@pytest.fixture
def no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the time be up in every linear programme over rules: what is known then has to do."""
    real = linear.minimise

    def out_of_time(*arguments: Any, **more: Any) -> linear.Answer:
        if more["whole"] is None:
            raise OutOfTimeError
        return real(*arguments, **more)

    monkeypatch.setattr(window, "minimise", out_of_time)


def day(*rules: Tree, optional: bool = False) -> Problem:
    """Return a day of four people who want red, with two chairs, and two workshops more."""
    chairs = {"red": 2, "blue": 2, "green": 2}
    return Problem.from_dict(
        {
            "format": "indeling/problem",
            "version": 1,
            "rounds": [{"id": "r1"}],
            "workshops": [
                {"id": name, "optional": optional, "sessions": [{"round": "r1", "capacity": count, "minimum": 1}]}
                for name, count in chairs.items()
            ],
            "participants": [
                {"id": name, "wishes": ["red", "blue"], "domain": domain}
                for name, domain in zip("abcd", ("care", "care", "youth", "youth"), strict=True)
            ],
            "rules": list(rules),
        }
    )


def told(placement: Placement) -> list[tuple[str, int, int]]:
    return [(level["name"], level["value"], level["bound"]) for level in placement.proof["levels"]]


@pytest.mark.usefixtures("no_time")
def test_mix_that_is_not_found_in_time_leaves_the_objective_as_good_and_proven_as_without() -> None:
    for optional in (False, True):
        plain = solve(day(optional=optional))
        mixed = solve(day(optional=optional), beyond=Beyond(mix=("domain",)))
        assert (plain.status, mixed.status) == ("optimal", "feasible")
        *levels, mix = told(mixed)
        assert levels == told(plain)
        assert mix[0] == "mix"
        assert mix[2] < mix[1]


@pytest.mark.usefixtures("no_time")
def test_soft_rule_that_is_not_looked_at_in_time_leaves_the_objective_proven() -> None:
    together = {"kind": "together", "participants": ["a", "b", "c", "d"], "weight": 3}
    found = solve(day(together))
    assert found.status == "feasible"
    assert told(found)[:-1] == told(solve(day()))
    assert told(found)[-1][0] == "broken-rules"


@pytest.mark.usefixtures("no_time")
def test_repair_that_is_not_found_in_time_is_a_placement_all_the_same() -> None:
    earlier = np.zeros((4, 1), np.int64)
    found = solve(day(), beyond=Beyond(earlier=earlier, first=True))
    assert (found.status, told(found)[0][0], len(told(found))) == ("feasible", "moves", 1)
    assert told(found)[0][2] == 0


@pytest.mark.usefixtures("no_time")
def test_priority_begins_with_the_cheapest_placement_and_has_no_levels_without_it() -> None:
    found = solve(day({"kind": "priority", "classes": [["d"]]}))
    assert found.status == "feasible"
    assert [name for name, _, _ in told(found)] == ["squared-regret@1"]


@pytest.mark.usefixtures("no_time")
def test_rule_that_the_plain_placement_breaks_leaves_nothing_to_begin_with() -> None:
    with pytest.raises(OutOfTimeError):
        solve(day({"kind": "together", "participants": ["a", "b", "c"]}))


def test_time_that_is_up_before_the_objective_is_proven_leaves_its_placement(monkeypatch: pytest.MonkeyPatch) -> None:
    real = best_placement
    monkeypatch.setattr("indeling.solver.best_placement", lambda *asked: replace(real(*asked), complete=False))
    plain, mixed = solve(day()), solve(day(), beyond=Beyond(mix=("domain",)))
    assert (mixed.status, told(mixed)) == ("feasible", told(plain))
    assert np.array_equal(mixed.seats, plain.seats)


def test_who_may_not_sit_where_they_sat_has_no_answer_to_begin_with() -> None:
    problem = day()
    drawn = plan_day(problem, valuation(problem), 1)
    asked = programme_of(problem, drawn)
    table = np.argsort(drawn.workshops)[np.array([[0], [0], [1], [2]])]
    found = answer_of(asked, table)
    assert found is not None
    assert found[: len(asked.bundles)].sum() == 4
    asked.high[: len(asked.bundles)] *= 1 - found[: len(asked.bundles)]
    assert answer_of(asked, table) is None


@pytest.mark.parametrize("chunk", range(3))
@pytest.mark.usefixtures("no_time")
def test_what_there_is_in_time_keeps_every_rule_and_is_no_better_than_the_best(chunk: int) -> None:
    reached = 0
    for seed in range(chunk * 30, chunk * 30 + 30):
        data, chosen = ruled(seed, RULED_KINDS), OBJECTIVES[seed % len(OBJECTIVES)]
        problem, earlier = Problem.from_dict(data), earlier_for(SeededDice(seed), data)
        before = seats_before(problem, Placement.from_dict(earlier))
        best = optimum(data, chosen, mix=("domain",), earlier=earlier)
        try:
            found = solve(problem, chosen, beyond=Beyond(mix=("domain",), earlier=before)).to_dict()
        except OutOfTimeError:
            continue
        if best is None:
            assert found["status"] == "infeasible"
            continue
        assert feasible(data, found) == []
        mine = value(data, found, chosen, mix=("domain",), earlier=earlier)
        assert mine == best or found["status"] == "feasible"
        proven = [level["value"] == level["bound"] for level in found["proof"]["levels"]]
        assert all(proven[:-1])
        reached += found["status"] == "feasible"
    assert reached > 3


@pytest.mark.parametrize("eager", [0, programme.EAGER])
def test_minimum_of_people_who_may_not_sit_there_without_others_leaves_nothing(
    eager: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(programme, "EAGER", eager)
    monkeypatch.setattr(window, "ALL_AT_ONCE", 0)
    rule = {"kind": "at_least", "attribute": "domain", "value": "care", "count": 3, "workshops": ["red"]}
    found = solve(day(rule))
    assert (found.status, [each["kind"] for each in found.proof["conflicts"]]) == ("infeasible", ["relax-rule"])


@pytest.mark.parametrize("eager", [0, programme.EAGER])
def test_columns_that_a_minimum_needs_are_looked_for_when_there_is_nothing_to_begin_with(
    eager: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(programme, "EAGER", eager)
    monkeypatch.setattr(window, "ALL_AT_ONCE", 0)
    monkeypatch.setattr(window, "FIRST_PICKS", 1)
    data = day(*({"kind": "together", "participants": list(pair)} for pair in ("ab", "cd"))).to_dict()
    data["workshops"] = [
        {"id": name, "sessions": [{"round": "r1", "capacity": 4, "minimum": minimum}]}
        for name, minimum in (("red", 0), ("green", 1))
    ]
    for person in data["participants"]:
        person["wishes"] = ["red", "green"]
    found = solve(Problem.from_dict(data), "least-cost")
    assert sorted(np.bincount(found.seats[:, 0]).tolist()) == [2, 2]
    assert found.status == "optimal"
