# SPDX-License-Identifier: EUPL-1.2
"""What is measured, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

REFUSED = "refused"
"""The status of a day for which there is no answer: too large, or no time left."""


@dataclass(frozen=True)
class Cell:
    """One line of the table before it is measured: `run` does the work and returns the status and kind of proof."""

    day: str
    objective: str
    goal: float | None
    prepare: Callable[[], Callable[[], tuple[str, str]]]

    @property
    def key(self) -> str:
        """The name of the cell in the results."""
        return f"{self.day}, {self.objective}"


@dataclass(frozen=True)
class Measured:
    """One line of the table: medians in seconds of `runs` runs."""

    cell: Cell
    seconds: float
    yardstick: float
    runs: int
    status: str
    proof: str
    peak: float

    @property
    def yardsticks(self) -> float:
        """How many times the yardstick it took."""
        return self.seconds / self.yardstick

    @property
    def reached(self) -> bool:
        """Whether there is an answer in the time that was the goal; without a goal, in any time."""
        return self.status != REFUSED and (self.cell.goal is None or self.seconds <= self.cell.goal)

    def to_dict(self) -> dict[str, Any]:
        """Return what is kept of it."""
        return {
            "seconds": round(self.seconds, 5),
            "yardsticks": round(self.yardsticks, 3),
            "runs": self.runs,
            "status": self.status,
            "proof": self.proof,
            "peak": round(self.peak, 2),
        }
