# SPDX-License-Identifier: EUPL-1.2
"""Mix: how many people of different kinds meet."""

from __future__ import annotations

import numpy as np

from indeling.placement import NO_SEAT
from indeling.problem import Ints, Problem

__all__ = ["pairs_that_meet"]


def pairs_that_meet(problem: Problem, seats: Ints, attribute: str) -> int:
    """Return how many pairs of people with different values of an attribute share a session, each pair once.

    seats: workshops (n, R). attribute: "organisation" or "domain"; people without a value are in no pair.
    """
    column = problem.organisations if attribute == "organisation" else problem.domains
    known = np.flatnonzero([bool(value) for value in column])
    values = np.unique(np.array(column, object)[known].astype(str), return_inverse=True)[1]
    held = seats[known]
    meet = np.zeros((len(known), len(known)), bool)
    for there in held.T:
        meet |= (there[:, None] == there[None, :]) & (there != NO_SEAT)[:, None]
    return int((meet & (values[:, None] < values[None, :])).sum())
