# SPDX-License-Identifier: EUPL-1.2
"""CP-SAT of OR-Tools on the textbook model, with two workers."""

from __future__ import annotations

import numpy as np

from benchmarks.peers.peer import Answer, Peer, Question, Run, nobody_placed
from benchmarks.peers.three_index import three_index

WORKERS = 2


def _prepare(day: Question) -> Run:
    from ortools.sat.python import cp_model  # noqa: PLC0415  (only where it is measured)

    def run(seconds: float) -> Answer:
        model = three_index(day)
        programme = cp_model.CpModel()
        columns = [programme.new_bool_var("") for _ in range(model.seat.shape[1])]
        by_row = model.matrix.tocsr()
        for row, (low, high) in enumerate(zip(model.low.tolist(), model.high.tolist(), strict=True)):
            inside = by_row.indices[by_row.indptr[row] : by_row.indptr[row + 1]]
            total = cp_model.LinearExpr.sum([columns[column] for column in inside])
            programme.add_linear_constraint(total, low, high)
        programme.minimize(cp_model.LinearExpr.weighted_sum(columns, model.cost.tolist()))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = WORKERS
        solver.parameters.max_time_in_seconds = seconds
        status = solver.solve(programme)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return nobody_placed(day)
        values = np.array([solver.value(column) for column in columns])
        return Answer(model.seats(values, day.seats), claim="optimal" if status == cp_model.OPTIMAL else "feasible")

    return run


PEERS = (
    Peer(
        name="CP-SAT, 3-index model",
        package="ortools",
        environment="house",
        prepare=_prepare,
        stops_itself=True,
        rounds="yes",
        never_twice="yes",
        minima="yes",
        proof="its own bound",
    ),
)
