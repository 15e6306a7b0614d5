# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from indeling import Problem, check, solve, solver
from indeling.errors import OutOfTimeError
from indeling.problem import Bools, Ints
from indeling.solver import Beyond, coupled, ruled_turns
from indeling.solver.day import Day
from indeling.solver.linear import INFINITE, Answer, Standing
from indeling.solver.restricted import Restricted
from indeling.solver.ruled_turns import Turns, _Linear
from oracle.day import Tree
from oracle.edges import day_of, workshop
from oracle.instances import ruled
from oracle.lottery import regrets_in_turn

COUPLING = ("together", "apart", "at_most", "at_least", "spanning", "rooms", "any_of", "priority")

PAIR = {"kind": "together", "participants": ["p", "q"]}
CROWDED = day_of(
    [{"id": name, "wishes": ["a", "b"]} for name in "pqstu"],
    [workshop("a", (2, 0)), workshop("b", (2, 0)), workshop("c", (3, 0))],
    wishes_asked=2,
    rules=[PAIR],
)
"""Five people want a, then b; two of them only together."""


@pytest.fixture(autouse=True)
def no_exchanges(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let exchanges by workshop find nothing, so that rules are always looked at."""
    monkeypatch.setattr(solver, "by_exchanges", lambda *_: None)


def told(data: Tree, seed: int = 1) -> list[int]:
    return [turn["regret"] for turn in solve(Problem.from_dict(data), "lottery", seed).proof["turns"]]


def days_of(kind: str, seeds: range) -> dict[int, tuple[Tree, list[int]]]:
    """Return the days with rules of a kind that have a placement, each with the judge's regrets."""
    days = {seed: ruled(seed, [kind]) for seed in seeds}
    best = {seed: regrets_in_turn(data, seed) for seed, data in days.items()}
    return {seed: (days[seed], found) for seed, found in best.items() if found is not None}


@pytest.mark.parametrize("kind", COUPLING)
def test_everybody_gets_at_their_turn_what_the_judge_says(kind: str) -> None:
    days = days_of(kind, range(900, 912))
    assert len(days) > 3
    assert {seed: told(data, seed) for seed, (data, _) in days.items()} == {
        seed: best for seed, (_, best) in days.items()
    }


def none_of_them(turns: Turns, *_: object) -> Bools:
    return np.zeros(turns.programme.width, bool)


@pytest.mark.parametrize("kind", ["together", "rooms", "at_least"])
def test_regrets_are_the_same_wherever_whole_placements_are_looked_for(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Answer, "whole", property(lambda _: False))
    for name in ("_crossed", "_undivided"):
        monkeypatch.setattr(Turns, name, none_of_them)
        days = days_of(kind, range(920, 926))
        assert {seed: told(data, seed) for seed, (data, _) in days.items()} == {
            seed: best for seed, (_, best) in days.items()
        }


def test_regrets_do_not_hang_on_the_placement_that_turns_begin_with(monkeypatch: pytest.MonkeyPatch) -> None:
    before = told(CROWDED)
    monkeypatch.setattr(ruled_turns, "STEEP", 1.0)
    assert before == told(CROWDED) == regrets_in_turn(CROWDED)


def test_regret_that_only_halves_of_people_could_have_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[int] = []

    def turn_to(self: Restricted, *_: Any, **__: Any) -> bool:
        """Find no whole placement."""
        tries.append(len(self.columns))
        return False

    monkeypatch.setattr(Answer, "whole", property(lambda _: False))
    monkeypatch.setattr(ruled_turns, "STEEP", 1.0)
    monkeypatch.setattr(Restricted, "turn_to", turn_to)
    turns = told(CROWDED)
    assert len(tries) % 3 == 0
    assert sum(turns) >= sum(regrets_in_turn(CROWDED) or [])


@pytest.mark.parametrize("kind", ["together", "at_most", "rooms"])
def test_turns_are_not_taken_again_when_pooled_seats_are_spelled_out(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = days_of(kind, range(930, 936))
    took = [0]
    seated, least = coupled.seated, Turns._least  # noqa: SLF001  (to see that it is not asked again)
    first = [True]

    def not_at_first(day: Day, window: Restricted) -> Ints | None:
        """Seat nobody the first time."""
        first[0] = not first[0]
        return seated(day, window) if first[0] else None

    def counted(self: Turns, mine: Ints) -> int:
        """Count how often a turn is taken."""
        took[0] += self.before is not None
        return least(self, mine)

    monkeypatch.setattr(coupled, "seated", not_at_first)
    monkeypatch.setattr(Turns, "_least", counted)
    assert {seed: told(data, seed) for seed, (data, _) in days.items()} == {
        seed: best for seed, (_, best) in days.items()
    }
    assert took == [0]


def test_turns_are_taken_again_when_nobody_can_have_what_they_had(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ruled_turns.Turns, "__init__", with_too_little_before)
    assert told(CROWDED) == regrets_in_turn(CROWDED)


init = Turns.__init__


def with_too_little_before(self: Turns, window: Restricted, regret: Ints, order: Ints, _: Ints | None = None) -> None:
    """Begin with everybody having had no regret."""
    init(self, window, regret, order, np.zeros(len(order), np.int64))


@pytest.mark.parametrize("repaired", [False, True])
def test_day_without_a_placement_is_told(*, repaired: bool) -> None:
    rules = [PAIR, {"kind": "apart", "participants": ["p", "q"]}]
    beyond = Beyond(earlier=solve(Problem.from_dict(CROWDED), "lottery").seats, first=True) if repaired else Beyond()
    placement = solve(Problem.from_dict({**CROWDED, "rules": rules}), "lottery", beyond=beyond)
    assert (placement.status, [each["number"] for each in placement.proof["conflicts"]]) == ("infeasible", [2])


def test_moves_come_before_turns_in_a_repair_and_after_them_otherwise() -> None:
    problem = Problem.from_dict(CROWDED)
    earlier = solve(problem, "lottery", 2)
    for first, moved in ((True, 0), (False, 1)):
        beyond = Beyond(earlier=earlier.seats, first=first)
        found = solve(problem, "lottery", 1, beyond=beyond)
        assert int((found.seats != earlier.seats).any(axis=1).sum() > 0) == moved
        assert check(problem, found).feasible


def test_placement_found_so_far_is_told_when_time_is_up_in_a_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    def least(*_: object) -> int:
        raise OutOfTimeError

    monkeypatch.setattr(Turns, "_least", least)
    placement = solve(Problem.from_dict(CROWDED), "lottery")
    assert (placement.status, len(placement.proof["turns"]), placement.proof["levels"]) == ("feasible", 5, [])


begin = _Linear.__init__


def with_nothing_asked(self: _Linear, window: Restricted, costs: Ints) -> None:
    """Begin without a row, and at no basis."""
    asked, basis = window.asked, window.basis
    window.asked, window.basis = np.zeros_like(asked), None
    begin(self, window, costs)
    window.asked, window.basis = asked, basis


@pytest.mark.parametrize("kind", ["together", "at_most", "rooms"])
def test_linear_programme_without_rows_asks_for_those_that_its_answers_break(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_Linear, "__init__", with_nothing_asked)
    monkeypatch.setattr(ruled_turns, "STEEP", 1.0)
    days = days_of(kind, range(900, 906))
    assert {seed: told(data, seed) for seed, (data, _) in days.items()} == {
        seed: best for seed, (_, best) in days.items()
    }


def test_placement_found_so_far_is_told_when_time_is_up_in_the_linear_programme(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    minimise = Standing.minimise
    monkeypatch.setattr(Standing, "minimise", lambda self, seconds: replace(minimise(self, seconds), status="time"))
    monkeypatch.setattr(ruled_turns, "STEEP", 1.0)
    placement = solve(Problem.from_dict(CROWDED), "lottery")
    assert (placement.status, placement.proof["levels"]) == ("feasible", [])


def test_placement_found_so_far_is_told_when_time_is_up_where_a_whole_one_is_looked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    turn_to = Restricted.turn_to

    def late(self: Restricted, *asked: Any, **limits: Any) -> bool:
        """Look for it with a solver whose time is up before it has found anything."""
        none = np.empty(0)
        nothing = Answer("time", none, none, INFINITE, -INFINITE, None)
        monkeypatch.setattr(self, "_solve", lambda *_, **__: nothing)
        return turn_to(self, *asked, **limits)

    monkeypatch.setattr(Answer, "whole", property(lambda _: False))
    monkeypatch.setattr(Restricted, "turn_to", late)
    monkeypatch.setattr(ruled_turns, "STEEP", 1.0)
    placement = solve(Problem.from_dict(CROWDED), "lottery")
    assert (placement.status, placement.proof["levels"]) == ("feasible", [])


def test_time_that_is_up_before_there_is_any_placement_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def find(*_: object) -> bool:
        raise OutOfTimeError

    monkeypatch.setattr(Restricted, "find", find)
    with pytest.raises(OutOfTimeError):
        solve(Problem.from_dict(CROWDED), "lottery")


def test_day_without_people_has_no_turns() -> None:
    rule = {"kind": "at_most", "attribute": "domain", "count": 1}
    assert told({**day_of([], [workshop("a", (2, 0))]), "rules": [rule]}) == []
