# SPDX-License-Identifier: EUPL-1.2
"""Generous: as few seats outside the wishes as can be, then as few at the lowest rank, then at the one above, ...

Formula: lexicographic minimum of (seats outside, seats at rank G, ..., seats at rank 2).
Source: generous maximum matchings, Manlove, Algorithmics of Matching Under Preferences (2013), section 8.2.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from indeling.errors import text
from indeling.objectives.objective import Level, Scale, SeatLevel, Title
from indeling.placement import OUTSIDE


class Generous:
    """Minimise the seats at the worst rank first."""

    name = "generous"
    per_seat = True

    def levels(self, scale: Scale) -> Iterator[Level]:
        """Yield the seats outside the wishes, then the seats at each rank from the worst down to the second."""
        rank = np.arange(scale.worst_rank + 1)
        yield SeatLevel(Title("outside", text("seats outside the wishes")), seat=(rank == OUTSIDE).astype(np.int64))
        for worst in range(scale.worst_rank, 1, -1):
            title = Title(f"rank-{worst}", text("seats at wish {rank}", rank=worst))
            yield SeatLevel(title, seat=(rank == worst).astype(np.int64))

    def guide(self, scale: Scale) -> Level:
        """Return the total cost: steep enough to avoid most seats at the worst ranks."""
        return SeatLevel(Title("cost", text("total cost")), seat=scale.costs)


OBJECTIVE = Generous()
