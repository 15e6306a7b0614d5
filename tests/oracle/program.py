# SPDX-License-Identifier: EUPL-1.2
"""An integer program that is solved again and again: each stage is held at its value in the next."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

INFEASIBLE = 2

Expression = Mapping[int, int]
"""Column → coefficient."""


class Program:
    """Whole columns from 0 up to a bound, rows between two bounds, and the last solution."""

    def __init__(self) -> None:
        self.upper: list[int] = []
        self.rows: list[tuple[Expression, float, float]] = []
        self.solution: list[int] = []

    def column(self, upper: int) -> int:
        """Add an integer column between 0 and `upper`; return its position."""
        self.upper.append(upper)
        return len(self.upper) - 1

    def at_most(self, expression: Expression, high: float) -> None:
        """Add a row with a bound above."""
        self.rows.append((expression, -np.inf, high))

    def at_least(self, expression: Expression, low: float) -> None:
        """Add a row with a bound below."""
        self.rows.append((expression, low, np.inf))

    def equal(self, expression: Expression, value: float) -> None:
        """Add a row with one value."""
        self.rows.append((expression, value, value))

    def minimise(self, expression: Expression) -> bool:
        """Find the least of the expression and hold it there from now on; False when there is no solution.

        Raises ArithmeticError when HiGHS gives up, or when its values do not survive rounding.
        """
        if self.solution and not expression:
            return True
        cost = np.zeros(len(self.upper))
        cost[list(expression)] = list(expression.values())
        matrix, low, high = self.matrix()
        found = milp(
            cost,
            integrality=np.ones(len(cost)),
            bounds=Bounds(0, np.array(self.upper, float)),
            constraints=LinearConstraint(matrix, low, high),
            options={"mip_rel_gap": 0},
        )
        if found.status == INFEASIBLE:
            return False
        if found.x is None or found.status != 0:
            raise ArithmeticError(found.message)
        self.solution = [round(x) for x in found.x]
        self.hold(expression, found.fun)
        return True

    def matrix(self) -> tuple[csr_array, list[float], list[float]]:
        """Return all rows as a sparse matrix with their bounds."""
        entries = [(row, column, c) for row, (terms, _, _) in enumerate(self.rows) for column, c in terms.items()]
        rows, columns, numbers = zip(*entries, strict=True) if entries else ((), (), ())
        matrix = csr_array((np.array(numbers, float), (rows, columns)), shape=(len(self.rows), len(self.upper)))
        return matrix, [low for _, low, _ in self.rows], [high for _, _, high in self.rows]

    def hold(self, expression: Expression, claimed: float) -> None:
        """Keep the expression at its value. Raises ArithmeticError when rounding changed it."""
        total = sum(c * self.solution[column] for column, c in expression.items())
        if round(claimed) != total:
            message = f"the MIP claims {claimed}, its rounded solution is worth {total}"
            raise ArithmeticError(message)
        if total == 0 and all(c > 0 for c in expression.values()):
            for column in expression:
                self.upper[column] = 0
        elif expression:
            self.equal(expression, total)
