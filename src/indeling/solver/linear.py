# SPDX-License-Identifier: EUPL-1.2
"""HiGHS, one call: a linear or mixed-integer programme in columns, single-threaded so that it is the same every time.

Source: Huangfu and Hall, Parallelizing the dual revised simplex method, Math. Prog. Comp. 10 (2018).
"""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np

from indeling.errors import SolverError
from indeling.problem import Bools, Ints
from indeling.solver.columns import Columns, Entries, Floats, Sparse

INFINITE = highspy.kHighsInf

CLOSE = 1e-6
"""How far from whole a value may be and still count as whole: the solver's own feasibility tolerance."""

FIRM = 1e-5
"""A price or reduced cost below this may be nothing but rounding."""

HALF = 0.5
"""What tells 0 from 1 in a whole answer."""

_ANSWERS = {
    highspy.HighsModelStatus.kOptimal: "optimal",
    highspy.HighsModelStatus.kInfeasible: "infeasible",
    highspy.HighsModelStatus.kUnboundedOrInfeasible: "infeasible",
    highspy.HighsModelStatus.kTimeLimit: "time",
    highspy.HighsModelStatus.kSolutionLimit: "nodes",
}


class _QuietHighs(highspy.Highs):
    """The constructor switches on callbacks, and that prints a banner on standard output unless silenced before."""

    def enableCallbacks(self) -> None:  # noqa: N802  (the name is HiGHS')
        """Switch callbacks on without the banner that HiGHS prints when it does so."""
        self.setOptionValue("output_flag", False)  # noqa: FBT003  (the order is HiGHS')
        super().enableCallbacks()  # type: ignore[no-untyped-call]


@dataclass(frozen=True, eq=False)
class Basis:
    """Where the simplex method stopped: the status of each column and row."""

    columns: list[highspy.HighsBasisStatus]
    rows: list[highspy.HighsBasisStatus]

    def spread(self, places: tuple[Ints, Ints], columns: int, rows: int) -> Basis:
        """Return it for a larger programme, from the place of each column and row: new ones are at zero, or basic.

        A place beyond the last one drops the row.
        """
        status = highspy.HighsBasisStatus
        found = [status.kLower] * columns, [status.kBasic] * (rows + 1)
        for each, where, old in zip(found, places, (self.columns, self.rows), strict=True):
            for at, known in zip(where.tolist(), old, strict=False):
                each[at] = known
        return Basis(found[0], found[1][:rows])

    def extended(self, columns: int, rows: int) -> highspy.HighsBasis:
        """Return it for a programme with columns and rows appended: new columns at zero, new rows basic."""
        status = highspy.HighsBasisStatus
        basis = highspy.HighsBasis()
        basis.col_status = self.columns + [status.kLower] * (columns - len(self.columns))
        basis.row_status = self.rows + [status.kBasic] * (rows - len(self.rows))
        basis.valid = True
        return basis


@dataclass(frozen=True, eq=False)
class Answer:
    """What the solver found. `status` is "optimal", "infeasible", "time" or "nodes", whichever ran out.

    values (C,), duals (rows,) (of the linear programme; zeros for a mixed-integer one), objective and bound
    (equal when optimal; −∞ when unknown), basis for the next call.
    """

    status: str
    values: Floats
    duals: Floats
    objective: float
    bound: float
    basis: Basis | None

    @property
    def whole(self) -> bool:
        """Whether every value is a whole number."""
        return bool((np.abs(self.values - np.round(self.values)) < CLOSE).all())


@dataclass(frozen=True, eq=False)
class Branching:
    """How to look for whole answers: `whole` (C,) marks integer columns; only those `below`.

    nodes: branching allowed. answers: so many, each better than the last, and no more.
    """

    whole: Bools
    below: float = INFINITE
    nodes: int = highspy.kHighsIInf
    answers: int = highspy.kHighsIInf


def minimise(  # noqa: PLR0913  (what a solver can be told)
    columns: Columns | Entries | Sparse,
    cost: Floats,
    rows: tuple[Floats, Floats],
    *,
    whole: Bools | Branching | None = None,
    again: bool = False,
    presolve: bool = True,
    basis: Basis | None = None,
    seconds: float | None = None,
) -> Answer:
    """Minimise cost · x over low ≤ columns · x ≤ high for `rows` (low, high), and 0 ≤ x ≤ columns.high.

    `whole` (C,) marks integer columns. `again`: the programme will be solved again with more columns, so its basis
    must be kept whole. presolve: whether it may become smaller before it is solved.

    Raises SolverError when the solver gives up for another reason than time.
    """
    row_low, row_high = rows
    if not len(cost):
        return _answer_without_columns(row_low, row_high)
    solver = _solver(again=again)
    if not presolve:
        solver.setOptionValue("presolve", "off")
    if seconds is not None:
        solver.setOptionValue("time_limit", max(0.0, seconds))
    if isinstance(whole, Branching):
        solver.setOptionValue("objective_bound", whole.below)
        solver.setOptionValue("mip_max_nodes", whole.nodes)
        solver.setOptionValue("mip_max_improving_sols", whole.answers)
        whole = whole.whole
    solver.passModel(_model(columns, cost, row_low, row_high, whole))
    if basis is not None:
        solver.setBasis(basis.extended(len(cost), len(row_low)))
    solver.run()
    return _answer(solver, len(cost), len(row_low))


def _solver(*, again: bool) -> highspy.Highs:
    """Return the solver; again: for a programme that is solved more than once, each time from its last basis."""
    solver = _QuietHighs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", 0.5)
    if again:
        _to_go_on(solver)
    return solver


def _to_go_on(solver: highspy.Highs) -> None:
    """Let the solver begin at its last basis."""
    solver.setOptionValue("presolve", "off")
    solver.setOptionValue("simplex_strategy", 4)


class Kept:
    """A linear programme in which only costs and upper bounds change; each answer begins where the last one was.

    columns, rows (low, high): as in `minimise`, all costs at nothing.
    """

    def __init__(self, columns: Columns, rows: tuple[Floats, Floats]) -> None:
        self._solver, self._shape, self._rows = _solver(again=False), (len(columns.high), len(rows[0])), rows
        self._solver.passModel(_model(columns, np.zeros(len(columns.high)), *rows, None))
        self._charged = np.empty(0, np.int64)

    def minimise(self, charged: Ints, cost: Floats | Ints, seconds: float | None) -> Answer:
        """Minimise what the columns `charged` (K,) cost, (K,); all others cost nothing. The answer has no basis."""
        if not self._shape[0]:
            return _answer_without_columns(*self._rows)
        for which, each in ((self._charged, np.zeros(len(self._charged))), (charged, cost.astype(float))):
            self._solver.changeColsCost(len(which), which.astype(np.int32), each)
        self._charged = charged
        if seconds is not None:
            self._solver.setOptionValue("time_limit", self._solver.getRunTime() + max(0.0, seconds))
        self._solver.run()
        _to_go_on(self._solver)
        return _answer(self._solver, *self._shape, again=False)

    def dear(self, gap: float) -> Ints:
        """Return the columns that are in no whole answer that costs at most `gap` more than the last one."""
        return np.flatnonzero(np.array(self._solver.getSolution().col_dual) > gap + FIRM)

    def forbid(self, columns: Ints) -> None:
        """Keep columns at nothing from now on."""
        zero = np.zeros(len(columns))
        self._solver.changeColsBounds(len(columns), columns.astype(np.int32), zero, zero)


class Standing:
    """A linear programme whose columns are closed and opened and that gets more rows; answers begin at the last basis.

    columns, cost (C,), rows (low, high): as in `minimise`. basis: of an answer to it, as far as there was one.
    """

    def __init__(self, columns: Sparse, cost: Floats, rows: tuple[Floats, Floats], basis: Basis | None) -> None:
        self._solver, self._shape = _solver(again=False), (len(cost), len(rows[0]))
        self._solver.passModel(_model(columns, cost, *rows, None))
        if basis is not None:
            self._solver.setBasis(basis.extended(*self._shape))
        self._solver.setOptionValue("presolve", "off")

    def minimise(self, seconds: float | None) -> Answer:
        """Return the best answer, without a basis."""
        if seconds is not None:
            self._solver.setOptionValue("time_limit", self._solver.getRunTime() + max(0.0, seconds))
        self._solver.run()
        return _answer(self._solver, *self._shape, again=False)

    def bound(self, columns: Ints, high: Ints) -> None:
        """Let columns be from nothing to `high` from now on."""
        low = np.zeros(len(columns))
        self._solver.changeColsBounds(len(columns), columns.astype(np.int32), low, high.astype(float))

    def basis(self) -> highspy.HighsBasis:
        """Return where it stands."""
        return self._solver.getBasis()

    def begin_at(self, basis: highspy.HighsBasis) -> None:
        """Let the next answer begin where it stood."""
        self._solver.setBasis(basis)

    def ask(self, entries: tuple[Ints, Ints, Ints], rows: tuple[Floats, Floats]) -> None:
        """Add rows: where each starts (rows,), column and value of each entry; bounds (low, high)."""
        (start, index, value), (low, high) = entries, rows
        cells = start.astype(np.int32), index.astype(np.int32), value.astype(float)
        self._solver.addRows(len(low), low, high, len(index), *cells)
        self._shape = self._shape[0], self._shape[1] + len(low)


def _answer_without_columns(row_low: Floats, row_high: Floats) -> Answer:
    """Return the answer where nothing can be chosen: the solver calls that optimal whatever the rows say."""
    status = "optimal" if (row_low <= 0).all() and (row_high >= 0).all() else "infeasible"
    return Answer(status, np.empty(0), np.zeros(len(row_low)), 0.0, 0.0, None)


def _model(
    columns: Columns | Entries | Sparse, cost: Floats, row_low: Floats, row_high: Floats, whole: Bools | None
) -> highspy.HighsLp:
    start, index, values = columns.sparse()
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(cost), len(row_low)
    low = columns.low if isinstance(columns, Sparse) else np.zeros(len(cost))
    model.col_cost_, model.col_lower_, model.col_upper_ = cost, low, columns.high
    model.row_lower_, model.row_upper_ = row_low, row_high
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = start.astype(np.int32)
    model.a_matrix_.index_ = index.astype(np.int32)
    model.a_matrix_.value_ = values
    if whole is not None:
        kind = highspy.HighsVarType
        model.integrality_ = [kind.kInteger if each else kind.kContinuous for each in whole]
    return model


def _answer(solver: highspy.Highs, columns: int, rows: int, *, again: bool = True) -> Answer:
    status = _ANSWERS.get(solver.getModelStatus())
    if status is None:
        message = f"the solver stopped with “{solver.modelStatusToString(solver.getModelStatus())}”"
        raise SolverError(message)
    info, solution = solver.getInfo(), solver.getSolution()
    mixed = info.mip_node_count >= 0
    values = np.array(solution.col_value) if len(solution.col_value) == columns else np.zeros(columns)
    duals = np.array(solution.row_dual) if len(solution.row_dual) == rows else np.zeros(rows)
    bound = info.mip_dual_bound if mixed else info.objective_function_value if status == "optimal" else -np.inf
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    objective = info.objective_function_value if found else np.inf
    return Answer(status, values, duals, objective, bound, None if mixed or not again else _basis(solver))


def _basis(solver: highspy.Highs) -> Basis:
    basis = solver.getBasis()
    return Basis(list(basis.col_status), list(basis.row_status))
