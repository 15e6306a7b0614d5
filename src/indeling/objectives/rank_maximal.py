# SPDX-License-Identifier: EUPL-1.2
"""Rank-maximal: as many first wishes as can be, then as many second wishes, and so on.

Formula: lexicographic maximum of (seats at rank 1, at rank 2, ...); written as a minimum, level k counts the
seats that are worse than rank k.
Source: Irving, Kavitha, Mehlhorn, Michail and Paluch, Rank-maximal matchings, ACM Trans. Algorithms 2 (2006).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from indeling.errors import text
from indeling.objectives.objective import Level, Scale, SeatLevel, Title
from indeling.placement import OUTSIDE


class RankMaximal:
    """Maximise the seats at the best rank first."""

    name = "rank-maximal"
    per_seat = True

    def levels(self, scale: Scale) -> Iterator[Level]:
        """Yield, for each rank from the first, the seats that are worse than it."""
        rank = np.arange(scale.worst_rank + 1)
        for best in range(1, scale.worst_rank + 1):
            title = Title(f"beyond-{best}", text("seats beyond wish {rank}", rank=best))
            yield SeatLevel(title, seat=((rank > best) | (rank == OUTSIDE)).astype(np.int64))

    def guide(self, scale: Scale) -> Level:
        """Return the total cost."""
        return SeatLevel(Title("cost", text("total cost")), seat=scale.costs)


OBJECTIVE = RankMaximal()
