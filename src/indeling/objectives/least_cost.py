# SPDX-License-Identifier: EUPL-1.2
"""Least cost: the smallest sum of the costs of all seats. For comparison and what-if; it does not look at people.

Formula: minimise Σ over seats of c(rank). Source: the assignment problem, Kuhn (1955).
"""

from __future__ import annotations

from collections.abc import Iterator

from indeling.errors import text
from indeling.objectives.objective import Level, Scale, SeatLevel, Title


class LeastCost:
    """Minimise the total cost."""

    name = "least-cost"
    per_seat = True

    def levels(self, scale: Scale) -> Iterator[Level]:
        """Yield the total cost."""
        yield self.guide(scale)

    def guide(self, scale: Scale) -> Level:
        """Return the total cost."""
        return SeatLevel(Title("cost", text("total cost")), seat=scale.costs)


OBJECTIVE = LeastCost()
