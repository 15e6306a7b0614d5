# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest

from indeling.errors import OutOfTimeError, SolverError
from indeling.problem import Bools
from indeling.solver.large.programme import Programme
from indeling.solver.large.shapes import Floats, Shape
from indeling.solver.large.smooth import HALVINGS, Choosing, Dual, smooth_prices
from indeling.solver.linear import Answer

PAIRS = Shape(
    people=np.arange(3),
    seats=np.arange(6).reshape(2, 3),
    goods=np.array([[0, 1, 0], [1, 2, 2]]),
    bundles=((0, 1), (0,), (1,), ()),
    outside=np.zeros(4, np.int64),
    regret=np.array([0, 10, 10, 10]),
)
"""Three people who each want another pair of three goods with a chair each: one can have it, in halves all could."""

NOTHING = [np.array([3, 3, 3])]


def programme(full: Bools | None = None, regret: int = 10) -> Programme:
    """Return the programme of that day from no prices at all; regret: of who has no pair."""
    counts = np.repeat(np.array([[0.0], [regret], [regret], [regret]]), 3, axis=1)
    dual = Dual([PAIRS], [counts], np.ones(3, np.int64), np.zeros(3, bool) if full is None else full)
    return Programme(dual, NOTHING, np.zeros(3), lambda: None)


def test_programme_that_is_best_in_halves_is_settled_in_whole_bundles() -> None:
    values = []
    for regret in (10, 1):  # in halves 15, or 1.5
        found = programme(regret=regret)
        found.solve()
        values.append((found.value(), min(found.best[0].tolist())))
    assert values == [(20.0, 0), (2.0, 0)]


def test_choice_known_is_kept_when_the_answer_is_no_better() -> None:
    found = programme()
    found.best = [np.array([3, 0, 3])]
    found.solve()
    assert found.best[0].tolist() == [3, 0, 3]


def test_programme_without_an_answer_is_a_defect(monkeypatch: pytest.MonkeyPatch) -> None:
    too_full = programme(full=np.ones(3, bool))
    too_full.dual.chairs[:] = 4
    with pytest.raises(SolverError, match="no answer"):
        too_full.solve()
    answering("infeasible", monkeypatch)
    with pytest.raises(SolverError, match="no answer"):
        programme().solve()


def test_solver_whose_time_is_up_leaves_the_choice_known(monkeypatch: pytest.MonkeyPatch) -> None:
    answering("time", monkeypatch)
    found = programme()
    with pytest.raises(OutOfTimeError):
        found.solve()
    assert found.best is NOTHING


def answering(status: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the solver answer with that status and no values."""
    answer = Answer(status, np.empty(0), np.empty(0), 0.0, 0.0, None)
    monkeypatch.setattr("indeling.solver.large.programme.minimise", lambda *_, **__: answer)


def test_smooth_prices_are_near_those_that_share_out_the_pairs() -> None:
    prices = smooth_prices(programme().dual, 4.0, 0.1, lambda _: None)
    assert np.round(prices, 1).tolist() == [5.0, 5.0, 5.0]


def test_smooth_prices_are_nothing_where_there_are_chairs_for_all() -> None:
    dual = programme().dual
    dual.chairs[:] = 9
    assert smooth_prices(dual, 4.0, 0.1, lambda _: None).tolist() == [0.0, 0.0, 0.0]


def test_equations_solved_only_roughly_lead_there_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indeling.solver.large.smooth.ROUNDS_OF_SOLVING", 1)
    monkeypatch.setattr("indeling.solver.large.smooth.STEPS", 2)
    prices = smooth_prices(programme().dual, 4.0, 0.1, lambda _: None)
    assert np.round(prices, 1).tolist() == [5.0, 5.0, 5.0]


def test_prices_stay_where_no_step_makes_them_better(monkeypatch: pytest.MonkeyPatch) -> None:
    choose, looks = Dual.choose, list[Floats]()

    def worse(dual: Dual, prices: Floats, warmth: float) -> Choosing:
        """Let every price but nothing look bad."""
        looks.append(prices)
        return choose(dual, prices, warmth)._replace(value=-float(prices.sum()))

    monkeypatch.setattr(Dual, "choose", worse)
    assert smooth_prices(programme().dual, 4.0, 4.0, lambda _: None).tolist() == [0.0, 0.0, 0.0]
    assert len(looks) == 1 + HALVINGS
