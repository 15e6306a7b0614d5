# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import highspy
import numpy as np
import pytest

from indeling.errors import SolverError
from indeling.solver.columns import Columns, Floats, Sparse
from indeling.solver.linear import INFINITE, Basis, Branching, Standing, minimise


def floats(*values: float) -> Floats:
    return np.array(values, np.float64)


def columns(*entries: dict[int, float], high: Floats | None = None) -> Columns:
    """Return columns from row → value; each at most one unless said otherwise."""
    width = max(len(entry) for entry in entries)
    rows = [[*entry, *[-1] * (width - len(entry))] for entry in entries]
    values = [[*entry.values(), *[0.0] * (width - len(entry))] for entry in entries]
    return Columns(np.array(rows), np.array(values), np.ones(len(entries)) if high is None else high)


TRIANGLE = columns({0: 1, 1: 1}, {1: 1, 2: 1}, {0: 1, 2: 1})
"""Each column stands in two of three rows: covering all rows takes 3 halves, or 2 whole columns."""

COVER = (np.ones(3), np.full(3, INFINITE))


def test_linear_answer_has_values_prices_and_a_basis() -> None:
    answer = minimise(TRIANGLE, np.ones(3), COVER)
    assert (answer.status, answer.objective, answer.bound, answer.whole) == ("optimal", 1.5, 1.5, False)
    assert answer.values.tolist() == [0.5] * 3
    assert answer.duals.tolist() == [0.5] * 3
    assert answer.basis is not None


def test_whole_answer_has_no_prices() -> None:
    answer = minimise(TRIANGLE, np.ones(3), COVER, whole=np.ones(3, bool))
    assert (answer.status, answer.objective, answer.whole, answer.basis) == ("optimal", 2.0, True, None)
    assert answer.bound > 1
    assert sorted(answer.values.tolist()) == [0.0, 1.0, 1.0]


def test_only_marked_columns_are_whole() -> None:
    answer = minimise(TRIANGLE, floats(1, 1, 0.9), COVER, whole=np.array([False, False, True]))
    assert answer.values.tolist()[2] == 1.0
    assert answer.objective == pytest.approx(1.9)


def test_columns_stay_below_their_bound() -> None:
    answer = minimise(columns({0: 1}, {0: 1}, high=floats(2, INFINITE)), floats(1, 3), (floats(5), floats(5)))
    assert answer.values.tolist() == [2.0, 3.0]


def test_rules_that_clash_are_infeasible() -> None:
    answer = minimise(columns({0: 1}), floats(1), (floats(2), floats(2)))
    assert (answer.status, answer.objective) == ("infeasible", np.inf)


@pytest.mark.parametrize(
    ("low", "high", "status"), [(0, 0, "optimal"), (-1, 2, "optimal"), (1, 2, "infeasible"), (-2, -1, "infeasible")]
)
def test_without_columns_all_rows_are_zero(low: int, high: int, status: str) -> None:
    nothing = Columns(np.empty((0, 1), np.int64), np.empty((0, 1)), np.empty(0))
    answer = minimise(nothing, np.empty(0), (floats(low), floats(high)))
    assert (answer.status, answer.values.tolist(), answer.duals.tolist()) == (status, [], [0.0])


def test_programme_is_solved_again_from_its_basis_with_a_column_more() -> None:
    first = minimise(columns({0: 1, 1: 1}, {1: 1, 2: 1}), np.ones(2), (np.zeros(3), COVER[1]), again=True)
    assert first.basis is not None
    again = minimise(TRIANGLE, np.ones(3), COVER, again=True, basis=first.basis)
    assert (again.status, again.objective) == ("optimal", 1.5)
    cut = columns({0: 1, 1: 1, 3: 1}, {1: 1, 2: 1, 3: 1}, {0: 1, 2: 1, 3: 1})
    rows = (np.append(COVER[0], 1.75), np.append(COVER[1], INFINITE))
    assert minimise(cut, np.ones(3), rows, again=True, basis=again.basis).objective == pytest.approx(1.75)


def test_basis_is_extended_by_columns_at_zero_and_basic_rows() -> None:
    answer = minimise(columns({0: 1}), floats(1), (floats(1), floats(1)))
    assert answer.basis is not None
    longer = answer.basis.extended(3, 2)
    assert longer.valid
    assert [status.name for status in list(longer.col_status)[1:]] == ["kLower", "kLower"]
    assert [status.name for status in list(longer.row_status)[1:]] == ["kBasic"]


@pytest.mark.parametrize("seconds", [0.0, -1.0])
def test_time_that_is_up_is_an_answer(seconds: float) -> None:
    generator = np.random.default_rng(1)
    size = 60
    rows = np.argsort(generator.random((size, size)), axis=1)[:, :8]
    many = Columns(rows, np.ones(rows.shape), np.ones(size))
    answer = minimise(many, generator.random(size) + 1, (np.full(size, 1.5), np.full(size, INFINITE)), seconds=seconds)
    assert answer.status == "time"


def test_solver_that_gives_up_for_another_reason_is_an_error() -> None:
    endless = columns({0: 1}, high=floats(INFINITE))
    with pytest.raises(SolverError, match="the solver stopped with “Unbounded”"):
        minimise(endless, floats(-1), (floats(0), floats(INFINITE)))


def test_programme_that_stands_closes_and_opens_columns_and_gets_rows() -> None:
    # the least of 2 x + 3 y with x + y = 1; then without x; then again; then x at most a half as well
    columns = Sparse(np.array([0, 1, 2]), np.array([0, 0]), np.ones(2), np.zeros(2), np.ones(2))
    standing = Standing(columns, np.array([2.0, 3.0]), (np.ones(1), np.ones(1)), None)
    x, found = np.array([0]), [standing.minimise(None).objective]
    before = standing.basis()
    standing.bound(x, np.array([0]))
    found.append(standing.minimise(None).objective)
    standing.bound(x, np.array([1]))
    standing.begin_at(before)
    found.append(standing.minimise(9.0).objective)
    standing.ask((np.array([0]), np.array([0]), np.array([1])), (np.full(1, -INFINITE), np.full(1, 0.5)))
    assert [*found, standing.minimise(None).objective] == [2.0, 3.0, 2.0, 2.5]


def test_programme_that_stands_tells_that_there_is_no_answer() -> None:
    columns = Sparse(np.array([0, 1]), np.array([0]), np.ones(1), np.zeros(1), np.ones(1))
    standing = Standing(columns, np.ones(1), (np.ones(1), np.ones(1)), None)
    standing.bound(np.array([0]), np.array([0]))
    assert standing.minimise(None).status == "infeasible"


def test_basis_is_spread_over_a_larger_programme() -> None:
    status = highspy.HighsBasisStatus
    basis = Basis([status.kBasic, status.kUpper], [status.kLower, status.kUpper])
    spread = basis.spread((np.array([2, 0]), np.array([1, 2])), 3, 2)
    assert spread.columns == [status.kUpper, status.kLower, status.kBasic]
    assert spread.rows == [status.kBasic, status.kLower]


def test_search_for_whole_answers_stops_at_the_first_when_one_is_enough() -> None:
    columns = Sparse(np.array([0, 1, 2]), np.array([0, 0]), np.ones(2), np.zeros(2), np.ones(2))
    branching = Branching(np.ones(2, bool), answers=1)
    answer = minimise(columns, np.array([2.0, 3.0]), (np.ones(1), np.ones(1)), whole=branching)
    assert answer.values.sum() == 1.0
