# SPDX-License-Identifier: EUPL-1.2
"""The compiled inner loop of `rounds`, for large days; compiled by numba on first use, and kept in its cache."""

from __future__ import annotations

from numba import njit

from indeling.problem import Ints


@njit(cache=True)
def walk(following: Ints, starts: Ints, columns: Ints) -> None:
    """Give seats to the first of two columns in turn along walks; see `rounds`, which says how.

    following (2n,): the seat after each in a walk, −1 at its end. starts: where walks begin. columns (n,): −1, and then
    the seat of each participant that is in the first column.
    """
    for start in starts:
        seat = start
        while seat >= 0 and columns[seat >> 1] < 0:
            columns[seat >> 1] = seat
            seat = following[seat]
