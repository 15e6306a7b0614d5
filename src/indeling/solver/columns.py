# SPDX-License-Identifier: EUPL-1.2
"""The columns of a linear programme, sparse, in the three ways in which they come about."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indeling.problem import Ints

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Columns:
    """Sparse columns: `rows` (C, width) with −1 for none, their `values` (C, width), and `high` (C,) upper bounds."""

    rows: Ints
    values: Floats
    high: Floats

    def widen(self, width: int) -> Columns:
        """Return the same columns with room for `width` entries each."""
        extra = ((0, 0), (0, width - self.rows.shape[1]))
        return Columns(np.pad(self.rows, extra, constant_values=-1), np.pad(self.values, extra), self.high)

    def some(self, which: Ints) -> Columns:
        """Return the columns at these positions."""
        return Columns(self.rows[which], self.values[which], self.high[which])

    def reduced(self, cost: Floats, duals: Floats) -> Floats:
        """Return the reduced cost of each column (C,), at these duals of rows."""
        paid: Floats = np.where(self.rows >= 0, duals[np.maximum(self.rows, 0)] * self.values, 0.0).sum(axis=1)
        return cost - paid

    @classmethod
    def stack(cls, parts: list[Columns]) -> Columns:
        """Return all columns of the parts, which have the same width, in one."""
        return cls(
            np.concatenate([part.rows for part in parts]),
            np.concatenate([part.values for part in parts]),
            np.concatenate([part.high for part in parts]),
        )

    def sparse(self) -> tuple[Ints, Ints, Floats]:
        """Return where each column starts (C + 1,), and row and value of each entry."""
        present = self.rows >= 0
        return np.concatenate([[0], np.cumsum(present.sum(axis=1))]), self.rows[present], self.values[present]


@dataclass(frozen=True, eq=False)
class Entries:
    """Sparse columns as entries (row, column, value), in any order; those at one place are added up. `high` (C,)."""

    rows: Ints
    columns: Ints
    values: Ints
    high: Floats

    def sparse(self) -> tuple[Ints, Ints, Floats]:
        """Return where each column starts (C + 1,), and row and value of each entry."""
        height = int(self.rows.max(initial=0)) + 1
        places, at = np.unique(self.columns * height + self.rows, return_inverse=True)
        values = np.bincount(at, weights=self.values, minlength=len(places))
        start: Ints = np.searchsorted(places, np.arange(len(self.high) + 1) * height).astype(np.int64)
        return start, places % height, values.astype(np.float64)


@dataclass(frozen=True, eq=False)
class Sparse:
    """Sparse columns as a solver wants them: where each starts (C + 1,), `rows` and `values` of entries.

    low, high (C,): bounds.
    """

    start: Ints
    rows: Ints
    values: Ints | Floats
    low: Floats
    high: Floats

    def sparse(self) -> tuple[Ints, Ints, Floats]:
        """Return where each column starts (C + 1,), and row and value of each entry."""
        return self.start, self.rows, self.values.astype(float)
