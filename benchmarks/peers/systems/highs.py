# SPDX-License-Identifier: EUPL-1.2
"""HiGHS on the textbook model, as whoever writes the model down for the first time does it."""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks.peers.peer import Answer, Peer, Question, Run, nobody_placed
from benchmarks.peers.three_index import Model, three_index


def _prepare(day: Question) -> Run:
    import highspy  # noqa: PLC0415  (only where it is measured)

    def run(seconds: float) -> Answer:
        model = three_index(day)
        solver = highspy.Highs()  # type: ignore[no-untyped-call]  # no types
        for option, value in (("output_flag", False), ("time_limit", seconds), ("mip_rel_gap", 0.0)):
            solver.setOptionValue(option, value)
        solver.passModel(_programme(highspy, model))
        solver.run()
        found = solver.getSolution()
        if not found.value_valid:
            return nobody_placed(day)
        proven = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return Answer(model.seats(np.array(found.col_value), day.seats), claim="optimal" if proven else "feasible")

    return run


def _programme(highspy: Any, model: Model) -> Any:  # noqa: ANN401  (HiGHS has no types for what it takes)
    programme = highspy.HighsLp()
    height, width = model.matrix.shape
    programme.num_col_, programme.num_row_ = width, height
    programme.col_cost_ = model.cost.astype(float)
    programme.col_lower_, programme.col_upper_ = np.zeros(width), np.ones(width)
    programme.row_lower_, programme.row_upper_ = model.low.astype(float), model.high.astype(float)
    programme.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    programme.a_matrix_.start_ = model.matrix.indptr
    programme.a_matrix_.index_ = model.matrix.indices
    programme.a_matrix_.value_ = model.matrix.data
    programme.integrality_ = [highspy.HighsVarType.kInteger] * width
    return programme


PEERS = (
    Peer(
        name="HiGHS, 3-index model",
        package="highspy",
        environment="house",
        prepare=_prepare,
        stops_itself=True,
        rounds="yes",
        never_twice="yes",
        minima="yes",
        proof="its own bound",
    ),
)
