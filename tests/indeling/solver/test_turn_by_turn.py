# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest

from indeling import Problem, solve, solver
from indeling.errors import OutOfTimeError, TooLargeError
from indeling.solver import turn_by_turn
from indeling.solver.bundles import all_bundles
from indeling.solver.day import plan_day
from indeling.solver.linear import Answer
from indeling.solver.seats import seats_by_session
from indeling.solver.tally import tally_of
from indeling.solver.turn_by_turn import Turns
from indeling.valuation import valuation
from oracle.day import Tree
from oracle.edges import day_of, workshop
from oracle.instances import KINDS, seeded
from oracle.lottery import regrets_in_turn

APART = day_of(
    [{"id": name, "wishes": ["a", "b"]} for name in "pqs"],
    [workshop("a", (2, 0), (0, 0)), workshop("b", (1, 0), (0, 0)), workshop("c", (3, 0), (3, 0)),
     workshop("d", (3, 0), (3, 0))],
    rounds=2,
)  # fmt: skip
"""Workshops a and b are in the same round, so nobody can have both, though there are chairs enough for one of them."""


@pytest.fixture
def no_exchanges(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let exchanges by workshop find nothing."""
    monkeypatch.setattr(solver, "by_exchanges", lambda *_: None)


def turns_of(data: Tree) -> Turns:
    """Return the turns of a day in which nobody is fixed, in the order of seed 1."""
    problem = Problem.from_dict(data)
    day = plan_day(problem, valuation(problem), 1)
    seats = seats_by_session(day, np.ones(len(day.need), bool))
    bundles = all_bundles(seats)
    return Turns(seats, bundles, tally_of(day, seats, bundles).regret, np.arange(len(day.need)), lambda: None)


def told(data: Tree, seed: int = 1) -> list[int]:
    return [turn["regret"] for turn in solve(Problem.from_dict(data), "lottery", seed).proof["turns"]]


@pytest.mark.usefixtures("no_exchanges")
@pytest.mark.parametrize("kind", KINDS)
def test_everybody_gets_at_their_turn_what_the_judge_says_without_exchanges(kind: str) -> None:
    days = {seed: (seeded(seed, [kind]), seed) for seed in range(700, 720)}
    best = {seed: found for seed, day in days.items() if (found := regrets_in_turn(*day)) is not None}
    assert len(best) > 8
    assert {seed: told(*days[seed]) for seed in best} == best


def test_people_whose_workshops_are_in_one_round_get_what_is_left() -> None:
    assert told(APART) == regrets_in_turn(APART)


def test_placement_does_not_hang_on_the_placement_that_turns_begin_with(monkeypatch: pytest.MonkeyPatch) -> None:
    before = told(APART)
    monkeypatch.setattr(turn_by_turn, "STEEP", 1.0)
    assert told(APART) == before


def test_turn_that_no_whole_placement_has_is_found_and_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    turns = turns_of(APART)
    right = turns_of(APART)
    right.take(lambda _: None)

    def relaxed(self: Turns, _told: object) -> Answer:
        """Say that everybody who is not sure yet can have their best."""
        self.felt += [int(self.regret[self._of(turn)].min()) for turn in range(len(self.felt), len(self.order))]
        return self._whole(len(self.order))

    monkeypatch.setattr(Turns, "_relaxed", relaxed)
    answer = turns.take(lambda _: None)
    assert turns.felt == right.felt == regrets_in_turn(APART)
    assert turns.sure == 3
    assert answer.status == "optimal"


def test_turn_that_leaves_the_linear_programme_without_an_answer_is_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    least_from, wrong = turn_by_turn._least_from, [-1, -1]  # noqa: SLF001
    monkeypatch.setattr(turn_by_turn, "_least_from", lambda *each: wrong.pop() if wrong else least_from(*each))
    turns = turns_of(APART)
    turns.take(lambda _: None)
    assert (turns.felt, turns.sure) == (regrets_in_turn(APART), 1)


@pytest.mark.usefixtures("no_exchanges")
def test_placement_to_begin_with_is_told_when_time_is_up_before_the_last_turn() -> None:
    problem, said = Problem.from_dict(APART), iter([0.0, 1.0])
    placement = solve(problem, "lottery", time_limit=5, clock=lambda: next(said, 9.0))
    assert placement.status == "feasible"
    assert sorted(placement.figures.seats_by_rank.items()) == [(1, 2), (2, 1)]


@pytest.mark.usefixtures("no_exchanges")
def test_day_with_too_many_bundles_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turn_by_turn, "MOST_BUNDLES", 5)
    with pytest.raises(TooLargeError):
        solve(Problem.from_dict(APART), "lottery")


def test_time_that_is_up_in_a_turn_is_told() -> None:
    turns = turns_of(APART)
    turns.seconds = lambda: 0.0
    with pytest.raises(OutOfTimeError):
        turns.take(lambda _: None)
